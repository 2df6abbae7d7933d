"""Reading: the count goes down once, and what would have reminded of the line does not leave any more."""

from typing import Any

from django.db.models import F
from django.utils import timezone

from apps.core.db import run_atomic
from apps.notifications.bell import refresh
from apps.notifications.models import Email, Notification, PushMessage, TextMessage
from apps.users.models import User

READ = "Read before it left."


@run_atomic
def mark_read(notification: Notification) -> bool:
    """The line is read; True when it was not before. The count goes down once, whoever else marks it at the same moment."""
    if Notification.objects.filter(pk=notification.pk).unread().update(read_at=timezone.now(), is_open=False) != 1:
        return False
    cancel({"notification": notification.pk})
    count_down(notification.recipient_id, 1)
    return True


@run_atomic
def mark_unread(notification: Notification) -> bool:
    """The line waits to be read again; False when it did anyway. What is told later of its group is another line."""
    if Notification.objects.filter(pk=notification.pk).exclude(read_at=None).update(read_at=None) != 1:
        return False
    count_down(notification.recipient_id, -1)
    return True


@run_atomic
def mark_all_read(user: User) -> int:
    """Every line of the user's list is read; returns how many were not before."""
    count = Notification.objects.visible_to(user).unread().update(read_at=timezone.now(), is_open=False)
    if count:
        cancel({"recipient": user.pk})
        count_down(user.pk, count)
    return count


@run_atomic
def read_about(user: User, url: str) -> int:
    """Whoever sees the page at `url` has read what was told about it; returns how many lines were unread."""
    lines = Notification.objects.visible_to(user).filter(url=url).unread()
    found = list(lines.values_list("pk", flat=True)[:500])
    if not found:
        return 0
    count = Notification.objects.filter(pk__in=found).unread().update(read_at=timezone.now(), is_open=False)
    if count:
        cancel({"notification__in": found})
        count_down(user.pk, count)
    return count


def cancel(which: dict[str, Any]) -> None:
    """Deliveries that need not leave once their line is read, and have not left."""
    for model in (Email, PushMessage, TextMessage):
        model._default_manager.filter(status="pending", until_read=True, in_hand=False, **which).end("cancelled", READ)


def count_down(key: Any, count: int) -> None:
    User.objects.filter(pk=key).update(unread_count=F("unread_count") - count)
    refresh(key)
