"""What a full-text engine answers. There is one for each database; pages never ask which it is."""

from collections.abc import Callable
from datetime import datetime
from typing import NamedTuple

from django.db import connection

from .query import Query

BOUND = 2000  # matches that are ranked, the newest ones; below it every answer is exact


class Hit(NamedTuple):
    """A match: what any order needs of it, without its row."""

    serial: int
    score: float
    deadline: datetime | None
    reward: int


class Hits(NamedTuple):
    """`more` says that there are matches beyond those listed."""

    found: list[Hit]
    more: bool


Engine = Callable[[Query], Hits]


def hits(query: Query) -> Hits:
    """The newest matches of a search with words, at most BOUND, each with its score: the higher the better."""
    if connection.vendor == "mongodb":
        from .mongo import hits as engine
    else:
        from .sqlite import hits as engine
    return engine(query)
