"""Building blocks for whoever keeps the money: what a movement means for the work. Call them inside the transaction that books it.

Each reads its rows anew, so that a transaction may run again, and writes the columns of the money in the same compare-and-set as the move:
at all times funded = held + released + refunded + fees.
"""

from datetime import datetime, timedelta
from typing import Any

from django.db.models import F
from django.utils import timezone

from apps.challenges import services as challenges
from apps.contracts import notices
from apps.contracts.models import Contract, Delivery, Dispute, Milestone
from apps.core.errors import NotAllowed, Refused, Stale
from apps.core.money import Money
from apps.core.moves import move, stale
from apps.core.text import render_markdown
from apps.users.models import User

from .proposals import check_no_dispute, lapse
from .stock import ENDED, NOTHING, take_stock

HOUR = 3600


def fund(milestone: Milestone) -> Milestone:
    """The milestone's whole amount is held, its work can start, its due date is known; the first one activates the contract.

    Raises Stale when it is funded already, or the contract has ended: the money is then not wanted any more.
    """
    contract, now = reread(milestone), timezone.now()
    amount = milestone.amount_minor
    lapse(contract, "a milestone was funded")
    due = now + timedelta(days=milestone.days)
    move(milestone, "fund", by=None, funded_minor=amount, held_minor=amount, funded_at=now, due_at=due)
    if contract.status == "awaiting":
        move(contract, "activate", by=None)
    take_stock(contract)
    notices.tell(contract.solver, notices.FUNDED, contract, milestone.pk, milestone=milestone)
    return milestone


def release(
    milestone: Milestone, *, by: User | None, fee: Money, verdicts: list[dict[str, Any]] | None = None, feedback: str = "", round: int | None = None
) -> Milestone:
    """The waiting delivery is approved and all of the held money belongs to the solver, less `fee`; the last milestone completes the contract.

    `by` None is the review clock, which must have run out. `round` is the delivery that the owner saw: Stale when another one waits now.
    Raises Stale when nothing waits for approval, NotAllowed for others than the owner.
    """
    contract, now = reread(milestone), timezone.now()
    if by is None and (milestone.review_due_at is None or milestone.review_due_at > now):
        raise Refused("The time for the review is not over.", row=contract)
    delivery = Delivery.objects.filter(milestone=milestone, status="waiting").first()
    if round is not None and delivery is not None and delivery.round != round:
        raise Stale("Meanwhile it was delivered anew. Read that delivery first; nothing was released.", row=contract)
    check_not_frozen(milestone)
    net = milestone.held - fee
    if milestone.status == "delivered" and (fee.minor < 0 or net.minor < 0):
        raise ValueError(f"A fee of {fee} cannot be taken from {milestone.held}.")
    move(milestone, "release", by=by, ended_at=now, held_minor=0, released_minor=net.minor, fee_minor=fee.minor)
    if delivery is not None:
        words: dict[str, Any] = {"verdicts": verdicts or [], "feedback": feedback, "feedback_html": render_markdown(feedback) if feedback else ""}
        move(delivery, "approve", by=by, decided_at=now, **words)
        count_decision(delivery)
    lapse(contract, "a milestone was released", by=by)
    finish_or_go_on(contract)
    told: dict[str, Any] = {"milestone": milestone, "net": net, "fee": fee}
    if by is not None:
        notices.tell(contract.solver, notices.APPROVED, contract, milestone.pk, actor=by, **told)
    else:
        notices.tell(contract.solver, notices.RELEASED, contract, milestone.pk, **told)
        notices.tell(contract.owner, notices.RELEASED, contract, milestone.pk, **told)
    return milestone


def settle(milestone: Milestone, *, to_solver: Money, fee: Money, refunded: Money) -> Milestone:
    """A dispute's outcome: what was held is parted, `to_solver` being net of our `fee`. A delivery that waits is closed; the last milestone completes
    the contract. Raises Stale when it is not disputed any more, Refused while its money is frozen, ValueError when the parts are not the whole.
    """
    contract, now = reread(milestone), timezone.now()
    check_not_frozen(milestone)
    if milestone.status == "disputed" and (to_solver + fee + refunded != milestone.held or min(to_solver, fee, refunded).minor < 0):
        raise ValueError(f"{to_solver}, {fee} and {refunded} are not the parts of {milestone.held}.")
    parts: dict[str, Any] = {"released_minor": to_solver.minor, "fee_minor": fee.minor, "refunded_minor": milestone.refunded_minor + refunded.minor}
    move(milestone, "settle", by=None, ended_at=now, held_minor=0, **parts)
    for delivery in Delivery.objects.filter(milestone=milestone, status="waiting"):
        move(delivery, "settle", by=None, decided_at=now)
    lapse(contract, "a dispute was settled")
    finish_or_go_on(contract)
    return milestone


def refund(milestone: Milestone, *, by: User) -> Milestone:
    """What the milestone holds goes back to the challenger. Only together with `cancel`, in the same transaction."""
    milestone.refresh_from_db()
    check_not_frozen(milestone)
    back = milestone.refunded_minor + milestone.held_minor
    move(milestone, "refund", by=by, ended_at=timezone.now(), held_minor=0, refunded_minor=back)
    return milestone


