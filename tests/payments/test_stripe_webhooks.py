"""Stripe's webhooks: signed on the raw body, stored, answered, believed only after asking; what contradicts our rows is a dead letter at once."""

import json
import random
import time
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from apps.payments import services
from apps.payments.gateways import signature
from apps.payments.gateways.errors import BadSignature
from apps.payments.gateways.stripe import Stripe
from apps.payments.gateways.stripe.webhooks import HEARD
from apps.payments.models import Finding, JournalEntry, Operation, Payment, Sweep, WebhookEvent
from apps.payments.services.sweeping import sweep_missed
from tests.stripe_server import StripeServer

from .stripe_side import switched_on

pytestmark = pytest.mark.django_db
ADDRESS = "/payments/webhooks/stripe/"
client = Client()


@pytest.fixture
def server(settings: Any) -> Iterator[StripeServer]:
    with switched_on(settings, StripeServer(seed=7, webhook_url="http://127.0.0.1:9/")) as server:
        server.control.webhooks(manual=True)
        yield server


@pytest.fixture
def payment(first: Any, olga: Any, server: StripeServer) -> Payment:
    services.start_funding(first, by=olga)
    return Payment.objects.get()


def event(number: int = 1, kind: str = "product.created", **words: Any) -> dict[str, Any]:
    thing = {"id": "prod_1", "object": "product", "metadata": {}}
    return {"id": f"evt_{number}", "object": "event", "type": kind, "livemode": False, "data": {"object": thing}} | words


def post(body: bytes, header: str) -> int:
    return client.post(ADDRESS, body, content_type="application/json", headers={"Stripe-Signature": header}).status_code


def tell(server: StripeServer, words: dict[str, Any] | bytes, *, at: float | None = None, secret: str = "") -> int:
    body = words if isinstance(words, bytes) else json.dumps(words).encode()
    return post(body, signature.sign(body, secret or server.webhook_secret, at=at))


def deliver(server: StripeServer) -> set[int]:
    return {post(body, header) for body, header in server.control.take_deliveries()}


def altered(body: bytes, header: str, chance: random.Random) -> tuple[bytes, str]:
    """The same event with one thing changed: a bit of the body, the time, a digit of the signature, the scheme, or the order of it all."""
    moment, _, mark = header.removeprefix("t=").partition(",v1=")
    place = chance.randrange(len(body))
    match chance.randrange(9):
        case 0:
            return body[:place] + bytes([body[place] ^ 1 << chance.randrange(8)]) + body[place + 1 :], header
        case 1:
            return body[:place] + body[place + 1 :], header
        case 2:
            return body + chance.choice([b" ", b"\n", b"\0", b"\xff", b"{}"]), header
        case 3:
            return body, f"t={int(moment) + chance.choice([-1, 1]) * chance.randrange(1, 10**6)},v1={mark}"
        case 4:
            digit = chance.randrange(len(mark))
            return body, f"t={moment},v1={mark[:digit]}{chance.choice('0123456789abcdef'.replace(mark[digit], ''))}{mark[digit + 1 :]}"
        case 5:
            return body, f"t={moment},{chance.choice(['v0', 'V1', 'v2', 'v10', ' ', ''])}={mark}"
        case 6:
            return body, f"t={moment},v1={chance.choice(['', 'é' * 64, mark[:-1], mark + '0', mark[::-1] + '0', '0' * 64, mark.encode().hex()])}"
        case 7:
            return body, chance.choice([f"v1={mark}", f"t={moment}", f"t=,v1={mark}", f"t=٣,v1={mark}", f"t={moment}.0,v1={mark}", ""])
        case _:
            return body, signature.sign(body, chance.choice(["whsec_wrong", "whsec_", " "]))


def test_5000_altered_signatures_none_accepted(settings: Any) -> None:
    settings.STRIPE_SECRET_KEY, settings.STRIPE_WEBHOOK_SECRETS = "sk_test_x", ["whsec_one", "whsec_two"]
    chance, door, refused = random.Random(20261122), Stripe(), 0
    body = json.dumps(event(kind="checkout.session.completed")).encode()
    for _ in range(5000):
        secret = chance.choice(settings.STRIPE_WEBHOOK_SECRETS)
        header = signature.sign(body, secret)
        other = altered(body, header, chance)
        assert door.verify_webhook(body, {"Stripe-Signature": header}).event_id == "evt_1"
        with pytest.raises(BadSignature):
            door.verify_webhook(other[0], {"Stripe-Signature": other[1]})
        refused += 1
    assert refused == 5000


def test_hundreds_of_them_are_answered_400_and_not_stored(server: StripeServer) -> None:
    chance, body = random.Random(5), json.dumps(event()).encode()
    answers = {post(*altered(body, signature.sign(body, server.webhook_secret), chance)) for _ in range(300)}
    assert answers == {400} and not WebhookEvent.objects.exists()


