"""What the gateway tells us: signed, repeated, late, out of order."""

import json
import time
from typing import Any

import pytest
from django.conf import settings

from apps.payments import services
from apps.payments.gateways.errors import BadSignature
from apps.payments.gateways.sandbox import events, pay, signature
from apps.payments.models import JournalEntry, Payment, SandboxEvent, WebhookEvent

from .faults import sweep
from .proving import assert_clean

pytestmark = pytest.mark.django_db
ADDRESS = "/payments/webhooks/sandbox/"


def event(number: int = 1, kind: str = "account.updated") -> bytes:
    return json.dumps({"id": f"evt_{number}", "type": kind, "data": {"object": {"id": "acct_1", "metadata": {}}}}).encode()


def post(client: Any, body: bytes, header: str | None = None, **more: Any) -> int:
    header = signature.sign(body, settings.SANDBOX_WEBHOOK_SECRET) if header is None else header
    return int(client.post(ADDRESS, body, content_type="application/json", headers={signature.HEADER: header}, **more).status_code)


def test_an_unknown_kind_is_stored_and_answered(client: Any) -> None:
    assert post(client, event()) == 200
    stored = WebhookEvent.objects.get()
    assert (stored.event_id, stored.status) == ("sandbox:evt_1", "done")


def test_the_same_event_again_is_answered_and_does_nothing(client: Any) -> None:
    assert [post(client, event()) for _ in range(5)] == [200] * 5
    assert WebhookEvent.objects.count() == 1


@pytest.mark.parametrize("seconds", [-310, 310, -10_000_000, 10_000_000])
def test_a_signature_of_another_time_is_refused(client: Any, seconds: int) -> None:
    body = event()
    assert post(client, body, signature.sign(body, settings.SANDBOX_WEBHOOK_SECRET, at=time.time() + seconds)) == 400
    assert not WebhookEvent.objects.exists()


@pytest.mark.parametrize("seconds", [-290, 290])
def test_a_clock_that_is_a_little_off_is_fine(client: Any, seconds: int) -> None:
    body = event()
    assert post(client, body, signature.sign(body, settings.SANDBOX_WEBHOOK_SECRET, at=time.time() + seconds)) == 200


@pytest.mark.parametrize(
    "header", ["", "t=,v1=", "v1=abc", "t=1", "t=abc,v1=00", "t=١٢٣,v1=00", "t=99999999999999999999,v1=00", "t=1,v1=é", "ünsinn", "t=-1,v1=0", ",,,"]
)
def test_a_header_of_any_kind_is_400(client: Any, header: str) -> None:
    assert post(client, event(), header) == 400


def test_a_right_time_with_a_wrong_signature_is_400(client: Any) -> None:
    assert post(client, event(), f"t={int(time.time())},v1={'0' * 64}") == 400
    assert post(client, event(), f"t={int(time.time())},v1=é") == 400
    assert post(client, event(), signature.sign(event(), "another secret")) == 400
    assert post(client, event(2), signature.sign(event(1), settings.SANDBOX_WEBHOOK_SECRET)) == 400
    assert not WebhookEvent.objects.exists()


@pytest.mark.parametrize("body", [b"", b"\xff\xfe", b"[]", b"null", b"{", b'"\xc3"', b"[" * 100_000])
def test_signed_bytes_that_are_no_event_are_400(client: Any, body: bytes) -> None:
    assert post(client, body) == 400


@pytest.mark.parametrize("words", [{}, {"id": None}, {"data": []}, {"data": {"object": 3}}, {"data": {"object": {"id": {}, "metadata": [1]}}}])
def test_signed_events_of_odd_shapes_are_stored(client: Any, words: dict[str, Any]) -> None:
    assert post(client, json.dumps(words).encode()) == 200


