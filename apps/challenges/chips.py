"""The active filters of a search, each with the address that is without it."""

from typing import NamedTuple

from .models import Challenge
from .search.query import DEADLINES, STATUSES, Query


class Chip(NamedTuple):
    words: str
    url: str


def chips_of(query: Query) -> list[Chip]:
    """In the order of the form; “Clear all” is the page's own."""
    chips = [Chip(one.name, query.address(fields=tuple(other for other in query.fields if other != one))) for one in query.fields]
    if query.least:
        chips.append(Chip(f"From {query.least.format(whole=True)}", query.address(least=None)))
    if query.most:
        chips.append(Chip(f"Up to {query.most.format(whole=True)}", query.address(most=None)))
    if query.currency and not (query.least or query.most):
        chips.append(Chip(f"In {query.currency}", query.address(currency="")))
    for level in query.difficulties:
        rest = tuple(other for other in query.difficulties if other != level)
        chips.append(Chip(Challenge.Difficulty(level).label, query.address(difficulties=rest)))
    if query.deadline:
        chips.append(Chip(f"Closes {DEADLINES[query.deadline].lower()}", query.address(deadline=0)))
    chips += [Chip(skill, query.address(skills=tuple(other for other in query.skills if other != skill))) for skill in query.skills]
    if query.status != "open":
        chips.append(Chip(STATUSES[query.status], query.address(status="open")))
    return chips
