"""Money in words: a code in letters keeps its distance from the figure, in notices and e-mails as on pages."""

import pytest

from apps.core.money import Money


@pytest.mark.parametrize(
    ("minor", "currency", "expected", "whole"),
    [
        (1040000, "SEK", "SEK\u00a010,400.00", "SEK\u00a010,400"),
        (1250500, "KWD", "KWD\u00a01,250.500", "KWD\u00a01,250.500"),
        (-1040050, "CHF", "-CHF\u00a010,400.50", "-CHF\u00a010,400.50"),
        (185000, "EUR", "€1,850.00", "€1,850"),
        (530000, "NZD", "NZ$5,300.00", "NZ$5,300"),
        (420000, "JPY", "¥420,000", "¥420,000"),
    ],
)
def test_letters_keep_their_distance_and_symbols_none(minor: int, currency: str, expected: str, whole: str) -> None:
    assert str(Money(minor, currency)) == expected
    assert Money(minor, currency).format(whole=True) == whole


def test_a_locale_with_its_own_space_gets_no_second_one() -> None:
    assert Money(1040000, "SEK").format("sv") == "10\u00a0400,00\u00a0kr"
    assert Money(1040000, "SEK").format("de") == "10.400,00\u00a0SEK"
