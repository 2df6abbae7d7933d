"""Transactions that mean the same on SQLite and on MongoDB."""

import functools
import random
import time
import traceback
from collections.abc import Callable
from types import TracebackType
from typing import Any, ParamSpec, TypeVar

from django.db import DEFAULT_DB_ALIAS, OperationalError, connections, transaction
from django.db.transaction import TransactionManagementError

__all__ = ["WriteConflict", "atomic", "is_transient", "on_commit", "run_atomic"]

PATIENCE = 15.0  # seconds of starting again: dozens of people may want the same row at once, and SQLite waits as long for its lock

P = ParamSpec("P")
R = TypeVar("R")


class WriteConflict(OperationalError):
    """Another transaction was faster. Nothing was written; running the whole transaction again may succeed."""


class Atomic(transaction.Atomic):
    """Django's own, without savepoints (MongoDB has none) and without silent endings."""

    def __exit__(self, exc_type: type[BaseException] | None, exc_value: BaseException | None, traceback: TracebackType | None) -> None:
        connection: Any = connections[self.using or DEFAULT_DB_ALIAS]
        inner = bool(connection.savepoint_ids)
        lost = exc_type is None and connection.needs_rollback and not inner
        if inner and exc_value is not None:
            connection.rollback_exc = exc_value
        super().__exit__(exc_type, exc_value, traceback)
        if lost:
            raise TransactionManagementError("Rolled back: something inside had failed, though the error was caught.") from connection.rollback_exc


def atomic(*, durable: bool = False) -> Atomic:
    """All or nothing, on either database; also a decorator.

    An inner block is a part of the outer one: once it has failed nothing can be saved any more, on SQLite as on MongoDB, and the outer block
    raises TransactionManagementError where somebody caught the error. `durable` refuses to be an inner block. Raises WriteConflict on MongoDB
    when another transaction changed the same rows first.
    """
    return Atomic(DEFAULT_DB_ALIAS, savepoint=False, durable=durable)


def on_commit(function: Callable[[], Any], *, robust: bool = False) -> None:
    """Call `function` once the outermost transaction is committed; at once where there is none. A `robust` one that fails is logged, not raised."""
    transaction.on_commit(lambda: function(), robust=robust)  # Django's log wants a __qualname__; a partial has none


def is_transient(error: BaseException | None) -> bool:
    """Whether running the whole transaction again may succeed."""
    while error is not None:
        if isinstance(error, WriteConflict) or (isinstance(error, OperationalError) and "locked" in str(error)):
            return True
        error = error.__cause__
    return False


def let_go(error: BaseException | None) -> None:
    """The frames of a database error hold its cursor in a circle, which the garbage collector would break in any thread: on SQLite that one waits for
    the cursor's connection, which may be waiting for the lock that the thread holds. So the circle is broken here, by the cursor's own thread."""
    while error is not None:
        traceback.clear_frames(error.__traceback__)
        error = error.__cause__


def run_atomic(function: Callable[P, R]) -> Callable[P, R]:
    """Run `function` in a transaction, from its start again after a write conflict; use `on_commit` for what must happen once."""

    @functools.wraps(function)
    def wrapper(*args: P.args, **kwargs: P.kwargs) -> R:
        nested = connections[DEFAULT_DB_ALIAS].in_atomic_block
        give_up, pause = time.monotonic() + PATIENCE, 0.01
        while True:
            try:
                with atomic():
                    return function(*args, **kwargs)
            except Exception as error:
                if nested or not is_transient(error):
                    raise
                let_go(error)
                if time.monotonic() > give_up:
                    raise
            time.sleep(random.uniform(0, pause))  # noqa: S311
            pause = min(pause * 2, 0.3)

    return wrapper
