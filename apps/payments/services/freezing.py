"""Staff stop a milestone's money, or let it move again: each an Event with its reason, and both sides are told."""

from apps.contracts import services as contracts
from apps.contracts.models import Milestone
from apps.core.db import run_atomic
from apps.core.errors import NotAllowed, Refused, Stale
from apps.core.models import record
from apps.payments import freeze_notices
from apps.payments.models import Chargeback, Payment
from apps.payments.permissions import check_stranger
from apps.users.models import User
from apps.users.permissions import is_finance

from .waiting import OVER, Wait, wake_waiting

LONGEST = 200  # characters of a reason


@run_atomic
def freeze_milestone(milestone: Milestone, *, by: User, reason: str) -> Milestone:
    """Nothing of its money moves from now on: no release, refund or settlement, and no transfer that was not asked for yet.

    `reason` is for both sides to read. Returns the milestone as it is now. Raises NotAllowed, Refused, Stale.
    """
    check(by, milestone)
    words = " ".join(reason.split())
    if not words:
        raise Refused("Say why, in a sentence that both sides can read.", field="reason", row=milestone)
    if len(words) > LONGEST:
        raise Refused(f"Say it in {LONGEST} characters at most.", field="reason", row=milestone)
    milestone = Milestone.objects.select_related("contract", "owner", "solver").get(pk=milestone.pk)
    if not milestone.funded_minor:
        raise Refused("There is no money in this milestone.", row=milestone)
    if not contracts.freeze(milestone, words):
        raise Stale("This milestone’s money is frozen already.", row=milestone)
    event = record(milestone, "freeze", by=by, note=words)
    freeze_notices.tell_both(freeze_notices.FROZEN, milestone, key=str(event.pk))
    return milestone


@run_atomic
def unfreeze_milestone(milestone: Milestone, *, by: User) -> Milestone:
    """Its money moves again; what waited goes out. Raises NotAllowed, Stale, and Refused while the payer's bank has not decided."""
    check(by, milestone)
    milestone = Milestone.objects.select_related("contract", "owner", "solver").get(pk=milestone.pk)
    if charged_back(milestone):
        raise Refused("The payer’s bank wants this payment back. It stays frozen until the bank has decided.", row=milestone)
    if not contracts.unfreeze(milestone):
        raise Stale("This milestone’s money is not frozen.", row=milestone)
    event = record(milestone, "unfreeze", by=by)
    freeze_notices.tell_both(freeze_notices.UNFROZEN, milestone, key=str(event.pk))
    wake_waiting(milestone.solver, Wait.CHARGEBACK)
    return milestone


def charged_back(milestone: Milestone) -> bool:
    payments = list(Payment.objects.filter(milestone=milestone).values_list("pk", "lead_id"))
    charges = {key for pair in payments for key in pair if key}
    return Chargeback.objects.filter(payment_id__in=charges).exclude(status__in=OVER).exists()


def check(by: User, milestone: Milestone) -> None:
    if not is_finance(by):
        raise NotAllowed("Only finance staff decide about held money.", row=milestone)
    check_stranger(by, milestone)
