"""Amounts as Stripe counts them, and as we do [docs.stripe.com/currencies].

Both count in minor units, but not always in the same ones: Stripe says ISK and UGX in hundreds although they have no decimals.
"""

from typing import Any

from apps.core.money import Money, precision
from apps.payments.gateways.errors import GatewayRefusal, WrongObject

ZERO_DECIMAL = frozenset(["BIF", "CLP", "DJF", "GNF", "JPY", "KMF", "KRW", "MGA", "PYG", "RWF", "VND", "VUV", "XAF", "XOF", "XPF"])
THREE_DECIMAL = frozenset(["BHD", "JOD", "KWD", "OMR", "TND"])
PAID_OUT_WHOLE = frozenset(["HUF", "TWD", "ISK", "UGX"])  # payouts without decimals: Stripe's amount is a multiple of 100


def decimals(currency: str) -> int:
    """As Stripe counts: two, also for ISK and UGX, whose two are always 00."""
    return 0 if currency in ZERO_DECIMAL else 3 if currency in THREE_DECIMAL else 2


def factor(currency: str) -> tuple[int, int]:
    """Stripe's amount is ours times the first, divided by the second."""
    more = decimals(currency) - precision(currency)
    return (10**more, 1) if more >= 0 else (1, 10**-more)


def to_stripe(money: Money) -> int:
    """Raises GatewayRefusal for an amount that Stripe cannot express."""
    times, over = factor(money.currency)
    if money.minor * times % over or (money.currency in THREE_DECIMAL and money.minor % 10):
        raise GatewayRefusal(f"Stripe cannot move {money}: the amount has too many decimals.")
    return money.minor * times // over


def from_stripe(amount: Any, currency: Any) -> Money:
    """Raises WrongObject for what is no amount of this currency."""
    if type(amount) is not int or not isinstance(currency, str) or not currency:
        raise WrongObject(f"Stripe says {amount!r} {currency!r}, which is no amount.")
    code = currency.upper()
    times, over = factor(code)
    if amount * over % times:
        raise WrongObject(f"Stripe says {amount} {code}, which cannot be: it counts {code} in steps of {times}.")
    return Money(amount * over // times, code)


def settled_from_stripe(amount: Any, currency: Any) -> Money:
    """A line of Stripe's balance, which may count finer than the currency does: towards zero, so that we never believe in money that is not there."""
    return from_stripe(amount - (amount % rough(currency) if amount > 0 else -(-amount % rough(currency))), currency)


def fee_from_stripe(amount: Any, currency: Any) -> Money:
    """Likewise what Stripe keeps for itself: up."""
    return from_stripe(amount + -amount % rough(currency), currency)


def rough(currency: str) -> int:
    """Stripe's units in one of ours; 1 where we count as fine as it does."""
    return factor(currency.upper())[0]


def payout_parts(balance: Money) -> tuple[Money, Money]:
    """(what a payout to a bank takes of a balance, what stays for the next one): some currencies are paid out in whole units only."""
    whole = 10 ** precision(balance.currency) if balance.currency in PAID_OUT_WHOLE else 1
    kept = max(balance.minor, 0) % whole
    return Money(max(balance.minor, 0) - kept, balance.currency), Money(kept, balance.currency)