@pytest.mark.parametrize(("seconds", "status"), [(-310, 400), (310, 400), (-290, 200), (290, 200), (-(10**7), 400), (10**7, 400)])
def test_the_tolerance_has_two_sides(server: StripeServer, seconds: int, status: int) -> None:
    assert tell(server, event(), at=time.time() + seconds) == status
    assert WebhookEvent.objects.exists() is (status == 200)


def test_while_a_secret_is_rotated_both_are_right(server: StripeServer, settings: Any) -> None:
    settings.STRIPE_WEBHOOK_SECRETS = ["whsec_new", "whsec_old"]
    body = json.dumps(event()).encode()
    assert [tell(server, event(number), secret=secret) for number, secret in enumerate(settings.STRIPE_WEBHOOK_SECRETS)] == [200, 200]
    both = signature.sign(body, "whsec_old") + "," + signature.sign(body, "whsec_new").partition(",")[2]
    assert post(body, both) == 200
    settings.STRIPE_WEBHOOK_SECRETS = ["whsec_new"]
    assert tell(server, event(3), secret="whsec_old") == 400
    assert post(json.dumps(event(4)).encode(), signature.sign(json.dumps(event(4)).encode(), "")) == 400


def test_without_secrets_nothing_is_right(server: StripeServer, settings: Any) -> None:
    for secrets in ([], [""]):
        settings.STRIPE_WEBHOOK_SECRETS = secrets
        assert tell(server, event(), secret="") == 400
        body = json.dumps(event()).encode()
        assert post(body, signature.sign(body, "")) == 400


@pytest.mark.parametrize(
    "body", [b"", b"\xff\xfe", b"[]", b"null", b"{", b'"\xc3"', b"[" * 100_000, b'{"a":' * 20_000, b'{"object":"event"}', b'{"id":"evt_1"}']
)
def test_signed_bytes_that_are_no_event_are_400(server: StripeServer, body: bytes) -> None:
    assert tell(server, body) == 400
    assert tell(server, json.dumps(event(id=None)).encode()) == 400


@pytest.mark.parametrize(
    "words", [{"data": []}, {"data": {"object": 3}}, {"data": {"object": {"id": {}, "metadata": [1]}}}, {"type": None}, {"account": 5}]
)
def test_signed_events_of_odd_shapes_are_stored(server: StripeServer, words: dict[str, Any]) -> None:
    assert tell(server, event() | words) == 200


def test_an_unknown_kind_is_stored_and_done(server: StripeServer) -> None:
    assert [tell(server, event()) for _ in range(3)] == [200] * 3
    assert [(one.event_id, one.status, one.live) for one in WebhookEvent.objects.all()] == [("stripe:evt_1", "done", False)]


def test_without_a_key_there_is_no_such_door(settings: Any) -> None:
    settings.STRIPE_SECRET_KEY = ""
    assert post(b"{}", "t=1,v1=0") == 404


def test_what_is_paid_is_booked_whatever_order_the_events_come_in(payment: Payment, first: Any, server: StripeServer) -> None:
    server.control.webhooks(manual=True, copies=(1, 5), shuffle=True)
    server.control.pay(payment.session_id)
    assert deliver(server) == {200}
    first.refresh_from_db()
    assert first.status == "funded" and JournalEntry.objects.filter(kind="fund").count() == 1
    assert not WebhookEvent.objects.exclude(status="done").exists() and not Finding.objects.exists()


def dead_letter(words: str) -> WebhookEvent:
    """The one event that was given up, and told to operators."""
    found = WebhookEvent.objects.get(status="failed")
    assert words in found.error and found.attempts == 1
    finding = Finding.objects.get(kind="webhook")
    assert found.event_id in finding.subject and words in finding.words
    assert not JournalEntry.objects.exists()
    return found


@pytest.mark.parametrize(
    ("column", "value", "words"), [("amount_total", 59_999, "about"), ("currency", "usd", "about"), ("livemode", True, "real money")]
)
def test_a_wrong_checkout_is_a_dead_letter(payment: Payment, server: StripeServer, max_: Any, column: str, value: Any, words: str) -> None:
    server.control.pay(payment.session_id)
    session = server.state.sessions.rows[payment.session_id]
    right, session[column] = session[column], value
    assert deliver(server) == {200}
    letter = dead_letter(words)
    payment.refresh_from_db()
    assert payment.status == "open"
    session[column] = right  # Stripe has mended it, and an operator tries again
    assert services.retry_event(letter, by=max_)
    payment.refresh_from_db()
    letter.refresh_from_db()
    assert (payment.status, letter.status, Finding.objects.get().status) == ("succeeded", "done", "resolved")


def test_an_event_of_the_other_mode_is_a_dead_letter(payment: Payment, server: StripeServer) -> None:
    server.control.pay(payment.session_id)
    thing = server.state.sessions.rows[payment.session_id]
    lie = {"id": payment.session_id, "metadata": thing["metadata"]}
    assert tell(server, event(kind="checkout.session.completed", livemode=True, data={"object": lie})) == 200
    dead_letter("real money")


