"""Telling somebody: a line in their list and a delivery for each of their channels, all written in the transaction that decided it."""

import hashlib
from typing import Any

from django.db.models import F
from django.utils import timezone

from apps.notifications.bell import refresh, ring
from apps.notifications.hours import DAYS, next_digest
from apps.notifications.kinds import Kind
from apps.notifications.models import Gathered, Notification, Preferences, preferences_of
from apps.notifications.wording import line
from apps.users.models import User

from . import dispatching


def notify(recipient: User, kind: Kind, *, key: str, url: str, actor: User | None = None, group: str = "", **context: Any) -> Notification | None:
    """Tell `recipient` once: a second call with the same kind and `key` (the ids of what happened) does nothing and returns None.

    Call it inside the transaction of the verb. `url` is the path of the page it is about; `context` is what the kind's words need. While a line of
    the same kind and `group` is unread, that line is told anew, counting, instead of another one. Each channel that the person has chosen gets a
    delivery: an e-mail for the verified address, a push message for each device, an SMS for the verified number when the kind is urgent.
    After commit they leave, and the count on open pages goes up.
    """
    context = {"recipient": recipient, "actor": actor, **context}
    unique = unique_key(kind, key, recipient)
    if was_told(unique):
        return None
    preferences = preferences_of(recipient)
    columns = {"actor": actor, "url": url, "told_at": timezone.now()} | digest_columns(kind, preferences)
    group = group if len(group) <= 100 else hashlib.sha256(group.encode()).hexdigest()
    told = gather(recipient, kind, unique, group, columns, context) if group else None
    if told is None:
        told = Notification.objects.create(
            recipient=recipient,
            kind=kind.name,
            topic=kind.topic,
            key=unique,
            text=line(kind, recipient, context),
            group=group,
            is_open=bool(group),
            **columns,
        )
        User.objects.filter(pk=recipient.pk).update(unread_count=F("unread_count") + 1)
    dispatching.dispatch(told, kind, preferences, context, unique)
    refresh(recipient.pk)
    ring(recipient.pk)
    return told


def unique_key(kind: Kind, key: str, recipient: User) -> str:
    whole = f"{kind.name}:{key}:{recipient.pk}"
    return whole if len(whole) <= 160 else f"{kind.name}:{hashlib.sha256(whole.encode()).hexdigest()}"


def was_told(unique: str) -> bool:
    return Notification.objects.filter(key=unique).exists() or Gathered.objects.filter(key=unique).exists()


def gather(recipient: User, kind: Kind, unique: str, group: str, columns: dict[str, Any], context: dict[str, Any]) -> Notification | None:
    """Tell it within the unread line of its group; None where there is none. Somebody else may tell or read the same line meanwhile: it changes by
    compare-and-set, and what was counted is counted once."""
    lines = Notification.objects.filter(recipient=recipient, kind=kind.name, group=group, is_open=True)
    while (told := lines.first()) is not None:
        more = columns | {"times": told.times + 1, "text": line(kind, recipient, context, told.times + 1)}
        if lines.filter(pk=told.pk, times=told.times).update(**more) == 1:
            Gathered.objects.create(key=unique, notification=told)
            for name, value in more.items():
                setattr(told, name, value)
            return told
    return None


def digest_columns(kind: Kind, preferences: Preferences) -> dict[str, Any]:
    """Which digest the line waits for, and until when; nothing where its e-mail leaves by itself, or not at all."""
    period, user = preferences.email(kind), preferences.user
    if period not in DAYS or user.email_verified_at is None:
        return {}
    due = next_digest(timezone.now(), user.timezone, period, preferences.digest_hour, preferences.digest_day)
    return {"digest": period, "digest_at": due}
