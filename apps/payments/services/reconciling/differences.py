"""What a comparison has found so far."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from apps.payments.gateways.answers import Movement

UNBOOKED = timedelta(hours=6)  # an object of the gateway's may be that old before we must have booked it
ON_ITS_WAY = timedelta(days=14)  # and may be on its way for that long


@dataclass(frozen=True, slots=True)
class Difference:
    subject: str  # our row (“operation <id>”), or the gateway's object where we have none
    words: str

    def __str__(self) -> str:
        return f"{self.subject}: {self.words}"


@dataclass(slots=True)
class Compared:
    """Keys of our rows that the gateway's books agree with, those that they do not, and how."""

    gateway: str
    now: datetime
    agreed: set[UUID] = field(default_factory=set)
    differing: set[UUID] = field(default_factory=set)
    differences: list[Difference] = field(default_factory=list)
    again: list[Movement] = field(default_factory=list)  # to be looked at once more: money may move while we read

    def off(self, row: Any, words: str) -> None:
        """`row` is ours."""
        self.differing.add(row.pk)
        self.differences.append(Difference(f"{row._meta.verbose_name} {row.pk}", words))

    def unknown(self, movement: Movement, words: str) -> None:
        """There is no row of ours."""
        self.differences.append(Difference(f"{movement.kind} {movement.id}", words))

    def is_late(self, movement: Movement, patience: timedelta = UNBOOKED) -> bool:
        return self.now - movement.created_at > patience


def own_id(text: str) -> UUID | None:
    """Our id in what the gateway keeps as our reference: a payment's, or an operation's with the number of its attempt."""
    for candidate in (text, text.rpartition("-")[0]):
        if len(candidate) in (32, 36):
            try:
                return UUID(candidate)
            except ValueError:
                continue
    return None


def own_ids(movements: Sequence[Movement]) -> list[UUID]:
    return [key for key in {own_id(one.reference) for one in movements} if key]


def on(moment: datetime) -> str:
    return f"{moment:%-d %b %Y}"
