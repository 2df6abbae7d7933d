"""Transactions on sessions of MongoDB: what they wait for, how they fail, and that nothing of a failed one stays."""

import os
import threading
from typing import Any

import pytest
from django.db import DatabaseError, DataError, IntegrityError, OperationalError, connections, transaction
from django.db.transaction import TransactionManagementError
from django.test.utils import CaptureQueriesContext
from django_mongodb_backend import transaction as stock_transaction

from apps.core.db import WriteConflict, atomic, on_commit, run_atomic
from apps.core.models import Event
from apps.core.mongodb.base import DatabaseWrapper
from tests.races import run_parallel

from .conftest import SUBJECT


def write(verb: str, using: str = "default", **fields: Any) -> Event:
    return Event.objects.using(using).create(subject_type="x", subject_id=SUBJECT, verb=verb, **fields)


def elsewhere(verb: str, note: str) -> None:
    """Change the row outside of the running transaction, as another process would."""
    run_parallel(1, lambda _: Event.objects.filter(verb=verb).update(note=note))


def test_djangos_atomic_is_real_where_the_backends_is_not(stock: str) -> None:
    for alias, left in (("default", set()), (stock, {"half"})):
        with pytest.raises(ValueError), transaction.atomic(using=alias):
            write("half", alias)
            raise ValueError
        assert set(Event.objects.values_list("verb", flat=True)) == left


def test_callbacks_wait_where_the_backends_do_not(stock: str) -> None:
    seen: list[str] = []
    for alias in ("default", stock):
        with pytest.raises(ValueError), transaction.atomic(using=alias):
            transaction.on_commit(lambda alias=alias: seen.append(alias), using=alias)  # type: ignore[misc]
            raise ValueError
    assert seen == [stock]


def end_on_the_server(connection: Any) -> None:
    session = connection.session.session_id
    connection.connection.admin.command("killSessions", [session])


def test_a_failed_commit_leaves_nothing_behind(mongo: Any, stock: str) -> None:
    seen: list[str] = []
    with pytest.raises(WriteConflict), atomic():
        write("lost")
        on_commit(lambda: seen.append("wrong"))
        end_on_the_server(mongo)
    assert (mongo.session, mongo.in_atomic_block, seen) == (None, False, [])
    with atomic():
        write("kept")
    assert set(Event.objects.values_list("verb", flat=True)) == {"kept"}
    with pytest.raises(Exception), stock_transaction.atomic(using=stock):  # noqa: B017
        write("lost too", stock)
        end_on_the_server(connections[stock])
    assert connections[stock].session is not None  # type: ignore[attr-defined]
    connections[stock]._end_session()  # type: ignore[attr-defined]


def test_a_conflict_starts_the_whole_function_again() -> None:
    write("one")
    tries: list[str] = []

    @run_atomic
    def change() -> None:
        row = Event.objects.get(verb="one")
        tries.append(row.note)
        if len(tries) == 1:
            elsewhere("one", "faster")
        Event.objects.filter(pk=row.pk).update(note=row.note + " and ours")

    change()
    assert tries == ["", "faster"]
    assert Event.objects.get(verb="one").note == "faster and ours"


def test_without_run_atomic_a_conflict_is_raised_and_nothing_written() -> None:
    write("one")
    with pytest.raises(WriteConflict), atomic():
        Event.objects.get(verb="one")
        elsewhere("one", "faster")
        write("two")
        Event.objects.filter(verb="one").update(note="ours")
    assert set(Event.objects.values_list("verb", "note")) == {("one", "faster")}


def test_the_first_statement_waits_for_the_other_transaction() -> None:
    write("one")
    holding, done = threading.Event(), threading.Event()

    def hold_or_wait(number: int) -> str:
        if number == 0:
            with atomic():
                Event.objects.filter(verb="one").update(note="first")
                holding.set()
                done.wait(0.3)
            return "held"
        holding.wait(5)
        with transaction.atomic():  # as Django saves a session
            Event.objects.filter(verb="one").update(note="second")
        return "waited"

    assert run_parallel(2, hold_or_wait) == ["held", "waited"]
    assert Event.objects.get(verb="one").note == "second"


def test_a_later_statement_does_not_wait() -> None:
    write("one")
    write("two")
    holding, failed = threading.Event(), threading.Event()

    def hold_or_fail(number: int) -> None:
        with atomic():
            Event.objects.get(verb="two")
            if number:
                holding.wait(5)
            Event.objects.filter(verb="one").update(note=str(number))
            holding.set()
            failed.wait(0.3)

    held, conflict = run_parallel(2, hold_or_fail)
    assert held is None
    assert isinstance(conflict, WriteConflict)


