"""A process that dies at a chosen step: before a write, around a commit, before and after a call of the gateway.

Nothing of it remains then but the database and the outside world.
"""

import functools
import os
import random
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from datetime import timedelta
from typing import Any
from unittest.mock import patch

import time_machine
from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.query import QuerySet
from django.utils import timezone

from apps.payments import services
from apps.payments.gateways.base import Gateway
from apps.payments.gateways.sandbox.api import Sandbox
from apps.payments.gateways.stripe import Stripe
from tests import restore as restoring

WRITES = ("_insert", "_update", "update", "delete")


class Died(BaseException):
    """Nothing in the house may catch it: a process that is killed catches nothing."""


class Faults:
    """Counts steps; at step `at` the process dies, and whatever it still tries dies too."""

    def __init__(self, at: int = 0) -> None:
        self.at, self.steps, self.dead = at, 0, False

    def step(self) -> None:
        self.steps += 1
        if self.dead or self.steps == self.at:
            self.dead = True
            raise Died(f"at step {self.at}")

    def write(self, real: Callable[..., Any]) -> Callable[..., Any]:
        @functools.wraps(real)
        def stepping(*args: Any, **kwargs: Any) -> Any:
            self.step()
            return real(*args, **kwargs)

        return stepping

    def commit(self, real: Callable[[Any], None]) -> Callable[[Any], None]:
        def stepping(wrapper: Any) -> None:
            try:
                self.step()
            except Died:
                wrapper.rollback()  # the connection of a dead process is gone, and its transaction with it
                raise
            real(wrapper)
            self.step()

        return stepping

    def call(self, real: Callable[..., Any]) -> Callable[..., Any]:
        def stepping(*args: Any, **kwargs: Any) -> Any:
            self.step()
            answer = real(*args, **kwargs)
            self.step()
            return answer

        return stepping


@contextmanager
def process(at: int = 0) -> Iterator[Faults]:
    """What runs inside dies at step `at` (0: never), and is then forgotten."""
    faults = Faults(at)
    with ExitStack() as stack:
        for name in WRITES:
            stack.enter_context(patch.object(QuerySet, name, faults.write(getattr(QuerySet, name))))
        for door in (Sandbox, Stripe):
            for name in Gateway.calls:
                stack.enter_context(patch.object(door, name, faults.call(getattr(door, name))))
        stack.enter_context(patch.object(BaseDatabaseWrapper, "commit", faults.commit(BaseDatabaseWrapper.commit)))
        with suppress(Died):
            yield faults
    if faults.dead:
        assert not connection.in_atomic_block
        connection.run_on_commit = []


def sweep(hours: int = 1, rounds: int = 4) -> None:
    """Time passes, and the clocks do what was left over."""
    for number in range(1, rounds + 1):
        with time_machine.travel(timezone.now() + timedelta(hours=hours * number), tick=True):
            services.handle_due_webhooks()
            services.expire_payments()
            services.release_overdue()
            services.perform_due()


def every_step(scenario: Callable[[], Any], check: Callable[[], Any], *, stride: int = 0) -> int:
    """Run `scenario` on the rows that are there now, each time dying some steps later, until it comes through; `check` after each.

    EVERY_STEP in the environment says how many steps later, `stride` overrules it. `make prove` dies at each of them (1); the suite at every
    ninth, on MongoDB at every fifteenth, from a random one on. Returns the number of steps.
    """
    stride = stride or int(os.environ.get("EVERY_STEP", "0")) or (9 if connection.vendor == "sqlite" else 15)
    with checkpoint() as restore:
        for at in range(random.randint(1, stride), 1000, stride):
            restore()
            with process(at) as faults:
                scenario()
            check()
            if not faults.dead:
                return faults.steps
    raise AssertionError("It never came through.")


@contextmanager
def checkpoint() -> Iterator[Callable[[], None]]:
    """The rows that are there now can be brought back, as often as wanted.

    Whatever was written to since the test began is for the fixture that cleans up after it: also what after the last return only others wrote to,
    processes whose writes nobody here sees.
    """
    touched = set(restoring.written.collections)
    restore = restoring.rows_of_migrations()

    def bring_back() -> None:
        touched.update(restoring.written.collections)
        restore()

    try:
        yield bring_back
    finally:
        restoring.written.collections |= touched
