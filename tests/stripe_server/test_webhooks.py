"""Every change is told: signed, at least once, in the manner that a test asks for."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
import stripe

from .deliveries import Endpoint
from .scenes import account, charge, session
from .server import StripeServer

LIFE = ["payment_intent.created", "charge.succeeded", "payment_intent.succeeded", "charge.updated", "checkout.session.completed"]


class Site:
    """The receiving end: keeps what came, and answers with the next status."""

    def __init__(self) -> None:
        self.came: list[tuple[bytes, str]] = []
        self.statuses: list[int] = []
        site = self

        class Door(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self) -> None:
                site.came.append((self.rfile.read(int(self.headers["Content-Length"])), self.headers["Stripe-Signature"]))
                self.send_response(site.statuses.pop(0) if site.statuses else 200)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, format: str, *args: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Door)
        self.url = f"http://127.0.0.1:{self.server.server_port}/hook/"
        threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()

    def types(self) -> list[str]:
        return [json.loads(body)["type"] for body, _ in self.came]


@pytest.fixture
def site(stripe_server: StripeServer) -> Iterator[Site]:
    site = Site()
    stripe_server.add_endpoints(site.url)
    yield site
    site.server.shutdown()
    site.server.server_close()


def test_events_arrive_signed_and_in_order(stripe_server: StripeServer, stripe_client: stripe.StripeClient, site: Site) -> None:
    source = charge(stripe_server, stripe_client)
    stripe_server.control.wait_idle()
    assert site.types() == LIFE
    for body, signature in site.came:
        event = stripe_client.construct_event(body, signature, stripe_server.webhook_secret)
        assert (event.api_version, event.livemode) == ("2026-10-28.endive", False)
        with pytest.raises(stripe.SignatureVerificationError):
            stripe_client.construct_event(body + b" ", signature, stripe_server.webhook_secret)
        with pytest.raises(stripe.SignatureVerificationError):
            stripe_client.construct_event(body, signature, stripe_server.connect_secret)
    told = json.loads(site.came[1][0])["data"]["object"]
    assert (told["id"], told["balance_transaction"]) == (source.id, None)
    assert {event.pending_webhooks for event in stripe_client.v1.events.list().data} == {0}


def test_connected_accounts_have_an_endpoint_of_their_own(stripe_server: StripeServer, stripe_client: stripe.StripeClient, site: Site) -> None:
    sam = account(stripe_server, stripe_client)
    stripe_server.control.wait_idle()
    body, signature = site.came[0]
    event = stripe_client.construct_event(body, signature, stripe_server.connect_secret)
    assert (event.type, event.account) == ("account.updated", sam)
    assert stripe_client.v1.events.list().data == []
    assert stripe_client.v1.events.list(options={"stripe_account": sam}).data[0].id == event.id


def test_a_site_that_fails_is_asked_again(stripe_server: StripeServer, stripe_client: stripe.StripeClient, site: Site) -> None:
    stripe_server.control.webhooks(retry_after=0.01)
    site.statuses = [500, 404]
    session_id = session(stripe_client).id
    stripe_client.v1.checkout.sessions.expire(session_id)
    stripe_server.control.wait_idle()
    assert site.types() == ["checkout.session.expired"] * 3
    assert len({json.loads(body)["id"] for body, _ in site.came}) == 1


def test_a_manner_can_be_asked_for(stripe_server: StripeServer, stripe_client: stripe.StripeClient, site: Site) -> None:
    stripe_server.control.webhooks(manual=True, copies=(2, 4), shuffle=True)
    charge(stripe_server, stripe_client)
    assert site.came == []
    assert set(stripe_server.control.deliver_all()) == {200}
    assert sorted(set(site.types())) == sorted(LIFE) and len(site.came) >= 10
    assert list(dict.fromkeys(site.types())) != LIFE


def test_what_is_dropped_is_found_by_a_sweep(stripe_server: StripeServer, stripe_client: stripe.StripeClient, site: Site) -> None:
    stripe_server.control.webhooks(drop=1.0)
    charge(stripe_server, stripe_client)
    stripe_server.control.webhooks()
    stripe_client.v1.checkout.sessions.expire(session(stripe_client).id)
    stripe_server.control.wait_idle()
    assert site.types() == ["checkout.session.expired"]
    missed = stripe_client.v1.events.list({"delivery_success": False, "created": {"gte": 0}})
    assert [event.type for event in missed.data] == LIFE[::-1]
    assert [event.type for event in stripe_client.v1.events.list({"delivery_success": True}).data] == ["checkout.session.expired"]
    assert [event.type for event in stripe_client.v1.events.list({"types": ["charge.*"]}).data] == ["charge.updated", "charge.succeeded"]


def test_deliveries_can_be_taken_and_signed_by_hand(stripe_server: StripeServer, stripe_client: stripe.StripeClient) -> None:
    stripe_server.state.endpoints = [Endpoint("http://nowhere.test/", ["whsec_old", "whsec_new"])]
    stripe_server.control.webhooks(manual=True)
    charge(stripe_server, stripe_client)
    taken = stripe_server.control.take_deliveries()
    assert [json.loads(body)["type"] for body, _ in taken] == LIFE
    for secret in ("whsec_old", "whsec_new"):
        assert stripe_client.construct_event(*taken[0], secret).type == LIFE[0]
    old = stripe_server.control.sign(stripe_client.v1.events.list().data[0].id, "whsec_old", at=1)
    with pytest.raises(stripe.SignatureVerificationError, match="tolerance"):
        stripe_client.construct_event(*old, "whsec_old")
