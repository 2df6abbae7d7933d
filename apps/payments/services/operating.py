"""What the gateway is asked to do: ordered in the transaction that decides, performed afterwards, until the gateway has confirmed it once."""

import logging
from functools import partial
from typing import Any

from django.utils import timezone

from apps.core.clocks import each, in_turn
from apps.core.db import on_commit, run_atomic
from apps.core.models import record
from apps.core.money import Money
from apps.payments import documents, journal, notices, tasks
from apps.payments.gateways.answers import Outcome
from apps.payments.gateways.errors import GatewayOff, GatewayRefusal, OutcomeUnknown, Shortage, WrongObject
from apps.payments.models import Operation, Payment
from apps.payments.permissions import check_stranger

from .asking import FULL, ask, fetch
from .giving_up import give_up, report_failed_refund
from .owing import owe, repay_unsent
from .reporting import report
from .waiting import keep_waiting, wait_of

logger = logging.getLogger(__name__)
BATCH = 500
ALARM = 4  # definite failures after which an operator should look


def order_transfer(decision: str, payment: Payment, amount: Money) -> Operation:
    """The solver shall get `amount` out of the payment."""
    return order(decision, Operation.Kind.TRANSFER, payment, amount)


def order_refund(decision: str, payment: Payment, amount: Money | None = None) -> Operation:
    """The owner shall get the payment back, the whole of it or `amount`."""
    return order(decision, Operation.Kind.REFUND, payment, amount or payment.amount)


def order_reversal(decision: str, transfer: Operation, amount: Money) -> Operation:
    """`amount` of a transfer that is done shall come back from the solver's account, as far as its balance covers it."""
    return order(decision, Operation.Kind.REVERSAL, transfer.payment, amount, reverses=transfer)


def order(decision: str, kind: Operation.Kind, payment: Payment, amount: Money, *, reverses: Operation | None = None) -> Operation:
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
        reverses=reverses,
    )
    on_commit(partial(tasks.perform.enqueue, str(operation.pk)), robust=True)
    return operation


def perform(operation: Operation) -> bool:
    """Ask the gateway, and book its answer; True when it is done. Nobody else asks meanwhile, and if somebody did, the key makes it one effect."""
    if waits(operation) or not operation.claim():
        return False
    try:
        outcome = ask(operation)
    except OutcomeUnknown as error:  # it may have happened: the same key again
        operation.put_off(str(error))
        return False
    except Shortage as error:
        if give_less(operation.pk, operation.key_number, error.available):
            return False
        outcome = Outcome("", "failed", str(error))
    except GatewayRefusal as error:
        outcome = Outcome("", "failed", str(error))
    except (WrongObject, GatewayOff) as error:  # it contradicts what we ordered, or cannot be asked for here: somebody has to look
        operation.put_off(str(error))
        report("operation", f"operation {operation.pk}", str(error))
        return False
    if outcome.state == "succeeded":
        return confirm(operation.pk, operation.key_number, outcome)
    if outcome.state == "failed":
        fail(operation, outcome)
    else:
        wait(operation, outcome)
    return False


def waits(operation: Operation) -> bool:
    """Nothing is asked for yet, and the row says why. What the gateway may have heard of already is not held up: its outcome must be known."""
    if operation.kind == Operation.Kind.REVERSAL or operation.reference or operation.destination:
        return False
    found = wait_of(operation)
    rows = Operation.objects.filter(pk=operation.pk, status="pending")
    if found is None:
        if operation.waits_for:
            rows.update(waits_for="")
        return False
    keep_waiting(operation, *found)
    return True


@run_atomic
def confirm(operation_id: Any, key_number: int, outcome: Outcome) -> bool:
    """The gateway has done it: closed, booked and told, once."""
    operation = Operation.objects.select_related(*FULL).get(pk=operation_id)
    if operation.key_number != key_number or not operation.settle("done"):
        return bool(operation.status == Operation.Status.DONE)
    settled = operation.amount if outcome.amount is None else outcome.amount
    words = {"settled_minor": settled.minor, "settled_currency": settled.currency, "rate": outcome.rate}
    Operation.objects.filter(pk=operation.pk).update(reference=outcome.id, waits_for="", **words)
    journal.confirmed(operation, outcome.id)
    record(operation, "done", by=None, note=outcome.id)
    notices.tell_done(operation, outcome.id, documents.issue_done(operation, outcome.id))
    return True


