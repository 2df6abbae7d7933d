"""What a full-text engine answers. There is one for each database; pages never ask which it is."""

from collections.abc import Callable
from typing import Any, NamedTuple

from django.db import connection

from .query import Query

BOUND = 2000  # matches that are listed, the newest ones; below it every answer is exact


class Hits(NamedTuple):
    """Where each match stands in the order asked for (see cursors.Place), in no order; `more` says that there are matches beyond those."""

    places: list[tuple[Any, int]]
    more: bool


Engine = Callable[[Query], Hits]


def hits(query: Query) -> Hits:
    """The newest matches of a search with words, at most BOUND."""
    if connection.vendor == "mongodb":
        from .mongo import hits as engine
    else:
        from .sqlite import hits as engine
    return engine(query)