def cancel(contract: Contract, *, by: User, reason: str) -> Contract:
    """The contract is cancelled: by either side before the first delivery, afterwards by agreeing to the other side's proposal.

    Deliveries that wait are void, the challenge is over, the other side is told. The held money is the caller's to order back.
    Raises Refused when it takes an agreement, Stale when the proposal is gone, NotAllowed for strangers.
    """
    contract.refresh_from_db()
    if by.pk not in (contract.owner_id, contract.solver_id):
        raise NotAllowed("Only the two sides of a contract can cancel it.", row=contract)
    check_no_dispute(contract)
    alone = contract.first_delivered_at is None
    agreed = contract.has_proposal and contract.cancel_proposed_by_id != by.pk
    if contract.is_live and not alone and not agreed:
        raise Stale("Work has been delivered, and no proposal of the other side stands: cancelling takes an agreement.", row=contract)
    reason = (contract.cancel_reason if agreed else reason).strip()[:1000]
    now = timezone.now()
    move(contract, "cancel", by=by, note=reason, details={"agreed": agreed}, ended_at=now, cancel_reason=reason, **NOTHING)
    for delivery in Delivery.objects.filter(contract=contract, status="waiting"):
        move(delivery, "void", by=by, decided_at=now)
    challenges.abandon(contract.challenge)
    notices.tell(contract.other_party(by), notices.AGREED if agreed else notices.CANCELLED, contract, actor=by)
    return contract


def freeze(milestone: Milestone, reason: str) -> bool:
    """Its money stays where it is from now on: no release, refund or settlement, by nobody and no clock. False when it was frozen before.

    `reason` is for both sides to read. Work may go on.
    """
    return mark_frozen(milestone, timezone.now(), reason)


def unfreeze(milestone: Milestone) -> bool:
    """Its money may move again; a review whose time ran out meanwhile is released by the clock. False when it was not frozen."""
    return mark_frozen(milestone, None, "")


def mark_frozen(milestone: Milestone, moment: datetime | None, reason: str) -> bool:
    rows = Milestone.objects.filter(pk=milestone.pk, frozen_at__isnull=moment is not None)
    if rows.update(frozen_at=moment, frozen_reason=reason[:200]) != 1:
        return False
    milestone.frozen_at, milestone.frozen_reason = moment, reason[:200]
    Contract.objects.filter(pk=milestone.contract_id).update(changed_at=timezone.now())  # collides with whoever moves its money just now
    return True


def check_not_frozen(milestone: Milestone) -> None:
    if milestone.frozen_at is not None:
        raise Refused(f"This money is frozen: {milestone.frozen_reason} Nothing was moved.", row=milestone)


def take_back(milestone: Milestone, *, net: Money, fee: Money) -> Milestone:
    """After its release, `net` of the solver's part and `fee` of ours go back to the challenger, or to their bank. Raises Stale when less is left."""
    left = Milestone.objects.filter(pk=milestone.pk, status__in=("released", "settled"), released_minor__gte=net.minor, fee_minor__gte=fee.minor)
    back = net + fee
    changes = {"released_minor": F("released_minor") - net.minor, "fee_minor": F("fee_minor") - fee.minor}
    if left.update(**changes, refunded_minor=F("refunded_minor") + back.minor) != 1:
        milestone.refresh_from_db()
        raise Stale("Meanwhile less of this milestone’s money is left. Nothing was taken back.", row=milestone)
    milestone.refresh_from_db()
    return milestone


def charge_back(milestone: Milestone) -> Milestone:
    """The payer's bank has taken what the milestone held: it ends, a waiting delivery is void, the contract goes on with the others or ends."""
    milestone.refresh_from_db()
    now, back = timezone.now(), milestone.refunded_minor + milestone.held_minor
    words: dict[str, Any] = {"frozen_at": None, "frozen_reason": ""}
    move(milestone, "charge_back", by=None, ended_at=now, held_minor=0, refunded_minor=back, **words)
    for delivery in Delivery.objects.filter(milestone=milestone, status="waiting"):
        move(delivery, "void", by=None, decided_at=now)
    for dispute in Dispute.objects.filter(milestone=milestone, status__in=Dispute.LIVE):
        move(dispute, "void", by=None, ended_at=now)
    contract = Contract.objects.select_related("owner", "solver").get(pk=milestone.contract_id)
    if contract.is_live:
        lapse(contract, "the payer’s bank took money back")
        finish_or_go_on(contract)
    return milestone


def reread(milestone: Milestone) -> Contract:
    """Milestone and contract as they are in this transaction. Raises Stale when the contract has ended."""
    milestone.refresh_from_db()
    contract: Contract = Contract.objects.select_related("owner", "solver").get(pk=milestone.contract_id)
    if not contract.is_live:
        raise stale(contract)
    return contract


def finish_or_go_on(contract: Contract) -> None:
    """The contract is completed when its last milestone has ended, and its challenge with it; cancelled where all its money went back."""
    milestones = take_stock(contract)
    if not all(one.status in ENDED for one in milestones):
        return
    if all(one.status == Milestone.Status.REFUNDED for one in milestones):
        move(contract, "cancel", by=None, ended_at=timezone.now(), **NOTHING)
        challenges.abandon(contract.challenge)
        return
    move(contract, "complete", by=None, ended_at=timezone.now(), **NOTHING)
    challenges.complete(contract.challenge)
    User.objects.filter(pk=contract.owner_id).update(paid_count=F("paid_count") + 1)
    User.objects.filter(pk=contract.solver_id).update(completed_count=F("completed_count") + 1)


def count_decision(delivery: Delivery) -> None:
    """The owner's average time to decide; letting the clock run out counts with the whole of it."""
    hours = int((timezone.now() - delivery.created_at).total_seconds() // HOUR)
    User.objects.filter(pk=delivery.owner_id).update(decision_count=F("decision_count") + 1, decision_hours=F("decision_hours") + hours)
