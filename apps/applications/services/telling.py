"""How an application's people are told."""

from typing import Any

from apps.applications.models import Application
from apps.notifications.kinds import Kind
from apps.notifications.services import notify
from apps.users.models import User


def tell(recipient: User, kind: Kind, application: Application, *, by: User | None, about: Any = "", url: str = "", **words: Any) -> None:
    """`recipient` is told once per application; `about` (a revision, a clarification's key) makes it once for each."""
    key = ":".join(str(part) for part in (kind.name, application.pk, about, recipient.pk) if part != "")
    url = url or application.get_absolute_url()
    notify(recipient, kind, key=key, url=url, actor=by, application=application, challenge=application.challenge, **words)
