"""What moderators do: look, take down, bring back."""

from collections.abc import Mapping

from django.utils import timezone

from apps.challenges.models import Challenge
from apps.challenges.notices import REMOVED, RESTORED
from apps.challenges.search.memory import forget
from apps.core.db import run_atomic
from apps.core.errors import NotAllowed, Refused, Stale
from apps.core.models import record
from apps.notifications.services import notify
from apps.users.models import User
from apps.users.permissions import is_moderator

from .composing import is_listed

REASON_LIMIT = 300


def check_moderator(challenge: Challenge, by: User) -> None:
    if not is_moderator(by):
        raise NotAllowed("Only moderators can do this.", row=challenge)


@run_atomic
def mark_reviewed(challenge: Challenge, *, by: User) -> None:
    """A moderator has looked and found nothing wrong; doing it twice changes nothing."""
    check_moderator(challenge, by)
    if Challenge.objects.filter(pk=challenge.pk, reviewed_at=None).update(reviewed_at=timezone.now()) == 1:
        record(challenge, "review", by=by)


@run_atomic
def remove(challenge: Challenge, *, by: User, reason: str) -> None:
    """Out of sight of everybody but its owner, who is told why, and the moderators. It takes no applications meanwhile."""
    check_moderator(challenge, by)
    reason = reason.strip()
    if not reason:
        raise Refused("Say why: the owner will read it.", field="reason", row=challenge)
    if challenge.is_draft:
        raise Refused("A draft is seen by nobody but its owner.", row=challenge)
    now = timezone.now()
    changes = {"removed_at": now, "removal_reason": reason[:REASON_LIMIT], "is_listed": False, "reviewed_at": now}
    apply(challenge, Challenge.objects.filter(pk=challenge.pk, removed_at=None).update(**changes), changes)
    record(challenge, "remove", by=by, note=reason)
    key = f"{challenge.pk}:{now:%Y%m%d%H%M%S}"
    notify(challenge.owner, REMOVED, key=key, url=challenge.get_absolute_url(), challenge=challenge, reason=reason)


@run_atomic
def restore(challenge: Challenge, *, by: User) -> None:
    """Back where it was."""
    check_moderator(challenge, by)
    removed_at, challenge.removed_at = challenge.removed_at, None
    changes = {"removed_at": None, "removal_reason": "", "is_listed": not challenge.is_draft and is_listed(challenge)}
    rows = Challenge.objects.filter(pk=challenge.pk).exclude(removed_at=None)
    apply(challenge, rows.update(**changes), changes)
    record(challenge, "restore", by=by)
    key = f"{challenge.pk}:{removed_at}"
    notify(challenge.owner, RESTORED, key=key, url=challenge.get_absolute_url(), challenge=challenge)


def apply(challenge: Challenge, changed: int, changes: Mapping[str, object]) -> None:
    if changed != 1:
        raise Stale("Another moderator was faster; nothing was done.", row=challenge)
    for name, value in changes.items():
        setattr(challenge, name, value)
    forget()
