"""The one place where the gateway is asked for an operation's effect: at most one, whatever was forgotten on the way."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from apps.core.money import Money
from apps.payments.gateways import gateway
from apps.payments.gateways.answers import Outcome
from apps.payments.gateways.errors import OutcomeUnknown, Shortage
from apps.payments.gateways.orders import RefundOrder, ReversalOrder, TransferOrder
from apps.payments.models import Operation

from .waiting import destination_of

KEY_LIFE = timedelta(hours=20)  # below the day for which gateways remember keys
FULL = ("payment", "contract", "milestone", "owner", "solver", "reverses")
Kind = Operation.Kind


def ask(operation: Operation) -> Outcome:
    """How the effect stands now, causing it where it was not caused yet. Raises what the gateway raises."""
    operation = Operation.objects.select_related(*FULL).get(pk=operation.pk)
    if operation.reference:
        return fetch(operation, operation.reference)
    if operation.kind != Kind.REFUND and not moved(operation):
        return Outcome("", "succeeded", amount=moved(operation))  # less than the smallest unit in which the gateway settles: nothing to send
    if timezone.now() - operation.created_at > KEY_LIFE:  # the gateway may have forgotten the key, not the deed
        known = find(operation)
        if known:
            return known
    made = cause(operation)
    return made if operation.attempts <= 1 else fetch(operation, made.id)  # a repeated key gets the first answer, which may be old


def cause(operation: Operation) -> Outcome:
    door, payment, key = gateway(operation.gateway), operation.payment, operation.idempotency_key
    match operation.kind:
        case Kind.TRANSFER:
            group = str(operation.contract_id)
            return door.transfer(TransferOrder(key, key, moved(operation), pin(operation), payment.charge_id, group))
        case Kind.REFUND:
            return door.refund(RefundOrder(key, key, operation.amount, pin(operation, payment.charge_id)))
        case Kind.REVERSAL:
            transfer = transfer_of(operation)
            if transfer.status != Operation.Status.DONE:  # the bank has sent it back meanwhile: nothing is left there
                raise Shortage("The transfer itself has failed.", Money.zero(payment.settled.currency))
            return door.reverse(ReversalOrder(key, key, moved(operation), transfer.reference))
    raise AssertionError(operation.kind)


def fetch(operation: Operation, reference: str) -> Outcome:
    """How the gateway's object `reference` stands."""
    door = gateway(operation.gateway)
    match operation.kind:
        case Kind.TRANSFER:
            return door.fetch_transfer(reference)
        case Kind.REFUND:
            return door.fetch_refund(reference)
        case Kind.REVERSAL:
            return door.fetch_reversal(reference, transfer_of(operation).reference)
    raise AssertionError(operation.kind)


def find(operation: Operation) -> Outcome | None:
    """What was made under the operation's present key, whether or not we have heard of it."""
    door, key = gateway(operation.gateway), operation.idempotency_key
    match operation.kind:
        case Kind.TRANSFER:
            return door.find_transfer(key, str(operation.contract_id))
        case Kind.REFUND:
            return door.find_refund(key, operation.payment.charge_id)
        case Kind.REVERSAL:
            return door.find_reversal(key, transfer_of(operation).reference)
    raise AssertionError(operation.kind)


def moved(operation: Operation) -> Money:
    """The operation's amount in the currency in which its charge was settled."""
    return operation.payment.settled_part(operation.amount)


def transfer_of(operation: Operation) -> Operation:
    if operation.reverses is None:
        raise ValueError(f"Reversal {operation.pk} does not say of which transfer.")
    return operation.reverses


def pin(operation: Operation, place: str = "") -> str:
    """Where it goes: once asked for under a key, the same under this key, whatever the solver changes meanwhile.

    What is pinned may have reached the gateway; what is not may still be cancelled, and then it is too late to ask. Raises OutcomeUnknown then.
    """
    if not operation.destination:
        chosen = place or destination_of(operation)
        waiting: Any = Operation.objects.filter(pk=operation.pk, status="pending", key_number=operation.key_number)
        waiting.filter(destination="").update(destination=chosen)
        operation.refresh_from_db(fields=["destination", "status"])
        if not operation.destination or operation.status == Operation.Status.CANCELLED:
            raise OutcomeUnknown("Meanwhile it was taken back.")
    return operation.destination
