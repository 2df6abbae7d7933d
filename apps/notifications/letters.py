"""One layout for every e-mail: subject, plain text and HTML that say the same."""

import re
import zoneinfo
from dataclasses import dataclass, field
from functools import lru_cache
from html import unescape
from typing import Any

from django.conf import settings
from django.template import Context, Template, engines
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from .kinds import Kind
from .unsubscribing import link


@dataclass(frozen=True, slots=True)
class Item:
    """One line of a digest; `url` is absolute."""

    words: str
    url: str
    when: str


@dataclass(frozen=True, slots=True)
class Letter:
    """What an e-mail says, in words without markup; addresses are absolute. `unsubscribe` ends letters like this one, "" where they cannot be."""

    subject: str
    body: str
    url: str = ""
    button: str = ""
    figure: str = ""
    figure_note: str = ""
    facts: list[tuple[str, str]] = field(default_factory=list)
    after: str = ""
    why: str = ""
    sections: list[tuple[str, list[Item]]] = field(default_factory=list)
    unsubscribe: str = ""

    @property
    def paragraphs(self) -> list[str]:
        return [part.strip() for part in re.split(r"\n\s*\n", self.body) if part.strip()]

    def text(self) -> str:
        return render_to_string("email/message.txt", self.context()).strip() + "\n"

    def html(self) -> str:
        return render_to_string("email/message.html", self.context() | {"rich": [rich(part) for part in self.paragraphs]})

    def context(self) -> dict[str, Any]:
        return {"letter": self, "site_url": settings.SITE_URL, "choose": absolute(reverse("preferences"))}


def rich(paragraph: str) -> SafeString:
    return mark_safe(escape(paragraph).replace("\n", "<br>"))  # noqa: S308  (escaped one step before)


@lru_cache(maxsize=1024)
def compiled(source: str) -> Template:
    return engines["django"].from_string(source).template  # type: ignore[attr-defined,no-any-return]


def say(source: str, context: dict[str, Any]) -> str:
    """The words of a template string. Markup that tags make (an amount, a date) is reduced to its words; what people wrote stays as it is."""
    return unescape(re.sub(r"<[^>]+>", "", compiled(source).render(Context(context)))).strip()


def write(kind: Kind, recipient: Any, url: str, context: dict[str, Any]) -> Letter:
    """The letter that tells `recipient` (None: no user of ours) of it, times in their zone; `url` is a path of this site."""
    with timezone.override(zoneinfo.ZoneInfo(recipient.timezone if recipient else "UTC")):
        said: dict[str, Any] = {
            name: say(getattr(kind, name), context) for name in ("subject", "body", "button", "figure", "figure_note", "after", "why")
        }
        facts = [(say(label, context), say(words, context)) for label, words in kind.facts]
    said["subject"] = " ".join(said["subject"].split())[:200]
    end = link(recipient, kind.name) if recipient else ""
    return Letter(**said, facts=[fact for fact in facts if fact[1]], url=absolute(url), unsubscribe=end)


def absolute(url: str) -> str:
    return settings.SITE_URL + url if url.startswith("/") else url
