"""What solvers owe us: it grows where a reversal does not cover what was taken back, and later releases repay it."""

from collections.abc import Callable
from typing import Any

from django.db.models import F

from apps.contracts.models import Milestone
from apps.core.db import run_atomic
from apps.core.models import record
from apps.core.money import Money
from apps.payments import journal
from apps.payments.models import Debt, Operation, Payment
from apps.users.models import User


def owe(user: User, amount: Money) -> None:
    """The debt grows. Call it inside the transaction that books it."""
    if not amount:
        return
    debt = Debt.objects.filter(user=user, currency=amount.currency).first() or Debt.objects.create(user=user, currency=amount.currency)
    Debt.objects.filter(pk=debt.pk).update(owed_minor=F("owed_minor") + amount.minor)


def repay(decision: str, milestone: Milestone, net: Money) -> Money:
    """Of `net`, which the solver has just earned, their debt is repaid first; returns what is left for them. Inside the deciding transaction.

    The debt's row is written by compare-and-set, so that of two releases at once one sees what the other has repaid.
    """
    debt = Debt.objects.filter(user=milestone.solver, currency=net.currency, owed_minor__gt=0).first()
    if debt is None or not net:
        return net
    part = min(debt.owed, net)
    if Debt.objects.filter(pk=debt.pk, owed_minor__gte=part.minor).update(owed_minor=F("owed_minor") - part.minor) != 1:
        return repay(decision, milestone, net)
    journal.repaid(decision, milestone, part)
    return net - part


@run_atomic
def repay_unsent(operation_id: Any, order_transfer: Callable[[str, Payment, Money], Operation]) -> bool:
    """A transfer that has definitely failed repays what the solver has come to owe meanwhile; its rest is ordered anew. False without a debt.

    Otherwise the same money could be wanted twice: taken back as a debt while nobody knew whether it had been sent, and payable still.
    """
    operation = Operation.objects.select_related("payment", "milestone__contract", "solver").get(pk=operation_id)
    debt = Debt.objects.filter(user=operation.solver, currency=operation.currency, owed_minor__gt=0).exists()
    if operation.kind != Operation.Kind.TRANSFER or not debt:
        return False
    unsent = Operation.objects.filter(pk=operation_id, status="pending", reference="", destination="", key_number=operation.key_number)
    if not unsent.end("cancelled", "It was not sent, and repays what the solver owes."):
        return False
    decision = again(operation.decision)
    left = repay(decision, operation.milestone, operation.amount)
    if left:
        order_transfer(decision, operation.payment, left)
    record(operation, "cancel", by=None, before="pending", after="cancelled", amount=str(operation.amount - left))
    return True


def again(decision: str) -> str:
    """The name of a decision's next order: “release:…” → “release:…:again:1”."""
    first, _, number = decision.partition(":again:")
    return f"{first}:again:{int(number or 0) + 1}"
