"""Refunds that staff decide: what is held goes back whole, of what was released any part."""

from typing import Any

from apps.contracts import services as contracts
from apps.contracts.models import Milestone
from apps.core.db import run_atomic
from apps.core.errors import NotAllowed, Refused
from apps.core.ids import uuid7
from apps.core.money import Money, step
from apps.payments import chargeback_notices as notices
from apps.payments import journal
from apps.payments.models import Account, Operation, Payment
from apps.payments.permissions import check_stranger
from apps.users.permissions import is_finance

from .clawing import claw_back
from .operating import order_refund


@run_atomic
def refund_milestone(milestone: Milestone, amount: Money, *, by: Any, reason: str, key: str = "") -> Operation:
    """`amount` of the milestone goes back to the challenger; returns the refund that was ordered.

    `key` is the press: the same one again finds the same refund. Before the release only the whole can go back, and the contract goes on with
    its other milestones; afterwards the solver's part comes back from them. Raises NotAllowed for others than finance and for their own money,
    Refused, Stale.
    """
    if not is_finance(by):
        raise NotAllowed("Only staff with the finance role refund milestones.", row=milestone)
    check_stranger(by, milestone)
    key = key or uuid7().hex
    decisions = [f"refund:{milestone.pk}", f"clawback:{milestone.pk}:{key}"]
    made: Operation | None = Operation.objects.filter(decision=decisions[1]).first()
    if made:
        return made
    milestone = Milestone.objects.select_related("contract", "owner", "solver").get(pk=milestone.pk)
    check(milestone, amount, reason)
    payment = Payment.objects.get(milestone=milestone, status=Payment.Status.SUCCEEDED)
    if milestone.held_minor:
        contracts.give_back(milestone, by=by, reason=reason)
        journal.refund_ordered(milestone, amount)
        refund = order_refund(decisions[0], payment, amount)
    else:
        claw_back(milestone, amount, key=f"{milestone.pk}:{key}", into=Account.REFUNDS, by=by)
        refund = order_refund(decisions[1], payment, amount)
    notices.tell_staff_refund(milestone, refund, reason)
    return refund


def refundable(milestone: Milestone) -> Money:
    """What can go back at most: what is held, or what was released with our fee."""
    return milestone.held or Money(milestone.released_minor + milestone.fee_minor, milestone.currency)


def check(milestone: Milestone, amount: Money, reason: str) -> None:
    """Raises Refused with a sentence for the form."""
    most = refundable(milestone)
    if not reason.strip():
        raise Refused("Say why: both sides will read it.", field="reason", row=milestone)
    if milestone.frozen_at is not None:
        raise Refused(f"This money is frozen: {milestone.frozen_reason} Nothing was refunded.", row=milestone)
    if not most:
        raise Refused("Nothing of this milestone is left that could go back.", row=milestone)
    if amount.currency != milestone.currency or amount.minor <= 0 or amount.minor % step(amount.currency):
        raise Refused(f"Say an amount in {milestone.currency}.", field="amount", row=milestone)
    if amount > most:
        raise Refused(f"At most {most} can go back.", field="amount", row=milestone)
    if milestone.held_minor and amount != most:
        raise Refused(f"Before its release a milestone goes back whole: {most}.", field="amount", row=milestone)
