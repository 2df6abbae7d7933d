"""Questions and changes, compiled once for each connection."""

from collections.abc import Callable
from typing import Any, Generic, TypeVar

from django.db import DEFAULT_DB_ALIAS, connections, transaction
from django.db.models import QuerySet
from django.db.models.sql import UpdateQuery
from django.db.models.sql.constants import ROW_COUNT

from .compilers import frozen
from .rows import reader
from .slots import Value, filled, flat, padded, stand_ins, template

T = TypeVar("T")
Changes = tuple[QuerySet[Any], dict[str, Any]]


class Prepared(Generic[T]):
    """The rows of `build(*values)`, by a statement that is compiled once for each connection.

    `build` gives a queryset and treats all values alike: it is called with stand-ins, in whose places the statement gets the values each time. It
    may filter by them as they are; Python that looks into a value (or at the clock) belongs to the caller. Lists are for `__in`, and never empty.
    Raises ValueError where a value has no place in the statement.
    """

    def __init__(self, build: Callable[..., QuerySet[Any, T]]) -> None:
        self.build = build

    def __call__(self, *values: Value) -> list[T]:
        statement, params = known(self, values, self.make)
        statement.fill(params)
        return statement.rows()

    def make(self, values: list[Any]) -> "Statement":
        queryset = self.build(*values)
        if queryset._prefetch_related_lookups:  # type: ignore[attr-defined]
            raise ValueError("A prepared queryset asks nothing beside its own statement.")
        return Statement(queryset, queryset.query, values)


class PreparedUpdate:
    """Like Prepared, for a change: `build` gives the rows, and what becomes of them in the words of `QuerySet.update`. Returns how many matched."""

    def __init__(self, build: Callable[..., Changes]) -> None:
        self.build = build

    def __call__(self, *values: Value) -> int:
        statement, params = known(self, values, self.make)
        statement.fill(params)
        with transaction.mark_for_rollback_on_error(using=DEFAULT_DB_ALIAS):
            return int(statement.compiler.execute_sql(ROW_COUNT))

    def make(self, values: list[Any]) -> "Statement":
        queryset, changes = self.build(*values)
        query: Any = queryset.query.chain(UpdateQuery)
        query.add_update_values(changes)
        return Statement(queryset, query, values)


class Statement:
    """One compiled statement of one connection, hence of one thread."""

    def __init__(self, queryset: QuerySet[Any, Any], query: Any, values: list[Any]) -> None:
        self.queryset: Any = queryset
        self.connection = connections[DEFAULT_DB_ALIAS]
        self.compiler = query.get_compiler(using=DEFAULT_DB_ALIAS)
        self.compiler.__class__ = frozen(self.compiler.__class__)
        query.get_compiler = lambda *args, **kwargs: self.compiler
        self.template = template(self.compiler.prepare(), values, self.connection)
        self.read: Any = None

    def fill(self, values: tuple[Value, ...]) -> None:
        self.compiler.statement = filled(self.template, list(flat(values, self.connection)))

    def rows(self) -> list[Any]:
        """What the filled statement finds."""
        if self.read is None:
            self.read = reader(self.queryset, self.compiler) or False
        if self.read:
            return list(self.read(self.compiler.found()))
        return list(self.queryset._iterable_class(self.queryset))


def known(prepared: object, values: tuple[Value, ...], make: Callable[[list[Any]], Statement]) -> tuple[Statement, tuple[Value, ...]]:
    """This connection's statement for values of such kinds, made when it is wanted first, and the values with lists filled up."""
    statements: dict[Any, Statement] = connections[DEFAULT_DB_ALIAS].__dict__.setdefault("prepared_statements", {})
    values = tuple(padded(value) if isinstance(value, list) else value for value in values)
    shape = prepared, *(len(value) if isinstance(value, list) else type(value) for value in values)
    if shape not in statements:
        statements[shape] = make(stand_ins(values))
    return statements[shape], values
