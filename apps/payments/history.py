"""One person's payments, as challenger and as solver: what moved, what is on its way, and the sums per currency."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet, Sum
from django.utils import timezone

from apps.core.keyset import Page, keyset_page
from apps.core.money import Money
from apps.users.models import User

from .models import Account, JournalEntry, Operation, Posting
from .payouts import WAITS

Kind = JournalEntry.Kind
KINDS = {
    "challenger": (Kind.FUND, Kind.LATE, Kind.REFUNDED, Kind.REFUND_FAILED, Kind.CHARGEBACK, Kind.CHARGEBACK_WON),
    "solver": (Kind.TRANSFER, Kind.TRANSFER_FAILED, Kind.REVERSED, Kind.REVERSAL_FAILED),
}
SORTS: dict[str, tuple[str, tuple[JournalEntry.Kind, ...]]] = {  # what people call them
    "": ("All kinds", (*KINDS["challenger"], *KINDS["solver"])),
    "in": ("Paid in", (Kind.FUND, Kind.LATE)),
    "refunds": ("Refunds", (Kind.REFUNDED, Kind.REFUND_FAILED)),
    "payouts": ("Payouts", (Kind.TRANSFER, Kind.TRANSFER_FAILED)),
    "returns": ("Taken back from you", (Kind.REVERSED, Kind.REVERSAL_FAILED)),
    "bank": ("By the bank", (Kind.CHARGEBACK, Kind.CHARGEBACK_WON)),
}
WAYS = {"transfer": ("", "payouts"), "refund": ("", "refunds")}  # of which kinds what is on its way is shown
ROLES = {"": "All", "challenger": "As challenger", "solver": "As solver"}
PERIODS = {"": "All time", "month": "This month", "last-month": "Last month", "year": "This year", "last-year": "Last year"}
WORDS = {
    Kind.FUND: ("held", "Paid in"),
    Kind.LATE: ("held", "Paid in, too late"),
    Kind.REFUNDED: ("back", "Refunded to you"),
    Kind.REFUND_FAILED: ("open", "Refund failed, is tried again"),
    Kind.TRANSFER: ("released", "Paid out to you"),
    Kind.TRANSFER_FAILED: ("open", "Payout failed, is tried again"),
    Kind.CHARGEBACK: ("back", "Taken back by your bank"),
    Kind.CHARGEBACK_WON: ("held", "Your bank gave it back to us"),
    Kind.REVERSED: ("back", "Taken back from your payout account"),
    Kind.REVERSAL_FAILED: ("open", "Could not be taken back after all"),
}


@dataclass(frozen=True, slots=True)
class Sums:
    """Of one currency: what left the person's pocket, what came back, what was earned."""

    currency: str
    paid_in: Money
    refunded: Money
    paid_out: Money


@dataclass(frozen=True, slots=True)
class Total:
    """One kind of movement in all currencies: those in which nothing moved are left out, unless there is only one."""

    glyph: str
    words: str
    amounts: list[Money]


@dataclass(frozen=True, slots=True)
class Movement:
    """A row of the list; `amount` as the person's pocket feels it."""

    posting: Posting
    glyph: str
    words: str
    amount: Money


@dataclass(frozen=True, slots=True)
class Way:
    """What was ordered for the person, and is not confirmed yet; `words` say what it waits for, where it does."""

    operation: Operation
    words: str

    @classmethod
    def of(cls, operation: Operation) -> "Way":
        if operation.status == Operation.Status.FAILED:
            return cls(operation, "was refused; we look into it")
        return cls(operation, WAITS[Operation.Wait(operation.waits_for)] if operation.waits_for else "")


