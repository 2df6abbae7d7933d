"""Thousands of held milestones, each released and refunded at the same moment: one of the two succeeds, the other is refused, and the money is right.

RACES is how many; `RACES=5000 pytest tests/payments/test_release_refund_race.py` is the number that the house promises.
"""

import os
import threading
from collections import Counter
from collections.abc import Callable
from itertools import count
from typing import Any

import pytest
from django.db import connection, connections
from django.db.models import Sum
from django.test import override_settings

from apps.contracts.models import Contract, Milestone
from apps.core.db import is_transient
from apps.core.errors import Refused, Stale
from apps.core.money import Money
from apps.payments import services
from apps.payments.admin.forms import refund_as_seen, where
from apps.payments.models import Account, JournalEntry, Operation, Posting
from apps.users.models import User

from .many import PARTS, held_milestones
from .proving import assert_ledger_clean

pytestmark = [pytest.mark.django_db, pytest.mark.race]
THREADS = 20
TURNS = 40
LATER = override_settings(TASKS={"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend", "QUEUES": []}})  # the gateway has its own tests
Verb = Callable[[Milestone], Any]


def races(default: int) -> int:
    return int(os.environ.get("RACES", default)) // PARTS * PARTS


def race(keys: list[Any], verbs: tuple[Verb, Verb], threads: int = THREADS, *, rests: bool = False) -> Counter[str]:
    """Both verbs for each milestone, side by side in `threads` threads; how often which succeeded, was refused, or failed otherwise.

    With `rests`, one pair in five is no race: its second waits for its first, so that each verb has its turn to win.
    """
    turn, outcomes = count(), Counter[str]()
    firsts = [threading.Event() for _ in keys]
    lock = threading.Lock()

    def runner() -> None:
        mine = Counter[str]()
        while (number := next(turn)) < 2 * len(keys):
            pair, side = divmod(number, 2)
            name = ("release", "refund")[side ^ (pair & 1)]  # who begins takes turns
            if rests and side and pair % 5 == 0:
                firsts[pair].wait(600)
            mine[outcome(verbs[0 if name == "release" else 1], keys[pair]) or name] += 1
            firsts[pair].set()
        connections.close_all()
        with lock:
            outcomes.update(mine)

    workers = [threading.Thread(target=runner, daemon=True) for _ in range(threads)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(3600)
    assert not any(worker.is_alive() for worker in workers)
    return outcomes


def outcome(verb: Verb, key: Any) -> str:
    """ "" when it was done. Who had no turn in the crowd presses again, as people do who are told so."""
    for _ in range(TURNS):
        try:
            verb(Milestone.objects.get(pk=key))
            return ""
        except Refused:
            return "refused"
        except Exception as error:
            if not is_transient(error):
                return repr(error)[:200]
    return "never had a turn"


def test_of_release_and_refund_one_succeeds_and_one_is_refused(olga: User, sam: User, people: dict[str, User]) -> None:
    number = races(40 if connection.vendor == "mongodb" else 100)
    keys = held_milestones(number, olga, sam)
    assert len(keys) == number
    fiona = people["fiona"]
    release: Verb = lambda one: services.approve(one, by=one.owner)  # noqa: E731
    seen = where(Milestone.objects.get(pk=keys[0]))  # all of it held, as staff saw it when they decided
    refund: Verb = lambda one: refund_as_seen(one, Money(2500, "EUR"), seen=seen, by=fiona, reason="A stolen card.", key=one.pk.hex)  # noqa: E731
    with LATER:
        outcomes = race(keys, (release, refund), rests=True)
    assert outcomes["release"] + outcomes["refund"] == number == outcomes["refused"], outcomes
    assert set(outcomes) == {"release", "refund", "refused"}, outcomes  # each wins sometimes, and nothing else happens
    assert Posting.objects.aggregate(minor=Sum("amount_minor"))["minor"] == 0
    for name, kind in (("release", "transfer"), ("refund", "refund")):
        assert outcomes[name] == JournalEntry.objects.filter(kind=name).count() == Operation.objects.filter(kind=kind).count()
    sums = Milestone.objects.aggregate(held=Sum("held_minor"), funded=Sum("funded_minor"), back=Sum("refunded_minor"))
    assert (sums["held"], sums["funded"], sums["back"]) == (0, number * 2500, outcomes["refund"] * 2500)
    assert Posting.objects.filter(account=Account.HELD).aggregate(minor=Sum("amount_minor"))["minor"] == 0
    assert not Contract.objects.filter(status__in=("awaiting", "active")).exists()  # each has ended with its last milestone
    assert_ledger_clean()


def test_control_without_compare_and_set_both_succeed(olga: User, sam: User) -> None:
    """What both would be with a look and then a write: some money leaves twice."""
    keys = held_milestones(50, olga, sam)
    together = threading.Barrier(2, timeout=5)

    def naive(status: str) -> Verb:
        def verb(milestone: Milestone) -> None:
            if milestone.status != "delivered":
                raise Stale("Somebody was faster.")
            together.wait()
            Milestone.objects.filter(pk=milestone.pk).update(status=status, held_minor=0)

        return verb

    outcomes = race(keys, (naive("released"), naive("refunded")), threads=2)
    assert outcomes["release"] + outcomes["refund"] > len(keys)
