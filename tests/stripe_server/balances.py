"""Money per account and currency, moved only by balance transactions; settlement currencies, rates and fees."""

import heapq
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal
from typing import TYPE_CHECKING

from .currencies import ZERO_DECIMAL, exponent
from .errors import Json

if TYPE_CHECKING:
    from .world import World

PERCENT_FEE = Decimal("0.015")
FIXED_FEE = 25  # minor units of the settlement currency
CATEGORIES = {
    "payment": "charge",
    "payment_refund": "refund",
    "transfer_refund": "transfer_reversal",
    "adjustment": "dispute",
    "payout_failure": "payout_reversal",
}


@dataclass(frozen=True, slots=True)
class Rate:
    """One minor unit of a presentment currency is `rate` minor units of `currency` (Stripe: amount × exchange_rate = amount)."""

    currency: str
    rate: Decimal


class Balances:
    def __init__(self) -> None:
        self.amounts: dict[str | None, dict[str, list[int]]] = {}  # account (None: the platform) → currency → [available, pending]
        self.maturing: list[tuple[int, int, str]] = []
        self.rates: dict[str, Rate] = {}  # presentment currencies that do not settle as themselves
        self.default_currency = "eur"
        self.delay = 0  # seconds until a charge's money is available

    def of(self, account: str | None, currency: str) -> list[int]:
        return self.amounts.setdefault(account, {}).setdefault(currency, [0, 0])

    def available(self, account: str | None, currency: str) -> int:
        return self.of(account, currency)[0]

    def settle(self, amount: int, currency: str) -> tuple[int, str, Decimal | None]:
        """What a presentment amount becomes on the platform's balance: amount, currency and rate (None: no conversion)."""
        rate = self.rates.get(currency)
        if rate is None:
            return amount, currency, None
        return int((amount * rate.rate).quantize(Decimal(1), ROUND_HALF_EVEN)), rate.currency, rate.rate

    def mature(self, world: "World", now: int) -> None:
        while self.maturing and self.maturing[0][0] <= now:
            row = world.transactions.rows[heapq.heappop(self.maturing)[2]]
            row["status"] = "available"
            balance = self.of(row["_account"], row["currency"])
            balance[0] += row["net"]
            balance[1] -= row["net"]


def fee_of(amount: int, currency: str) -> int:
    """1.5 % + 25 minor units; a three-decimal currency's fee ends in 0."""
    fee = int((amount * PERCENT_FEE).quantize(Decimal(1), ROUND_HALF_EVEN)) + FIXED_FEE
    return fee // 10 * 10 if exponent(currency) == 3 else fee


def dispute_fee(currency: str) -> int:
    return 1500 if currency in ZERO_DECIMAL else 15 * 10 ** exponent(currency)


def book(
    world: "World",
    kind: str,
    amount: int,
    currency: str,
    source: str,
    *,
    account: str | None = None,
    fee: int = 0,
    rate: Decimal | None = None,
    available_on: int | None = None,
    description: str | None = None,
) -> Json:
    """One balance transaction: `amount` is signed, `net` = amount − fee moves the account's balance, now or at `available_on`."""
    now = world.now()
    ready = available_on is None or available_on <= now
    kind_of_fee = "stripe_fee" if kind != "application_fee" else kind
    row = world.transactions.add(
        {
            "id": world.new_id("txn"),
            "object": "balance_transaction",
            "amount": amount,
            "available_on": available_on or now,
            "balance_type": "payments",
            "created": now,
            "currency": currency,
            "description": description,
            "exchange_rate": float(rate) if rate is not None else None,
            "fee": fee,
            "fee_details": [
                {"amount": fee, "application": None, "currency": currency, "description": "Stripe processing fees", "type": kind_of_fee}
            ] if fee else [],
            "net": amount - fee,
            "reporting_category": CATEGORIES.get(kind, kind),
            "source": source,
            "status": "available" if ready else "pending",
            "type": kind,
            "_account": account,
            "_payout": None,
        }
    )  # fmt: skip
    world.balances.of(account, currency)[0 if ready else 1] += row["net"]
    if not ready:
        heapq.heappush(world.balances.maturing, (row["available_on"], row["_n"], row["id"]))
    return row
