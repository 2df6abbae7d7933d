"""How an application's people are told."""

from typing import Any

from apps.applications.models import Application
from apps.notifications.services import Kind, notify
from apps.users.models import User


def tell(recipient: User, kind: Kind, application: Application, *, by: User | None, about: Any = "", url: str = "", **words: Any) -> None:
    """`recipient` is told once per application; `about` (a revision, a clarification's key) makes it once for each.

    What is unread of one kind about one challenge is one line, where the kind has words for several.
    """
    key = f"{application.pk}:{about}" if about else str(application.pk)
    url = url or application.get_absolute_url()
    group = str(application.challenge_id) if kind.group_line else ""
    notify(recipient, kind, key=key, url=url, actor=by, group=group, application=application, challenge=application.challenge, **words)
