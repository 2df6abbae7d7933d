"""Transactions that mean the same on SQLite and on MongoDB."""

import functools
import random
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any, ParamSpec, TypeVar

from django.db import DEFAULT_DB_ALIAS, OperationalError, connections, transaction
from django.db.transaction import on_commit

__all__ = ["atomic", "is_transient", "on_commit", "run_atomic"]

P = ParamSpec("P")
R = TypeVar("R")


def atomic(*, durable: bool = False) -> AbstractContextManager[Any]:
    """All or nothing, on either database. On MongoDB a failing inner block dooms the outer one (there are no savepoints)."""
    return transaction.atomic(DEFAULT_DB_ALIAS, durable=durable)


def is_transient(error: BaseException | None) -> bool:
    """Whether running the whole transaction again may succeed."""
    while error is not None:
        if isinstance(error, OperationalError) and "locked" in str(error):
            return True
        error = error.__cause__
    return False


def run_atomic(function: Callable[P, R]) -> Callable[P, R]:
    """Run `function` in a transaction, from its start again after a write conflict; use `on_commit` for what must happen once."""

    @functools.wraps(function)
    def wrapper(*args: P.args, **kwargs: P.kwargs) -> R:
        nested = connections[DEFAULT_DB_ALIAS].in_atomic_block
        for attempt in range(1, 9):
            try:
                with atomic():
                    return function(*args, **kwargs)
            except Exception as error:
                if nested or attempt == 8 or not is_transient(error):
                    raise
            time.sleep(random.uniform(0, 0.005 * 2**attempt))  # noqa: S311
        raise AssertionError("unreachable")

    return wrapper
