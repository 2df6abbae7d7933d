"""Every letter that the house can write, with words from the demo world; on a developer's machine only."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from types import SimpleNamespace
from typing import Any

from csp.constants import SELF, UNSAFE_INLINE
from csp.decorators import csp_replace, csp_update
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.clickjacking import xframe_options_sameorigin

from apps.core.money import Money
from apps.notifications import wording
from apps.notifications.account_letters import LETTERS
from apps.notifications.digests import KINDS as DIGESTS
from apps.notifications.digests import write_digest
from apps.notifications.kinds import Kind, kinds_of, registry, topics
from apps.notifications.letters import Letter, write
from apps.notifications.models import Notification
from apps.users.models import User

from .mailbox import developers_only


class Anything(SimpleNamespace):
    """A row of the demo world, as far as words go: what nobody has thought of is its own name."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__") or name in ("resolve_expression", "as_sql"):
            raise AttributeError(name)
        if name.endswith(("_at", "deadline")):
            return timezone.now() + timedelta(days=5)
        if name in ("count", "position", "days", "stars", "round"):
            return 2
        return name.removeprefix("get_").removesuffix("_display").replace("_", " ")

    def __str__(self) -> str:
        return str(self.words)


@dataclass(frozen=True)
class Shown:
    name: str
    title: str
    letter: Letter | None
    line: str
    push: str
    sms: str


def world() -> dict[str, Any]:
    """The words of all kinds at once, from the first rows of the seed where there are any."""
    people = list(User.objects.order_by("joined_at")[:2]) or [User(handle="olga", name="Olga Lindqvist"), User(handle="sam", name="Sam Okafor")]
    olga, sam = people[0], people[-1]
    money = Money(180000, "EUR")
    contract = Anything(
        title="A tide clock for the harbour", words="A tide clock", owner=olga, solver=sam, total=money, cancel_reason="Plans changed."
    )
    amounts = dict.fromkeys(("amount", "net", "fee", "held", "clawed", "back", "ours", "outcome"), money)
    rows = {
        name: Anything(
            title="A tide clock for the harbour",
            words=name,
            owner=olga,
            solver=sam,
            author=sam,
            price=money,
            held=money,
            amount=money,
            contract=contract,
        )
        for name in ("challenge", "application", "milestone", "clarification", "chargeback", "dispute", "review", "finding", "document")
    }
    rows |= dict.fromkeys(("question", "answer", "invitation", "conversation", "message", "delivery"), rows["review"])
    plain = dict.fromkeys(("reason", "feedback", "text", "because", "cancel_reason", "note", "needs"), "These are the person’s own words.")
    plain |= {
        "reference": "ch_3Q9Zk12eZvKY",
        "masked": "+49 … 56",
        "why": "Mail to it comes back",
        "email": "olga@example.org",
        "address": "olga@example.org",
    }
    plain |= {"from_email": "olga@example.org", "to_email": "lindqvist@example.org", "deleted_email": "old@example.org", "ip": "203.0.113.7"}
    plain |= {"user_agent": "Firefox on Linux", "other": sam.name, "document_url": "/documents/", "by": sam.name, "name": sam.name}
    times = dict.fromkeys(("closes_at", "timestamp", "due_at", "deadline"), timezone.now() + timedelta(days=5))
    return {"recipient": olga, "actor": sam, "author": sam, "contract": contract, "count": 3} | amounts | rows | plain | times


@cache
def all_kinds() -> dict[str, Kind]:
    return {kind.name: kind for topic in topics() for kind in kinds_of(topic)} | {kind.name: kind for kind in LETTERS.values()}


def shown(name: str) -> Shown:
    """What one kind says in each place. Raises Http404 for a name that no kind has."""
    words = world()
    olga = words["recipient"]
    if name in DIGESTS:
        lines = [Notification(text=wording.line(kind, olga, words), topic=kind.topic, recipient=olga) for kind in list(registry.values())[::6]]
        return Shown(name, f"The {name} digest", write_digest(olga, name, lines, "/notifications/"), "", "", "")
    kind = all_kinds().get(name)
    if kind is None:
        raise Http404("No such kind.")
    letter = write(kind, olga, "/contracts/1/", words) if kind.subject else None
    line, short = wording.line(kind, olga, words), wording.short(kind, olga, words)
    sms = wording.sms(short, wording.link(Notification().pk)) if kind.urgent else ""
    return Shown(name, kind.label, letter, line, "" if name.startswith("account.") and kind.name not in registry else short, sms)


def names() -> Iterator[tuple[str, list[Kind]]]:
    for topic in topics():
        yield topic.title, kinds_of(topic)
    yield "Account", list(LETTERS.values())
    yield "Digests", list(DIGESTS.values())


@developers_only
def index(request: HttpRequest) -> HttpResponse:
    return render(request, "dev/mail_kinds.html", {"groups": list(names())})


@csp_update({"frame-src": [SELF]})
@developers_only
def one(request: HttpRequest, name: str) -> HttpResponse:
    """One kind: its letter in the light, in the dark and as text, its line, its push message and its SMS."""
    return render(request, "dev/mail_kind.html", {"shown": shown(name.removeprefix("digest."))})


@xframe_options_sameorigin
@csp_replace({"style-src": [UNSAFE_INLINE], "frame-ancestors": [SELF]})
@developers_only
def html(request: HttpRequest, name: str, theme: str) -> HttpResponse:
    """The HTML alone, for a sandboxed frame. In the `dark` its own styles for the night hold by day too."""
    letter = shown(name.removeprefix("digest.")).letter
    if letter is None or theme not in ("light", "dark"):
        raise Http404("There is no such letter.")
    never, always = "(width < 0px)", "(width >= 0px)"
    return HttpResponse(letter.html().replace("(prefers-color-scheme: dark)", always if theme == "dark" else never))
