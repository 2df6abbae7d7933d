"""What a full-text engine answers. There is one for each database; pages never ask which it is."""

from collections.abc import Callable
from typing import Any, NamedTuple

from django.db import connection

from .memory import remembered
from .query import Query

KEPT = 15  # seconds
BOUND = 2000  # matches that are listed, the newest ones; below it every answer is exact


class Hits(NamedTuple):
    """Where each match stands in the order asked for (see cursors.Place), in no order themselves; `more` says that there are others."""

    places: list[tuple[Any, int]]
    more: bool


Engine = Callable[[Query], Hits]


def hits(query: Query) -> Hits:
    """The newest matches of a search with words, at most BOUND, remembered for a moment: whoever turns the page sees the same list."""
    return remembered(lambda: engine()(query), "hits", query.address(), seconds=KEPT)


def engine() -> Engine:
    if connection.vendor == "mongodb":
        from .mongo import hits
    else:
        from .sqlite import hits
    return hits
