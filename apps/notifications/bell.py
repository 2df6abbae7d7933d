"""The number on the bell, live."""

from typing import Any

from apps.core.db import on_commit
from apps.core.live import push
from apps.users.models import User


def unread(user: User) -> dict[str, Any]:
    """The frame with the user's count of unread notifications, as it is now."""
    return {"kind": "unread", "notifications": User.objects.filter(pk=user.pk).values_list("unread_count", flat=True).first() or 0}


def refresh(key: Any) -> None:
    """Open pages of the user with this key show the count as it is after commit."""
    on_commit(lambda: push([key], unread(User(pk=key))), robust=True)


def ring(key: Any) -> None:
    """The open panel of the bell asks for its lines again, after commit."""
    on_commit(lambda: push([key], {"kind": "notice"}), robust=True)
