"""Moves as data: each model with a life carries its table of moves, and one function makes them, by compare-and-set."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, ClassVar

from django.db import models
from django.utils import timezone

from .errors import NotAllowed, Refused, Stale
from .models import Event, Row, record

Predicate = Callable[[Any, Any], bool]


@dataclass(frozen=True, slots=True)
class Move:
    """`name` takes a row from one of `sources` to `target`, for whoever `who(user, row)` says; `automatic` ones the house may make by itself."""

    name: str
    sources: tuple[str, ...]
    target: str
    who: Predicate
    automatic: bool = False


class Moving(Row):
    """A row with a life: `status` changes through `move` only."""

    status: Any
    get_status_display: Any
    moves: ClassVar[tuple[Move, ...]] = ()
    changed_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        abstract = True

    def moves_for(self, user: Any) -> set[str]:
        """The names of the moves that `user` may make now; templates show their buttons from it."""
        return {one.name for one in self.moves if self.status in one.sources and one.who(user, self)}

    def can(self, name: str, user: Any) -> bool:
        return name in self.moves_for(user)


def find_move(row: Moving, name: str) -> Move:
    return next(one for one in row.moves if one.name == name)


def move(row: Moving, name: str, *, by: Any, note: str = "", details: dict[str, Any] | None = None, **changes: Any) -> Event:
    """Make the move `name`: the row's status and `changes` are written if nobody was faster, and an Event is appended.

    `by` None is the house itself. Call it inside a transaction. Raises Stale when the row is not, or no longer, where the move begins,
    and NotAllowed when `by` may not make it; nothing has changed then.
    """
    chosen = find_move(row, name)
    if by is None and not chosen.automatic:
        raise NotAllowed("Only a person can decide this.", row=row)
    if by is not None and not chosen.who(by, row):
        raise NotAllowed("You cannot do this here.", row=row)
    before = row.status
    if before not in chosen.sources:
        raise stale(row)
    changes |= {"status": chosen.target, "changed_at": timezone.now()}
    unmoved: models.QuerySet[Any] = type(row)._default_manager.filter(pk=row.pk)
    if unmoved.filter(status=before).update(**changes) != 1:
        row.refresh_from_db(fields=["status"])
        raise stale(row)
    for field, value in changes.items():
        setattr(row, field, value)
    return record(row, name, by=by, before=before, after=chosen.target, note=note, **(details or {}))


def take_turn(model: type[Moving], pk: Any) -> None:
    """The first statement of a transaction that changes many rows for the sake of this one: others of that kind wait here until it has ended.

    Without it each would undo, on MongoDB, what another has half done, and begin again; SQLite lets one transaction write at a time anyway.
    """
    model._default_manager.filter(pk=pk).update(changed_at=timezone.now())


def stale(row: Moving) -> Refused:
    """What to say when somebody was faster: where the row stands now."""
    noun = row._meta.verbose_name
    return Stale(f"Meanwhile this {noun} has changed: it is {row.get_status_display().lower()} now. Nothing was done.", row=row)


def check_moves(statuses: Iterable[str], moves: Iterable[Move]) -> list[str]:
    """Names of moves that begin or end at a status which does not exist; a test asks for it."""
    known = set(statuses)
    return [one.name for one in moves if not {*one.sources, one.target} <= known]
