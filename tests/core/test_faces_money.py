"""Amounts stand on a page exactly as they are: in the currency's own decimals, in the reader's locale."""

import pytest
from django.template import Context, Template

from apps.core.faces import amounts
from apps.core.money import Money


def render(source: str, **words: object) -> str:
    return Template(source).render(Context(words))


@pytest.mark.parametrize(
    ("minor", "currency", "expected", "value"),
    [
        (185000, "EUR", "€1,850.00", "1850.00"),
        (420000, "JPY", "¥420,000", "420000"),
        (1250500, "KWD", "KWD\u00a01,250.500", "1250.500"),
        (10, "KWD", "KWD\u00a00.010", "0.010"),
        (240050, "CHF", "CHF\u00a02,400.50", "2400.50"),
        (0, "SEK", "SEK\u00a00.00", "0.00"),
        (-40000, "EUR", "−€400.00", "-400.00"),
        (123456789012, "USD", "$1,234,567,890.12", "1234567890.12"),
    ],
)
def test_an_amount_shows_its_own_decimals(minor: int, currency: str, expected: str, value: str) -> None:
    assert render("{% money amount %}", amount=Money(minor, currency)) == f'<data class="money" value="{value}">{expected}</data>'


@pytest.mark.parametrize(
    ("minor", "currency", "expected"),
    [
        (185000, "EUR", "<small>€</small>1,850"),
        (185050, "EUR", "<small>€</small>1,850.50"),
        (420000, "JPY", "<small>¥</small>420,000"),
        (1250500, "KWD", '<small class="code">KWD</small>1,250.500'),
        (1250000, "KWD", '<small class="code">KWD</small>1,250'),
    ],
)
def test_a_figure_sets_its_currency_small_and_drops_only_zero_decimals(minor: int, currency: str, expected: str) -> None:
    assert f">{expected}</data>" in render('{% money amount "m" %}', amount=Money(minor, currency))


def test_a_locale_places_the_currency() -> None:
    assert "1.850,00\u00a0€" in amounts.money(185000, "EUR", "de", "", False)
    assert '1.850<small class="after">€</small>' in amounts.money(185000, "EUR", "de", "l", False)
    assert "€1,850.00" in render("{% money amount %}", amount=Money(185000, "EUR"))


def test_a_range_says_its_currency_once() -> None:
    low, high = Money(120000, "EUR"), Money(160000, "EUR")
    assert render('{% money_range low high "m" %}', low=low, high=high).endswith("<small>€</small>1,200–<wbr>1,600</data>")
    assert render("{% money_range low high %}", low=low, high=high).endswith(">€1,200–1,600</data>")
    assert render("{% money_range low high %}", low=low, high=Money(160050, "EUR")).endswith(">€1,200.00–1,600.50</data>")
    assert render("{% money_range low low %}", low=low) == render("{% money low %}", low=low)


def test_a_ledger_signs_what_came_and_what_went() -> None:
    assert ">+€1,800.00<" in render("{% money amount sign=True %}", amount=Money(180000, "EUR"))
    assert ">−€96.00<" in render("{% money amount sign=True %}", amount=Money(-9600, "EUR"))
    assert ">€0.00<" in render("{% money amount sign=True %}", amount=Money(0, "EUR"))


def test_no_amount_is_no_markup() -> None:
    assert render("{% money amount %}", amount=None) == ""


def test_words_for_buttons_and_sentences() -> None:
    assert render("Release {{ amount|money_short }}", amount=Money(180000, "EUR")) == "Release €1,800"
    assert render("{{ amount|money_short }}", amount=Money(180010, "EUR")) == "€1,800.10"
    assert render("{{ amount|money_text }}", amount=Money(180000, "EUR")) == "€1,800.00"
