"""Checkouts, and what every call has in common, against Stripe’s side of the wire.

With STRIPE_TEST_SECRET_KEY in the environment that is Stripe itself.
"""

from datetime import timedelta
from typing import Any

import pytest
import stripe

from apps.payments.gateways.errors import OutcomeUnknown, WrongObject
from apps.payments.gateways.stripe import checkouts
from apps.payments.gateways.stripe.client import API_VERSION, translated

from .stripe_side import EUR, Side, money, order, side

__all__ = ["side"]


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


def test_words_of_an_answer_that_is_no_error_of_stripes(side: Side) -> None:
    error = stripe.APIError("Invalid response body", http_status=200)
    assert isinstance(translated(error), OutcomeUnknown)
    assert checkouts.failure_of({"status": "processing"}) == ""
