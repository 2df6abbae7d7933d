"""What the backend answers wrongly without a word is an error here."""

from collections.abc import Iterator
from typing import Any

from django.db import NotSupportedError
from django.db.models.lookups import In


def refuse_wrong_answers(query: Any) -> None:
    """Raises NotSupportedError."""
    if query.distinct_fields:  # S8
        raise NotSupportedError("distinct() with fields is not supported on MongoDB.")
    if getattr(query, "_filtered_relations", None):  # S8
        raise NotSupportedError("FilteredRelation is not supported on MongoDB.")
    for lookup in lookups_of(query.where):
        if isinstance(lookup, In) and getattr(lookup.rhs, "is_sliced", False):  # S7
            raise NotSupportedError("A sliced queryset behind __in is not supported on MongoDB: make it a list first.")


def refuse_subqueries(compiler: Any) -> None:
    """Raises NotSupportedError. S6: `update(x=Subquery(…))` would remove x from every row and count them as changed."""
    if compiler.subqueries:
        raise NotSupportedError("update() with a subquery is not supported on MongoDB: fetch the values first.")


def lookups_of(node: Any) -> Iterator[Any]:
    for child in getattr(node, "children", ()):
        if hasattr(child, "children"):
            yield from lookups_of(child)
        else:
            yield child
