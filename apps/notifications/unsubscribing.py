"""Links that end a topic's e-mails without signing in (RFC 8058)."""

from typing import Any

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.urls import reverse

from .kinds import kind_of
from .models import Email
from .topics import TOPICS

SIGNER = Signer(salt="notifications.unsubscribe")
DIGEST = "digest"
TITLES = {DIGEST: "digests"} | {topic.name: topic.title.lower() for topic in TOPICS.values()}


def topic_of(kind: str) -> str:
    """What an e-mail of this kind can be ended with; "" for what cannot be switched off."""
    if kind.startswith(f"{DIGEST}."):
        return DIGEST
    found = kind_of(kind)
    return "" if found.is_locked else found.topic


def link(user: Any, kind: str) -> str:
    """The address that ends e-mails like this one for the person, and works as long as the SECRET_KEY; "" where there is nothing to end."""
    topic = topic_of(kind)
    if not topic:
        return ""
    return settings.SITE_URL + reverse("notifications:unsubscribe", args=[SIGNER.sign_object([str(user.pk), topic])])


def read(token: str) -> tuple[str, str] | None:
    """(key of the person, topic); None for what we have not signed."""
    try:
        key, topic = SIGNER.unsign_object(token)
    except (BadSignature, ValueError, TypeError):
        return None
    return (str(key), str(topic)) if topic in TITLES else None


def headers_of(row: Email) -> dict[str, str]:
    """What tells mail programs that this letter can be ended with one click."""
    address = link(row.recipient, row.kind) if row.recipient else ""
    return {"List-Unsubscribe": f"<{address}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"} if address else {}
