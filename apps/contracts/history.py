"""What happened to a contract, as sentences."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from apps.core.models import Event
from apps.core.prepared import Prepared
from apps.users.models import User

from .models import Contract, Milestone

LIMIT = 200
SHOWN = ("at", "subject_id", "verb", "note", "details", "actor")
# verb: (what a person did, what happened by itself)
OF_CONTRACT = {
    "accept": ("accepted the application", ""),
    "complete": ("completed the contract", "The contract was completed"),
    "cancel": ("cancelled the contract", ""),
    "propose_cancel": ("proposed to cancel", ""),
    "withdraw_cancel": ("withdrew the proposal to cancel", ""),
    "decline_cancel": ("declined to cancel", ""),
    "lapse_cancel": ("ended the proposal to cancel", "The proposal to cancel lapsed"),
    "remind": ("", "The challenger was reminded to fund the work"),
}
OF_MILESTONE = {
    "fund": ("funded {name}", "{Name} was funded"),
    "deliver": ("delivered {name}", ""),
    "request_changes": ("requested changes to {name}", ""),
    "release": ("approved and released {name}", "{Name} was released, because the review time was over"),
    "refund": ("had {name} refunded", "{Name} was refunded"),
    "remind": ("", "The challenger was reminded to review {name}"),
}


@dataclass(frozen=True, slots=True)
class Line:
    at: datetime
    who: Any  # None: it happened by itself
    words: str
    note: str


@Prepared
def events_of(subjects: list[UUID]) -> QuerySet[Event]:
    return Event.objects.filter(subject_id__in=subjects).only(*SHOWN).order_by("-at", "-id")[:LIMIT]


def history(contract: Contract, milestones: Iterable[Milestone]) -> list[Line]:
    """Newest first, LIMIT lines at most; one query, and one more where others than the two sides acted."""
    names = {one.pk: f"milestone {one.position}" for one in milestones}
    events = events_of([contract.pk, *names])
    people: dict[Any, User] = {contract.owner_id: contract.owner, contract.solver_id: contract.solver}
    others = {event.actor_id for event in events if event.actor_id} - people.keys()
    people |= User.objects.only("handle", "name").in_bulk(others) if others else {}
    for event in events:
        event.actor = people.get(event.actor_id)
    return [line for event in events if (line := said(event, names.get(event.subject_id)))]


def said(event: Event, name: str | None) -> Line | None:
    """The event as a line; None for those that say nothing new to a reader."""
    person, itself = (OF_MILESTONE if name else OF_CONTRACT).get(event.verb, ("", ""))
    if event.verb == "cancel" and event.details.get("agreed"):
        person = "agreed to cancel the contract"
    words = person if event.actor_id else itself
    if not words:
        return None
    name = name or ""
    return Line(event.at, event.actor, words.format(name=name, Name=name.capitalize()), event.note)
