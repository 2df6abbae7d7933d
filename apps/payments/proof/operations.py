"""What the gateway was asked to do: decided, confirmed, and nothing twice."""

import re
from collections import defaultdict
from typing import Any

from apps.payments.models import Account, Operation, Posting

from .sums import NOT_CANCELLED, Problems, entries_by_key, on

AGAIN = re.compile(r"(:again:\d+)+$")  # the rest of one that was cancelled
MOVES = {"transfer": Account.PAYABLE, "refund": Account.REFUNDS, "reversal": Account.CLEARING}  # debited when it is done


def check_operations(keys: list[Any]) -> Problems:
    """The decision is in the ledger, and so is the gateway's confirmation, exactly when the operation is done."""
    found: Problems = []
    operations = list(Operation.objects.select_related("payment", "reverses").filter(pk__in=keys))
    entries = entries_by_key(name for one in operations for name in (entry_of(one), f"done:{one.idempotency_key}"))
    taken = taken_of([one.reverses_id for one in operations if one.reverses_id])
    for one in operations:
        words = [*decided(one, entries), *confirmed(one, entries), *belongs(one)]
        if one.reverses and taken[one.reverses_id] > one.reverses.amount_minor:
            words.append("more is reversed of its transfer than was sent")
        found += [(one.pk, word) for word in words]
    return found


def entry_of(operation: Operation) -> str:
    """The key of the entry that decided it."""
    decision = AGAIN.sub("", operation.decision)
    for prefix, entry in (("reversal:", "clawback:"), ("settle-refund:", "settle:")):
        if decision.startswith(prefix):
            return entry + decision.removeprefix(prefix)
    return decision


def decided(operation: Operation, entries: dict[str, list[Posting]]) -> list[str]:
    sides = entries.get(entry_of(operation))
    if sides is None:
        return [f"there is no entry {entry_of(operation)} for it"]
    if operation.kind == "reversal" and operation.amount_minor > on(sides, Account.RECEIVABLE):
        return [f"it takes back {operation.amount_minor}, decided was {on(sides, Account.RECEIVABLE)}"]
    return []


def confirmed(operation: Operation, entries: dict[str, list[Posting]]) -> list[str]:
    key = f"done:{operation.idempotency_key}"
    sides = entries.get(key)
    if (operation.status == "done") != (sides is not None):
        return [f"it is {operation.status}, and that does not agree with the entry {key}"]
    if sides is None:
        return []
    moved = on(sides, MOVES[operation.kind])
    found = [] if moved == operation.amount_minor else [f"it is about {operation.amount_minor}, the entry {key} about {moved}"]
    nothing_to_send = operation.settled_currency and not operation.settled_minor  # less than the gateway's smallest unit
    return found if operation.reference or nothing_to_send else [*found, "it is done, and the gateway's id is not known"]


def belongs(operation: Operation) -> list[str]:
    """To the payment that it names, and to a transfer where it takes one back."""
    payment, found = operation.payment, []
    same = (payment.contract_id, payment.milestone_id, payment.owner_id, payment.solver_id, payment.gateway, payment.currency)
    if same != (operation.contract_id, operation.milestone_id, operation.owner_id, operation.solver_id, operation.gateway, operation.currency):
        found.append("it differs from its payment in milestone, people, gateway or currency")
    transfer = operation.reverses
    if (operation.kind == "reversal") != (transfer is not None):
        found.append("it takes back no transfer" if transfer is None else "it names a transfer, and is no reversal")
    elif transfer and (transfer.kind, transfer.milestone_id) != ("transfer", operation.milestone_id):
        found.append("what it takes back is no transfer of its milestone")
    return found


def taken_of(transfers: list[Any]) -> dict[Any, int]:
    """What of each transfer is reversed, or will be."""
    found: dict[Any, int] = defaultdict(int)
    rows = Operation.objects.filter(reverses_id__in=transfers, status__in=NOT_CANCELLED) if transfers else Operation.objects.none()
    for key, minor in rows.values_list("reverses_id", "amount_minor"):
        found[key] += minor
    return found
