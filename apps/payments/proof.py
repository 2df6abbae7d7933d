"""Does the money add up? Every row is held against the ledger; what is off is named. Rows are read in batches, so memory stays small."""

from collections.abc import Callable, Iterator
from typing import Any

from django.db import models

from apps.contracts.models import Contract, Milestone
from apps.core.db import atomic

from .models import Account, JournalEntry, Operation, Payment, Posting

BATCH = 500
Kind = JournalEntry.Kind
Problems = list[tuple[Any, str]]  # (key of the row, what is off)
ORDERING = {Kind.RELEASE: Account.PAYABLE, Kind.REFUND: Account.REFUNDS, Kind.LATE: Account.REFUNDS}  # entries with an operation, and its account


def problems() -> Iterator[str]:
    """A sentence for everything that is off; nothing when the ledger is clean."""
    checks: list[tuple[type[models.Model], Callable[[list[Any]], Problems]]] = [
        (JournalEntry, check_entries),
        (Milestone, check_milestones),
        (Contract, check_contracts),
        (Payment, check_payments),
        (Operation, check_operations),
    ]
    for model, check in checks:
        for keys in batches(model):
            for key in dict.fromkeys(key for key, _ in check(keys)):
                with atomic():  # money may move while we read: only what is off in one and the same moment counts
                    found = check([key])
                yield from (f"{model._meta.verbose_name} {key}: {words}" for _, words in found)
    lost = Posting.objects.count() - sum(Posting.objects.filter(entry_id__in=keys).count() for keys in batches(JournalEntry))
    if lost > 0:
        yield f"{lost} postings belong to no entry."


def batches(model: type[models.Model]) -> Iterator[list[Any]]:
    """The keys of all rows, in lists of at most BATCH."""
    rows = model._default_manager.order_by("pk").values_list("pk", flat=True)
    keys = list(rows[:BATCH])
    while keys:
        yield keys
        keys = list(rows.filter(pk__gt=keys[-1])[:BATCH]) if len(keys) == BATCH else []


def grouped(field: str, keys: list[Any]) -> dict[Any, list[Posting]]:
    found: dict[Any, list[Posting]] = {key: [] for key in keys}
    for posting in Posting.objects.filter(**{f"{field}__in": keys}):
        found[getattr(posting, field)].append(posting)
    return found


def on(postings: list[Posting], account: Account, *kinds: str) -> int:
    """The sum on an account, of these kinds of entry or of all; debits positive."""
    return sum(one.amount_minor for one in postings if one.account == account and (not kinds or one.kind in kinds))


def check_entries(keys: list[Any]) -> Problems:
    """Postings that sum to zero, in one currency; an operation for every release, refund and late payment."""
    found: Problems = []
    postings = grouped("entry_id", keys)
    entries = list(JournalEntry.objects.filter(pk__in=keys))
    ordered = {one.decision: one for one in Operation.objects.filter(decision__in=[one.key for one in entries if one.kind in ORDERING])}
    for entry in entries:
        sides = postings[entry.pk]
        if sum(one.amount_minor for one in sides):
            found.append((entry.pk, "its postings do not sum to zero"))
        if len(sides) < 2:
            found.append((entry.pk, "it has fewer than two postings"))
        copied = (entry.currency, entry.kind, entry.contract_id, entry.milestone_id)
        if any((one.currency, one.kind, one.contract_id, one.milestone_id) != copied for one in sides):
            found.append((entry.pk, "a posting differs from it in currency, kind, contract or milestone"))
        if entry.kind in ORDERING:
            amount = -on(sides, ORDERING[Kind(entry.kind)])
            operation = ordered.get(entry.key)
            if amount and operation is None:
                found.append((entry.pk, "nothing was ordered from the gateway for it"))
            elif operation and (operation.amount_minor, operation.currency) != (amount, entry.currency):
                found.append((entry.pk, f"its operation is about {operation.amount}"))
    return found


