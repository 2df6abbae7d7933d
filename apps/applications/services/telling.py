"""How an application's people are told."""

from typing import Any

from apps.applications.models import Application
from apps.notifications.services import Kind, notify
from apps.users.models import User


def tell(recipient: User, kind: Kind, application: Application, *, by: User | None, about: Any = "", url: str = "", **words: Any) -> None:
    """`recipient` is told once per application; `about` (a revision, a clarification's key) makes it once for each."""
    key = f"{application.pk}:{about}" if about else str(application.pk)
    url = url or application.get_absolute_url()
    notify(recipient, kind, key=key, url=url, actor=by, application=application, challenge=application.challenge, **words)
