"""A lost chargeback: what the bank has taken is covered by what is held, what was released, what was on its way back; the rest is our loss."""

from dataclasses import dataclass

from apps.contracts import services as contracts
from apps.contracts.models import Milestone
from apps.core.money import Money
from apps.payments import journal
from apps.payments.models import Account, Chargeback, Operation, Payment

from .clawing import claw_back
from .operating import order_refund
from .owing import again
from .refunding import refundable
from .reporting import report


@dataclass
class Cost:
    """Who bears a lost chargeback."""

    held: Money  # was still held
    solver: Money  # was released: net of our fee
    fee: Money
    refund: Money  # was on its way back to the challenger
    ours: Money  # had been refunded before

    @classmethod
    def zero(cls, currency: str) -> "Cost":
        return cls(*[Money.zero(currency)] * 5)


def lose(chargeback: Chargeback, payments: list[Payment]) -> Cost:
    """Cover the amount payment by payment, in the order of their milestones. Call it inside the transaction that books the end."""
    cost, left = Cost.zero(chargeback.currency), chargeback.amount
    for payment in payments:
        if left and payment.status == Payment.Status.SUCCEEDED:
            left -= from_milestone(chargeback, payment, left, cost)
        if left:
            left -= from_refunds(chargeback, payment, left, cost)
    if left:
        cost.ours = left
        journal.chargeback_borne(chargeback, left)
        report("chargeback", f"chargeback {chargeback.pk}", f"It was lost, and {left} of it is our loss: the money had been refunded before.")
    return cost


def from_milestone(chargeback: Chargeback, payment: Payment, left: Money, cost: Cost) -> Money:
    """What the milestone's money covers of `left`."""
    milestone = Milestone.objects.select_related("contract", "owner", "solver").get(pk=payment.milestone_id)
    part = min(left, refundable(milestone))
    if not part:
        return part
    if not milestone.held_minor:
        before = milestone.fee_minor
        milestone = claw_back(milestone, part, key=f"{chargeback.pk}:{milestone.pk}", into=Account.DISPUTES)
        fee = Money(before - milestone.fee_minor, part.currency)
        cost.solver, cost.fee = cost.solver + part - fee, cost.fee + fee
        return part
    held = milestone.held
    contracts.charge_back(milestone)
    journal.chargeback_lost(chargeback, milestone, held, part)
    if held > part:
        order_refund(f"chargeback-lost:{chargeback.pk}:{milestone.pk}", payment, held - part)
    cost.held += part
    return part


def from_refunds(chargeback: Chargeback, payment: Payment, left: Money, cost: Cost) -> Money:
    """Refunds that nobody has asked the gateway for are not needed any more: the bank was faster. One that may have left stays as it is."""
    covered = Money.zero(left.currency)
    refunds = Operation.objects.filter(payment=payment, kind=Operation.Kind.REFUND, status__in=("pending", "failed"), reference="", destination="")
    for refund in list(refunds.select_related("contract", "milestone", "payment").order_by("id")):
        part = min(left - covered, refund.amount)
        if not part or refund.decision.startswith(f"chargeback-lost:{chargeback.pk}:"):
            continue
        mine = Operation.objects.filter(pk=refund.pk, status=refund.status, reference="", destination="", key_number=refund.key_number)
        if not mine.end("cancelled", "The payer’s bank took it back."):
            continue
        journal.chargeback_covered(chargeback, refund, part)
        if refund.amount > part:
            order_refund(again(refund.decision), payment, refund.amount - part)
        covered += part
    cost.refund += covered
    return covered
