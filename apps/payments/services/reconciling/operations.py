"""Transfers, refunds and reversals at the gateway against operations of ours."""

from collections.abc import Sequence

from apps.core.money import Money
from apps.payments.gateways.answers import Movement, Outcome
from apps.payments.gateways.errors import GatewayRefusal
from apps.payments.models import Operation

from ..asking import fetch
from .differences import ON_ITS_WAY, Compared, on, own_id, own_ids

FAILED = ("failed", "canceled")
FULL = ("payment", "reverses")


def compare_operations(found: Compared, movements: Sequence[Movement]) -> None:
    """Each object was ordered by one operation, each operation has one object, and both say the same."""
    rows = Operation.objects.select_related(*FULL).filter(gateway=found.gateway)
    by_key = {one.pk: one for one in rows.filter(pk__in=own_ids(movements))}
    by_reference = {one.reference: one for one in rows.filter(reference__in=[one.id for one in movements])}
    for movement in movements:
        operation = by_key.get(own_id(movement.reference))
        holder = by_reference.get(movement.id)
        if operation is None and holder is None:
            found.unknown(movement, f"{movement.amount} moved on {on(movement.created_at)}, and there is no operation of ours for it")
        elif operation is None or (holder is not None and holder.pk != operation.pk):
            found.off(holder, f"its {movement.kind} {movement.id} was made for “{movement.reference}” at the gateway")
        else:
            compare(found, movement, operation)


def compare(found: Compared, movement: Movement, operation: Operation) -> None:
    mine, done = operation.reference == movement.id, operation.status == Operation.Status.DONE
    name = f"{movement.kind} {movement.id}"
    if movement.state in FAILED:
        if mine and done:
            found.off(operation, f"{name} failed at the gateway, and it is done here")
        return  # of an attempt that failed nothing is left
    if movement.kind != operation.kind:
        found.off(operation, f"the gateway made {name} of it, which is a {operation.kind} here")
    elif operation.reference and not mine:
        found.off(operation, f"{name} of {movement.amount} was made for it besides {operation.reference}")
    elif operation.status == Operation.Status.CANCELLED:
        found.off(operation, f"{name} of {movement.amount} was made, and it is cancelled here")
    elif movement.state != "succeeded":
        if done:
            found.off(operation, f"{name} is on its way at the gateway, and it is done here")
        elif found.is_late(movement, ON_ITS_WAY):
            found.off(operation, f"{name} of {movement.amount} has been on its way since {on(movement.created_at)}")
    elif not done:
        if found.is_late(movement):
            found.off(operation, f"{name} of {movement.amount} was made on {on(movement.created_at)}, and it is {operation.status} here")
    else:
        agree(found, operation, wrong(movement, operation))


def agree(found: Compared, operation: Operation, words: list[str]) -> None:
    for word in words:
        found.off(operation, word)
    if not words:
        found.agreed.add(operation.pk)


def wrong(movement: Movement, operation: Operation) -> list[str]:
    said, name = [], f"{movement.kind} {movement.id}"
    ordered = as_ordered(operation)
    if movement.amount != ordered:
        said.append(f"{name} is about {movement.amount} at the gateway, and about {ordered} here")
    settled = operation.settled
    there = Money(abs(movement.settled.minor), movement.settled.currency)
    if settled and settled.currency == there.currency and settled != there:
        said.append(f"{name} was settled as {there}, and as {settled} here")
    expected = {
        Operation.Kind.REFUND: operation.payment.charge_id,
        Operation.Kind.TRANSFER: operation.destination,
        Operation.Kind.REVERSAL: operation.reverses.reference if operation.reverses else "",
    }[Operation.Kind(operation.kind)]
    if expected and movement.source and movement.source != expected:
        said.append(f"{name} goes with {movement.source} at the gateway, and with {expected} here")
    return said


def as_ordered(operation: Operation) -> Money:
    """A refund in the payer's currency, the others in that of the settlement."""
    return operation.amount if operation.kind == Operation.Kind.REFUND else operation.payment.settled_part(operation.amount)


def look_for(found: Compared, operation: Operation) -> None:
    """An operation that is done here, and was not among the gateway's objects: ask for it by name."""
    name = f"{operation.kind} {operation.reference}"
    try:
        outcome: Outcome = fetch(operation, operation.reference)
    except GatewayRefusal as error:
        found.off(operation, f"it is done here with {name}, and the gateway knows nothing of it: {error}")
        return
    if outcome.state != "succeeded":
        found.off(operation, f"{name} is {outcome.state} at the gateway, and it is done here")
        return
    settled = operation.settled
    differs = settled and outcome.amount and settled.currency == outcome.amount.currency and settled != outcome.amount
    agree(found, operation, [f"{name} was settled as {outcome.amount}, and as {settled} here"] if differs else [])


def overdue(found: Compared) -> None:
    """Operations that the gateway was asked for long ago, and that are not done."""
    before = found.now - ON_ITS_WAY
    rows = Operation.objects.filter(gateway=found.gateway, status="pending", attempts__gt=0, waits_for="", created_at__lt=before)
    for one in rows.order_by("created_at")[:500]:
        found.off(one, f"{one} has been on its way since {on(one.created_at)}: {one.error or 'no answer yet'}")
