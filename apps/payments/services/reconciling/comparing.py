"""Both ways: what the gateway's books say is held against our rows, then our rows that it said nothing about are asked for by name."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from itertools import islice
from typing import Any
from uuid import UUID

from django.db import models
from django.utils import timezone

from apps.payments.gateways import current, gateway
from apps.payments.gateways.answers import Movement
from apps.payments.models import Chargeback, Operation, Payment

from . import chargebacks, charges, operations
from .differences import Compared, Difference, on

BATCH = 500
ASKED = 200  # rows at most that are asked for by name: where more are missing, something else is wrong
QUIET = ("payout", "fee")  # between the gateway and us alone


@dataclass(slots=True)
class Result:
    gateway: str
    checked: int = 0  # objects of the gateway, and rows of ours that it did not mention
    differences: list[Difference] = field(default_factory=list)


def gateways_in_use() -> list[str]:
    """The one that takes new payments, and those that ever took one."""
    return sorted({current(), *Payment.objects.order_by().values_list("gateway", flat=True).distinct()})


def reconcile(name: str, since: datetime, until: datetime) -> Result:
    """Compare everything between `since` and `until` with the gateway `name`, and mark our rows that agree. Raises GatewayError.

    What is not booked yet is given UNBOOKED, what is on its way ON_ITS_WAY. Nothing but the marks is changed.
    """
    door, now = gateway(name), timezone.now()
    result, first = Result(name), Compared(name, now)
    for movements in chunks(door.movements(since, until)):
        result.checked += len(movements)
        compare(first, movements)
    found = Compared(name, now, agreed=first.agreed)
    for movements in chunks(first.again):  # as it is now: what was booked meanwhile agrees
        compare(found, movements)
    result.checked += ask_for_others(found, door, since, until)
    operations.overdue(found)
    mark(found)
    result.differences = list(dict.fromkeys(found.differences))
    return result


def chunks(movements: Iterable[Movement]) -> Iterator[list[Movement]]:
    rest = iter(movements)
    while chunk := list(islice(rest, BATCH)):
        yield chunk


def compare(found: Compared, movements: list[Movement]) -> None:
    for kind in sorted({one.kind for one in movements} - set(QUIET)):
        same = [one for one in movements if one.kind == kind]
        check = CHECKS.get(kind, strange)
        before = len(found.differences)
        check(found, same)
        if len(found.differences) > before:
            found.again += same


def strange(found: Compared, movements: list[Movement]) -> None:
    for one in movements:
        found.unknown(one, f"{one.settled} moved on {on(one.created_at)}, and we do not know why")


CHECKS: dict[str, Callable[[Compared, list[Movement]], None]] = {
    "charge": charges.compare_charges,
    "chargeback": chargebacks.compare_chargebacks,
    **dict.fromkeys(("transfer", "refund", "reversal"), operations.compare_operations),
}


def ask_for_others(found: Compared, door: Any, since: datetime, until: datetime) -> int:
    """Our rows of this time that the gateway's books did not mention; the number of them."""
    span: dict[str, Any] = {"gateway": found.gateway}
    paid = Payment.objects.filter(**span, status__in=charges.ARRIVED, changed_at__gte=since, changed_at__lt=until)
    moved = Operation.objects.select_related(*operations.FULL).filter(**span, status="done", settled_minor__gt=0)  # 0: less than could be sent
    done = moved.filter(done_at__gte=since, done_at__lt=until)
    taken = Chargeback.objects.select_related("payment").filter(**span, created_at__gte=since, created_at__lt=until)
    looks: list[tuple[models.QuerySet[Any], Callable[[Any], None]]] = [
        (paid, partial(charges.look_for, found, door)),
        (done, partial(operations.look_for, found)),
        (taken, partial(chargebacks.look_for, found, door)),
    ]
    asked = 0
    for rows, look in looks:
        for row in unmentioned(rows, found):
            asked += 1
            if asked <= ASKED:
                look(row)
            else:
                found.off(row, "the gateway’s books of this time do not mention it")
    return asked


def unmentioned(rows: models.QuerySet[Any], found: Compared) -> Iterator[Any]:
    """In batches by key; those that were compared already are left out."""
    keys = rows.order_by("pk").values_list("pk", flat=True)
    last: UUID | None = None
    while True:
        chunk = list((keys.filter(pk__gt=last) if last else keys)[:BATCH])
        missing = [key for key in chunk if key not in found.agreed and key not in found.differing]
        yield from rows.filter(pk__in=missing)
        if len(chunk) < BATCH:
            return
        last = chunk[-1]


def mark(found: Compared) -> None:
    """“Reconciled” stands at what agrees, and no longer at what does not."""
    agreed, differing = list(found.agreed - found.differing), list(found.differing)
    for keys, moment in ((agreed, found.now), (differing, None)):
        for start in range(0, len(keys), BATCH):
            for model in (Payment, Operation):
                model._default_manager.filter(pk__in=keys[start : start + BATCH]).update(reconciled_at=moment)
