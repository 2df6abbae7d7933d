"""What happened to an application, in words: the same for both sides. Private notes leave no event, so none can show here."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from apps.core.models import Event
from apps.core.money import Money

from .models import Application

VERBS = {
    "submit": "applied",
    "edit": "changed the application",
    "shortlist": "put it on the shortlist",
    "unshortlist": "took it off the shortlist",
    "accept": "accepted it",
    "decline": "declined it",
    "withdraw": "withdrew it",
    "expire": "ended it, because the challenge was cancelled",
}
FIELDS = {"letter": "Cover letter", "price_minor": "Price", "days": "Time", "plan": "Plan", "answers": "Answers", "links": "Links", "files": "Files"}
HOUSE = "OpenChance"


@dataclass(frozen=True, slots=True)
class Change:
    """A field that an edit changed: in short (“€1,500 → €1,400”), or the whole text from before."""

    label: str
    short: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    at: datetime
    who: Any
    did: str
    note: str
    changes: list[Change]


def history(application: Application) -> list[Entry]:
    """Oldest first; one query."""
    events = Event.objects.of(application).select_related("actor")
    return [
        Entry(event.at, event.actor or HOUSE, VERBS.get(event.verb, event.verb), note_of(event), changes_of(event, application)) for event in events
    ]


def note_of(event: Event) -> str:
    reason = str(event.details.get("reason", ""))
    words = str(Application.Reason(reason).label) if reason in Application.Reason.values else ""
    return ". ".join(part for part in (words, event.note) if part)


def changes_of(event: Event, application: Application) -> list[Change]:
    changes = event.details.get("changes", {})
    return [change_of(name, changes[name], application.currency) for name in FIELDS if name in changes]


def change_of(name: str, values: dict[str, Any], currency: str) -> Change:
    label = FIELDS[name]
    if name == "files":
        parts = [f"{verb} {', '.join(values[verb])}" for verb in ("added", "removed") if values[verb]]
        return Change(label, short="; ".join(parts))
    before, after = values["before"], values["after"]
    if name == "price_minor":
        return Change(label, short=f"{Money(before, currency).format(whole=True)} → {Money(after, currency).format(whole=True)}")
    if name == "days":
        return Change(label, short=f"{before} → {after} days")
    if name == "plan":
        return Change(label, text="\n".join(f"{part['title']}: {Money(part['amount_minor'], currency)}, {part['days']} days" for part in before))
    return Change(label, text="\n".join(before) if isinstance(before, list) else str(before))
