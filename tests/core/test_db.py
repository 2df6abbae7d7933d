"""Transactions mean the same on both databases; this file runs on either."""

import functools

import pytest
from django.db import IntegrityError, OperationalError, connection, transaction
from django.db.transaction import TransactionManagementError

from apps.core.db import WriteConflict, atomic, is_transient, on_commit, run_atomic
from apps.core.ids import uuid7
from apps.core.models import Event

pytestmark = pytest.mark.django_db

SUBJECT = "0190f5fe-6a00-7000-8000-000000000000"


def write(verb: str) -> Event:
    return Event.objects.create(subject_type="core.Event", subject_id=SUBJECT, verb=verb)


def verbs() -> set[str]:
    return set(Event.objects.values_list("verb", flat=True))


def test_commits_at_the_end() -> None:
    with atomic():
        write("one")
        write("two")
    assert verbs() == {"one", "two"}
    assert not connection.in_atomic_block


def test_an_error_undoes_everything() -> None:
    with pytest.raises(ValueError), atomic():
        write("one")
        raise ValueError
    assert verbs() == set()
    write("after")
    assert verbs() == {"after"}


def test_reads_its_own_writes() -> None:
    with atomic():
        write("one")
        assert verbs() == {"one"}
        Event.objects.filter(verb="one").update(verb="changed")
        assert verbs() == {"changed"}


def test_an_inner_block_is_part_of_the_outer_one() -> None:
    with pytest.raises(ValueError), atomic():
        with atomic():
            write("inner")
        raise ValueError
    assert verbs() == set()


def test_a_failed_inner_block_dooms_the_outer_one_loudly() -> None:
    with pytest.raises(TransactionManagementError) as caught, atomic():
        write("outer")
        with pytest.raises(ValueError), atomic():
            raise ValueError("first")
    assert verbs() == set()
    assert isinstance(caught.value.__cause__, ValueError)


def test_no_query_after_a_failed_inner_block() -> None:
    with pytest.raises(TransactionManagementError), atomic():
        with pytest.raises(ValueError), atomic():
            raise ValueError
        write("too late")
    assert verbs() == set()


def test_a_caught_integrity_error_is_not_a_silent_rollback() -> None:
    first = write("first")
    with pytest.raises(TransactionManagementError), atomic():
        write("second")
        with pytest.raises(IntegrityError):
            Event.objects.create(id=first.id, subject_type="core.Event", subject_id=SUBJECT, verb="twin")
    assert verbs() == {"first"}


def test_durable_refuses_to_be_inner() -> None:
    with atomic(durable=True):
        write("one")
    with pytest.raises(RuntimeError), atomic(), atomic(durable=True):
        pass
    assert verbs() == {"one"}


def test_decorator() -> None:
    @atomic()
    def both() -> None:
        write("one")
        raise ValueError

    with pytest.raises(ValueError):
        both()
    assert verbs() == set()


def test_on_commit_runs_when_the_outermost_block_has_committed() -> None:
    seen: list[set[str]] = []
    with atomic():
        with atomic():
            write("one")
            on_commit(lambda: seen.append(verbs()))
        write("two")
        assert seen == []
    assert seen == [{"one", "two"}]


def test_on_commit_is_dropped_with_the_transaction() -> None:
    seen: list[str] = []
    with pytest.raises(ValueError), atomic():
        on_commit(lambda: seen.append("wrong"))
        raise ValueError
    with atomic():
        pass
    assert seen == []


def test_on_commit_outside_runs_at_once() -> None:
    seen: list[str] = []
    on_commit(lambda: seen.append("now"))
    assert seen == ["now"]


def test_what_fails_after_commit_is_logged_when_robust() -> None:
    with atomic():
        write("kept")
        on_commit(functools.partial(int, "no number"), robust=True)
    assert verbs() == {"kept"}


def test_on_commit_may_open_a_transaction_of_its_own() -> None:
    with atomic():
        on_commit(atomic()(lambda: write("later")))
        write("one")
    assert verbs() == {"one", "later"}


def test_djangos_own_atomic_is_real_too() -> None:
    with pytest.raises(ValueError), transaction.atomic():
        write("one")
        raise ValueError
    assert verbs() == set()


def test_djangos_own_atomic_inside_ours_joins_it() -> None:
    with pytest.raises(ValueError), atomic():
        with transaction.atomic():
            write("one")
        raise ValueError
    assert verbs() == set()


def test_bulk_create_is_all_or_nothing() -> None:
    twin = write("first").id
    rows = [Event(id=key, subject_type="core.Event", subject_id=SUBJECT, verb="new") for key in (uuid7(), twin)]
    with pytest.raises(IntegrityError):
        Event.objects.bulk_create(rows)
    assert verbs() == {"first"}


def test_get_or_create_survives_a_taken_key() -> None:
    first = write("first")
    found, created = Event.objects.get_or_create(id=first.id, defaults={"subject_type": "core.Event", "subject_id": SUBJECT, "verb": "twin"})
    assert (found.verb, created) == ("first", False)


def test_run_atomic_starts_again_after_a_conflict() -> None:
    attempts: list[int] = []

    @run_atomic
    def decide(verb: str) -> str:
        attempts.append(1)
        write(verb)
        if len(attempts) < 3:
            raise WriteConflict("somebody was faster")
        return verb

    assert decide("one") == "one"
    assert len(attempts) == 3
    assert Event.objects.count() == 1


def test_run_atomic_gives_up_in_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("apps.core.db.PATIENCE", 0.1)
    attempts: list[int] = []

    @run_atomic
    def never() -> None:
        attempts.append(1)
        raise WriteConflict("somebody was faster")

    with pytest.raises(WriteConflict):
        never()
    assert len(attempts) > 2


def test_run_atomic_runs_once_where_a_second_try_is_no_use() -> None:
    attempts: list[int] = []

    @run_atomic
    def refused() -> None:
        attempts.append(1)
        raise ValueError

    with pytest.raises(ValueError):
        refused()
    with pytest.raises(WriteConflict), atomic():
        run_atomic(lambda: refused_with_conflict(attempts))()
    assert len(attempts) == 2


def refused_with_conflict(attempts: list[int]) -> None:
    attempts.append(1)
    raise WriteConflict("the outer transaction starts again, not a part of it")


def test_is_transient() -> None:
    wrapped = ValueError()
    wrapped.__cause__ = WriteConflict()
    assert is_transient(wrapped)
    assert is_transient(OperationalError("database is locked"))
    assert not is_transient(OperationalError("no such table"))
    assert not is_transient(IntegrityError())
    assert not is_transient(None)
