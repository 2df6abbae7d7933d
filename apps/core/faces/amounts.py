"""Amounts as they stand on a page. Pure functions of their arguments, so each distinct amount is formatted once per process."""

import re
from functools import lru_cache

from babel import Locale
from babel.numbers import format_currency
from django.utils.html import escape
from django.utils.safestring import SafeString

from apps.core.faces.markup import markup
from apps.core.money import Money, precision, spaced

MINUS = "\N{MINUS SIGN}"


def reader_locale() -> str:
    """How amounts are written: in English, as the rest of the site."""
    return "en"


@lru_cache(maxsize=512)
def patterns(currency: str, locale: str) -> tuple[str, str]:
    """Two Babel patterns: with the currency's own decimals, and without any. A code in letters keeps its distance: CHF 1,850."""
    pattern = Locale.parse(locale).currency_formats["standard"].pattern.split(";")[0]
    bare = re.sub(r"0(\.0+)", "0", pattern)
    places = "." + "0" * precision(currency) if precision(currency) else ""
    exact = re.sub(r"0(?=[^0]*$)", "0" + places, bare, count=1)
    return exact, bare


@lru_cache(maxsize=8192)
def words(minor: int, currency: str, locale: str, whole: bool = False, sign: bool = False) -> str:
    """“€1,850.00”; with `whole` no decimals where they are zero, with `sign` a plus before what came in."""
    amount = Money(minor, currency)
    exact, bare = patterns(currency, locale)
    plain = whole and minor % 10 ** precision(currency) == 0
    text = format_currency(abs(amount.units), currency, bare if plain else exact, locale=locale, currency_digits=False)
    return (MINUS if minor < 0 else "+" if sign and minor > 0 else "") + spaced(text)


@lru_cache(maxsize=8192)
def parts(minor: int, currency: str, locale: str, whole: bool) -> tuple[str, str, str]:
    """(what stands before the digits, sign and digits, what stands after), without the spaces between."""
    found = re.fullmatch(rf"([{MINUS}+]?)([^\d]*)(.*\d)([^\d]*)", words(minor, currency, locale, whole))
    if found is None:
        return "", words(minor, currency, locale, whole), ""
    sign, before, digits, after = found.groups()
    return before.strip(), sign + digits, after.strip()


def symbol_marks(before: str, after: str) -> tuple[str, str]:
    code = ' class="code"' if before.isalpha() and before.isascii() else ""
    return f"<small{code}>{escape(before)}</small>" if before else "", f'<small class="after">{escape(after)}</small>' if after else ""


@lru_cache(maxsize=8192)
def money(minor: int, currency: str, locale: str, size: str, sign: bool) -> SafeString:
    """The amount with its exact value for machines; `size` m or l makes it a figure with a small currency symbol."""
    value = Money(minor, currency).plain
    if not size:
        return markup(f'<data class="money" value="{value}">{escape(words(minor, currency, locale, sign=sign))}</data>')
    before, digits, after = parts(minor, currency, locale, True)
    head, tail = symbol_marks(before, after)
    return markup(f'<data class="money" data-size="{escape(size)}" value="{value}">{head}{digits}{tail}</data>')


ROOM = 13  # figures that fit beside each other in the large size


@lru_cache(maxsize=8192)
def money_range(low: int, high: int, currency: str, locale: str, size: str) -> SafeString:
    """Both ends with one currency symbol; the value for machines is the lower end."""
    whole = low % 10 ** precision(currency) == 0 and high % 10 ** precision(currency) == 0
    before, digits, after = parts(low, currency, locale, whole)
    upper = parts(high, currency, locale, whole)[1]
    value = Money(low, currency).plain
    if not size:
        text = words(low, currency, locale, whole).replace(digits, f"{digits}–{upper}")
        return markup(f'<data class="money" value="{value}">{escape(text)}</data>')
    head, tail = symbol_marks(before, after)
    fitting = "m" if len(digits + upper) > ROOM else escape(size)  # millions beside millions: smaller, and breaking after the dash
    return markup(f'<data class="money" data-size="{fitting}" value="{value}">{head}{digits}–<wbr>{upper}{tail}</data>')
