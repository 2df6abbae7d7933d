"""What stands around every page: the head, the foot, the tab bar. It says the same to a reader on page after page, so it is drawn once for both."""

from dataclasses import dataclass, field
from functools import lru_cache
from types import SimpleNamespace
from typing import Any

from django.template.context import Context
from django.template.loader import get_template
from django.utils.html import escape
from django.utils.safestring import SafeString

from apps.core.faces.markup import markup
from apps.core.faces.people import avatar

TOKEN = "csrf-token-of-this-answer"  # noqa: S105  (the place of it)
THEMES = ("light", "dark")


@dataclass(frozen=True)
class Reader:
    """What the frame shows of somebody; readers are alike when all of it is."""

    pk: Any
    name: str
    handle: str
    avatar: str
    is_staff: bool
    unread: int
    unread_messages: int
    user: Any = field(compare=False)


VISITOR = Reader(None, "", "", "", False, 0, 0, SimpleNamespace(is_authenticated=False))


def frame(context: Context, template: str, path: str) -> SafeString:
    """A part of the frame as `path` shows it."""
    user, request = context.get("user"), context.get("request")
    reader = VISITOR
    if user is not None and user.is_authenticated:
        unread = context.get("unread") or 0
        unread = unread() if callable(unread) else unread
        messages = getattr(user, "unread_messages", 0)
        reader = Reader(user.pk, str(user), user.handle, avatar(user), user.is_staff, unread, messages, user)
    theme = request.COOKIES.get("theme") if request else ""
    drawn = draw(template, path, reader, theme if theme in THEMES else "system")
    return markup(drawn.replace(TOKEN, escape(str(context.get("csrf_token", ""))))) if reader is not VISITOR else drawn


@lru_cache(maxsize=2048)
def draw(template: str, path: str, reader: Reader, theme: str) -> SafeString:
    request = SimpleNamespace(path=path, COOKIES={"theme": theme})
    known = {"request": request, "user": reader.user, "unread": reader.unread, "csrf_token": TOKEN}
    return markup(get_template(template).template.render(Context(known)))  # type: ignore[attr-defined]
