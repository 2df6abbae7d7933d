"""Transfers, refunds and reversals against Stripe’s side of the wire; every fault leaves one effect.

With STRIPE_TEST_SECRET_KEY in the environment that is Stripe itself.
"""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction

from apps.payments.gateways import current, gateway
from apps.payments.gateways.errors import GatewayOff, GatewayRefusal, OutcomeUnknown, Shortage, WrongObject
from apps.payments.gateways.orders import AccountOrder, RefundOrder, ReversalOrder, TransferOrder

from .stripe_side import Side, money, sent, side

__all__ = ["side"]


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
