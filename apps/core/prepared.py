"""Statements that are compiled once and asked again: a busy page asks the same few questions, and Django builds and compiles each of them anew,
which takes longer than the database's answer. Only the statement is kept, never a row; see docs/decisions/prepared-statements.md.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import count
from typing import Any, Generic, TypeVar
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import DateTimeField, IntegerField, QuerySet, TextField, UUIDField

Value = UUID | str | datetime | int | list[UUID]
T = TypeVar("T")
FIELDS: dict[type, Any] = {UUID: UUIDField(), str: TextField(), datetime: DateTimeField(), int: IntegerField()}
FIRST = UUID("5a1f0c6e-93d7-4b52-8e04-000000000000")
EPOCH = datetime(1901, 2, 3, 4, 5, 6, tzinfo=UTC)
NUMBER = 1_987_654_000  # and what follows: no statement says it of its own


class Prepared(Generic[T]):
    """The rows of `build(*values)`, by a statement that is compiled once for each connection.

    `build` gives a queryset and treats all values alike: it is called with stand-ins, in whose places the statement gets the values each time. It
    may filter by them as they are; Python that looks into a value (or at the clock) belongs to the caller. Lists are for `__in`, and never empty.
    Raises ValueError where a value has no place in the statement.
    """

    def __init__(self, build: Callable[..., QuerySet[Any, T]]) -> None:
        self.build = build

    def __call__(self, *values: Value) -> list[T]:
        connection = connections[DEFAULT_DB_ALIAS]
        known: dict[Any, Statement[T]] = connection.__dict__.setdefault("prepared_statements", {})
        values = tuple(padded(value) if isinstance(value, list) else value for value in values)
        shape = self, *(len(value) if isinstance(value, list) else type(value) for value in values)
        statement = known.get(shape)
        if statement is None:
            statement = known[shape] = Statement(self.build, values, connection)
        return statement.rows(values)


def padded(values: list[UUID]) -> list[UUID]:
    """The last one repeated up to the next power of two: lists of many lengths share few statements."""
    return values + values[-1:] * ((1 << (len(values) - 1).bit_length()) - len(values))


class Statement(Generic[T]):
    """One compiled statement of one connection, hence of one thread."""

    def __init__(self, build: Callable[..., QuerySet[Any, T]], values: tuple[Value, ...], connection: Any) -> None:
        self.connection, numbers = connection, count()
        stand_ins = [[stand_in(one, numbers) for one in value] if isinstance(value, list) else stand_in(value, numbers) for value in values]
        queryset: Any = build(*stand_ins)
        if queryset._prefetch_related_lookups:
            raise ValueError("A prepared queryset asks nothing beside its own statement.")
        self.queryset = queryset
        self.compiler = queryset.query.get_compiler(using=queryset.db)
        self.compiler.__class__ = frozen(self.compiler.__class__)
        queryset.query.get_compiler = lambda *args, **kwargs: self.compiler
        slots = {prepared: Slot(number) for number, prepared in enumerate(self.flat(stand_ins))}
        self.template = with_slots(self.compiler.prepare(), slots)
        if missing := set(slots.values()) - set(slots_of(self.template)):
            raise ValueError(f"The statement has no place for {len(missing)} of its values.")

    def flat(self, values: Any) -> Iterator[Any]:
        """The values as the database wants them, those of lists one by one."""
        for value in values:
            if isinstance(value, list):
                yield from self.flat(value)
            else:
                yield FIELDS[type(value)].get_db_prep_value(value, self.connection, prepared=False)

    def rows(self, values: tuple[Value, ...]) -> list[T]:
        self.compiler.statement = filled(self.template, list(self.flat(values)))
        return list(self.queryset._iterable_class(self.queryset))


@dataclass(frozen=True)
class Slot:
    """The place of a value in a statement."""

    number: int


def stand_in(value: Value, numbers: Iterator[int]) -> Any:
    number = next(numbers)
    if isinstance(value, UUID):
        return UUID(int=FIRST.int + number)
    if isinstance(value, datetime):
        return EPOCH + timedelta(minutes=number)
    if isinstance(value, int):
        return NUMBER + number
    return f"{FIRST}-{number}"


def with_slots(part: Any, names: dict[Any, Slot]) -> Any:
    """The statement with slots instead of stand-ins."""
    if isinstance(part, dict):
        return {key: with_slots(one, names) for key, one in part.items()}
    if isinstance(part, list | tuple):
        return [with_slots(one, names) for one in part]
    return names.get(part, part) if isinstance(part, str | UUID | datetime | int) else part


def slots_of(part: Any) -> Iterator[Slot]:
    if isinstance(part, Slot):
        yield part
    elif isinstance(part, dict | list):
        for one in part.values() if isinstance(part, dict) else part:
            yield from slots_of(one)


def filled(part: Any, values: list[Any]) -> Any:
    """The statement with values in its slots."""
    if isinstance(part, Slot):
        return values[part.number]
    if isinstance(part, dict):
        return {key: filled(one, values) for key, one in part.items()}
    return [filled(one, values) for one in part] if isinstance(part, list) else part


@cache
def frozen(kind: type) -> type:
    """A compiler like `kind` that asks `statement` instead of compiling its query again."""
    return type(f"Frozen{kind.__name__}", (FrozenPipeline if hasattr(kind, "pipeline") else FrozenSQL, kind), {})


class Frozen:
    """What does not change from one asking to the next."""

    statement: Any = None
    converters: Any = None

    def get_converters(self, expressions: Any) -> Any:
        if self.converters is None:
            self.converters = super().get_converters(expressions)  # type: ignore[misc]
        return self.converters

    def has_composite_fields(self, expressions: Any) -> bool:
        return False  # no key of ours has two columns


class FrozenSQL(Frozen):
    def prepare(self: Any) -> Any:
        sql, params = super().as_sql()  # type: ignore[misc]
        return [sql, list(params)]

    def as_sql(self, *args: Any, **kwargs: Any) -> Any:
        return self.statement


class FrozenPipeline(Frozen):
    def prepare(self: Any) -> Any:
        return self.pipeline()

    def execute_sql(self: Any, *args: Any, **kwargs: Any) -> Any:
        return self.ask(self.statement)
