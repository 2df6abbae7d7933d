"""SQLite's one lock, and many threads: whoever waits in vain must not make others wait."""

import gc
import sqlite3
from typing import Any

import pytest
from django.db import OperationalError, connection

from apps.core import db
from apps.users.models import User

pytestmark = pytest.mark.django_db


def cursors_in_circles() -> int:
    """How many cursors the garbage collector would have to free, in whichever thread it happens to run."""
    gc.set_debug(gc.DEBUG_SAVEALL)
    try:
        gc.collect()
        return sum(isinstance(one, sqlite3.Cursor) for one in gc.garbage)
    finally:
        gc.set_debug(0)
        gc.garbage.clear()


def test_a_lock_that_was_not_had_leaves_no_cursor_to_the_garbage_collector(monkeypatch: Any) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("about the lock of SQLite")
    monkeypatch.setattr(db, "PATIENCE", 0.2)
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout=10")
    other = sqlite3.connect(connection.settings_dict["NAME"], isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    gc.collect()
    try:
        with pytest.raises(OperationalError, match="locked"):
            db.run_atomic(lambda: User.objects.count())()
        left = cursors_in_circles()
    finally:
        other.execute("ROLLBACK")
        other.close()
        connection.close()
    assert left == 0


def test_control_without_letting_go_there_are_some(monkeypatch: Any) -> None:
    monkeypatch.setattr(db, "let_go", lambda error: None)
    with pytest.raises(AssertionError):
        test_a_lock_that_was_not_had_leaves_no_cursor_to_the_garbage_collector(monkeypatch)
