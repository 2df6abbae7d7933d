"""The end of applications: closing by hand, opening again, and giving more time."""

from datetime import datetime, timedelta

from django.utils import timezone

from apps.challenges.models import Challenge
from apps.challenges.search.memory import forget
from apps.core.db import run_atomic
from apps.core.errors import NotAllowed, Refused, Stale
from apps.core.models import record
from apps.core.moves import move
from apps.core.permissions import is_owner
from apps.users.models import User

from .publishing import deadline_problem


@run_atomic
def close(challenge: Challenge, *, by: User | None) -> Challenge:
    """No more applications; those that came can still be accepted."""
    move(challenge, "close", by=by, closed_at=timezone.now())
    forget()
    return challenge


@run_atomic
def reopen(challenge: Challenge, *, by: User, deadline_at: datetime) -> Challenge:
    """Open again until `deadline_at`."""
    if sentence := deadline_problem(deadline_at):
        raise Refused(sentence, field="deadline", row=challenge)
    if challenge.removed_at is not None:
        raise Refused("A moderator took this challenge down; it cannot be opened again.", row=challenge)
    move(challenge, "reopen", by=by, deadline_at=deadline_at, closed_at=None, reminded_at=None)
    forget()
    return challenge


@run_atomic
def extend(challenge: Challenge, *, by: User, deadline_at: datetime) -> Challenge:
    """Applications close later. Allowed after the first application too: nobody loses by it."""
    if not is_owner(by, challenge):
        raise NotAllowed("Only the owner can move the deadline.", row=challenge)
    if sentence := deadline_problem(deadline_at):
        raise Refused(sentence, field="deadline", row=challenge)
    if challenge.deadline_at is not None and deadline_at <= challenge.deadline_at:
        raise Refused("Once somebody has applied the deadline can only move to a later day.", field="deadline", row=challenge)
    changes = {"deadline_at": deadline_at, "reminded_at": None, "changed_at": max(timezone.now(), challenge.changed_at + timedelta(milliseconds=1))}
    if Challenge.objects.filter(pk=challenge.pk, status=Challenge.Status.OPEN, deadline_at=challenge.deadline_at).update(**changes) != 1:
        raise Stale("This challenge has changed meanwhile. Reload the page to see how it stands.", row=challenge)
    record(challenge, "extend", by=by, deadline=deadline_at)
    forget()
    for name, value in changes.items():
        setattr(challenge, name, value)
    return challenge
