"""What solvers owe us: it grows where a reversal does not cover what was taken back, and later releases repay it."""

from django.db.models import F

from apps.contracts.models import Milestone
from apps.core.money import Money
from apps.payments import journal
from apps.payments.models import Debt
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


def again(decision: str) -> str:
    """The name of a decision's next order: “release:…” → “release:…:again:1”."""
    first, _, number = decision.partition(":again:")
    return f"{first}:again:{int(number or 0) + 1}"
