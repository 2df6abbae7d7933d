"""Django's compilers, with a statement that is there already."""

from collections.abc import Callable
from functools import cache
from itertools import chain, groupby
from typing import Any

NOTHING: dict[str, Any] = {}


@cache
def frozen(kind: type) -> type:
    """A compiler like `kind` that asks `statement` instead of compiling its query again; `prepare` makes that statement."""
    if hasattr(kind, "update"):
        return type(f"Frozen{kind.__name__}", (FrozenUpdate, kind), {})
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
    """On SQL databases, rows and updates alike."""

    def prepare(self: Any) -> Any:
        sql, params = super().as_sql()  # type: ignore[misc]
        return [sql, list(params)]

    def as_sql(self, *args: Any, **kwargs: Any) -> Any:
        return self.statement

    def found(self: Any) -> Any:
        return map(list, chain.from_iterable(self.execute_sql() or ()))


class FrozenPipeline(Frozen):
    """Rows from MongoDB."""

    unpack: Any = None

    def prepare(self: Any) -> Any:
        return self.pipeline()

    def execute_sql(self: Any, *args: Any, **kwargs: Any) -> Any:
        return self.ask(self.statement)

    def found(self: Any) -> Any:
        if self.unpack is None:
            self.unpack = unpacker(self.columns, self.collection_name)
        return map(self.unpack, self.documents(self.statement))


def unpacker(columns: Any, collection: str) -> Callable[[dict[str, Any]], list[Any]]:
    """From a document, its row: the values of `columns`, of which those of joined rows stand in documents of their own."""
    parts = []
    for alias, of_one in groupby(columns, lambda column: getattr(column[1], "alias", None)):
        parts.append((None if alias == collection else alias, [name for name, _ in of_one]))

    def unpack(document: dict[str, Any]) -> list[Any]:
        row: list[Any] = []
        for alias, names in parts:
            get = (document if alias is None else document.get(alias, NOTHING)).get
            row += [get(name) for name in names]
        return row

    return unpack


class FrozenUpdate:
    """An update on MongoDB: which rows, and what becomes of them."""

    statement: Any = None

    def prepare(self: Any) -> Any:
        return self.changes()

    def execute_sql(self: Any, *args: Any, **kwargs: Any) -> Any:
        return self.update(*self.statement)
