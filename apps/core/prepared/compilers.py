"""Django's compilers, with a statement that is there already."""

from functools import cache
from typing import Any


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


class FrozenPipeline(Frozen):
    """Rows from MongoDB."""

    def prepare(self: Any) -> Any:
        return self.pipeline()

    def execute_sql(self: Any, *args: Any, **kwargs: Any) -> Any:
        return self.ask(self.statement)


class FrozenUpdate:
    """An update on MongoDB: which rows, and what becomes of them."""

    statement: Any = None

    def prepare(self: Any) -> Any:
        return self.changes()

    def execute_sql(self: Any, *args: Any, **kwargs: Any) -> Any:
        return self.update(*self.statement)
