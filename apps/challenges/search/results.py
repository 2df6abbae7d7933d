"""A page of results.

Two ways lead there. Without words, and for words that stand everywhere, the index of the order is walked and what does not match is passed over.
Everything else is listed by the full-text engine, at most BOUND matches, and ordered here. Both cost the same on the fifth page as on the first.
"""

from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Q, QuerySet

from apps.challenges.models import Challenge

from .cursors import Place, decode, encode
from .engine import BOUND, Hits, hits
from .memory import remembered
from .query import Query

SIZE = 20
COUNTED = 1000  # without words, more than this is “1,000+”
KEPT = 30  # seconds that a count is remembered
ORDERS = {"newest": ("search_serial", True), "ending": ("deadline_at", False), "reward": ("reward_rank", True)}  # (column, descending)
SHOWN = (
    "id", "code", "slug", "title", "summary", "skills", "category_id", "difficulty", "status", "reward_kind", "currency", "reward_min_minor",
    "reward_max_minor", "reward_rank", "milestones", "deadline_at", "published_at", "application_count", "search_serial",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Results:
    """`rows` in order; `newer` and `older` are cursors, "" where there is no such page; `more` says that there are more than `count`."""

    rows: list[Challenge]
    newer: str
    older: str
    count: int
    more: bool
    lost: bool = False  # the cursor was none of ours: this is the first page


def find(query: Query, size: int = SIZE) -> Results:
    """The page of `query` that its cursor names."""
    if not query.needles:
        return walk(query, size)
    found = hits(query)
    if found.more and query.sort != "relevance":
        return replace(walk(query, size), count=BOUND, more=True)
    return listed(query, found, size)


def start_of(query: Query) -> tuple[Place | None, bool, bool]:
    """(where the page begins, whether backwards from there, whether a cursor was given that means nothing)."""
    cursor = query.after or query.before
    place = decode(cursor, query.sort) if cursor else None
    return place, bool(place and not query.after), bool(cursor and place is None)


def listed(query: Query, found: Hits, size: int) -> Results:
    """A page of the matches that the engine listed."""
    descending = query.sort not in ORDERS or ORDERS[query.sort][1]
    ordered = sorted(found.places, reverse=descending)
    place, backwards, lost = start_of(query)
    if place:
        ordered = [one for one in ordered if one != place and (one < place) == (descending != backwards)]
    page = [Place(*one) for one in (ordered[-size:] if backwards else ordered[:size])]
    rows = {row.search_serial: row for row in shown(Challenge.objects.filter(query.where(), search_serial__in=[one.serial for one in page]))}
    newer, older = cursors(page, len(ordered) > size, place, backwards)
    return Results([rows[one.serial] for one in page if one.serial in rows], newer, older, len(found.places), found.more, lost)


def cursors(places: list[Place], rest: bool, place: Place | None, backwards: bool) -> tuple[str, str]:
    """(newer, older) of a page whose rows stand at `places`."""
    if not places:
        return "", ""
    has_newer = rest if backwards else place is not None
    has_older = backwards or rest
    return encode(places[0]) if has_newer else "", encode(places[-1]) if has_older else ""


def matching(query: Query) -> QuerySet[Challenge]:
    """Every match of the filters and the words, as rows."""
    rows = Challenge.objects.filter(query.where())
    for word in query.needles:
        rows = rows.filter(Q(search_title__contains=f" {word} ") | Q(search_body__contains=f" {word} "))
    return rows


def walk(query: Query, size: int) -> Results:
    """A page along the index of the order."""
    column, descending = ORDERS[query.sort]
    place, backwards, lost = start_of(query)
    rows = matching(query)
    down = descending != backwards
    if place:
        rows = rows.filter(beyond(column, place, down))
    sign = "-" if down else ""
    order = [f"{sign}search_serial"] if column == "search_serial" else [f"{sign}{column}", f"{sign}search_serial"]
    found = list(shown(rows.order_by(*order))[: size + 1])
    rest, found = len(found) > size, found[:size]
    if backwards:
        found.reverse()
    newer, older = cursors([Place(getattr(row, column), row.search_serial or 0) for row in found], rest, place, backwards)
    if place is None and not rest:
        return Results(found, newer, older, len(found), False, lost)
    return Results(found, newer, older, *count(query), lost)


def beyond(column: str, place: Place, down: bool) -> Q:
    """What stands after `place` in that direction."""
    past = "lt" if down else "gt"
    if column == "search_serial":
        return Q(**{f"search_serial__{past}": place.serial})
    return Q(**{f"{column}__{past}e": place.value}) & (Q(**{f"{column}__{past}": place.value}) | Q(**{f"search_serial__{past}": place.serial}))


def count(query: Query) -> tuple[int, bool]:
    """(how many match, whether there are more): counted up to COUNTED and remembered for a moment. Of words, the caller knows."""
    if query.needles:
        return 0, True
    found = remembered(lambda: counted(query), "count", replace(query, sort="newest").address(), seconds=KEPT)
    return min(found, COUNTED), found > COUNTED


def counted(query: Query) -> int:
    return len(Challenge.objects.filter(query.where()).values_list("search_serial")[: COUNTED + 1])


def shown(rows: QuerySet[Challenge]) -> Any:
    """Only what a list shows: a brief may have 20,000 characters."""
    return rows.only(*SHOWN)


def newest(query: Query, size: int) -> list[Challenge]:
    """The newest matches of a search without words; nothing is counted."""
    return list(shown(matching(query).order_by("-search_serial"))[:size])
