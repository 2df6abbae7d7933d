"""What time does to challenges. `run_due` calls these every minute, perhaps twice at once: each row is claimed by compare-and-set."""

from datetime import timedelta

from django.utils import timezone

from apps.challenges.models import Challenge, Invitation
from apps.challenges.notices import CLOSED, CLOSING_SOON, INVITATION_CLOSING
from apps.challenges.search.memory import forget
from apps.core.clocks import each
from apps.core.db import run_atomic
from apps.core.errors import Refused
from apps.core.moves import move
from apps.notifications.services import notify

BATCH = 500
REMIND_BEFORE = timedelta(days=2)


def close_due() -> int:
    """Open challenges whose deadline has passed are closed, and their owners told."""
    due = Challenge.objects.filter(status=Challenge.Status.OPEN, deadline_at__lte=timezone.now()).order_by("deadline_at")
    return each(close_by_deadline, due.select_related("owner")[:BATCH], passing=(Refused,))


@run_atomic
def close_by_deadline(challenge: Challenge) -> bool:
    move(challenge, "close", by=None, closed_at=timezone.now())
    forget()
    key = f"{challenge.pk}:{challenge.deadline_at:%Y%m%d%H%M}"
    notify(challenge.owner, CLOSED, key=key, url=challenge.get_absolute_url(), challenge=challenge, count=challenge.live_count)
    return True


def remind_deadlines() -> int:
    """Owners, and those invited who have not answered, hear two days before applications close, once for each deadline; not of a challenge that is
    younger than that."""
    now = timezone.now()
    soon = Challenge.objects.filter(status=Challenge.Status.OPEN, deadline_at__gt=now, deadline_at__lte=now + REMIND_BEFORE, reminded_at=None)
    return each(remind, soon.order_by("deadline_at").select_related("owner")[:BATCH], passing=(Refused,))


@run_atomic
def remind(challenge: Challenge) -> bool:
    rows = Challenge.objects.filter(pk=challenge.pk, status=Challenge.Status.OPEN, deadline_at=challenge.deadline_at, reminded_at=None)
    if rows.update(reminded_at=timezone.now()) != 1 or challenge.deadline_at is None:
        return False
    if challenge.published_at and challenge.deadline_at - challenge.published_at <= REMIND_BEFORE:
        return True
    key = f"{challenge.pk}:{challenge.deadline_at:%Y%m%d%H%M}"
    url = challenge.get_absolute_url()
    notify(challenge.owner, CLOSING_SOON, key=key, url=url, challenge=challenge, count=challenge.live_count)
    for one in Invitation.objects.filter(challenge=challenge, status="waiting").select_related("user"):
        if one.user.is_active and challenge.removed_at is None:
            notify(one.user, INVITATION_CLOSING, key=key, url=url, challenge=challenge)
    return True
