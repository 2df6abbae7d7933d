"""What a kind says in each place: the line in the list, the locked screen, the SMS."""

import zoneinfo
from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import Any
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from . import gsm
from .kinds import Kind
from .letters import say


def sentence(source: str, recipient: Any, context: dict[str, Any], most: int) -> str:
    """One line of at most `most` characters, its times in the recipient's zone."""
    with timezone.override(zoneinfo.ZoneInfo(recipient.timezone)):
        said = " ".join(say(source, context).split())
    return said if len(said) <= most else said[: most - 1] + "…"


def line(kind: Kind, recipient: Any, context: dict[str, Any], count: int = 1) -> str:
    """What the list says; of several that are gathered in one line, their number."""
    source = kind.group_line if count > 1 and kind.group_line else kind.line
    return sentence(source, recipient, context | {"count": count} if count > 1 else context, 300)


def short(kind: Kind, recipient: Any, context: dict[str, Any], count: int = 1) -> str:
    """What a locked screen shows."""
    if kind.short and count == 1:
        return sentence(kind.short, recipient, context, 200)
    said = line(kind, recipient, context, count)
    return said if len(said) <= 200 else said[:199] + "…"


def sms(words: str, link: str) -> str:
    """One SMS with who writes and where to go on."""
    return gsm.fitted(f"OpenChance: {words}", link)


def link(key: UUID) -> str:
    """A short address that opens what the line with this key is about."""
    code = urlsafe_b64encode(key.bytes).decode().rstrip("=")
    return settings.SITE_URL + reverse("notice", args=[code])


def key_of(code: str) -> UUID | None:
    """The key in a short address; None for anything else."""
    try:
        return UUID(bytes=urlsafe_b64decode(code + "==")) if len(code) == 22 else None
    except ValueError:
        return None