def fail(operation: Operation, outcome: Outcome) -> None:
    """It definitely did not happen: another attempt later, under a new key."""
    mine = Operation.objects.filter(pk=operation.pk, status="pending", key_number=operation.key_number)
    if mine.update(key_number=operation.key_number + 1, reference="", destination="") != 1:
        return
    level = logging.ERROR if operation.key_number >= ALARM else logging.WARNING
    logger.log(level, "%s %s failed for the %d. time: %s", operation.get_kind_display(), operation.pk, operation.key_number + 1, outcome.error)
    if repay_unsent(operation.pk, order_transfer):
        return
    if not give_up(operation.pk, outcome.error, order_refund):
        if operation.key_number >= ALARM:
            report("operation", f"operation {operation.pk}", f"{operation} was refused {operation.key_number + 1} times: {outcome.error}")
        operation.put_off(outcome.error or "The gateway says that it failed.")


@run_atomic
def give_less(operation_id: Any, key_number: int, available: Money) -> bool:
    """The solver's balance covers only a part of a reversal: that part is asked for under a new key, the rest is owed from now on.

    `available` is in the currency of the settlement; nothing is rounded in the solver's disfavour. False where it would cover the whole:
    then something else was the reason.
    """
    operation = Operation.objects.select_related(*FULL).get(pk=operation_id)
    if operation.key_number != key_number or operation.status != Operation.Status.PENDING:
        return True
    part = operation.payment.unsettled_part(available) if available.minor > 0 else Money.zero(operation.currency)
    if part >= operation.amount:
        return False
    changes: dict[str, Any] = {"key_number": key_number + 1, "reference": "", "due_at": timezone.now()}
    if part:
        changes["amount_minor"] = part.minor
    else:
        changes |= {"status": "cancelled", "done_at": timezone.now(), "error": "Nothing is left on the solver’s account."}
    Operation.objects.filter(pk=operation_id).update(**changes)
    rest = operation.amount - part
    owe(operation.solver, rest)
    record(operation, "give_less", by=None, note=str(rest))
    if part:
        on_commit(partial(tasks.perform.enqueue, str(operation_id)), robust=True)
    return True


def wait(operation: Operation, outcome: Outcome) -> None:
    """The gateway has it and takes its time: ask about this one from now on."""
    mine = Operation.objects.filter(pk=operation.pk, status="pending", key_number=operation.key_number)
    if mine.update(reference=outcome.id) == 1:
        operation.put_off("Waiting for the gateway.")


def perform_due() -> int:
    """Perform what is due: left over by a worker that died, put off after a failure, or waiting for the gateway. Returns how many are done now."""
    return each(perform, in_turn(Operation.objects.due()[:BATCH]))


def wake(operation: Operation) -> bool:
    """The gateway hinted at a change: look at once. Raises what the gateway raises."""
    if operation.status == Operation.Status.PENDING:
        Operation.objects.filter(pk=operation.pk, status="pending").update(due_at=timezone.now())
        operation.refresh_from_db()
        return perform(operation)
    if operation.status != Operation.Status.DONE:
        return False
    outcome = fetch(operation, operation.reference)
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
        "destination": "",
        "due_at": timezone.now(),
        "done_at": None,
    }
    if operation.reference != outcome.id or mine.update(**changes, error=outcome.error) != 1:
        return False
    journal.taken_back(operation, outcome.id)
    record(operation, "taken_back", by=None, note=outcome.error)
    documents.issue_taken_back(operation, outcome.id)
    report_failed_refund(operation, outcome.error)
    on_commit(partial(tasks.perform.enqueue, str(operation_id)), robust=True)
    return True


@run_atomic
def retry_operation(operation: Operation, *, by: Any) -> bool:
    """An operator does not want to wait for the next attempt, or has mended why one was given up; False when nothing waits. Raises NotAllowed."""
    check_stranger(by, operation)
    waiting = Operation.objects.filter(pk=operation.pk, status="pending")
    if waiting.update(due_at=timezone.now()) != 1 and not operation.try_again():
        return False
    record(operation, "retry", by=by)
    on_commit(partial(tasks.perform.enqueue, str(operation.pk)), robust=True)
    return True
