"""What a solver gets out of a decision."""

from apps.contracts.models import Milestone
from apps.core.money import Money
from apps.payments.models import Operation, Payment

from .operating import order_transfer
from .owing import repay


def pay_solver(decision: str, payment: Payment, milestone: Milestone, net: Money) -> Operation | None:
    """`net` is payable to the solver: debts are repaid first, the rest is ordered from the gateway. Call it in the deciding transaction.

    Returns the transfer; None when nothing is left to send.
    """
    left = repay(decision, milestone, net)
    return order_transfer(decision, payment, left) if left else None
