"""Putting things into the outbox."""

from typing import Any

from django.utils import timezone

from apps.core.db import on_commit
from apps.notifications import tasks
from apps.notifications.letters import Letter
from apps.notifications.models import Delivery, Email
from apps.users.models import User


def post(address: str, letter: Letter, *, kind: str, key: str, recipient: User | None = None, **columns: Any) -> Email:
    """Put a letter into the outbox; it leaves after commit, or when it is due, and is retried until it has."""
    words = {"subject": letter.subject, "text": letter.text(), "html": letter.html()}
    email = Email.objects.create(key=key, recipient=recipient, address=address, kind=kind, **words, **columns)
    nudge(email)
    return email


def nudge(row: Delivery) -> None:
    """What is due is sent as soon as it is committed; the rest when its time has come, by the clock."""
    if row.due_at <= timezone.now():
        channel, key = row.channel, str(row.pk)
        on_commit(lambda: tasks.send.enqueue(channel, key), robust=True)
