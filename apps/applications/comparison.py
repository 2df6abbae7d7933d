"""Applications to one challenge, side by side: which, in which order, a page at a time."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from apps.challenges.models import Challenge
from apps.users.models import User

from .models import LIVE, Application

PAGE = 20
TABS = {"all": "All", "shortlisted": "Shortlisted", "declined": "Declined"}
SORTS = {"newest": "Newest", "price": "Price", "time": "Time", "rating": "Rating"}
CHUNK = 1000  # ids that one query takes


@dataclass(frozen=True, slots=True)
class Entry:
    """What order and counts need to know of an application; the rest is read for one page only."""

    pk: UUID
    solver: UUID
    status: str
    price: int
    days: int


@dataclass(frozen=True, slots=True)
class Comparison:
    """`older` and `newer` are the `after` of the neighbouring pages, None where there is none ("" is the first page)."""

    rows: list[Application]
    tab: str
    sort: str
    tabs: list[tuple[str, str, int]]
    live: int
    first: int
    total: int
    newer: str | None
    older: str | None


def compare(challenge: Challenge, *, tab: str = "", sort: str = "", after: str = "") -> Comparison:
    """One page of a challenge's applications. Three queries, four when they are sorted by rating, however many there are."""
    columns = Application.objects.filter(challenge=challenge).order_by("-created_at", "-id")
    entries = [Entry(*values) for values in columns.values_list("pk", "solver_id", "status", "price_minor", "days")]
    counts = {
        "all": len(entries),
        "shortlisted": sum(entry.status == "shortlisted" for entry in entries),
        "declined": sum(entry.status == "declined" for entry in entries),
    }
    tab = tab if tab in TABS else "shortlisted" if counts["shortlisted"] else "all"
    sort = sort if sort in SORTS else "newest"
    chosen = in_order([entry for entry in entries if tab in ("all", entry.status)], sort)
    keys = [entry.pk for entry in chosen]
    start = next((place + 1 for place, key in enumerate(keys) if str(key) == after), 0)
    shown = keys[start : start + PAGE]
    rows = Application.objects.select_related("solver").in_bulk(shown)
    return Comparison(
        rows=[rows[key] for key in shown if key in rows],
        tab=tab,
        sort=sort,
        tabs=[(name, words, counts[name]) for name, words in TABS.items()],
        live=sum(entry.status in LIVE for entry in entries),
        first=start + 1,
        total=len(keys),
        newer=None if not start else str(keys[start - PAGE - 1]) if start > PAGE else "",
        older=str(shown[-1]) if start + PAGE < len(keys) else None,
    )


def in_order(entries: list[Entry], sort: str) -> list[Entry]:
    """The accepted one first, then those that wait for a decision, then the rest; each by `sort`."""
    if sort == "price":
        entries = sorted(entries, key=lambda entry: entry.price)
    elif sort == "time":
        entries = sorted(entries, key=lambda entry: entry.days)
    elif sort == "rating":
        found = ratings(entry.solver for entry in entries)
        entries = sorted(entries, key=lambda entry: found.get(entry.solver, (0.0, 0)), reverse=True)
    return sorted(entries, key=lambda entry: 0 if entry.status == "accepted" else 1 if entry.status in LIVE else 2)


def ratings(solvers: Iterable[Any]) -> dict[Any, tuple[float, int]]:
    """(average stars, number of reviews) of those who have some."""
    keys = list(solvers)
    found: dict[Any, tuple[float, int]] = {}
    for start in range(0, len(keys), CHUNK):
        people = User.objects.filter(pk__in=keys[start : start + CHUNK], solver_reviews__gt=0)
        found |= {pk: (stars / reviews, reviews) for pk, stars, reviews in people.values_list("pk", "solver_stars", "solver_reviews")}
    return found
