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

from .models import Contract, Dispute, Milestone

LIMIT = 200
SHOWN = ("at", "subject_type", "subject_id", "verb", "note", "details", "actor")
# verb: (what a person did, what happened by itself)
OF_CONTRACT = {
    "accept": ("accepted the application", ""),
    "complete": ("completed the contract", "The contract was completed"),
    "cancel": ("cancelled the contract", "The contract ended, because all its money went back"),
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
    "charge_back": ("", "The payer’s bank took back what {name} held"),
    "claw_back": ("had money of {name} taken back", "Money of {name} was taken back"),
    "remind": ("", "The challenger was reminded to review {name}"),
    "remind_due": ("", "The solver was reminded that {name} is due"),
    "remind_overdue": ("", "Both sides were reminded that {name} is overdue"),
    "dispute": ("opened a dispute about {name}", ""),
}
OF_DISPUTE = {
    "state": ("stated {amount} for {name}", ""),
    "ask_staff": ("asked OpenChance to decide about {name}", ""),
    "escalate": ("", "OpenChance was asked to decide the dispute about {name}"),
    "accept": ("accepted {amount}, which settles the dispute about {name}", ""),
    "cross": ("", "The dispute about {name} was settled in the middle, with {amount}"),
    "lapse": ("", "The dispute about {name} was settled without an answer, with {amount}"),
    "decide": ("", "OpenChance decided the dispute about {name}, with {amount}"),
    "remind": ("", "The silent side was reminded to answer the dispute about {name}"),
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
    """Newest first, LIMIT lines at most; one query, and one more where others than the two sides acted, or a milestone was disputed."""
    parts = list(milestones)
    names = {one.pk: f"milestone {one.position}" for one in parts}
    ended = [one.pk for one in parts if one.status in ("disputed", "settled", "refunded")]
    names |= {key: names[about] for key, about in Dispute.objects.filter(milestone_id__in=ended).values_list("pk", "milestone_id")}
    events = events_of([contract.pk, *names])
    people: dict[Any, User] = {contract.owner_id: contract.owner, contract.solver_id: contract.solver}
    others = {event.actor_id for event in events if event.actor_id} - people.keys()
    people |= User.objects.only("handle", "name").in_bulk(others) if others else {}
    for event in events:
        event.actor = people.get(event.actor_id)
    return [line for event in events if (line := said(event, names.get(event.subject_id)))]


def said(event: Event, name: str | None) -> Line | None:
    """The event as a line; None for those that say nothing new to a reader."""
    table = OF_DISPUTE if event.subject_type == Dispute._meta.label else OF_MILESTONE if name else OF_CONTRACT
    person, itself = table.get(event.verb, ("", ""))
    if table is OF_DISPUTE and event.verb == "decide":  # the house did, whoever it was
        event.actor = None
    if event.verb == "cancel" and event.details.get("agreed"):
        person = "agreed to cancel the contract"
    words = person if event.actor_id else itself
    if not words:
        return None
    name = name or ""
    amount = event.details.get("amount", "")
    return Line(event.at, event.actor, words.format(name=name, Name=name.capitalize(), amount=amount), event.note)
