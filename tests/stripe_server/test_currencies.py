"""Minor units, special cases and conversion [docs.stripe.com/currencies]."""

from decimal import Decimal

import pytest
import stripe

from .balances import fee_of
from .scenes import account, charge, session, transfer
from .server import StripeServer


@pytest.mark.parametrize(
    ("currency", "amount", "fee"),
    [
        ("eur", 10_000, 175),
        ("usd", 333, 30),
        ("jpy", 5_000, 100),
        ("kwd", 12_340, 210),
        ("isk", 50_000, 775),
        ("ugx", 100_000, 1_525),
        ("huf", 123_456, 1_877),
    ],
)
def test_a_charge_settles_as_itself(stripe_server: StripeServer, stripe_client: stripe.StripeClient, currency: str, amount: int, fee: int) -> None:
    line = charge(stripe_server, stripe_client, amount, currency).balance_transaction
    assert isinstance(line, stripe.BalanceTransaction)
    assert (line.currency, line.amount, line.fee, line.net) == (currency, amount, fee, amount - fee)
    assert fee_of(amount, currency) == fee


@pytest.mark.parametrize(
    ("currency", "amount", "code"),
    [
        ("isk", 4_010, "invalid_charge_amount_no_decimal_compatible"),
        ("ugx", 150, "invalid_charge_amount_no_decimal_compatible"),
        ("kwd", 12_345, "parameter_invalid_integer"),
        ("eur", 49, "amount_too_small"),
        ("jpy", 49, "amount_too_small"),
        ("usd", 100_000_000, "amount_too_large"),
    ],
)
def test_an_amount_that_cannot_be_charged(
    stripe_server: StripeServer, stripe_client: stripe.StripeClient, currency: str, amount: int, code: str
) -> None:
    with pytest.raises(stripe.InvalidRequestError) as refused:
        session(stripe_client, amount, currency)
    assert refused.value.code == code


def test_a_converted_charge_is_transferred_in_what_it_became(stripe_server: StripeServer, stripe_client: stripe.StripeClient) -> None:
    stripe_server.control.convert("sek", "eur", "0.0881")
    source, sam = charge(stripe_server, stripe_client, 100_000, "sek"), account(stripe_server, stripe_client)
    line = source.balance_transaction
    assert isinstance(line, stripe.BalanceTransaction)
    assert (line.amount, line.currency, line.exchange_rate, line.fee) == (8_810, "eur", float(Decimal("0.0881")), 157)
    with pytest.raises(stripe.InvalidRequestError, match=r"balance transaction \(eur\) must be the same as the transfer currency \(sek\)"):
        transfer(stripe_client, source, sam, 8_000)
    sent = stripe_client.v1.transfers.create({"amount": 8_000, "currency": "eur", "destination": sam, "source_transaction": source.id})
    assert (sent.currency, stripe_server.control.balances(sam)) == ("eur", {"eur": 8_000})
    refund = stripe_client.v1.refunds.create({"charge": source.id, "amount": 9_000}, {})
    assert (refund.currency, refund.amount) == ("sek", 9_000)
    assert stripe_server.control.drift() == {}


@pytest.mark.parametrize("currency", ["huf", "twd"])
def test_payouts_in_hundreds_keep_the_rest(stripe_server: StripeServer, stripe_client: stripe.StripeClient, currency: str) -> None:
    source, sam = charge(stripe_server, stripe_client, 50_000, currency), account(stripe_server, stripe_client)
    transfer(stripe_client, source, sam, 12_345)
    with pytest.raises(stripe.InvalidRequestError, match="divisible by 100"):
        stripe_client.v1.payouts.create({"amount": 12_345, "currency": currency}, {"stripe_account": sam})
    assert [row["amount"] for row in stripe_server.control.run_payouts(sam)] == [12_300]
    assert stripe_server.control.balances(sam) == {currency: 45}
