"""What clocks share: many rows, one after the other, none in the way of the next."""

import logging
import time
from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from django.db import models

logger = logging.getLogger(__name__)
TURN = 60.0  # seconds
T = TypeVar("T")


def in_turn(rows: Iterable[T], seconds: float = TURN) -> Iterator[T]:
    """The rows, as long as the turn lasts: what is left waits for the next one. A provider that does not answer must not stop all other clocks."""
    end = time.monotonic() + seconds
    for row in rows:
        if time.monotonic() > end:
            return
        yield row


def each(verb: Callable[[T], int], rows: Iterable[T], *, passing: tuple[type[Exception], ...] = ()) -> int:
    """The sum of what `verb` says it did, row by row. One that fails is logged, stops no other, and comes again with the next clock.

    `passing` is what the verb raises where there is nothing to do any more: somebody was faster.
    """
    done = 0
    for row in rows:
        try:
            done += verb(row)
        except passing:
            continue
        except Exception:
            logger.exception("%s failed for %s; it will be tried again.", getattr(verb, "__name__", verb), called(row))
    return done


def called(row: object) -> str:
    return f"{row._meta.verbose_name} {row.pk}" if isinstance(row, models.Model) else str(row)