def test_an_event_of_ours_from_another_account_is_a_dead_letter(payment: Payment, server: StripeServer) -> None:
    server.control.pay(payment.session_id)
    lie = {"id": payment.session_id, "metadata": {"reference": str(payment.pk)}}
    assert tell(server, event(kind="checkout.session.completed", account="acct_eve", data={"object": lie})) == 200
    dead_letter("acct_eve")


def test_another_accounts_own_business_is_none_of_ours(payment: Payment, server: StripeServer) -> None:
    for number, live in enumerate((True, False)):
        assert tell(server, event(number, kind="checkout.session.completed", account="acct_eve", livemode=live)) == 200
    assert not WebhookEvent.objects.exclude(status="done").exists() and not Finding.objects.exists()


def test_what_is_not_handled_is_tried_20_times_and_then_reported(payment: Payment, server: StripeServer) -> None:
    server.control.pay(payment.session_id)
    server.control.fail_often(1.0, ["before"], path="/v1/checkout")
    assert deliver(server) == {200}
    later = timezone.now()
    for _ in range(25):
        later += timedelta(hours=13)
        with time_machine.travel(later, tick=True):
            for one in WebhookEvent.objects.due():
                services.handle(one)
    given_up = WebhookEvent.objects.get(status="failed")
    assert given_up.attempts == 20 and Finding.objects.get(kind="webhook").seen_count == 1
    server.control.no_faults()
    assert services.retry_event(given_up, by=None)
    payment.refresh_from_db()
    assert payment.status == "succeeded" and Finding.objects.get().status == "resolved"


def test_a_day_without_webhooks_is_swept(payment: Payment, first: Any, server: StripeServer) -> None:
    server.control.pay(payment.session_id)
    server.control.take_deliveries()  # and none of them arrives
    assert sweep_missed() == len([one for one in server.state.events if one["type"] in HEARD])
    first.refresh_from_db()
    assert first.status == "funded" and Sweep.objects.get().missed_count > 0
    assert sweep_missed() == 0  # not due again
    with time_machine.travel(timezone.now() + timedelta(hours=25), tick=True):
        server.control.advance(25 * 3600)
        assert sweep_missed() == 0  # nothing was missed
    assert Sweep.objects.get().swept_to > timezone.now() + timedelta(hours=24)


def test_a_sweep_that_fails_is_repeated_within_the_hour(payment: Payment, server: StripeServer) -> None:
    server.control.pay(payment.session_id)
    server.control.fail_next("cut", path="/v1/events")
    from apps.payments.gateways.errors import OutcomeUnknown

    with pytest.raises(OutcomeUnknown):
        sweep_missed()
    assert sweep_missed() == 0
    with time_machine.travel(timezone.now() + timedelta(minutes=61), tick=True):
        assert sweep_missed() > 0


def test_a_refund_that_failed_after_all_is_booked_back_and_tried_again(payment: Payment, first: Any, olga: Any, server: StripeServer) -> None:
    server.control.pay(payment.session_id)
    deliver(server)
    services.cancel_contract(first.contract, by=olga, reason="Changed plans.")
    operation = Operation.objects.get(kind="refund")
    assert operation.status == "done"
    server.control.end_refund(operation.reference, succeeds=False)
    assert deliver(server) == {200}
    assert JournalEntry.objects.filter(kind="refund_failed").count() == 1
    operation.refresh_from_db()
    assert operation.key_number == 1 and operation.status == "done"  # under a new key it came through


@pytest.mark.parametrize(("point", "words"), [("before", "does not answer"), ("429", "does not answer"), (None, "disagree")])
def test_the_button_says_in_words_what_went_wrong(
    payment: Payment, first: Any, olga: Any, server: StripeServer, signed_in: Any, point: Any, words: str
) -> None:
    if point:
        server.control.fail_next(point, path="/v1/checkout")
    else:
        server.state.sessions.rows[payment.session_id]["livemode"] = True
    page = signed_in(olga).post(f"/contracts/{first.contract_id}/milestones/1/fund/")
    assert page.status_code < 500 and words in page.content.decode()
    assert Finding.objects.exists() is (point is None)


def test_an_operation_that_stripe_contradicts_is_reported_and_not_booked(payment: Payment, first: Any, olga: Any, server: StripeServer) -> None:
    server.control.pay(payment.session_id)
    deliver(server)
    server.control.fail_next("500_after", path="/v1/refunds")
    services.cancel_contract(first.contract, by=olga, reason="Changed plans.")
    next(iter(server.state.refunds))["amount"] = 1
    operation = Operation.objects.get()
    Operation.objects.update(due_at=timezone.now())
    operation.refresh_from_db()
    assert not services.perform(operation)
    operation.refresh_from_db()
    assert (operation.status, operation.key_number) == ("pending", 0) and "was ordered" in operation.error
    assert str(operation.pk) in Finding.objects.get(kind="operation").subject
    assert not JournalEntry.objects.filter(kind="refunded").exists()
    next(iter(server.state.refunds))["amount"] = operation.amount_minor
