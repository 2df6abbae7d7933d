"""Stripe’s books, its events, and amounts as it counts them.

With STRIPE_TEST_SECRET_KEY in the environment that is Stripe itself.
"""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from apps.payments.gateways.errors import GatewayRefusal, OutcomeUnknown, WrongObject
from apps.payments.gateways.orders import RefundOrder, ReversalOrder
from apps.payments.gateways.stripe import amounts

from .stripe_side import Side, money, sent, side

__all__ = ["side"]


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