def test_all_reads_see_one_moment() -> None:
    write("one")
    with atomic():
        assert Event.objects.get(verb="one").note == ""
        elsewhere("one", "later")
        assert Event.objects.get(verb="one").note == ""
    assert Event.objects.get(verb="one").note == "later"


@pytest.mark.parametrize("inside", [False, True])
def test_a_taken_key_is_an_integrity_error_that_names_the_index(inside: bool) -> None:
    first = write("one")
    with pytest.raises(IntegrityError, match="_id_") as caught:
        if inside:
            with atomic():
                write("before")
                write("twin", id=first.pk)
        else:
            write("twin", id=first.pk)
    assert first.pk.hex not in str(caught.value)  # values may be private
    assert set(Event.objects.values_list("verb", flat=True)) == {"one"}


def test_errors_have_words(mongo: Any, stock: str) -> None:
    first = write("one")
    with pytest.raises(IntegrityError) as silent:
        write("twin", stock, id=first.pk)
    assert str(silent.value) == ""
    with pytest.raises(DatabaseError, match="unknown operator"):
        mongo.run(lambda session: list(mongo.get_collection("core_event").find({"$and": [{"x": {"$nonsense": 1}}]}, session=session)))
    with pytest.raises(DataError):
        Event.objects.filter(pk=first.pk).update(details={"n": 2**70})


def test_a_later_batch_that_fails_is_a_database_error(mongo: Any) -> None:
    Event.objects.bulk_create(Event(subject_type="x", subject_id=SUBJECT, verb=str(n)) for n in range(300))
    rows = Event.objects.all().iterator(chunk_size=50)
    next(rows)
    idle = [{"$currentOp": {"idleCursors": True, "localOps": True}}, {"$match": {"type": "idleCursor", "ns": f"{mongo.database.name}.core_event"}}]
    cursors = [found["cursor"]["cursorId"] for found in mongo.connection.admin.aggregate(idle)]
    mongo.database.command("killCursors", "core_event", cursors=cursors)
    with pytest.raises(DatabaseError):
        list(rows)


def test_no_query_after_a_failed_one() -> None:
    first = write("one")
    with pytest.raises(TransactionManagementError), atomic():
        with pytest.raises(IntegrityError):
            Event.objects.bulk_create([Event(id=first.pk, subject_type="x", subject_id=SUBJECT, verb="twin")])
        Event.objects.count()


def test_select_for_update_is_accepted() -> None:
    write("one")
    with atomic():
        assert Event.objects.select_for_update().get(verb="one").note == ""


def test_closing_within_a_transaction_rolls_it_back(mongo: Any) -> None:
    with pytest.raises(TransactionManagementError), atomic():
        write("lost")
        mongo.close()
    assert not Event.objects.exists()
    with atomic():
        write("kept")
    assert Event.objects.count() == 1


def test_connections_of_the_process_are_shared(mongo: Any) -> None:
    """Requests of many threads, each closing its connection at the end, open no client of their own."""
    write("one")
    clients = run_parallel(20, lambda _: (Event.objects.count(), id(connections["default"].connection))[1])
    assert set(clients) == {id(mongo.connection)}
    mongo.close()
    assert Event.objects.count() == 1
    assert mongo.is_usable()


def test_a_forked_child_opens_a_client_of_its_own(mongo: Any) -> None:
    write("one")
    before = id(mongo.connection)
    child = os.fork()
    if child == 0:
        fine = Event.objects.count() == 1 and id(mongo.connection) != before
        os._exit(0 if fine else 1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    assert Event.objects.count() == 1


def test_a_lost_server_is_an_operational_error(mongo: Any) -> None:
    away = DatabaseWrapper(dict(mongo.settings_dict) | {"HOST": "mongodb://127.0.0.1:9/?serverSelectionTimeoutMS=100"}, alias="away")
    connections["away"] = away
    try:
        rows = Event.objects.using("away")
        for ask in (rows.count, lambda: write("one", "away"), lambda: rows.update(note="x"), lambda: rows._raw_delete("away")):
            with pytest.raises(OperationalError):
                ask()
        assert away.get_connection_params().get("serverSelectionTimeoutMS") is None
        assert mongo.get_connection_params()["serverSelectionTimeoutMS"] == 5000
    finally:
        away.close_pool()
        del connections["away"]


def test_the_log_of_queries_shows_the_transaction(mongo: Any) -> None:
    with CaptureQueriesContext(mongo) as asked, atomic():
        write("one")
    assert [query["sql"].split("(")[0] for query in asked] == ["BEGIN", "db.core_event.insert_many", "COMMIT"]
