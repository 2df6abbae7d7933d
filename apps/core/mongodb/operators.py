"""Lookups on a column, as conditions whose bounds an index can use."""

from typing import Any

from django_mongodb_backend import base

Condition = dict[str, Any]


def exact(field: str, value: Any) -> Condition:
    """S2: `{field: value}` would run a dict like {"$ne": 1}, compared with a JSONField, as operators."""
    return {field: {"$eq": value}}


def isnull(field: str, is_null: bool) -> Condition:
    """S14: null equals a missing field too, and no `$or` stands between the query and its index."""
    return {field: {"$eq": None}} if is_null else {field: {"$ne": None}}


def less(operator: str) -> Any:
    """S14: a comparison only meets values of its own type, never null; saying so again would make the bounds of an index useless."""
    return lambda field, value: {field: {operator: value}}


def regex(template: str, options: str = "") -> Any:
    """S15: `$` would also match before a newline at the end, `\\z` does not."""
    return lambda field, value: {field: {"$regex": template.format(value), "$options": options}}


OPERATORS = base.DatabaseWrapper.mongo_operators | {
    "exact": exact,
    "isnull": isnull,
    "lt": less("$lt"),
    "lte": less("$lte"),
    "iexact": regex(r"^{}\z", "i"),
    "endswith": regex(r"{}\z"),
    "iendswith": regex(r"{}\z", "i"),
}
