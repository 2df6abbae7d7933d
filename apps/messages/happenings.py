"""What happened to the application and its contract while people talked: lines of the house's own between the messages, drawn from the record."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.safestring import SafeString

from apps.contracts.history import SHOWN, said
from apps.contracts.models import Contract, Milestone
from apps.core.faces import amounts
from apps.core.faces.sprite import glyph, icon
from apps.core.models import Event
from apps.core.moves import Moving
from apps.core.prepared import Prepared

from .lines import Line
from .models import Conversation

APART = timedelta(minutes=1)
MOST = 100  # between two ends of a stretch
BEGINNING, END = datetime(2000, 1, 1, tzinfo=UTC), datetime(3000, 1, 1, tzinfo=UTC)
OF_APPLICATION = {
    "submit": ("applied", "send"),
    "shortlist": ("put the application on the shortlist", "star"),
    "decline": ("declined the application", "x"),
    "withdraw": ("withdrew the application", "back"),
    "expire": ("The challenge was taken back, and the application with it", "clock"),
}
SIGNS = {  # of the contract and its milestones; m- are signs of money. What is not here is no news to two people who talk.
    "accept": "check",
    "fund": "m-held",
    "deliver": "m-held",
    "request_changes": "pencil",
    "release": "m-released",
    "refund": "m-back",
    "charge_back": "m-back",
    "dispute": "m-split",
    "propose_cancel": "ban",
    "withdraw_cancel": "back",
    "decline_cancel": "x",
    "cancel": "ban",
    "complete": "check",
}
PRICED = ("fund", "release", "refund")


@dataclass
class Happening:
    """Stands among the lines of a talk; `day` where a day begins."""

    at: datetime
    words: str
    sign: str  # of SIGNS
    url: str
    day: date | None = None

    @property
    def drawn(self) -> SafeString:
        return glyph(self.sign[2:]) if self.sign.startswith("m-") else icon(self.sign)


@Prepared
def milestones_of(contract: UUID) -> QuerySet[Milestone]:
    return Milestone.objects.filter(contract_id=contract).only("position", "amount_minor", "currency").order_by()


@Prepared
def events_between(subjects: list[UUID], since: datetime, until: datetime) -> QuerySet[Event]:
    rows = Event.objects.filter(subject_id__in=subjects, at__gt=since, at__lte=until).only(*SHOWN)
    return rows.order_by("-at", "-id")[:MOST]


def happenings(
    talk: Conversation, contract: Contract | None, people: Mapping[Any, Any], *, since: datetime | None = None, until: datetime | None = None
) -> list[Happening]:
    """The oldest first, after `since` up to `until`: the newest MOST of them. No query where neither the application nor the contract has changed
    since; else one, and one more where there is a contract."""
    if since and is_quiet(talk.application, since) and (contract is None or is_quiet(contract, since)):
        return []
    parts = {one.pk: one for one in milestones_of(contract.pk)} if contract else {}
    subjects = [talk.application_id, *([contract.pk] if contract else []), *parts]
    events = events_between(subjects, since or BEGINNING, until or END)
    url = (contract or talk.application).get_absolute_url()
    found = []
    for event in reversed(events):
        event.actor = people.get(event.actor_id)
        words, sign = of_application(event) if event.subject_id == talk.application_id else of_contract(event, parts.get(event.subject_id))
        if words:
            found.append(Happening(event.at, words, sign, url))
    return found


def is_quiet(row: Moving, since: datetime) -> bool:
    """Nothing has happened to it after `since`: every verb writes to the row of the application or the contract, in the transaction that records it
    (apps.core.moves.move, apps.contracts.services.take_stock). The two may have read the clock some seconds apart."""
    return row.changed_at < since - APART


def of_application(event: Event) -> tuple[str, str]:
    words, sign = OF_APPLICATION.get(event.verb, ("", ""))
    return (f"{event.actor.get_short_name()} {words}" if words and event.actor else words), sign


def of_contract(event: Event, part: Milestone | None) -> tuple[str, str]:
    """As the contract's own history says it, with the amount where money moved."""
    sign = SIGNS.get(event.verb, "")
    by_somebody = event.actor_id is not None
    line = said(event, f"milestone {part.position}" if part else None) if sign else None
    if line is None:
        return "", ""
    who = event.actor.get_short_name() if event.actor else "OpenChance" if by_somebody else ""
    price = f", {amounts.words(part.amount_minor, part.currency, amounts.reader_locale(), True)}" if part and event.verb in PRICED else ""
    return f"{who} {line.words}{price}".strip(), sign


def woven(lines: list[Line], happened: list[Happening]) -> Iterator[Line | Happening]:
    """Both in the order of their times; days begin with whichever is first. Messages keep their own order, whatever their clocks said."""
    day: date | None = None
    rest, zone = list(happened), timezone.get_current_timezone()
    for line in lines:
        while rest and rest[0].at <= line.message.created_at:
            day = dated(one := rest.pop(0), one.at.astimezone(zone), day)
            line.follows = False
            yield one
        day = dated(line, line.message.created_at.astimezone(zone), day)
        yield line
    for one in rest:
        day = dated(one, one.at.astimezone(zone), day)
        yield one


def dated(one: Line | Happening, at: datetime, day: date | None) -> date:
    on = at.date()
    one.day = on if on != day else None
    return on
