"""Each verb of the gateway against Stripe's side of the wire. With STRIPE_TEST_SECRET_KEY in the environment that is Stripe itself."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
import stripe
from django.db import transaction

from apps.core.money import Money
from apps.payments.gateways import current, gateway
from apps.payments.gateways.base import (
    AccountOrder,
    CheckoutOrder,
    Evidence,
    GatewayOff,
    GatewayRefusal,
    Item,
    OutcomeUnknown,
    RefundOrder,
    ReversalOrder,
    Shortage,
    TransferOrder,
    WrongObject,
)
from apps.payments.gateways.stripe import accounts, amounts, chargebacks, checkouts
from apps.payments.gateways.stripe.client import API_VERSION
from tests.stripe_server import StripeServer

from .stripe_side import REAL_KEY, Side, switched_on

EUR = "EUR"
PDF = b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\ntrailer<<>>\n%%EOF\n"


@pytest.fixture
def side(settings: Any) -> Iterator[Side]:
    if REAL_KEY:
        settings.STRIPE_SECRET_KEY = REAL_KEY
        yield Side(None)
        return
    with switched_on(settings, StripeServer(seed=7)) as server:
        yield Side(server)


def order(amount: Money, *, payment: str = "p", group: str = "g", key: str = "", **changes: Any) -> CheckoutOrder:
    first = Money(amount.minor // 2 // 10 * 10, amount.currency)
    words: dict[str, Any] = {
        "key": key or uuid4().hex,
        "payment": payment,
        "group": group,
        "amount": amount,
        "items": tuple(Item(f"Part {number}", one) for number, one in enumerate((first, amount - first), 1) if one),
        "title": "The tide clock",
        "payee": "Sam",
        "payer_email": "olga@example.org",
        "success_url": "https://site.test/back/",
        "cancel_url": "https://site.test/left/",
        "expires_at": datetime.now(UTC) + timedelta(hours=23),
    }
    return CheckoutOrder(**(words | changes))


def money(minor: int, currency: str = EUR) -> Money:
    return Money(minor, currency)


def sent(side: Side, charge: str, minor: int = 6000, *, key: str = "t1", account: str = "", currency: str = EUR) -> TransferOrder:
    return TransferOrder(side.id(key), side.id(key), money(minor, currency), account or side.account(), charge, side.id("g"))


# checkouts


def test_the_library_and_the_pinned_version_belong_together() -> None:
    from stripe._api_version import _ApiVersion

    assert API_VERSION == _ApiVersion.CURRENT


def test_a_checkout_is_open_until_it_is_paid(side: Side) -> None:
    words = order(money(10000), payment=side.id("p"))
    made = side.door.create_checkout(words)
    assert (made.state, made.amount, made.payment, made.paid) == ("open", money(10000), side.id("p"), False)
    assert made.url.startswith("http") and abs(made.expires_at - words.expires_at) < timedelta(seconds=2)
    assert side.door.fetch_checkout(made.id) == made
    assert side.door.create_checkout(words).id == made.id  # the same key
    closed = side.door.expire_checkout(made.id)
    assert (closed.state, closed.url, closed.failure) == ("expired", "", "")
    assert side.door.expire_checkout(made.id).state == "expired"


def test_what_was_paid_is_told_with_fee_and_settlement(side: Side) -> None:
    control = side.ours.control
    made = side.door.create_checkout(order(money(10000)))
    control.pay(made.id)
    paid = side.door.fetch_checkout(made.id)
    assert (paid.state, paid.paid, paid.settled, paid.fee, paid.rate, paid.failure) == ("complete", True, money(10000), money(175), "", "")
    assert paid.charge_id.startswith("ch_")
    assert side.door.expire_checkout(made.id) == paid
    charge = control.effects()["charges"][0]
    assert (charge["transfer_group"], charge["metadata"]) == ("g", {"reference": "p"})


def test_another_currency_is_settled_at_a_rate(side: Side) -> None:
    side.ours.control.convert("sek", "eur", "0.088")
    made = side.door.create_checkout(order(money(100000, "SEK")))
    side.ours.control.pay(made.id)
    paid = side.door.fetch_checkout(made.id)
    assert (paid.amount, paid.settled, paid.rate) == (money(100000, "SEK"), money(8800), "0.088")
    assert paid.fee and paid.fee.currency == EUR


def test_a_declined_card_leaves_the_checkout_open_for_another(side: Side) -> None:
    made = side.door.create_checkout(order(money(10000)))
    side.ours.control.pay(made.id, "4000000000000002")
    assert (side.door.fetch_checkout(made.id).state, side.door.fetch_checkout(made.id).failure) == ("open", "")
    side.ours.control.pay(made.id)
    assert side.door.fetch_checkout(made.id).paid


@pytest.mark.parametrize("succeeds", [True, False])
def test_a_slow_bank_says_its_last_word_later(side: Side, succeeds: bool) -> None:
    made = side.door.create_checkout(order(money(10000)))
    side.ours.control.pay(made.id, "bank")
    waiting = side.door.fetch_checkout(made.id)
    assert (waiting.state, waiting.paid, waiting.failure) == ("complete", False, "")
    side.ours.control.settle_bank(made.id, succeeds=succeeds)
    ended = side.door.fetch_checkout(made.id)
    assert (ended.paid, bool(ended.failure)) == (succeeds, not succeeds)


def test_a_charge_that_is_not_settled_yet_is_asked_about_again(side: Side) -> None:
    side.ours.control.late_balances()
    made = side.door.create_checkout(order(money(10000)))
    side.ours.control.pay(made.id)
    with pytest.raises(OutcomeUnknown, match="not settled yet"):
        side.door.fetch_checkout(made.id)
    side.ours.control.late_balances(False)
    assert side.door.fetch_checkout(made.id).settled == money(10000)


def test_the_wrong_mode_and_the_wrong_amount_are_wrong_objects(side: Side, settings: Any) -> None:
    made = side.door.create_checkout(order(money(10000)))
    side.ours.control.pay(made.id)
    world = side.ours.state
    session, charge = world.sessions.rows[made.id], next(iter(world.charges))
    for row, name, value in ((session, "livemode", True), (charge, "livemode", True), (charge, "amount", 9999), (charge, "currency", "usd")):
        before = row[name]
        row[name] = value
        with pytest.raises(WrongObject):
            side.door.fetch_checkout(made.id)
        row[name] = before
    assert side.door.fetch_checkout(made.id).paid


# transfers, refunds, reversals


def test_a_transfer_is_made_once_and_found_by_our_mark(side: Side) -> None:
    charge = side.charge(money(10000))
    words = sent(side, charge)
    assert side.door.find_transfer(words.operation, words.group) is None
    made = side.door.transfer(words)
    assert (made.state, made.amount, made.rate) == ("succeeded", money(6000), "")
    assert side.door.transfer(words) == made == side.door.fetch_transfer(made.id) == side.door.find_transfer(words.operation, words.group)
    assert side.door.find_transfer("another", words.group) is None


def test_a_transfer_of_more_than_the_charge_is_refused(side: Side) -> None:
    with pytest.raises(GatewayRefusal):
        side.door.transfer(sent(side, side.charge(money(10000)), 1_000_000))


def test_an_account_that_is_not_ready_is_refused(side: Side) -> None:
    account = side.door.create_account(AccountOrder(side.id("a"), side.id("u"), "sam@example.org", "DE", "Sam")).id
    with pytest.raises(GatewayRefusal):
        side.door.transfer(sent(side, side.charge(money(10000)), account=account))


def test_a_refund_of_a_part_and_of_the_rest(side: Side) -> None:
    charge = side.charge(money(10000))
    first = side.door.refund(RefundOrder(side.id("r1"), side.id("r1"), money(2500), charge))
    assert (first.state, first.amount) == ("succeeded", money(2500))
    rest = RefundOrder(side.id("r2"), side.id("r2"), money(7500), charge)
    made = side.door.refund(rest)
    assert side.door.refund(rest) == made == side.door.find_refund(side.id("r2"), charge) == side.door.fetch_refund(made.id)
    with pytest.raises(GatewayRefusal):
        side.door.refund(RefundOrder(side.id("r3"), side.id("r3"), money(1), charge))


def test_a_refund_is_pending_and_fails(side: Side) -> None:
    charge = side.charge(money(10000))
    side.ours.control.next_refunds("pending")
    made = side.door.refund(RefundOrder("r1", "r1", money(2500), charge))
    assert made.state == "pending"
    side.ours.control.end_refund(made.id, succeeds=False)
    failed = side.door.fetch_refund(made.id)
    assert failed.state == "failed" and failed.error


def test_a_refund_in_another_currency_tells_what_it_cost(side: Side) -> None:
    side.ours.control.convert("sek", "eur", "0.088")
    charge = side.charge(money(100000, "SEK"))
    made = side.door.refund(RefundOrder("r1", "r1", money(50000, "SEK"), charge))
    assert (made.amount, made.rate) == (money(4400), "0.088")


def test_a_reversal_brings_back_what_the_balance_covers(side: Side) -> None:
    made = side.door.transfer(sent(side, side.charge(money(10000))))
    back = ReversalOrder(side.id("b1"), side.id("b1"), money(2000), made.id)
    assert side.door.find_reversal(side.id("b1"), made.id) is None
    reversed_ = side.door.reverse(back)
    assert (reversed_.state, reversed_.amount) == ("succeeded", money(2000))
    assert side.door.reverse(back) == reversed_ == side.door.fetch_reversal(reversed_.id, made.id) == side.door.find_reversal(side.id("b1"), made.id)
    assert side.door.fetch_transfer(made.id).state == "succeeded"  # it was one all the same


def test_a_balance_that_is_short_says_what_it_has(side: Side) -> None:
    control, charge, account = side.ours.control, side.charge(money(10000)), side.account()
    made = side.door.transfer(sent(side, charge, 6000, account=account))
    control.run_payouts(account)
    other = side.door.transfer(sent(side, charge, 1500, key="t2", account=account))
    with pytest.raises(Shortage) as short:
        side.door.reverse(ReversalOrder("b1", "b1", money(6000), made.id))
    assert short.value.available == money(1500)
    assert side.door.reverse(ReversalOrder("b2", "b2", money(1500), made.id)).state == "succeeded"
    with pytest.raises(Shortage) as short:
        side.door.reverse(ReversalOrder("b3", "b3", money(1), other.id))
    assert short.value.available == money(0)


@pytest.mark.parametrize("call", ["transfer", "refund", "reverse"])
@pytest.mark.parametrize("point", ["before", "after", "409", "429", "500", "timeout", "cut", "500_after"])
def test_every_fault_leaves_one_effect(side: Side, settings: Any, call: str, point: str) -> None:
    """What a worker does: the same key while the outcome is unknown, another one after a definite failure."""
    settings.STRIPE_TIMEOUT = 0.3
    control, charge = side.ours.control, side.charge(money(10000))
    transfer = side.door.transfer(sent(side, charge, key="t0")).id
    account = side.account()
    orders = {
        "transfer": lambda key: side.door.transfer(sent(side, charge, 1000, key=key, account=account)),
        "refund": lambda key: side.door.refund(RefundOrder(key, key, money(1000), charge)),
        "reverse": lambda key: side.door.reverse(ReversalOrder(key, key, money(1000), transfer)),
    }
    control.fail_next(point, method="POST", stall=0.6)  # type: ignore[arg-type]
    number, outcome = 0, None
    errors: list[Exception] = []
    for _ in range(4):
        try:
            outcome = orders[call](f"o-{number}")
            break
        except OutcomeUnknown as error:
            errors.append(error)
        except GatewayRefusal as error:
            errors.append(error)
            number += 1
        control.wait_idle()
    assert outcome and outcome.state == "succeeded" and errors
    assert number == (1 if point == "500" else 0)
    effects = [one for mark, rows in control.effects_by("reference").items() if mark.startswith("o-") for one in rows]
    assert [one["amount"] for one in effects] == [1000]


def test_a_key_with_other_words_is_not_a_failure(side: Side) -> None:
    charge, account = side.charge(money(10000)), side.account()
    words = sent(side, charge, account=account)
    made = side.door.transfer(words)
    other = TransferOrder(words.key, side.id("other"), money(100), account, charge, words.group)
    with pytest.raises(OutcomeUnknown):
        side.door.transfer(other)
    with pytest.raises(WrongObject):  # ours by its mark, but about another amount
        side.door.transfer(TransferOrder(words.key, words.operation, money(100), account, charge, words.group))
    assert side.door.find_transfer(words.operation, words.group) == made


def test_a_wrong_key_tells_nothing_about_what_happened(side: Side, settings: Any) -> None:
    words = sent(side, side.charge(money(10000)))
    settings.STRIPE_SECRET_KEY = "sk_test_wrong"
    with pytest.raises(OutcomeUnknown):
        side.door.transfer(words)
    if side.server:
        side.server.state.violations.clear()


def test_nobody_listens(settings: Any) -> None:
    settings.STRIPE_SECRET_KEY, settings.STRIPE_API_URL = "sk_test_x", "http://127.0.0.1:9"
    with pytest.raises(OutcomeUnknown):
        gateway("stripe").fetch_checkout("cs_1")


def test_without_a_key_it_is_off(settings: Any) -> None:
    settings.STRIPE_SECRET_KEY = ""
    assert current() == "sandbox"
    with pytest.raises(GatewayOff):
        gateway("stripe")
    settings.STRIPE_SECRET_KEY = "sk_test_x"
    assert current() == "stripe"


@pytest.mark.django_db
def test_it_is_never_called_inside_a_transaction(settings: Any) -> None:
    settings.STRIPE_SECRET_KEY = "sk_test_x"
    with transaction.atomic(), pytest.raises(RuntimeError):
        gateway("stripe").fetch_transfer("tr_1")


@pytest.mark.parametrize("call", ["transfer", "refund", "reversal", "checkout", "chargeback"])
def test_what_has_vanished_is_no_failure_that_would_allow_another_attempt(side: Side, call: str) -> None:
    """Somebody has put in the key of another account: a new attempt under a new key would be a second effect."""
    fetch: dict[str, Callable[[], Any]] = {
        "transfer": lambda: side.door.fetch_transfer("tr_gone"),
        "refund": lambda: side.door.fetch_refund("re_gone"),
        "reversal": lambda: side.door.fetch_reversal("trr_gone", "tr_gone"),
        "checkout": lambda: side.door.fetch_checkout("cs_test_gone"),
        "chargeback": lambda: side.door.fetch_chargeback("du_gone"),
    }
    with pytest.raises(WrongObject):
        fetch[call]()
    with pytest.raises(WrongObject):
        side.door.refund(RefundOrder(side.id("r1"), side.id("r1"), money(100), "ch_gone"))
    with pytest.raises(WrongObject):
        side.door.transfer(sent(side, "ch_gone"))


# accounts


def test_a_wrong_key_does_not_part_us_from_solvers(side: Side, settings: Any) -> None:
    account = side.account()
    side.ours.control.account(account, "deauthorized")
    settings.STRIPE_ACCOUNT = "acct_ours"
    with pytest.raises(OutcomeUnknown):
        side.door.fetch_account(account)
    with pytest.raises(WrongObject):
        side.door.check()
    settings.STRIPE_ACCOUNT = ""
    assert side.door.fetch_account(account).state == "gone"


def test_an_account_is_opened_onboarded_and_paid(side: Side) -> None:
    words = AccountOrder(side.id("a"), side.id("u"), "sam@example.org", "DE", "Sam")
    made = side.door.create_account(words)
    assert (made.state, made.country, made.currency, made.user) == ("incomplete", "DE", EUR, side.id("u"))
    assert made.needs and side.door.create_account(words).id == made.id
    assert side.door.onboarding_url(made.id, return_url="https://site.test/back/", refresh_url="https://site.test/again/").startswith("http")
    control = side.ours.control
    control.account(made.id, "ready")
    assert side.door.fetch_account(made.id).state == "ready"
    assert side.door.dashboard_url(made.id).startswith("http")
    for interval in ("weekly", "monthly", "manual", "daily"):
        side.door.set_payout_schedule(made.id, interval)
    with pytest.raises(GatewayRefusal):
        side.door.set_payout_schedule(made.id, "hourly")
    side.door.transfer(sent(side, side.charge(money(10000)), account=made.id))
    control.run_payouts(made.id)
    paid = side.door.payouts(made.id)
    assert [(one.amount, one.state, one.error) for one in paid] == [(money(6000), "paid", "")]


@pytest.mark.parametrize(
    ("condition", "words", "state"),
    [
        ("restricted", {}, "restricted"),
        ("needs", {"due": ["individual.verification.document"]}, ("ready", "restricted", "incomplete")),
        ("rejected", {"reason": "rejected.fraud"}, "rejected"),
        ("deauthorized", {}, "gone"),
    ],
)
def test_an_account_in_trouble(side: Side, condition: Any, words: dict[str, Any], state: Any) -> None:
    account = side.account()
    side.ours.control.account(account, condition, **words)
    found = side.door.fetch_account(account)
    assert found.state in (state if isinstance(state, tuple) else (state,))
    assert not words.get("due") or "individual.verification.document" in found.needs


@pytest.mark.parametrize(
    ("words", "state"),
    [
        ({"details_submitted": False, "requirements": {"disabled_reason": "requirements.past_due", "past_due": ["a"]}}, "incomplete"),
        ({"payouts_enabled": True, "capabilities": {"transfers": "active"}, "requirements": {"currently_due": ["a"]}}, "ready"),
        ({"payouts_enabled": True, "capabilities": {"transfers": "inactive"}, "requirements": {"disabled_reason": "listed"}}, "restricted"),
        ({"requirements": {"disabled_reason": "requirements.past_due", "past_due": ["a"]}}, "restricted"),
        ({"requirements": {"currently_due": ["a"]}}, "incomplete"),
        ({"requirements": {"disabled_reason": "requirements.pending_verification", "pending_verification": ["a"]}}, "review"),
        ({"requirements": {"disabled_reason": "under_review"}}, "review"),
        ({"requirements": {"disabled_reason": "platform_paused"}}, "restricted"),
        ({"requirements": {"disabled_reason": "rejected.terms_of_service"}}, "rejected"),
        ({"payouts_enabled": True, "capabilities": {"transfers": "active"}, "requirements": {"disabled_reason": "rejected.listed"}}, "rejected"),
        ({"requirements": None}, "review"),
        ({"deleted": True}, "gone"),
    ],
)
def test_what_stripe_says_of_an_account_becomes_a_state(words: dict[str, Any], state: str) -> None:
    assert accounts.read({"id": "acct_1", "details_submitted": True, "metadata": {}} | words).state == state


# chargebacks


def test_a_chargeback_is_followed_answered_and_won(side: Side) -> None:
    control, charge = side.ours.control, side.charge(money(10000))
    opened = control.dispute(charge)
    found = side.door.fetch_chargeback(opened["id"])
    assert (found.charge_id, found.amount, found.state, found.reason) == (charge, money(10000), "open", "fraudulent")
    assert (found.taken, found.fee, found.returned) == (money(10000), money(1500), None)
    assert found.due_at and found.due_at > datetime.now(UTC)
    evidence = Evidence({"product_description": "A drawing.", "customer_name": ""}, PDF)
    assert side.door.send_evidence(opened["id"], evidence, key="e1").state == "sent"
    assert side.door.send_evidence(opened["id"], evidence, key="e1").state == "sent"
    control.close_dispute(opened["id"], won=True)
    won = side.door.fetch_chargeback(opened["id"])
    assert (won.state, won.taken, won.returned) == ("won", money(10000), money(10000))


@pytest.mark.parametrize("point", ["after", "500", "500_after", "timeout", "409"])
def test_evidence_is_sent_once_whatever_fails(side: Side, settings: Any, point: Any) -> None:
    settings.STRIPE_TIMEOUT = 0.3
    control = side.ours.control
    opened = control.dispute(side.charge(money(10000)))
    control.fail_next(point, method="POST", path="/v1/disputes", stall=0.6)
    for number in range(3):
        try:
            state = side.door.send_evidence(
                opened["id"], Evidence({"product_description": "A drawing."}, PDF), key=f"e{number if point == '500' else 0}"
            )
            break
        except (OutcomeUnknown, GatewayRefusal):
            control.wait_idle()
    assert state.state == "sent" and control.effects()["disputes"][0]["evidence_details"]["submission_count"] == 1


@pytest.mark.parametrize(
    ("status", "lines", "state"),
    [
        ("warning_needs_response", [], "warning"),
        ("warning_under_review", [], "sent"),
        ("warning_closed", [], "won"),
        ("lost", [-1], "lost"),
        ("prevented", [], "won"),
        ("prevented", [-1], "lost"),
        ("appeal_under_review", [-1], "lost"),
        ("something_new", [], "open"),
    ],
)
def test_what_stripe_says_of_a_dispute_becomes_a_state(status: str, lines: list[int], state: str) -> None:
    assert chargebacks.state_of(status, [{"amount": one} for one in lines]) == state


# books


def test_the_books_name_every_movement(side: Side) -> None:
    control, since = side.ours.control, datetime.now(UTC) - timedelta(minutes=1)
    charge, account = side.charge(money(10000)), side.account()
    transfer = side.door.transfer(sent(side, charge, 5000, account=account)).id
    reversal = side.door.reverse(ReversalOrder("b1", "b1", money(1000), transfer)).id
    refund = side.door.refund(RefundOrder("r1", "r1", money(2000), charge)).id
    dispute = control.dispute(charge, 3000)["id"]
    found = {one.id: one for one in side.door.movements(since, datetime.now(UTC) + timedelta(minutes=1))}
    facts = {key: (one.kind, one.amount.minor, one.settled.minor, one.reference, one.source) for key, one in found.items()}
    assert facts == {
        charge: ("charge", 10000, 10000, side.id("p"), ""),
        transfer: ("transfer", 5000, -5000, side.id("t1"), account),
        reversal: ("reversal", 1000, 1000, "b1", transfer),
        refund: ("refund", 2000, -2000, "r1", charge),
        dispute: ("chargeback", 3000, -3000, "", charge),
    }
    assert (found[charge].fee, found[dispute].fee) == (money(175), money(1500))
    assert list(side.door.movements(since - timedelta(days=2), since)) == []


def test_the_books_have_more_than_one_page(side: Side) -> None:
    charge, since = side.charge(money(100000)), datetime.now(UTC) - timedelta(minutes=1)
    for number in range(120):
        side.ours  # noqa: B018  too many for Stripe itself
        side.door.refund(RefundOrder(f"r{number}", f"r{number}", money(10), charge))
    found = [one.id for one in side.door.movements(since, datetime.now(UTC) + timedelta(minutes=1))]
    assert len(found) == len(set(found)) == 121
    assert side.door.find_refund("r0", charge)


def test_missed_events_are_listed_oldest_first(side: Side) -> None:
    since = datetime.now(UTC) - timedelta(minutes=1)
    charge = side.charge(money(10000))
    side.door.refund(RefundOrder(side.id("r1"), side.id("r1"), money(2500), charge))
    found = list(side.door.missed(since))
    kinds = [one.kind for one in found if side.run in one.reference]
    assert kinds[-1].startswith("refund.")
    assert not side.server or kinds[0] == "checkout.session.completed"
    assert all(not one.account and not one.live for one in found)


def test_check_asks_and_compares_the_mode(side: Side, settings: Any) -> None:
    side.door.check()
    settings.STRIPE_SECRET_KEY = "sk_live_x"
    with pytest.raises(OutcomeUnknown):
        side.door.check()
    if side.server:
        side.server.state.violations.clear()


# amounts


TABLE = [  # our minor units, currency, Stripe's amount
    (1050, "EUR", 1050),
    (1, "USD", 1),
    (500, "JPY", 500),
    (500, "KRW", 500),
    (5, "ISK", 500),
    (5, "UGX", 500),
    (1050, "HUF", 1050),
    (1050, "TWD", 1050),
    (10500, "KWD", 10500),
    (10, "BHD", 10),
]


@pytest.mark.parametrize(("minor", "currency", "amount"), TABLE)
def test_amounts_there_and_back(minor: int, currency: str, amount: int) -> None:
    assert amounts.to_stripe(money(minor, currency)) == amount
    assert amounts.from_stripe(amount, currency.lower()) == money(minor, currency)


@pytest.mark.parametrize(("minor", "currency"), [(5, "KWD"), (101, "BHD"), (1, "TND")])
def test_amounts_that_stripe_cannot_move(minor: int, currency: str) -> None:
    with pytest.raises(GatewayRefusal):
        amounts.to_stripe(money(minor, currency))


@pytest.mark.parametrize(
    ("amount", "currency"), [(501, "isk"), (99, "ugx"), (1.5, "eur"), ("5", "eur"), (True, "eur"), (5, ""), (5, None), (None, "eur")]
)
def test_what_is_no_amount(amount: Any, currency: Any) -> None:
    with pytest.raises(WrongObject):
        amounts.from_stripe(amount, currency)


@pytest.mark.parametrize(
    ("amount", "currency", "settled", "fee"),
    [(1050, "eur", 1050, 1050), (30025, "ugx", 300, 301), (30000, "isk", 300, 300), (-30025, "isk", -300, -300), (501, "jpy", 501, 501)],
)
def test_a_balance_may_count_finer_than_a_currency_does(amount: int, currency: str, settled: int, fee: int) -> None:
    """Never do we believe in money that is not there."""
    assert amounts.settled_from_stripe(amount, currency) == money(settled, currency.upper())
    assert amounts.fee_from_stripe(amount, currency) == money(fee, currency.upper())


@pytest.mark.parametrize(
    ("minor", "currency", "paid", "kept"),
    [
        (1045, "HUF", 1000, 45),
        (99, "TWD", 0, 99),
        (1200, "TWD", 1200, 0),
        (7, "ISK", 7, 0),
        (7, "UGX", 7, 0),
        (1045, "EUR", 1045, 0),
        (-5, "HUF", 0, 0),
        (500, "JPY", 500, 0),
        (10500, "KWD", 10500, 0),
    ],
)
def test_what_a_payout_takes_and_what_stays(minor: int, currency: str, paid: int, kept: int) -> None:
    assert amounts.payout_parts(money(minor, currency)) == (money(paid, currency), money(kept, currency))


@pytest.mark.parametrize(
    ("minor", "currency"), [(20000, "EUR"), (20000, "JPY"), (2000, "ISK"), (20000, "UGX"), (2000000, "HUF"), (20000, "TWD"), (20000, "KWD")]
)
def test_every_kind_of_currency_is_paid_transferred_and_refunded(side: Side, minor: int, currency: str) -> None:
    charge = side.charge(money(minor, currency))
    half = money(minor // 2, currency)
    side.ours  # noqa: B018  Stripe itself settles most of these in another one
    assert side.door.transfer(sent(side, charge, half.minor, currency=currency)).amount == half
    assert side.door.refund(RefundOrder("r1", "r1", half, charge)).amount == half


def test_words_of_an_answer_that_is_no_error_of_stripes(side: Side) -> None:
    error = stripe.APIError("Invalid response body", http_status=200)
    from apps.payments.gateways.stripe.client import translated

    assert isinstance(translated(error), OutcomeUnknown)
    assert checkouts.failure_of({"status": "processing"}) == ""