@dataclass(frozen=True, slots=True)
class History:
    user: User
    role: str
    currency: str
    period: str
    kind: str = ""

    @classmethod
    def of(cls, user: User, asked: Mapping[str, str]) -> "History":
        """What the address asks for; what it asks for wrongly is left out."""
        role, period, currency, kind = (asked.get(name, "") for name in ("role", "period", "currency", "kind"))
        currency = currency if len(currency) == 3 else ""
        return cls(user, role if role in ROLES else "", currency, period if period in PERIODS else "", kind if kind in SORTS else "")

    def rows(self) -> QuerySet[Posting]:
        kinds = [one for one in SORTS[self.kind][1] if not self.role or one in KINDS[self.role]]
        rows = Posting.objects.filter(user=self.user, kind__in=kinds)
        start, end = bounds(self.period)
        if start:
            rows = rows.filter(created_at__gte=start)
        if end:
            rows = rows.filter(created_at__lt=end)
        return rows.filter(currency=self.currency) if self.currency else rows

    def page(self, *, after: str = "", before: str = "") -> Page[Posting]:
        related = ("entry", "milestone", "contract", "contract__owner", "contract__solver")
        return keyset_page(self.rows().select_related(*related), "-created_at", after=after, before=before)

    def sums(self) -> list[Sums]:
        """Per currency, of everything the filter lets through; one query."""
        found = self.rows().values("currency", "kind").annotate(minor=Sum("amount_minor")).order_by("currency", "kind")
        minors: dict[str, dict[str, int]] = {}
        for row in found:
            minors.setdefault(row["currency"], {})[row["kind"]] = row["minor"] or 0
        return [sums(currency, by_kind) for currency, by_kind in sorted(minors.items())]

    def totals(self, sums: list[Sums]) -> list[Total]:
        """The sums by kind, for the roles that are shown."""

        def of(glyph: str, words: str, name: str) -> Total:
            amounts = [getattr(one, name) for one in sums]
            return Total(glyph, words, [amount for amount in amounts if amount or len(sums) == 1])

        as_challenger = [of("held", "Paid in", "paid_in"), of("back", "Came back to you", "refunded")]
        as_solver = [of("released", "Paid out to you", "paid_out")]
        return (as_challenger if self.role != "solver" else []) + (as_solver if self.role != "challenger" else [])

    def currencies(self) -> list[str]:
        """Every currency the person ever moved, for the filter."""
        return sorted(set(Posting.objects.filter(user=self.user).values_list("currency", flat=True).distinct()))

    def on_the_way(self) -> list[Way]:
        """Ordered, and not confirmed by the gateway yet: the newest 20 of each kind."""
        waiting = Operation.objects.filter(status__in=("pending", "failed")).select_related("contract", "milestone")
        if self.currency:
            waiting = waiting.filter(currency=self.currency)
        found: list[Operation] = []
        if self.role != "challenger" and self.kind in WAYS["transfer"]:
            found += waiting.filter(solver=self.user, kind="transfer").order_by("-created_at")[:20]
        if self.role != "solver" and self.kind in WAYS["refund"]:
            found += waiting.filter(owner=self.user, kind="refund").order_by("-created_at")[:20]
        return [Way.of(one) for one in found]

    @property
    def is_filtered(self) -> bool:
        return bool(self.role or self.currency or self.period or self.kind)

    def address(self, **changes: str) -> str:
        """The query of this list with `changes`, for links."""
        words = {"role": self.role, "currency": self.currency, "period": self.period, "kind": self.kind} | changes
        return "?" + urlencode({name: value for name, value in words.items() if value})


def sums(currency: str, minors: dict[str, int]) -> Sums:
    def of(*kinds: str) -> int:
        return sum(minors.get(kind, 0) for kind in kinds)

    paid_in, refunded = of(Kind.FUND, Kind.LATE), -of(Kind.REFUNDED, Kind.REFUND_FAILED, Kind.CHARGEBACK, Kind.CHARGEBACK_WON)
    return Sums(currency, Money(paid_in, currency), Money(refunded, currency), Money(of(*KINDS["solver"]), currency))


def movement(posting: Posting) -> Movement:
    glyph, words = WORDS[Kind(posting.kind)]
    sign = -1 if posting.account == Account.CLEARING else 1
    return Movement(posting, glyph, words, Money(sign * posting.amount_minor, posting.currency))


def bounds(period: str) -> tuple[datetime | None, datetime | None]:
    """From (inclusive) and until (exclusive), by the calendar of the reader's time zone."""
    today = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    month, year = today.replace(day=1), today.replace(month=1, day=1)
    edges: dict[str, tuple[Any, Any]] = {
        "month": (month, None),
        "last-month": ((month - timedelta(days=1)).replace(day=1), month),
        "year": (year, None),
        "last-year": (year.replace(year=year.year - 1), year),
    }
    return edges.get(period, (None, None))
