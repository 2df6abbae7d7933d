"""The hosted pages work as forms, without scripts."""

import re
from urllib.parse import urljoin

import httpx
import pytest
import stripe

from .scenes import account, charge, session, transfer
from .server import StripeServer

BROWSER = httpx.Client(trust_env=False)
RETURN: stripe.params.AccountLinkCreateParams = {
    "account": "",
    "type": "account_onboarding",
    "refresh_url": "https://site.test/again/",
    "return_url": "https://site.test/done/",
}


def press(url: str | None, **fields: str) -> httpx.Response:
    assert url is not None
    return BROWSER.post(url, data=fields)


def test_checkout_shows_what_is_paid_and_goes_back_to_the_site(stripe_server: StripeServer, stripe_client: stripe.StripeClient) -> None:
    one = session(stripe_client)
    assert one.url
    shown = BROWSER.get(one.url).text
    assert "Milestone 1" in shown and "100.00 EUR" in shown and "not Stripe" in shown
    assert press(one.url, do="back").headers["location"] == "https://site.test/contract/"
    paid = press(one.url, do="pay", card="4242424242424242", email="olga@example.org")
    assert (paid.status_code, paid.headers["location"]) == (303, f"https://site.test/back/?session={one.id}")
    after = stripe_client.v1.checkout.sessions.retrieve(one.id)
    assert (after.status, after.payment_status, after.url) == ("complete", "paid", None)
    assert after.customer_details and after.customer_details.email == "olga@example.org"


def test_a_declined_card_leaves_the_page_open(stripe_server: StripeServer, stripe_client: stripe.StripeClient) -> None:
    one = session(stripe_client)
    declined = press(one.url, do="pay", number="4000 0000 0000 0002")
    assert "Your card was declined." in declined.text
    after = stripe_client.v1.checkout.sessions.retrieve(one.id, {"expand": ["payment_intent"]})
    assert after.status == "open" and isinstance(after.payment_intent, stripe.PaymentIntent)
    assert (after.payment_intent.status, after.payment_intent.last_payment_error and after.payment_intent.last_payment_error.code) == (
        "requires_payment_method",
        "card_declined",
    )
    assert len(stripe_client.v1.events.list({"type": "payment_intent.payment_failed"}).data) == 1
    assert press(one.url, do="pay", card="4242424242424242").status_code == 303


@pytest.mark.parametrize(("answer", "status"), [("complete", "complete"), ("fail", "open")])
def test_three_d_secure_asks_first(stripe_server: StripeServer, stripe_client: stripe.StripeClient, answer: str, status: str) -> None:
    one = session(stripe_client)
    asked = press(one.url, do="pay", number="4000 0027 6000 3184")
    assert "Complete authentication" in asked.text
    assert stripe_client.v1.checkout.sessions.retrieve(one.id).status == "open"
    press(one.url, authentication=answer)
    assert stripe_client.v1.checkout.sessions.retrieve(one.id).status == status


def test_a_disputed_card_is_disputed_right_after(stripe_server: StripeServer, stripe_client: stripe.StripeClient) -> None:
    press(session(stripe_client).url, do="pay", card="4000000000000259")
    assert [row.reason for row in stripe_client.v1.disputes.list().data] == ["fraudulent"]


def test_an_expired_session_cannot_be_paid(stripe_server: StripeServer, stripe_client: stripe.StripeClient) -> None:
    one = session(stripe_client)
    stripe_server.control.advance(24 * 3600 + 1)
    assert press(one.url, do="pay", card="4242424242424242").status_code == 410
    assert stripe_client.v1.checkout.sessions.retrieve(one.id).status == "expired"
    assert stripe_server.control.effects()["charges"] == []


def test_hostile_names_stay_words(stripe_server: StripeServer, stripe_client: stripe.StripeClient) -> None:
    item = {"quantity": 1, "price_data": {"currency": "eur", "unit_amount": 500, "product_data": {"name": "<script>alert(1)</script>"}}}
    one = session(stripe_client, line_items=[item])
    assert one.url and "<script>" not in BROWSER.get(one.url).text


def test_onboarding_is_finished_or_left_incomplete(stripe_server: StripeServer, stripe_client: stripe.StripeClient) -> None:
    sam = account(stripe_server, stripe_client, ready=False)
    for button, ready in (("later", False), ("finish", True)):
        link = stripe_client.v1.account_links.create({**RETURN, "account": sam})
        form = BROWSER.get(link.url, follow_redirects=True)
        assert "Legal name" in form.text
        done = press(str(form.url), do=button, name="Sam Solver", iban="DE89 3704 0044 0532 0130 00", country="DE")
        assert done.headers["location"] == "https://site.test/done/"
        row = stripe_client.v1.accounts.retrieve(sam)
        assert (row.payouts_enabled, row.charges_enabled, row.details_submitted) == (ready, ready, ready)
        assert row.requirements and bool(row.requirements.currently_due) is not ready
    assert {event.type for event in stripe_client.v1.events.list(options={"stripe_account": sam}).data} == {"account.updated"}


def test_an_onboarding_link_works_once_and_for_five_minutes(stripe_server: StripeServer, stripe_client: stripe.StripeClient) -> None:
    sam = account(stripe_server, stripe_client, ready=False)
    used, old = (stripe_client.v1.account_links.create({**RETURN, "account": sam}) for _ in range(2))
    BROWSER.get(used.url)
    stripe_server.control.advance(301)
    for link in (used, old):
        assert BROWSER.get(link.url).headers["location"] == "https://site.test/again/"


def test_onboarding_says_what_is_missing(stripe_server: StripeServer, stripe_client: stripe.StripeClient) -> None:
    sam = account(stripe_server, stripe_client, ready=False)
    form = BROWSER.get(stripe_client.v1.account_links.create({**RETURN, "account": sam}).url, follow_redirects=True)
    assert "Give your legal name." in press(str(form.url), do="finish", name="", iban="DE89370400440532013000").text
    assert not stripe_client.v1.accounts.retrieve(sam).payouts_enabled


def test_the_dashboard_pays_out(stripe_server: StripeServer, stripe_client: stripe.StripeClient) -> None:
    sam = account(stripe_server, stripe_client)
    transfer(stripe_client, charge(stripe_server, stripe_client), sam)
    board = BROWSER.get(stripe_client.v1.accounts.login_links.create(sam).url, follow_redirects=True)
    assert "90.00 EUR" in board.text
    after = BROWSER.get(urljoin(stripe_server.url, press(str(board.url), do="pay").headers["location"]))
    assert re.search(r"po_\w+</td><td>paid", after.text)
    assert stripe_server.control.balances(sam) == {"eur": 0}


def test_the_overview_has_buttons_for_banks(stripe_server: StripeServer, stripe_client: stripe.StripeClient) -> None:
    one = charge(stripe_server, stripe_client)
    assert one.id in BROWSER.get(stripe_server.url).text
    press(stripe_server.url, do="dispute", id=one.id)
    dispute = stripe_client.v1.disputes.list().data[0]
    press(stripe_server.url, do="won", id=dispute.id)
    assert stripe_client.v1.disputes.retrieve(dispute.id).status == "won"
