"""Telling people: a line in their list and an e-mail, both written in the transaction that decided it."""

import hashlib
import logging
from typing import Any

from django.db.models import F
from django.utils import timezone

from apps.core.db import on_commit, run_atomic
from apps.core.models import record
from apps.users.models import User

from . import tasks
from .bell import refresh as refresh_count
from .delivery import deliver
from .kinds import Kind, register
from .letters import Letter, say, write
from .models import Email, Notification

__all__ = ["Kind", "mark_all_read", "mark_read", "notify", "post", "register", "retry", "send_due"]

logger = logging.getLogger(__name__)
BATCH = 500


def notify(recipient: User, kind: Kind, *, key: str, url: str, actor: User | None = None, group: str = "", **context: Any) -> Notification | None:
    """Tell `recipient` once: a second call with the same kind and `key` (the ids of what happened) does nothing and returns None.

    Call it inside the transaction of the verb. `url` is the path of the page it is about; `context` is what the kind's words need.
    The e-mail goes to verified addresses only. After commit the message is sent and the count on open pages goes up.
    """
    context = {"recipient": recipient, "actor": actor, **context}
    unique = unique_key(kind, key, recipient)
    if Notification.objects.filter(key=unique).exists():
        return None
    line = " ".join(say(kind.line, context).split())
    text = line if len(line) <= 300 else line[:299] + "…"
    told = Notification.objects.create(recipient=recipient, actor=actor, kind=kind.name, key=unique, text=text, url=url)
    User.objects.filter(pk=recipient.pk).update(unread_count=F("unread_count") + 1)
    if kind.email and recipient.email_verified_at is not None:
        post(recipient.email, write(kind, recipient, url, context), kind=kind.name, key=unique, recipient=recipient)
    refresh_count(recipient.pk)
    return told


def unique_key(kind: Kind, key: str, recipient: User) -> str:
    whole = f"{kind.name}:{key}:{recipient.pk}"
    return whole if len(whole) <= 160 else f"{kind.name}:{hashlib.sha256(whole.encode()).hexdigest()}"


def post(address: str, letter: Letter, *, kind: str, key: str, recipient: User | None = None) -> Email:
    """Put a letter into the outbox; it leaves after commit, and is retried until it has."""
    email = Email.objects.create(
        key=key, recipient=recipient, address=address, kind=kind, subject=letter.subject, text=letter.text(), html=letter.html()
    )
    on_commit(lambda: tasks.send_email.enqueue(str(email.pk)), robust=True)
    return email


@run_atomic
def mark_read(notification: Notification) -> bool:
    """The line is read; True when it was not before. The count goes down once, whoever else marks it at the same moment."""
    unread = Notification.objects.filter(pk=notification.pk, read_at=None)
    if unread.update(read_at=timezone.now()) != 1:
        return False
    User.objects.filter(pk=notification.recipient_id).update(unread_count=F("unread_count") - 1)
    refresh_count(notification.recipient_id)
    return True


@run_atomic
def mark_all_read(user: User) -> int:
    """Every line of the user's list is read; returns how many were not before."""
    count = Notification.objects.visible_to(user).unread().update(read_at=timezone.now())
    if count:
        User.objects.filter(pk=user.pk).update(unread_count=F("unread_count") - count)
        refresh_count(user.pk)
    return count


def send_due() -> int:
    """Send what is due: left over by a worker that died, or put off after a failure. At most BATCH letters; returns how many left."""
    sent = 0
    for email in Email.objects.due()[:BATCH]:
        try:
            sent += deliver(email)
        except Exception:
            logger.exception("E-mail %s was not handled.", email.pk)
    return sent


@run_atomic
def retry(email: Email, *, by: User) -> bool:
    """A letter that was given up waits to be sent again, with all its attempts; False when it was not given up."""
    if not email.try_again():
        return False
    record(email, "retry", by=by, before="failed", after="pending")
    on_commit(lambda: tasks.send_email.enqueue(str(email.pk)), robust=True)
    return True
