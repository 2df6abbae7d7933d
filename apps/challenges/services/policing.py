"""What becomes of a question that somebody finds wrong: it is reported, and a moderator hides it or lets it stand."""

from typing import Any

from django.db.models import F
from django.utils import timezone

from apps.challenges import question_notices as notices
from apps.challenges.models import Challenge, Question
from apps.challenges.search.memory import forget
from apps.core.db import run_atomic
from apps.core.errors import NotAllowed, Refused, Stale
from apps.core.models import Event, record
from apps.users.models import User
from apps.users.permissions import is_moderator

from .asking import reread

REASON_LIMIT = 300


@run_atomic
def report_question(question: Question, *, by: User, reason: str) -> bool:
    """Moderators find it in their queue. True the first time that this person reports it, False when they have done so already."""
    reason = reason.strip()
    if not reason:
        raise Refused("Say what is wrong with it.", field="reason", row=question.challenge)
    if by.pk == question.asker_id:
        raise Refused("This is your own question: you can take it back instead.", row=question.challenge)
    if Event.objects.of(question).filter(verb="report", actor=by).exists():
        return False
    Question.objects.filter(pk=question.pk, reported_at=None).update(reported_at=timezone.now())
    record(question, "report", by=by, note=reason[:REASON_LIMIT])
    return True


@run_atomic
def hide_question(question: Question, *, by: User, reason: str) -> Question:
    """Nobody but its people and moderators sees it, and it does not count; its writers are told why. Raises NotAllowed, Refused, Stale."""
    found, reason = looked_at(question, by), reason.strip()[:REASON_LIMIT]
    if not reason:
        raise Refused("Say why: its writers will read it.", field="reason", row=found.challenge)
    now = timezone.now()
    if Question.objects.filter(pk=found.pk, hidden_at=None).update(hidden_at=now, hidden_reason=reason, reported_at=None) != 1:
        raise Stale("It is hidden already; nothing was done.", row=found.challenge)
    event = record(found, "hide", by=by, note=reason)
    recount(found, -1)
    notices.tell_hidden(found, event.pk, reason)
    return found


@run_atomic
def restore_question(question: Question, *, by: User, reason: str) -> Question:
    """Shown as it was before it was hidden."""
    found = looked_at(question, by)
    if not reason.strip():
        raise Refused("Say why it is shown again; it is kept in the record.", field="reason", row=found.challenge)
    if Question.objects.filter(pk=found.pk, hidden_at__isnull=False).update(hidden_at=None, hidden_reason="", reported_at=None) != 1:
        raise Stale("It is not hidden; nothing was done.", row=found.challenge)
    record(found, "restore", by=by, note=reason.strip())
    recount(found, +1)
    return found


@run_atomic
def let_question_stand(question: Question, *, by: User) -> None:
    """A moderator has looked at what was reported and found nothing wrong; doing it twice changes nothing."""
    found = looked_at(question, by)
    if Question.objects.filter(pk=found.pk, reported_at__isnull=False).update(reported_at=None) == 1:
        record(found, "let_stand", by=by)


def looked_at(question: Question, by: User) -> Question:
    if not is_moderator(by):
        raise NotAllowed("Only moderators can do this.", row=question.challenge)
    return reread(question)


def recount(question: Question, sign: int) -> None:
    """The challenge's counts leave the question out (-1) or take it in again (+1)."""
    column = {"answered": "question_count", "waiting": "unanswered_count"}.get(question.status)
    if column:
        changes: dict[str, Any] = {column: F(column) + sign}
        Challenge.objects.filter(pk=question.challenge_id).update(**changes)
        forget()
