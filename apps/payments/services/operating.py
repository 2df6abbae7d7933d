"""What the gateway is asked to do: ordered in the transaction that decides, performed afterwards, until the gateway has confirmed it once."""

import logging
from datetime import timedelta
from functools import partial
from typing import Any

from django.utils import timezone

from apps.core.db import on_commit, run_atomic
from apps.core.models import record
from apps.core.money import Money
from apps.payments import journal, notices, tasks
from apps.payments.gateways import gateway
from apps.payments.gateways.base import GatewayRefusal, Outcome, OutcomeUnknown, RefundOrder, TransferOrder
from apps.payments.models import Operation, Payment

logger = logging.getLogger(__name__)
BATCH = 500
KEY_LIFE = timedelta(hours=20)  # below the day for which gateways remember keys
ALARM = 4  # definite failures after which an operator should look
FULL = ("payment", "contract", "milestone", "owner", "solver")


def order_transfer(decision: str, payment: Payment, amount: Money) -> Operation:
    """The solver shall get `amount` out of the payment."""
    return order(decision, Operation.Kind.TRANSFER, payment, amount)


def order_refund(decision: str, payment: Payment, amount: Money | None = None) -> Operation:
    """The owner shall get the payment back, the whole of it or `amount`."""
    return order(decision, Operation.Kind.REFUND, payment, amount or payment.amount)


def order(decision: str, kind: Operation.Kind, payment: Payment, amount: Money) -> Operation:
    operation = Operation.objects.create(
        kind=kind,
        decision=decision,
        gateway=payment.gateway,
        payment=payment,
        contract_id=payment.contract_id,
        milestone_id=payment.milestone_id,
        owner_id=payment.owner_id,
        solver_id=payment.solver_id,
        currency=amount.currency,
        amount_minor=amount.minor,
    )
    on_commit(partial(tasks.perform.enqueue, str(operation.pk)), robust=True)
    return operation


def perform(operation: Operation) -> bool:
    """Ask the gateway, and book its answer; True when it is done. Nobody else asks meanwhile, and if somebody did, the key makes it one effect."""
    if not operation.claim():
        return False
    try:
        outcome = ask(operation)
    except OutcomeUnknown as error:  # it may have happened: the same key again
        operation.put_off(str(error))
        return False
    except GatewayRefusal as error:
        outcome = Outcome("", "failed", str(error))
    if outcome.state == "succeeded":
        return confirm(operation.pk, operation.key_number, outcome)
    if outcome.state == "failed":
        fail(operation, outcome)
    else:
        wait(operation, outcome)
    return False


def ask(operation: Operation) -> Outcome:
    """How the effect stands now, causing it where it was not caused yet."""
    operation = Operation.objects.select_related(*FULL).get(pk=operation.pk)
    door, payment, key = gateway(operation.gateway), operation.payment, operation.idempotency_key
    group, amount = str(operation.contract_id), operation.amount
    transfers = operation.kind == Operation.Kind.TRANSFER
    fetch = door.fetch_transfer if transfers else door.fetch_refund
    if operation.reference:
        return fetch(operation.reference)
    if timezone.now() - operation.created_at > KEY_LIFE:  # the gateway may have forgotten the key, not the deed
        known = door.find_transfer(key, group) if transfers else door.find_refund(key, payment.charge_id)
        if known:
            return known
    if transfers:
        made = door.transfer(TransferOrder(key, key, amount, str(operation.solver_id), payment.charge_id, group))
    else:
        made = door.refund(RefundOrder(key, key, amount, payment.charge_id))
    return made if operation.attempts <= 1 else fetch(made.id)  # a repeated key gets the first answer, which may be old


@run_atomic
def confirm(operation_id: Any, key_number: int, outcome: Outcome) -> bool:
    """The gateway has done it: closed, booked and told, once."""
    operation = Operation.objects.select_related(*FULL).get(pk=operation_id)
    if operation.key_number != key_number or not operation.settle("done"):
        return bool(operation.status == Operation.Status.DONE)
    Operation.objects.filter(pk=operation.pk).update(reference=outcome.id)
    journal.confirmed(operation, outcome.id)
    record(operation, "done", by=None, note=outcome.id)
    notices.tell_done(operation, outcome.id)
    return True


def fail(operation: Operation, outcome: Outcome) -> None:
    """It definitely did not happen: another attempt later, under a new key."""
    mine = Operation.objects.filter(pk=operation.pk, status="pending", key_number=operation.key_number)
    if mine.update(key_number=operation.key_number + 1, reference="") != 1:
        return
    level = logging.ERROR if operation.key_number >= ALARM else logging.WARNING
    logger.log(level, "%s %s failed for the %d. time: %s", operation.get_kind_display(), operation.pk, operation.key_number + 1, outcome.error)
    operation.put_off(outcome.error or "The gateway says that it failed.")


def wait(operation: Operation, outcome: Outcome) -> None:
    """The gateway has it and takes its time: ask about this one from now on."""
    mine = Operation.objects.filter(pk=operation.pk, status="pending", key_number=operation.key_number)
    if mine.update(reference=outcome.id) == 1:
        operation.put_off("Waiting for the gateway.")


def perform_due() -> int:
    """Perform what is due: left over by a worker that died, put off after a failure, or waiting for the gateway. Returns how many are done now."""
    done = 0
    for operation in Operation.objects.due()[:BATCH]:
        try:
            done += perform(operation)
        except Exception:
            logger.exception("Operation %s was not performed; it will be tried again.", operation.pk)
    return done


def wake(operation: Operation) -> bool:
    """The gateway hinted at a change: look at once. Raises what the gateway raises."""
    if operation.status == Operation.Status.PENDING:
        Operation.objects.filter(pk=operation.pk, status="pending").update(due_at=timezone.now())
        operation.refresh_from_db()
        return perform(operation)
    door = gateway(operation.gateway)
    transfers = operation.kind == Operation.Kind.TRANSFER
    outcome = door.fetch_transfer(operation.reference) if transfers else door.fetch_refund(operation.reference)
    return take_back(operation.pk, outcome) if outcome.state == "failed" else False


@run_atomic
def take_back(operation_id: Any, outcome: Outcome) -> bool:
    """What the gateway had confirmed has failed after all: booked back, and tried again under a new key."""
    operation = Operation.objects.select_related(*FULL).get(pk=operation_id)
    mine = Operation.objects.filter(pk=operation_id, status="done", reference=outcome.id)
    changes: dict[str, Any] = {
        "status": "pending",
        "key_number": operation.key_number + 1,
        "reference": "",
        "due_at": timezone.now(),
        "done_at": None,
    }
    if operation.reference != outcome.id or mine.update(**changes, error=outcome.error) != 1:
        return False
    journal.taken_back(operation, outcome.id)
    record(operation, "taken_back", by=None, note=outcome.error)
    on_commit(partial(tasks.perform.enqueue, str(operation_id)), robust=True)
    return True


@run_atomic
def retry_operation(operation: Operation, *, by: Any) -> bool:
    """An operator does not want to wait for the next attempt; False when nothing waits."""
    if Operation.objects.filter(pk=operation.pk, status="pending").update(due_at=timezone.now()) != 1:
        return False
    record(operation, "retry", by=by)
    on_commit(partial(tasks.perform.enqueue, str(operation.pk)), robust=True)
    return True
