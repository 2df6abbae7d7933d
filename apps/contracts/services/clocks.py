"""What time does by itself here: it reminds. The release at the end of a review is the payments' clock."""

from datetime import timedelta

from django.conf import settings
from django.utils import timezone

from apps.contracts import dispute_notices, notices
from apps.contracts.models import Contract, Dispute, Milestone
from apps.core.clocks import each
from apps.core.db import run_atomic
from apps.core.models import record

BATCH = 500
FUNDING_REMINDER_DAYS = 3
DISPUTE_REMINDER_DAYS = 1
DELIVERY_REMINDER_DAYS = 1


def remind_reviews() -> int:
    """Whoever has REVIEW_REMINDER_DAYS left for a review is reminded, once per delivery. Returns how many were."""
    now = timezone.now()
    soon = now + timedelta(days=settings.REVIEW_REMINDER_DAYS)
    due = Milestone.objects.filter(status="delivered", review_due_at__gt=now, review_due_at__lte=soon, reminded_at=None)
    return each(remind_review, due.order_by("review_due_at")[:BATCH])


def remind_funding() -> int:
    """Who accepted somebody three days ago and has not funded the work is reminded, once. Returns how many were."""
    old = timezone.now() - timedelta(days=FUNDING_REMINDER_DAYS)
    due = Contract.objects.filter(status="awaiting", reminded_at=None, created_at__lte=old)
    return each(remind_of_funding, due.order_by("created_at")[:BATCH])


def remind_disputes() -> int:
    """Whoever has a day left to answer a dispute is reminded, once. Returns how many were."""
    now = timezone.now()
    soon = now + timedelta(days=DISPUTE_REMINDER_DAYS)
    due = Dispute.objects.filter(status="open", due_at__gt=now, due_at__lte=soon, reminded_at=None)
    return each(remind_of_dispute, due.order_by("due_at")[:BATCH])


def remind_deliveries() -> int:
    """Whoever has a day left to deliver is reminded, once for each due date; not of work that had no more than that. Returns how many were."""
    now = timezone.now()
    soon = now + timedelta(days=DELIVERY_REMINDER_DAYS)
    due = Milestone.objects.filter(status="funded", due_at__gt=now, due_at__lte=soon, reminded_at=None)
    return each(remind_of_delivery, due.order_by("due_at")[:BATCH])


def remind_overdue() -> int:
    """Both sides hear once that a delivery is overdue: nothing happens by itself then, so they have to speak. Returns how many were."""
    due = Milestone.objects.filter(status="funded", due_at__lte=timezone.now(), overdue_reminded_at=None)
    return each(remind_of_overdue, due.order_by("due_at")[:BATCH])


@run_atomic
def remind_review(milestone: Milestone) -> bool:
    """By compare-and-set: False when it was decided, or another clock was first."""
    waiting = Milestone.objects.filter(pk=milestone.pk, status="delivered", round=milestone.round, reminded_at=None)
    if waiting.update(reminded_at=timezone.now()) != 1:
        return False
    contract = Contract.objects.select_related("owner", "solver").get(pk=milestone.contract_id)
    record(milestone, "remind", by=None)
    notices.tell(contract.owner, notices.REVIEW_REMINDER, contract, milestone.pk, milestone.round, milestone=milestone)
    return True


@run_atomic
def remind_of_delivery(milestone: Milestone) -> bool:
    """By compare-and-set on the very due date: one that has moved meanwhile has a reminder of its own."""
    waiting = Milestone.objects.filter(pk=milestone.pk, status="funded", due_at=milestone.due_at, reminded_at=None)
    if waiting.update(reminded_at=timezone.now()) != 1 or milestone.due_at is None:
        return False
    if milestone.funded_at and milestone.due_at - milestone.funded_at <= timedelta(days=DELIVERY_REMINDER_DAYS):
        return True
    contract = Contract.objects.select_related("owner", "solver").get(pk=milestone.contract_id)
    record(milestone, "remind_due", by=None)
    notices.tell(contract.solver, notices.DELIVERY_REMINDER, contract, milestone.pk, stamp(milestone), milestone=milestone)
    return True


@run_atomic
def remind_of_overdue(milestone: Milestone) -> bool:
    waiting = Milestone.objects.filter(pk=milestone.pk, status="funded", due_at=milestone.due_at, overdue_reminded_at=None)
    if waiting.update(overdue_reminded_at=timezone.now()) != 1:
        return False
    contract = Contract.objects.select_related("owner", "solver").get(pk=milestone.contract_id)
    record(milestone, "remind_overdue", by=None)
    notices.tell(contract.solver, notices.OVERDUE, contract, milestone.pk, stamp(milestone), milestone=milestone)
    notices.tell(contract.owner, notices.LATE, contract, milestone.pk, stamp(milestone), milestone=milestone)
    return True


def stamp(milestone: Milestone) -> str:
    """The due date, to the minute: reminders are once for each."""
    return f"{milestone.due_at:%Y%m%d%H%M}"


@run_atomic
def remind_of_funding(contract: Contract) -> bool:
    if Contract.objects.filter(pk=contract.pk, status="awaiting", reminded_at=None).update(reminded_at=timezone.now()) != 1:
        return False
    contract = Contract.objects.select_related("owner", "solver").get(pk=contract.pk)
    record(contract, "remind", by=None)
    notices.tell(contract.owner, notices.FUNDING_REMINDER, contract)
    return True


@run_atomic
def remind_of_dispute(dispute: Dispute) -> bool:
    """Only the side that has stated nothing: where both have, silence costs neither."""
    if Dispute.objects.filter(pk=dispute.pk, status="open", reminded_at=None).update(reminded_at=timezone.now()) != 1:
        return False
    dispute = Dispute.objects.select_related("milestone", "contract", "owner", "solver").get(pk=dispute.pk)
    amount = dispute.default
    if amount is None:
        return False
    record(dispute, "remind", by=None)
    dispute_notices.remind(dispute, amount)
    return True
