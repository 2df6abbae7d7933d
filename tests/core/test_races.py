"""Two people press at once: one wins. And without the guard more than one would."""

import threading
from typing import Any

import pytest

from apps.challenges.models import Challenge
from apps.core.db import atomic, run_atomic
from apps.core.errors import Stale
from apps.core.models import Event, record
from apps.core.moves import move
from apps.users.models import User

from ..races import run_parallel

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.race]

MANY = 50


@pytest.fixture
def challenge() -> Challenge:
    owner = User.objects.create_user("olga@example.org", "olga", name="Olga Lindqvist")
    return Challenge.objects.create(owner=owner, title="A bird feeder that survives winter", status="open")


def test_one_of_many_moves_wins(challenge: Challenge) -> None:
    everybody_has_read = threading.Barrier(MANY)

    def close(_: int) -> Event:
        row = Challenge.objects.get(pk=challenge.pk)
        everybody_has_read.wait(30)
        with atomic():
            return move(row, "close", by=None)

    outcomes = run_parallel(MANY, close)
    assert sorted(type(one).__name__ for one in outcomes) == ["Event"] + ["Stale"] * (MANY - 1)
    assert Event.objects.filter(subject_id=challenge.pk, verb="close").count() == 1


def test_one_of_many_wins_when_the_row_is_read_inside_the_transaction(challenge: Challenge) -> None:
    @run_atomic
    def close() -> Event:
        return move(Challenge.objects.get(pk=challenge.pk), "close", by=None)

    outcomes = run_parallel(20, lambda _: close())
    assert [type(one) for one in outcomes if not isinstance(one, Stale)] == [Event]
    assert Event.objects.filter(subject_id=challenge.pk, verb="close").count() == 1


def test_control_without_the_guard_more_than_one_wins(challenge: Challenge) -> None:
    everybody_has_read = threading.Barrier(MANY)

    def close(_: int) -> bool:
        row: Any = Challenge.objects.get(pk=challenge.pk)
        everybody_has_read.wait(30)
        if row.status != "open":
            return False
        row.status = "closed"
        row.save(update_fields=["status"])
        return True

    assert run_parallel(MANY, close).count(True) > 1


def test_a_taken_name_is_taken_once() -> None:
    @run_atomic
    def register(number: int) -> User:
        row = User(email=f"{number}@example.org", handle="taken", handle_skeleton=str(number), name="Somebody")
        record(row, "register", by=None)
        row.save(force_insert=True)
        return row

    outcomes = run_parallel(12, register)
    assert sorted(type(one).__name__ for one in outcomes) == ["IntegrityError"] * 11 + ["User"]
    assert (User.objects.count(), Event.objects.filter(verb="register").count()) == (1, 1)


def test_counters_lose_nothing(challenge: Challenge) -> None:
    @run_atomic
    def count() -> None:
        row = Challenge.objects.get(pk=challenge.pk)
        Challenge.objects.filter(pk=row.pk).update(application_count=row.application_count + 1)

    assert run_parallel(8, lambda _: count()) == [None] * 8
    challenge.refresh_from_db()
    assert challenge.application_count == 8
