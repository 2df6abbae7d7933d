"""Building blocks: what applications and contracts do to a challenge, inside their own transaction."""

from typing import Any

from django.db.models import F, Q
from django.utils import timezone

from apps.challenges.models import Challenge, Clarification
from apps.challenges.search.memory import forget
from apps.core.errors import NotAllowed, Refused, Stale
from apps.core.models import record
from apps.core.moves import move
from apps.core.permissions import is_owner
from apps.core.text import render_markdown
from apps.users.models import User

CLARIFICATION_LIMIT = 5000


def count_application(challenge: Challenge) -> None:
    """One more application, counted only while the challenge takes them; from the first on the brief is closed. Raises Refused otherwise."""
    in_time = Q(deadline_at=None) | Q(deadline_at__gt=timezone.now())
    rows = Challenge.objects.filter(in_time, pk=challenge.pk, status=Challenge.Status.OPEN, removed_at=None)
    if rows.update(application_count=F("application_count") + 1, live_count=F("live_count") + 1) != 1:
        raise Refused("This challenge does not take applications any more.", row=challenge)
    challenge.application_count += 1
    forget()
    challenge.live_count += 1


def uncount_live(challenge: Challenge, n: int = 1) -> None:
    """`n` applications less wait for a decision."""
    if Challenge.objects.filter(pk=challenge.pk, live_count__gte=n).update(live_count=F("live_count") - n) == 1:
        challenge.live_count -= n
        forget()


def award(challenge: Challenge, *, by: User) -> None:
    """A solver was chosen."""
    move(challenge, "award", by=by, closed_at=challenge.closed_at or timezone.now())
    forget()
    User.objects.filter(pk=challenge.owner_id).update(awarded_count=F("awarded_count") + 1)


def complete(challenge: Challenge) -> None:
    """Its contract was completed."""
    move(challenge, "complete", by=None)
    forget()


def abandon(challenge: Challenge) -> None:
    """Its contract was cancelled."""
    move(challenge, "abandon", by=None)
    forget()


def cancel(challenge: Challenge, *, by: User, reason: str = "") -> None:
    """Nobody will be chosen. The verb for people is the one of applications: it also tells those who applied."""
    move(challenge, "cancel", by=by, note=reason.strip(), closed_at=challenge.closed_at or timezone.now())
    forget()


def add_clarification(challenge: Challenge, text: str, *, by: User) -> Clarification:
    """A dated addition below the brief. The verb for people is the one of applications: it also tells those who applied."""
    text = text.strip()
    if not is_owner(by, challenge):
        raise NotAllowed("Only the owner can clarify the brief.", row=challenge)
    if not text:
        raise Refused("Write what is to be made clear.", field="text", row=challenge)
    if len(text) > CLARIFICATION_LIMIT:
        raise Refused(f"{CLARIFICATION_LIMIT:,} characters at most.", field="text", row=challenge)
    rows: Any = Challenge.objects.filter(pk=challenge.pk, status__in=(Challenge.Status.OPEN, Challenge.Status.CLOSED), removed_at=None)
    if rows.update(clarification_count=F("clarification_count") + 1) != 1:
        raise Stale("This challenge has moved on and cannot be clarified any more.", row=challenge)
    record(challenge, "clarify", by=by, note=text)
    forget()
    return Clarification.objects.create(challenge=challenge, text=text, html=render_markdown(text))
