"""What the gateway keeps refusing ends where people see it, instead of being tried for ever."""

from collections.abc import Callable
from typing import Any

from django.db.models import Q
from django.utils import timezone

from apps.core.db import run_atomic
from apps.core.errors import Stale
from apps.core.models import record
from apps.core.money import Money
from apps.payments import chargeback_notices as notices
from apps.payments import journal
from apps.payments.models import Account, Chargeback, JournalEntry, Operation, Payment, Posting

from .asking import FULL
from .owing import again, owe
from .reporting import report

REFUSALS = 6  # definite ones, over hours, after which another attempt is no use by itself


@run_atomic
def give_up(operation_id: Any, error: str, order_refund: Callable[[str, Payment, Money], Operation]) -> bool:
    """A refund that was refused too often waits for an operator, and its receiver knows; such a reversal becomes the solver's debt.

    False while it is worth another attempt. A transfer is never given up: what the solver has earned stays payable.
    """
    operation = Operation.objects.select_related(*FULL).get(pk=operation_id)
    if operation.kind == Operation.Kind.TRANSFER or operation.key_number < REFUSALS or operation.status != Operation.Status.PENDING:
        return False
    is_refund = operation.kind == Operation.Kind.REFUND
    if is_refund and regain(operation, order_refund):
        return True
    mine = Operation.objects.filter(pk=operation.pk, status="pending", key_number=operation.key_number, reference="")
    if not mine.end("failed" if is_refund else "cancelled", error):
        return False
    record(operation, "give_up", by=None, note=error[:1000])
    if is_refund:
        report("operation", f"operation {operation.pk}", f"The refund of {operation.amount} was refused {operation.key_number} times: {error}")
        notices.tell_refund_stuck(operation)
    else:
        owe(operation.solver, operation.amount)
        report("operation", f"operation {operation.pk}", f"{operation.amount} does not come back from the solver and is owed now: {error}")
    return True


def regain(operation: Operation, order_refund: Callable[[str, Payment, Money], Operation]) -> bool:
    """A refund that may have left when the payer's bank took the same charge as well did not: the loss that we booked then was none, or less.

    What the bank has not taken is ordered anew.
    """
    lead = operation.payment.lead_id or operation.payment_id
    chargebacks = list(Chargeback.objects.filter(payment_id=lead))
    borne = loss_of(lead, chargebacks, operation.currency)
    if not borne:
        return False
    claim(chargebacks)
    mine = Operation.objects.filter(pk=operation.pk, status="pending", key_number=operation.key_number, reference="")
    if mine.end("cancelled", "The payer’s bank took it back."):
        part = min(borne, operation.amount)
        journal.chargeback_regained(operation, part)
        if operation.amount > part:
            order_refund(again(operation.decision), operation.payment, operation.amount - part)
        record(operation, "regain", by=None, note=str(part))
    return True


def loss_of(lead: Any, chargebacks: list[Chargeback], currency: str) -> Money:
    """What the chargebacks of one charge have cost us, less what refunds of it that did not leave have given back to us."""
    payments = list(Payment.objects.filter(Q(pk=lead) | Q(lead_id=lead)).values_list("pk", flat=True))
    refunds = Operation.objects.filter(payment_id__in=payments, kind=Operation.Kind.REFUND).values_list("pk", flat=True)
    keys = [*(f"chargeback-lost:{one.pk}:ours" for one in chargebacks), *(f"regained:{key}" for key in refunds)]
    entries = list(JournalEntry.objects.filter(key__in=keys).values_list("pk", flat=True))
    sides = Posting.objects.filter(entry_id__in=entries, account=Account.LOSSES, currency=currency)
    return Money(sum(sides.values_list("amount_minor", flat=True)), currency)


def claim(chargebacks: list[Chargeback]) -> None:
    """Of two refunds of one charge that are given up at once, one sees what the other has taken of the loss."""
    for one in chargebacks:
        if Chargeback.objects.filter(pk=one.pk, changed_at=one.changed_at).update(changed_at=timezone.now()) != 1:
            raise Stale("Meanwhile this chargeback has changed.", row=one)


def report_failed_refund(operation: Operation, error: str) -> None:
    """A refund that had arrived came back from the challenger's bank: they and the operators know. Inside the transaction that books it."""
    if operation.kind == Operation.Kind.REFUND:
        report("operation", f"operation {operation.pk}", f"The refund of {operation.amount} came back and is tried again: {error}")
        notices.tell_refund_failed(operation)
