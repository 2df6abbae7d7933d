"""Every currency of the house: its decimals, its smallest amount, how it is written, and its place among the others."""

import pytest
from django.conf import settings

from apps.core.money import BadAmount, Money, currency_choices, precision, reward_rank, step

TABLE = {  # decimals, smallest chargeable amount in minor units, one and a half thousand of it in words
    "EUR": (2, 1, "€1,500.00"),
    "JPY": (0, 1, "¥1,500"),
    "KRW": (0, 1, "₩1,500"),
    "ISK": (0, 1, "ISK\u00a01,500"),
    "UGX": (0, 1, "UGX\u00a01,500"),
    "HUF": (2, 1, "HUF\u00a01,500.00"),
    "TWD": (2, 1, "NT$1,500.00"),
    "KWD": (3, 10, "KWD\u00a01,500.000"),
    "BHD": (3, 10, "BHD\u00a01,500.000"),
}


@pytest.mark.parametrize("currency", TABLE)
def test_decimals_steps_and_words(currency: str) -> None:
    decimals, smallest, words = TABLE[currency]
    amount = Money.of(1500, currency)
    assert (precision(currency), step(currency), str(amount)) == (decimals, smallest, words)
    assert amount.minor == 1500 * 10**decimals
    assert Money.parse(amount.plain, currency) == amount


@pytest.mark.parametrize("currency", ["ISK", "UGX", "JPY"])
def test_without_decimals_none_can_be_typed(currency: str) -> None:
    with pytest.raises(BadAmount, match="no decimals"):
        Money.parse("5.5", currency)


@pytest.mark.parametrize("currency", settings.CURRENCIES)
def test_every_currency_can_be_offered_sorted_and_shared(currency: str) -> None:
    amount = Money.of(1000, currency)
    net, fee = amount.fee(800)
    assert net + fee == amount and not fee.minor % step(currency)
    assert reward_rank(amount) > 0
    assert currency in dict(currency_choices())
