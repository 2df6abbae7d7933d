"""Pages by key, never by offset: page 5,000 costs what page 1 does, and nothing is skipped when rows arrive meanwhile."""

import base64
import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Generic, TypeVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.http import Http404

M = TypeVar("M", bound=models.Model)


@dataclass(frozen=True, slots=True)
class Page(Generic[M]):
    """`rows` in order; `newer` and `older` are the cursors of the neighbouring pages, "" where there is none."""

    rows: list[M]
    newer: str = ""
    older: str = ""


def encode(row: models.Model, column: str) -> str:
    field: Any = row._meta.get_field(column)
    values = [field.value_to_string(row), str(row.pk)]
    return base64.urlsafe_b64encode(json.dumps(values).encode()).decode().rstrip("=")


def decode(cursor: str, model: type[models.Model], column: str) -> tuple[Any, Any]:
    """Raises Http404 on a cursor that is not ours."""
    try:
        value, key = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        value, key = model._meta.get_field(column).to_python(value), model._meta.pk.to_python(key)  # type: ignore[union-attr]
        if value is None or key is None or (isinstance(value, datetime) and value.tzinfo is None):
            raise ValueError
        return value.astimezone(UTC) if isinstance(value, datetime) else value, key
    except (ValueError, TypeError, OverflowError, RecursionError, ValidationError):
        raise Http404("No such page.") from None


def first_page(found: list[M], order: str, *, size: int) -> Page[M]:
    """The first page of what a prepared statement found: one row more than `size`, where there are as many, in the order of `keyset_page`."""
    rows = found[:size]
    return Page(rows, older=encode(rows[-1], order.lstrip("-")) if len(found) > size else "")


def keyset_page(rows: models.QuerySet[M], order: str, *, size: int = 20, after: str = "", before: str = "") -> Page[M]:
    """One page of `rows`, ordered by the column `order` ("-published_at") and then by key in the same direction.

    `after` is the `older` cursor of the page above, `before` the `newer` cursor of the page below.
    """
    descending, column = order.startswith("-"), order.lstrip("-")
    backwards = bool(before) and not after
    if after or before:
        value, key = decode(after or before, rows.model, column)
        past = "lt" if descending != backwards else "gt"
        rows = rows.filter(Q(**{f"{column}__{past}e": value}) & (Q(**{f"{column}__{past}": value}) | Q(**{f"pk__{past}": key})))
    sign = "-" if descending != backwards else ""
    found = list(rows.order_by(f"{sign}{column}", f"{sign}pk")[: size + 1])
    more, found = len(found) > size, found[:size]
    if backwards:
        found.reverse()
    newer = encode(found[0], column) if found and (after or (backwards and more)) else ""
    older = encode(found[-1], column) if found and (more or backwards) else ""
    return Page(found, newer, older)
