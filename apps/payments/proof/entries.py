"""Each entry for itself, and what was ordered from the gateway for it."""

from typing import Any

from apps.payments.models import Account, Chargeback, JournalEntry, Operation, Posting

from .sums import Kind, Problems, entries_by_key, grouped, on

# entries that order something: (account that waits for it, what comes before the milestone in the operation's decision)
PAID_OUT = (Kind.RELEASE, Kind.SETTLE)
GIVEN_BACK = (Kind.REFUND, Kind.LATE, Kind.SETTLE, Kind.CLAWBACK, Kind.CHARGEBACK_LOST)
OF_CHARGEBACKS = (Kind.CHARGEBACK, Kind.CHARGEBACK_WON, Kind.CHARGEBACK_LOST)


def check_entries(keys: list[Any]) -> Problems:
    """Postings that sum to zero, in one currency; an operation for everything that somebody should get."""
    found: Problems = []
    postings = grouped("entry_id", keys)
    entries = list(JournalEntry.objects.filter(pk__in=keys))
    orders = orders_of(entries, postings)
    operations = {one.decision: one for one in Operation.objects.filter(decision__in=[decision for _, decision, _ in orders])} if orders else {}
    for entry in entries:
        found += [(entry.pk, words) for words in sound(entry, postings[entry.pk])]
    for entry, decision, minor in orders:
        operation = operations.get(decision)
        if minor and operation is None:
            found.append((entry.pk, "nothing was ordered from the gateway for it"))
        elif operation and (operation.amount_minor, operation.currency) != (minor, entry.currency):
            found.append((entry.pk, f"its operation is about {operation.amount}"))
    return found + orphans(entries)


def sound(entry: JournalEntry, sides: list[Posting]) -> list[str]:
    found = []
    if sum(one.amount_minor for one in sides):
        found.append("its postings do not sum to zero")
    if len(sides) < 2:
        found.append("it has fewer than two postings")
    copied = (entry.currency, entry.kind, entry.contract_id, entry.milestone_id)
    if any((one.currency, one.kind, one.contract_id, one.milestone_id) != copied for one in sides):
        found.append("a posting differs from it in currency, kind, contract or milestone")
    return found


def orders_of(entries: list[JournalEntry], postings: dict[Any, list[Posting]]) -> list[tuple[JournalEntry, str, int]]:
    """(entry, decision of the operation, amount that it was first ordered with); of a release, what it repays is not sent."""
    repaid = entries_by_key(f"repay:{one.key}" for one in entries if one.kind in PAID_OUT)
    found = []
    for entry in entries:
        sides = postings[entry.pk]
        if entry.kind in PAID_OUT:
            left = -on(sides, Account.PAYABLE) - on(repaid.get(f"repay:{entry.key}", []), Account.PAYABLE)
            found.append((entry, entry.key, left))
        back = -on(sides, Account.REFUNDS)
        if entry.kind in GIVEN_BACK and back > 0:
            found.append((entry, entry.key.replace("settle:", "settle-refund:", 1) if entry.kind == Kind.SETTLE else entry.key, back))
        elif entry.kind in (Kind.REFUND, Kind.LATE):
            found.append((entry, entry.key, back))
    return found


def orphans(entries: list[JournalEntry]) -> Problems:
    """Entries about chargebacks that we do not know."""
    about = {entry.pk: entry.key.split(":")[1] for entry in entries if entry.kind in OF_CHARGEBACKS and ":" in entry.key}
    known = {str(key) for key in Chargeback.objects.filter(pk__in=set(about.values())).values_list("pk", flat=True)} if about else set()
    return [(key, f"there is no chargeback {chargeback}") for key, chargeback in about.items() if chargeback not in known]
