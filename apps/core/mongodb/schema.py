"""Collections and indexes, as migrations want them."""

import datetime
from types import TracebackType
from typing import Any, Self

from bson import ObjectId
from django.db.models import Field, Index, Model
from django_mongodb_backend import schema
from pymongo.errors import OperationFailure

INDEX_NOT_FOUND = 27

# The least value of each type: {x: "a"} provably implies {x: {$gte: ""}}, which {x: {$type: "string"}} does not.
LEAST: dict[str, Any] = {
    "string": "",
    "long": float("-inf"),
    "int": float("-inf"),
    "double": float("-inf"),
    "decimal": float("-inf"),
    "date": datetime.datetime.min,  # noqa: DTZ901  (naive, as stored)
    "objectId": ObjectId(b"\0" * 12),
}


class DatabaseSchemaEditor(schema.DatabaseSchemaEditor):  # type: ignore[misc]
    def __enter__(self) -> Self:
        self.connection.changing_schema = True
        entered: Self = super().__enter__()
        return entered

    def __exit__(self, exc_type: type[BaseException] | None, exc_value: BaseException | None, traceback: TracebackType | None) -> None:
        try:
            super().__exit__(exc_type, exc_value, traceback)
        finally:
            self.connection.changing_schema = False

    def effective_default(self, field: Field[Any, Any]) -> dict[str, Any]:
        """S5: the default is set by a pipeline, which takes an empty dict for an error and "$x" for a path."""
        return {"$literal": super().effective_default(field)}

    def add_index(self, model: type[Model], index: Index, *, field: Any = None, unique: bool = False, **embedding: Any) -> None:
        """S3: a unique index filters by `$type`, so that several nulls may stand in it, and then serves no query at all. A column that is never null
        needs no filter; one that may be null gets a filter that a query implies."""
        if unique and not any(embedding.values()):
            columns = [field] if field else [model._meta.get_field(name) for name, _ in index.fields_orders]
            index = UsableUnique(index, columns)  # type: ignore[assignment]
        try:
            super().add_index(model, index, field=field, unique=unique, **embedding)
        except OperationFailure as error:  # S16: the same index twice, as a foreign key and in Meta.indexes, is one index here
            if "already exists with a different name" not in str(error):
                raise

    def remove_index(self, model: type[Model], index: Index) -> None:
        try:
            super().remove_index(model, index)
        except OperationFailure as error:  # S16: it was the second name of another
            if error.code != INDEX_NOT_FOUND:
                raise


class UsableUnique:
    """A unique index of Django whose MongoDB model has a filter that queries can use."""

    def __init__(self, index: Index, columns: list[Any]) -> None:
        self.index, self.columns = index, columns

    def get_pymongo_index_model(self, *args: Any, **kwargs: Any) -> Any:
        made = self.index.get_pymongo_index_model(*args, **kwargs)  # type: ignore[attr-defined]
        if made is not None and (only := usable(dict(made.document.pop("partialFilterExpression", {})), self.columns)):
            made.document["partialFilterExpression"] = only
        return made


def usable(only: dict[str, Any], columns: list[Any]) -> dict[str, Any]:
    """The filter `only` of a unique index, with its `$type` conditions replaced by ones that the planner can prove."""
    for column in columns:
        condition = dict(only.pop(column.column, {}))
        kind = condition.pop("$type", None)
        if column.null:
            condition |= {"$gte": LEAST[kind]} if kind in LEAST else {"$type": kind}
        if condition:
            only[column.column] = condition
    return only
