"""Amounts of money: integers in the currency's minor unit, never a float, never two currencies in one sum."""

import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import cache, total_ordering

from babel import Locale
from babel.numbers import format_currency, get_currency_name, get_currency_precision
from django.conf import settings

# One unit in hundredths of a euro, roughly. Only for sorting rewards of several currencies; no amount is ever converted with it.
ROUGH_EURO_CENTS = {
    "EUR": 100, "USD": 92, "GBP": 116, "CHF": 105, "SEK": 9, "NOK": 8.6, "DKK": 13.4, "PLN": 23.5, "CZK": 4.1, "CAD": 66, "AUD": 60, "NZD": 54,
    "BRL": 16, "INR": 1.05, "SGD": 69, "JPY": 0.6, "KRW": 0.066, "KWD": 300, "BHD": 244, "HUF": 0.25,
    "ISK": 0.7, "TWD": 2.8, "UGX": 0.025,
}  # fmt: skip
NEAR_LETTERS = re.compile(r"(?<=[A-Z]{3})(?=\d)|(?<=\d)(?=[A-Z]{3})")
AMOUNT = re.compile(r"\d{1,3}([ ,\u00a0\u202f’']\d{3})*(\.\d+)?|\d+(\.\d+)?|\d+,\d{1,2}")
LARGEST_UNITS = 10_000_000


class MixedCurrencies(TypeError):
    """Two currencies met in one sum or comparison."""


class BadAmount(ValueError):
    """The text is no amount in this currency; the message is meant for the user."""


@cache
def precision(currency: str) -> int:
    """Decimals of a currency, by ISO 4217: 0 for JPY, 3 for KWD, 2 for most."""
    return int(get_currency_precision(currency))


@cache
def step(currency: str) -> int:
    """The smallest amount that can be charged, in minor units: three-decimal currencies end in 0 [docs.stripe.com/currencies]."""
    return 10 if precision(currency) == 3 else 1


@total_ordering
@dataclass(frozen=True, slots=True)
class Money:
    """`minor` minor units of `currency` (ISO 4217)."""

    minor: int
    currency: str

    def __post_init__(self) -> None:
        if type(self.minor) is not int:
            raise TypeError(f"Money counts in whole minor units, not {self.minor!r}.")

    @classmethod
    def parse(cls, text: str, currency: str) -> "Money":
        """Read what a person typed, like “1,850” or “1850.50”. Raises BadAmount with words for the user."""
        typed = text.strip().removeprefix("€").removeprefix("£").removeprefix("$").removeprefix("¥").strip()
        if typed.startswith(("-", "−")):
            raise BadAmount("The amount must be more than zero.")
        if not AMOUNT.fullmatch(typed):
            raise BadAmount("Say an amount in figures, for example 1,850.")
        if re.fullmatch(r"\d+,\d{1,2}", typed):
            typed = typed.replace(",", ".")
        try:
            units = Decimal(re.sub(r"[ ,\u00a0\u202f’']", "", typed))
        except InvalidOperation:
            raise BadAmount("Say an amount in figures, for example 1,850.") from None
        if units > LARGEST_UNITS:
            raise BadAmount(f"At most {LARGEST_UNITS:,} {currency}.")
        return cls.of(units, currency)

    @classmethod
    def of(cls, units: Decimal | int | str, currency: str) -> "Money":
        """`units` whole units, exactly. Raises BadAmount where the currency cannot express it."""
        minor = Decimal(units).scaleb(precision(currency))
        if minor != minor.to_integral_value():
            places = precision(currency)
            raise BadAmount(f"{currency} has no decimals." if not places else f"{currency} has {places} decimals at most.")
        if int(minor) % step(currency):
            raise BadAmount(f"The last decimal of {currency} must be 0.")
        return cls(int(minor), currency)

    @classmethod
    def zero(cls, currency: str) -> "Money":
        return cls(0, currency)

    @property
    def units(self) -> Decimal:
        """The amount in whole units, exactly."""
        return Decimal(self.minor).scaleb(-precision(self.currency))

    @property
    def plain(self) -> str:
        """The amount as an input field takes it: “1850.50”."""
        return f"{self.units:.{precision(self.currency)}f}"

    def same(self, other: "Money") -> int:
        if not isinstance(other, Money):
            raise TypeError(f"Money and {type(other).__name__} do not mix.")
        if other.currency != self.currency:
            raise MixedCurrencies(f"{self.currency} and {other.currency} do not mix.")
        return other.minor

    def __add__(self, other: "Money") -> "Money":
        return Money(self.minor + self.same(other), self.currency)

    def __sub__(self, other: "Money") -> "Money":
        return Money(self.minor - self.same(other), self.currency)

    def __neg__(self) -> "Money":
        return Money(-self.minor, self.currency)

    def __lt__(self, other: "Money") -> bool:
        return self.minor < self.same(other)

    def __bool__(self) -> bool:
        return self.minor != 0

    def fee(self, basis_points: int) -> tuple["Money", "Money"]:
        """(what is left, the fee): the fee is rounded down to a chargeable amount, the leftover goes to the solver; the parts add up."""
        smallest = step(self.currency)
        cut = self.minor * basis_points // 10_000 // smallest * smallest
        return Money(self.minor - cut, self.currency), Money(cut, self.currency)

    def format(self, locale: str = "en", *, whole: bool = False) -> str:
        """In the reader's locale, like “€1,850.00” and “SEK 1,850.00”; `whole` leaves out decimals that are zero."""
        if whole and not self.minor % 10 ** precision(self.currency):
            return spaced(format_currency(self.units, self.currency, locale=locale, format=whole_pattern(locale), currency_digits=False))
        return spaced(format_currency(self.units, self.currency, locale=locale))

    def __str__(self) -> str:
        return self.format()


def spaced(amount: str) -> str:
    """A code in letters keeps its distance from the figure, and never stands alone at the end of a line."""
    return NEAR_LETTERS.sub("\N{NO-BREAK SPACE}", amount)


@cache
def whole_pattern(locale: str) -> str:
    return str(Locale.parse(locale).currency_formats["standard"].pattern).replace(".00", "")


def total(amounts: list[Money], currency: str) -> Money:
    """The sum; zero of `currency` where there is nothing."""
    result = Money.zero(currency)
    for amount in amounts:
        result += amount
    return result


def reward_rank(amount: Money) -> int:
    """A rough common scale (euro cents) to sort rewards of several currencies by."""
    return int(amount.units * Decimal(str(ROUGH_EURO_CENTS[amount.currency])))


@cache
def currency_choices() -> list[tuple[str, str]]:
    """For forms: [(“EUR”, “EUR, Euro”), …]."""
    return [(code, f"{code}, {get_currency_name(code, locale='en')}") for code in settings.CURRENCIES]
