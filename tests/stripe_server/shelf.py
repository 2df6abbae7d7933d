"""Where objects of one kind stand: newest last, found by id and by a few indexed fields, listed in pages as Stripe lists."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping
from typing import Any

from .blanks import filled
from .errors import Json, missing


class Shelf:
    """Rows are the objects as Stripe shows them; keys that start with `_` stay in the house."""

    def __init__(self, kind: str, *indexed: str) -> None:
        self.kind = kind
        self.rows: dict[str, Json] = {}
        self.ids: list[str] = []
        self.indexed: dict[str, dict[Any, list[str]]] = {field: {} for field in indexed}

    def __iter__(self) -> Iterator[Json]:
        return iter(self.rows.values())

    def __len__(self) -> int:
        return len(self.rows)

    def add(self, row: Json) -> Json:
        row = filled(self.kind, row)
        row["_n"] = len(self.ids)
        row.setdefault("_account", None)
        self.rows[row["id"]] = row
        self.ids.append(row["id"])
        for field, places in self.indexed.items():
            places.setdefault(row.get(field), []).append(row["id"])
        return row

    def get(self, row_id: str, *, account: str | None = None, param: str = "id", status: int = 404) -> Json:
        """The row as this account may see it (`None`: the platform). Raises `Refusal` (resource_missing)."""
        row = self.rows.get(row_id)
        if row is None or row["_account"] != account:
            raise missing(self.kind, row_id, param=param, status=status)
        return row

    def where(self, field: str, value: Any) -> list[Json]:
        """All rows with this value in an indexed field, oldest first."""
        return [self.rows[row_id] for row_id in self.indexed[field].get(value, ())]

    def page(self, params: Mapping[str, Any], filters: Mapping[str, Any], *, account: str | None) -> tuple[list[Json], bool]:
        """Newest first: at most `limit` (10) rows and whether more follow; `starting_after`, `ending_before`, `created` as Stripe reads them."""
        filters = {field: value for field, value in filters.items() if value is not None}
        limit = min(max(params.get("limit", 10), 1), 100)
        ids = next((self.indexed[field].get(value, []) for field, value in filters.items() if field in self.indexed), self.ids)
        oldest, newest = created_range(params.get("created"))
        low, high = self.bounds(ids, params, account)
        backwards = "ending_before" in params
        found: list[Json] = []
        for place in range(low, high) if backwards else range(high - 1, low - 1, -1):
            row = self.rows[ids[place]]
            if not backwards and row["created"] < oldest:
                break
            if row["_account"] != account or not oldest <= row["created"] <= newest or any(row.get(f) != v for f, v in filters.items()):
                continue
            if len(found) == limit:
                return (found[::-1] if backwards else found), True
            found.append(row)
        return (found[::-1] if backwards else found), False

    def bounds(self, ids: list[str], params: Mapping[str, Any], account: str | None) -> tuple[int, int]:
        low, high = 0, len(ids)
        if after := params.get("starting_after"):
            high = bisect_left(ids, self.get(after, account=account, param="starting_after", status=400)["_n"], key=self.number)
        if before := params.get("ending_before"):
            low = bisect_right(ids, self.get(before, account=account, param="ending_before", status=400)["_n"], key=self.number)
        return low, high

    def number(self, row_id: str) -> int:
        number: int = self.rows[row_id]["_n"]
        return number


def created_range(created: Any) -> tuple[int, int]:
    if created is None:
        return 0, 1 << 62
    if isinstance(created, int):
        return created, created
    return max(created.get("gte", 0), created.get("gt", -1) + 1), min(created.get("lte", 1 << 62), created.get("lt", (1 << 62) + 1) - 1)
