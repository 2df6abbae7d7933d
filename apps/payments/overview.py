"""What operators look at first: where all the money is, why it waits, and what is stuck. Everything from indexed columns, a few rows of each."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.core.cache import cache
from django.db.models import Count, Min, Q, QuerySet, Sum
from django.utils import timezone

from apps.contracts.models import Contract, Milestone
from apps.core.money import Money, reward_rank, total
from apps.users.models import User

from .ledger import DEBIT_ACCOUNTS
from .models import Account, Chargeback, Debt, Finding, Operation, Posting, WebhookEvent

HOLDING = ("funded", "delivered", "disputed")  # states of milestones with held money; the index finds them
LONG = timedelta(hours=24)  # an operation that is not done by then, and says of nothing that it waits for it
TRIES = 4  # after so many, too
FEW = 20  # rows of each table; the rest is in its list
PER_PAGE = 50
CACHE_KEY, FRESH = "money.balances", 60  # seconds: the ledger is read from its first line


@dataclass(frozen=True)
class HeldContract:
    contract: Contract
    amount: Money
    milestones: int
    frozen: int


@dataclass(frozen=True)
class Payable:
    solver: User
    amount: Money
    transfers: int
    why: str
    waits_for: str
    since: datetime


@dataclass(frozen=True)
class Receivable:
    solver: User
    owed: Money
    coming: Money  # asked back at the gateway just now


@dataclass(frozen=True)
class Balances:
    at: datetime
    accounts: list[tuple[str, str]]  # with their words
    rows: list[tuple[str, list[Money]]]  # a currency, and what is on each of the accounts
    off: list[Money]  # what debits and credits differ by; nothing, unless something is badly wrong


def held() -> list[Money]:
    """In all, per currency, the most first."""
    sums = Milestone.objects.filter(status__in=HOLDING).values("currency").annotate(minor=Sum("held_minor")).order_by("currency")
    return biggest_first(Money(row["minor"], row["currency"]) for row in sums if row["minor"])


def held_contracts(currency: str, page: int = 1, size: int = PER_PAGE) -> tuple[list[HeldContract], bool]:
    """Contracts with held money in `currency`, the most first; and whether there is another page."""
    first = (page - 1) * size
    holding = Milestone.objects.filter(status__in=HOLDING, currency=currency, held_minor__gt=0)
    sums: Any = holding.values("contract_id").annotate(minor=Sum("held_minor"), many=Count("pk")).order_by("-minor", "contract_id")
    rows = list(sums[first : first + size + 1])
    keys = [row["contract_id"] for row in rows[:size]]
    contracts = {one.pk: one for one in Contract.objects.select_related("owner", "solver").filter(pk__in=keys)}
    frozen = list(holding.filter(contract_id__in=keys, frozen_at__isnull=False).values_list("contract_id", flat=True))
    found = [
        HeldContract(contracts[row["contract_id"]], Money(row["minor"], currency), row["many"], frozen.count(row["contract_id"]))
        for row in rows[:size]
    ]
    return found, len(rows) > size


def payable(most: int = FEW) -> list[Payable]:
    """What solvers have earned and not got yet, by person and by what it waits for; the most first."""
    waiting = Operation.objects.filter(status="pending", kind=Operation.Kind.TRANSFER)
    grouped: Any = waiting.values("solver_id", "currency", "waits_for")
    rows = list(grouped.annotate(minor=Sum("amount_minor"), many=Count("pk"), since=Min("created_at")).order_by("-minor", "solver_id")[:most])
    people = by_key(row["solver_id"] for row in rows)
    words = dict(Operation.Wait.choices)
    return [
        Payable(
            people[row["solver_id"]],
            Money(row["minor"], row["currency"]),
            row["many"],
            str(words.get(row["waits_for"], "For the gateway’s answer")),
            row["waits_for"],
            row["since"],
        )
        for row in rows
    ]


def payable_in_all() -> list[Money]:
    sums = Operation.objects.filter(status="pending", kind=Operation.Kind.TRANSFER).values("currency").annotate(minor=Sum("amount_minor"))
    return biggest_first(Money(row["minor"], row["currency"]) for row in sums.order_by("currency") if row["minor"])


def receivable(most: int = FEW) -> list[Receivable]:
    """What solvers owe us: debts, and reversals that are on their way; the most first."""
    owed = {(one.user_id, one.currency): one.owed_minor for one in Debt.objects.filter(owed_minor__gt=0).order_by("-owed_minor")[:most]}
    pending: Any = Operation.objects.filter(status="pending", kind=Operation.Kind.REVERSAL).values("solver_id", "currency")
    coming = {(row["solver_id"], row["currency"]): row["minor"] for row in pending.annotate(minor=Sum("amount_minor")).order_by("-minor")[:most]}
    people = by_key(key for key, _ in {**owed, **coming})
    rows = [
        Receivable(people[key], Money(owed.get((key, currency), 0), currency), Money(coming.get((key, currency), 0), currency))
        for key, currency in {**owed, **coming}
    ]
    return sorted(rows, key=lambda row: -(row.owed + row.coming).minor)[:most]


def stuck() -> QuerySet[Operation]:
    """Operations that have failed several times, or that nothing keeps waiting and that still wait; the oldest first."""
    found: QuerySet[Operation] = Operation.objects.filter(is_stuck()).order_by("due_at")
    return found


def is_stuck() -> Q:
    late = Q(created_at__lt=timezone.now() - LONG) | Q(attempts__gte=TRIES)
    return Q(status="failed") | (Q(status="pending", waits_for="") & late)


def dead_letters() -> QuerySet[WebhookEvent]:
    return WebhookEvent.objects.filter(status="failed").order_by("-due_at")


def open_chargebacks() -> QuerySet[Chargeback]:
    """The one whose evidence is due first, first."""
    return Chargeback.objects.filter(status__in=("warning", "open", "sent")).order_by("status", "due_at")


def open_findings() -> QuerySet[Finding]:
    return Finding.objects.open().order_by("-last_seen_at")


def balances(*, anew: bool = False) -> Balances:
    """Every account per currency as people say it, as it was at most a minute ago."""
    known = None if anew else cache.get(CACHE_KEY)
    if known is None:
        known = (timezone.now(), sums_of_the_ledger())
        cache.set(CACHE_KEY, known, FRESH)
    at, sums = known
    currencies = sorted({currency for _, currency in sums})
    accounts = [(one.value, str(one.label)) for one in Account]
    rows = [(currency, [said(one, sums.get((one, currency), 0), currency) for one in Account]) for currency in currencies]
    off = [Money(sum(minor for (_, currency), minor in sums.items() if currency == one), one) for one in currencies]
    return Balances(at, accounts, rows, [one for one in off if one])


def said(account: Account, minor: int, currency: str) -> Money:
    """As people say it: what we have and what we owe are both positive."""
    return Money(minor if account in DEBIT_ACCOUNTS else -minor, currency)


def sums_of_the_ledger() -> dict[tuple[str, str], int]:
    sums = Posting.objects.values("account", "currency").annotate(minor=Sum("amount_minor")).order_by("account", "currency")
    return {(row["account"], row["currency"]): row["minor"] or 0 for row in sums}


def sum_by_currency(amounts: Iterable[Money]) -> list[Money]:
    amounts = list(amounts)
    return biggest_first(total([one for one in amounts if one.currency == currency], currency) for currency in {one.currency for one in amounts})


def biggest_first(amounts: Iterable[Money]) -> list[Money]:
    return sorted(amounts, key=lambda one: (-reward_rank(one), one.currency))


def by_key(keys: Iterable[UUID]) -> dict[UUID, User]:
    return {one.pk: one for one in User.objects.filter(pk__in=set(keys))}
