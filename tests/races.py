"""Races: many threads do the same thing at the same moment, each with a database connection of its own."""

import threading
from collections.abc import Callable
from typing import TypeVar

from django.db import connections

R = TypeVar("R")


def run_parallel(n: int, function: Callable[[int], R], *, timeout: float = 60) -> list[R | Exception]:
    """Call `function(0)` … `function(n - 1)` at once, in `n` threads; what each returned or raised, in that order.

    The rows must have been committed before, as they are in every test of ours. Raises TimeoutError when a thread has not come back in time.
    """
    start = threading.Barrier(n)
    outcomes: list[R | Exception] = [TimeoutError("never came back")] * n

    def runner(number: int) -> None:
        try:
            start.wait(timeout)
            outcomes[number] = function(number)
        except Exception as error:
            outcomes[number] = error
        finally:
            connections.close_all()

    threads = [threading.Thread(target=runner, args=(number,), daemon=True) for number in range(n)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout)
    if any(thread.is_alive() for thread in threads):
        raise TimeoutError(f"A thread of {n} has not come back in {timeout} s.")
    return outcomes
