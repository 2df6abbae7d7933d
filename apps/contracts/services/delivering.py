"""Work that is handed over, and the owner's answer to it."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.utils import timezone

from apps.contracts import notices
from apps.contracts.models import Contract, Delivery, DeliveryFile, Milestone
from apps.core.db import run_atomic
from apps.core.errors import Refused
from apps.core.moves import move
from apps.core.text import render_markdown
from apps.core.uploads import FILES_LIMIT, Sent, storing
from apps.users.models import User

from .money import count_decision, reread
from .proposals import lapse
from .stock import take_stock

LEAST_DAYS = 3  # that are left for changes, however late the delivery was


def deliver(milestone: Milestone, *, by: User, note: str, answers: list[str], files: Iterable[Sent]) -> Delivery:
    """A round of work is handed over, and the review clock starts: at its end the money is released automatically.

    `answers` says for each criterion of the contract how it is met; `files` are checked uploads. Raises Stale when the milestone is not
    funded any more or was delivered meanwhile, NotAllowed for others than the solver, Refused where something is missing.
    """
    uploads = list(files)
    if not note.strip():
        raise Refused("Write a note: what is delivered, and how to look at it.", field="note")
    if len(uploads) > FILES_LIMIT:
        raise Refused(f"At most {FILES_LIMIT} files.", field="files")
    with storing(DeliveryFile, uploads, by=by) as stored:
        return hand_over(milestone, by=by, note=note, answers=answers, stored=stored)


@run_atomic
def hand_over(milestone: Milestone, *, by: User, note: str, answers: list[str], stored: list[DeliveryFile]) -> Delivery:
    contract, now = reread(milestone), timezone.now()
    if len(answers) != len(contract.criteria) or not all(answer.strip() for answer in answers):
        raise Refused("Say for each criterion how it is met.", field="answers")
    number = milestone.round + 1
    review = now + timedelta(days=contract.review_days)
    move(milestone, "deliver", by=by, round=number, delivered_at=now, review_due_at=review, reminded_at=None)
    delivery = Delivery.objects.create(
        milestone=milestone,
        contract=contract,
        owner=contract.owner,
        solver=contract.solver,
        round=number,
        note=note,
        note_html=render_markdown(note),
        answers=answers,
    )
    for one in stored:
        one.delivery = delivery
        one.save(force_insert=True)
    if contract.first_delivered_at is None:
        Contract.objects.filter(pk=contract.pk).update(first_delivered_at=now)
        contract.first_delivered_at = now
    lapse(contract, "work was delivered", by=by)
    take_stock(contract)
    notices.tell(contract.owner, notices.DELIVERED, contract, milestone.pk, number, milestone=milestone, actor=by)
    return delivery


@run_atomic
def request_changes(delivery: Delivery, *, by: User, feedback: str, verdicts: list[dict[str, Any]]) -> Delivery:
    """The delivery is not approved: the clock stops, the money stays held, and the time of the review is added to the due date.

    `verdicts` says for each criterion whether it is met: [{"met": False, "note": "…"}, …]. Raises Stale when the delivery was decided
    meanwhile, NotAllowed for others than the owner, Refused without feedback.
    """
    delivery = Delivery.objects.select_related("milestone").get(pk=delivery.pk)
    if not feedback.strip():
        raise Refused("Say what has to change.", field="feedback")
    milestone, now = delivery.milestone, timezone.now()
    contract = reread(milestone)
    if len(verdicts) != len(contract.criteria):
        raise Refused("Judge each criterion: met or not met.", field="verdicts")
    words: dict[str, Any] = {"feedback": feedback, "feedback_html": render_markdown(feedback), "verdicts": verdicts}
    move(delivery, "request_changes", by=by, decided_at=now, **words)
    reviewed = now - delivery.created_at
    due = max((milestone.due_at or now) + reviewed, now + timedelta(days=LEAST_DAYS))
    move(milestone, "request_changes", by=by, due_at=due, delivered_at=None, review_due_at=None, reminded_at=None, overdue_reminded_at=None)
    count_decision(delivery)
    take_stock(contract)
    notices.tell(contract.solver, notices.CHANGES, contract, milestone.pk, delivery.round, milestone=milestone, actor=by, feedback=feedback)
    return delivery