def check_milestones(keys: list[Any]) -> Problems:
    """funded = held + released + refunded + fees; each column as the ledger says; the state fits."""
    found: Problems = []
    postings = grouped("milestone_id", keys)
    for one in Milestone.objects.filter(pk__in=keys):
        if one.funded_minor != one.held_minor + one.released_minor + one.refunded_minor + one.fee_minor:
            found.append((one.pk, "funded is not held + released + refunded + fees"))
        sides = postings[one.pk]
        ledger = {
            "funded": -on(sides, Account.HELD, Kind.FUND),
            "held": -on(sides, Account.HELD),
            "released": -on(sides, Account.PAYABLE, Kind.RELEASE),
            "refunded": on(sides, Account.HELD, Kind.REFUND),
            "fee": -on(sides, Account.PLATFORM_FEES),
        }
        for name, minor in ledger.items():
            column = getattr(one, f"{name}_minor")
            if column != minor:
                found.append((one.pk, f"its {name} amount is {column}, the ledger says {minor}"))
        fits = {"planned": (0, 0), "funded": (one.amount_minor, one.amount_minor), "delivered": (one.amount_minor, one.amount_minor)}
        if (one.funded_minor, one.held_minor) != fits.get(one.status, (one.amount_minor, 0)) and one.status != "disputed":
            found.append((one.pk, f"it is {one.status}, with {one.funded_minor} funded and {one.held_minor} held"))
    return found


def check_contracts(keys: list[Any]) -> Problems:
    """Held is what the milestones hold; what is payable and in flight is what operations wait for; nothing is held after the end."""
    found: Problems = []
    postings = grouped("contract_id", keys)
    held: dict[Any, int] = dict.fromkeys(keys, 0)
    for one in Milestone.objects.filter(contract_id__in=keys):
        held[one.contract_id] += one.held_minor
    waiting: dict[tuple[Any, str], int] = {}
    for operation in Operation.objects.filter(contract_id__in=keys, status__in=["pending", "failed"]):
        place = (operation.contract_id, operation.kind)
        waiting[place] = waiting.get(place, 0) + operation.amount_minor
    for contract in Contract.objects.filter(pk__in=keys):
        sides = postings[contract.pk]
        expected = {
            Account.HELD: held[contract.pk],
            Account.PAYABLE: waiting.get((contract.pk, "transfer"), 0),
            Account.REFUNDS: waiting.get((contract.pk, "refund"), 0),
        }
        for account, minor in expected.items():
            if -on(sides, account) != minor:
                found.append((contract.pk, f"{account.label.lower()}: the ledger says {-on(sides, account)}, its rows say {minor}"))
        if not contract.is_live and held[contract.pk]:
            found.append((contract.pk, f"it is {contract.status}, and still holds {held[contract.pk]}"))
    return found


def check_payments(keys: list[Any]) -> Problems:
    """Paid, and sent back, are in the ledger; nothing else is."""
    found: Problems = []
    names = [f"{kind}:{key}" for key in keys for kind in ("fund", "late")]
    entries = {one.key for one in JournalEntry.objects.filter(key__in=names).only("key")}
    for payment in Payment.objects.filter(pk__in=keys):
        for status, kind in (("succeeded", "fund"), ("late", "late")):
            if (payment.status == status) != (f"{kind}:{payment.pk}" in entries):
                found.append((payment.pk, f"it is {payment.status}, and that does not agree with the entry {kind}:{payment.pk}"))
    return found


def check_operations(keys: list[Any]) -> Problems:
    """The decision is in the ledger, and so is the gateway's confirmation, exactly when the operation is done."""
    found: Problems = []
    operations = list(Operation.objects.filter(pk__in=keys))
    names = [name for one in operations for name in (one.decision, f"done:{one.idempotency_key}")]
    entries = {one.key for one in JournalEntry.objects.filter(key__in=names).only("key")}
    for one in operations:
        if one.decision not in entries:
            found.append((one.pk, f"there is no entry {one.decision} for it"))
        if (one.status == "done") != (f"done:{one.idempotency_key}" in entries):
            found.append((one.pk, f"it is {one.status}, and that does not agree with the entry done:{one.idempotency_key}"))
    return found
