"""One letter a day, or a week, instead of one for each thing that happened."""

import logging
from datetime import datetime
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils import timezone

from apps.core.db import run_atomic
from apps.notifications.digests import write_digest
from apps.notifications.hours import DAYS, next_digest
from apps.notifications.kinds import kind_of
from apps.notifications.models import Email, Notification, preferences_of
from apps.users.models import User

from .posting import post

logger = logging.getLogger(__name__)
BATCH = 2000


def send_digests() -> int:
    """Digests whose hour has come, on their people's clocks, are in the outbox; returns how many. What was read meanwhile is in none of them."""
    due = Notification.objects.filter(digest__in=list(DAYS), digest_at__lte=timezone.now()).order_by("digest_at")
    made = 0
    for key, period in dict.fromkeys(due.values_list("recipient_id", "digest")[:BATCH]):
        try:
            made += send_digest(User.objects.get(pk=key), period)
        except Exception:
            logger.exception("The %s digest of %s was not made.", period, key)
    return made


@run_atomic
def send_digest(user: User, period: str) -> bool:
    """One letter with what this digest has waited for; False when nothing was left to say, or when this period's has been sent already."""
    now = timezone.now()
    waiting = Notification.objects.visible_to(user).filter(digest=period, digest_at__lte=now)
    lines = list(waiting.select_related("actor").order_by("-told_at", "-id"))
    if not lines:
        return False
    preferences = preferences_of(user)
    key = period_key(user, period, min(line.digest_at for line in lines if line.digest_at))
    if Email.objects.filter(key=key).exists():  # its hour was moved within the day
        after = next_digest(now, user.timezone, period, preferences.digest_hour, preferences.digest_day)
        waiting.update(digest_at=after)
        return False
    waiting.update(digest="", digest_at=None)
    told = [line for line in lines if line.read_at is None and preferences.email(kind_of(line.kind)) != "off"]
    if not told or user.email_verified_at is None:
        return False
    letter = write_digest(user, period, told, reverse("notifications:list"))
    post(user.email, letter, kind=f"digest.{period}", key=key, recipient=user)
    return True


def period_key(user: User, period: str, due: datetime) -> str:
    """One for each person and day on their calendar."""
    return f"digest.{period}:{user.pk}:{due.astimezone(ZoneInfo(user.timezone)):%Y-%m-%d}"