@pytest.mark.parametrize("kind", ["checkout.session.completed", "transfer.failed", "refund.updated"])
def test_events_about_what_is_not_ours_change_nothing(client: Any, kind: str) -> None:
    assert post(client, event(kind=kind)) == 200
    assert WebhookEvent.objects.get().status == "done"


def test_more_than_any_event_is_413(client: Any) -> None:
    assert post(client, b" " * 300_000) == 413


def test_only_post_and_only_known_gateways(client: Any) -> None:
    assert client.get(ADDRESS).status_code == 405
    assert client.post("/payments/webhooks/nobody/", b"{}", content_type="application/json").status_code == 404


def test_no_session_and_no_csrf_token_are_needed(client: Any) -> None:
    from django.test import Client

    assert post(Client(enforce_csrf_checks=True), event()) == 200


def test_the_words_of_an_event_are_not_believed(first: Any, olga: Any, client: Any) -> None:
    services.start_funding(first, by=olga)
    payment = Payment.objects.get()
    thing = {"id": payment.session_id, "status": "complete", "payment_status": "paid", "metadata": {"reference": str(payment.pk)}}
    lie = json.dumps({"id": "evt_lie", "type": "checkout.session.completed", "data": {"object": thing}}).encode()
    assert post(client, lie) == 200
    payment.refresh_from_db()
    assert payment.status == "open"


def test_five_times_is_one_funding(first: Any, olga: Any) -> None:
    services.start_funding(first, by=olga)
    pay(Payment.objects.get().session_id, manner="late")
    happened = SandboxEvent.objects.get()
    for _ in range(5):
        events.deliver(happened)
    assert JournalEntry.objects.filter(kind="fund").count() == 1
    assert_clean()


def test_before_we_know_the_session_it_is_found_by_our_own_id(first: Any, olga: Any) -> None:
    services.start_funding(first, by=olga)
    session_id = Payment.objects.get().session_id
    Payment.objects.update(session_id="")
    pay(session_id)
    first.refresh_from_db()
    assert first.status == "funded"


def test_late_and_out_of_order_comes_to_the_same(first: Any, olga: Any, settings: Any) -> None:
    settings.SANDBOX_CHAOS = "late,twice,shuffle"
    services.start_funding(first, by=olga)
    pay(Payment.objects.get().session_id)
    first.refresh_from_db()
    assert first.status == "planned"  # nobody told us yet
    sweep()
    first.refresh_from_db()
    assert first.status == "funded"
    assert_clean()


def test_what_was_not_answered_is_sent_again(first: Any, olga: Any, settings: Any) -> None:
    services.start_funding(first, by=olga)
    settings.SANDBOX_WEBHOOK_URL = "http://127.0.0.1:9/"  # nobody listens there
    pay(Payment.objects.get().session_id)
    assert SandboxEvent.objects.get().status == "waiting"
    settings.SANDBOX_WEBHOOK_URL = ""
    sweep()
    first.refresh_from_db()
    assert first.status == "funded"


def test_an_event_that_cannot_be_handled_waits_and_can_be_retried(first: Any, olga: Any, max_: Any, client: Any) -> None:
    services.start_funding(first, by=olga)
    payment = Payment.objects.get()
    Payment.objects.update(session_id="cs_gone")
    thing = {"id": "cs_gone", "metadata": {"reference": str(payment.pk)}}
    assert post(client, json.dumps({"id": "evt_2", "type": "checkout.session.expired", "data": {"object": thing}}).encode()) == 200
    stored = WebhookEvent.objects.get()
    assert stored.status == "pending" and "knows no such checkout" in stored.error
    Payment.objects.update(session_id=payment.session_id)
    assert services.retry_event(stored, by=max_)
    stored.refresh_from_db()
    assert stored.status == "done"
    assert not services.retry_event(stored, by=max_)


def test_verify_names_what_is_wrong() -> None:
    with pytest.raises(BadSignature, match="too old"):
        signature.verify(b"{}", signature.sign(b"{}", "s", at=0), "s")
