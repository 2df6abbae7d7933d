"""Does the money add up? Every row is held against the ledger; what is off is named. Rows are read in batches, so memory stays small."""

from collections.abc import Callable, Iterator
from typing import Any

from django.db import models

from apps.contracts.models import Contract, Dispute, Milestone
from apps.core.db import atomic
from apps.payments.models import Account, Chargeback, Debt, Document, JournalEntry, Operation, Payment, Posting

from .chargebacks import check_chargebacks
from .contracts import check_contracts
from .debts import check_debts
from .disputes import check_disputes
from .documents import check_documents, check_invoices, check_receipts, check_statements
from .entries import check_entries
from .milestones import check_milestones
from .operations import check_operations
from .payments import check_payments
from .sums import Problems

BATCH = 500
Check = Callable[[list[Any]], Problems]


def problems() -> Iterator[str]:
    """A sentence for everything that is off; nothing when the ledger is clean."""
    for noun, keys_of, check in checks():
        for keys in keys_of:
            for key in dict.fromkeys(key for key, _ in check(keys)):
                with atomic():  # money may move while we read: only what is off in one and the same moment counts
                    found = check([key])
                yield from (f"{noun} {key}: {words}" for _, words in found)
    lost = Posting.objects.count() - sum(Posting.objects.filter(entry_id__in=keys).count() for keys in batches(JournalEntry))
    if lost > 0:
        yield f"{lost} postings belong to no entry."


def checks() -> Iterator[tuple[str, Iterator[list[Any]], Check]]:
    """What a row is called, the keys of all such rows in batches, and what is held against the ledger."""
    by_model: list[tuple[type[models.Model], Check]] = [
        (JournalEntry, check_entries),
        (Milestone, check_milestones),
        (Contract, check_contracts),
        (Payment, check_payments),
        (Operation, check_operations),
        (Chargeback, check_chargebacks),
        (Dispute, check_disputes),
        (Document, check_documents),
        (Payment, check_receipts),
        (JournalEntry, check_invoices),
        (Operation, check_statements),
    ]
    for model, check in by_model:
        yield str(model._meta.verbose_name), batches(model), check
    yield "person", debtors(), check_debts


def batches(model: type[models.Model]) -> Iterator[list[Any]]:
    """The keys of all rows, in lists of at most BATCH."""
    rows = model._default_manager.order_by("pk").values_list("pk", flat=True)
    keys = list(rows[:BATCH])
    while keys:
        yield keys
        keys = list(rows.filter(pk__gt=keys[-1])[:BATCH]) if len(keys) == BATCH else []


def debtors() -> Iterator[list[Any]]:
    """Everybody who owes us, or ever did."""
    people = set(Debt.objects.values_list("user_id", flat=True))
    people |= set(Posting.objects.filter(account=Account.RECEIVABLE).values_list("user_id", flat=True).distinct())
    keys = sorted(people, key=str)
    for start in range(0, len(keys), BATCH):
        yield keys[start : start + BATCH]
