"""Building block: staff give back what a milestone holds. Call it inside the transaction that books it."""

from typing import Any

from django.utils import timezone

from apps.contracts.models import Delivery, Milestone
from apps.core.errors import Refused, Stale
from apps.core.models import record
from apps.core.moves import move, stale

from .money import check_not_frozen, finish_or_go_on, reread
from .proposals import lapse

RETURNABLE = ("funded", "delivered")


def give_back(milestone: Milestone, *, by: Any, reason: str) -> Milestone:
    """All that the milestone holds goes back to the challenger: it ends, a delivery that waits is void, and the contract goes on with the others.

    Without others the contract ends: completed where something was released before, else cancelled. Raises Stale, Refused while it is frozen
    or disputed: a dispute is decided, not passed over.
    """
    contract, now = reread(milestone), timezone.now()
    check_not_frozen(milestone)
    if milestone.status == Milestone.Status.DISPUTED:
        raise Refused("The two sides have a dispute about this milestone. Decide the dispute instead.", row=milestone)
    if milestone.status not in RETURNABLE:
        raise stale(milestone) if milestone.status != Milestone.Status.PLANNED else Stale("Nothing is held for this milestone.", row=milestone)
    back = milestone.refunded_minor + milestone.held_minor
    move(milestone, "refund", by=None, note=reason[:1000], ended_at=now, held_minor=0, refunded_minor=back)
    record(milestone, "staff_refund", by=by, note=reason[:1000])
    for delivery in Delivery.objects.filter(milestone=milestone, status="waiting"):
        move(delivery, "void", by=None, decided_at=now)
    lapse(contract, "a milestone was refunded")
    finish_or_go_on(contract)
    return milestone
