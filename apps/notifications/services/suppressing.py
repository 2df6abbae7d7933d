"""Addresses that get no more mail, because it comes back or is not wanted there."""

from datetime import datetime, timedelta

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from apps.core.db import on_commit, run_atomic
from apps.core.errors import Refused
from apps.core.models import record
from apps.notifications import tasks
from apps.notifications.forgetting import forget, forget_heard
from apps.notifications.models import Suppression
from apps.notifications.notices import MAIL_STOPPED
from apps.users.models import User

from .telling import notify

PAUSE = timedelta(days=1)  # between two tries of an address: each bounce costs the sender's good name
BATCH = 100


@run_atomic
def suppress(address: str, reason: str, *, at: datetime, detail: str = "") -> bool:
    """No more mail to this address, and its person is told in the app; False when it was so already, or lifted since `at`.

    A complaint weighs more than what stood before.
    """
    address = address.lower()
    row = Suppression.objects.filter(address=address).first() or Suppression(address=address, stands=False, since=at)
    if row.stands and (row.reason == reason or reason != Suppression.Reason.COMPLAINT):
        return False
    if row.lifted_at is not None and at < row.lifted_at.replace(microsecond=0):
        return False
    row.reason, row.detail, row.since, row.stands, row.forgotten_at = reason, detail[:300], at, True, None
    row.save()
    person = User.objects.filter(email=address).first()
    if person is not None:
        key = f"{row.pk}:{reason}:{at:%Y%m%d%H%M%S}"
        notify(person, MAIL_STOPPED, key=key, url=reverse("settings:account"), address=address, why=row.get_reason_display())
    return True


@run_atomic
def lift(user: User) -> Suppression:
    """Mail goes to the person's address again, since they wish it; the provider is asked to forget what it holds against it. Raises Refused
    when nothing stood in the way, and on a second try within a day."""
    row = Suppression.objects.stops(user.email)
    if row is None:
        raise Refused("Mail to your address is not stopped.", row=user)
    now = timezone.now()
    if row.lifted_at is not None and now - row.lifted_at < PAUSE:
        raise Refused("You have tried this address within the last day, and it failed again. Try tomorrow, or use another address.", row=user)
    if Suppression.objects.filter(pk=row.pk, stands=True).update(stands=False, lifted_at=now, forgotten_at=None) != 1:
        raise Refused("Mail to your address is not stopped.", row=user)
    record(row, "lift", by=user, note=row.reason)
    on_commit(lambda: tasks.forget_address.enqueue(str(row.pk)), robust=True)
    return row


def forget_due() -> int:
    """The clock of what is forgotten: lifted addresses at the provider, and what webhooks told us long ago."""
    return forget_lifted() + forget_heard()


def forget_lifted() -> int:
    """Ask the provider to forget those it has not forgotten yet; returns how many it did."""
    waiting = Suppression.objects.filter(stands=False, forgotten_at=None).filter(~Q(lifted_at=None))
    return sum(forget(row) for row in waiting[:BATCH])
