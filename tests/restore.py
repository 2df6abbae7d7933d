"""What makes real commits affordable in tests: after each one the rows are as the migrations left them, on either database."""

import sqlite3
from collections.abc import Callable, Iterable
from typing import Any

import pymongo.monitoring
from django.db import connections
from pymongo import WriteConcern

WRITING = {"insert", "update", "delete", "findAndModify", "create", "createIndexes", "drop"}
AT_ONCE = WriteConcern(w=1, j=False)  # nobody relies on what we bring back


connection: Any = connections["default"]


def rows_of_migrations() -> Callable[[], None]:
    """Remember the rows that are there now; the answer brings exactly these back. Call it once, when the test database has been migrated."""
    return mongodb() if connection.vendor == "mongodb" else sqlite()


def mark() -> Any:
    """Something that is another after any write of this process, and never the same inside a transaction."""
    if connection.vendor == "mongodb":
        return written.count
    connection.ensure_connection()
    handle = connection.connection
    if handle.in_transaction:
        return object()
    return handle, handle.total_changes, handle.execute("PRAGMA data_version").fetchone()


def step() -> Callable[[], Callable[[], None]]:
    """Call it, change rows, then call the answer: what that returns makes the same change again, on the rows that were there before."""
    return mongodb_step() if connection.vendor == "mongodb" else sqlite


def sqlite() -> Callable[[], None]:
    """A copy of the whole file, page by page: full-text tables and sequences come back too."""
    connection.ensure_connection()
    copy = sqlite3.connect(":memory:")
    connection.connection.backup(copy)

    def restore() -> None:
        if connection.in_atomic_block:
            connection.close()
        connection.ensure_connection()
        copy.backup(connection.connection)

    return restore


class Written(pymongo.monitoring.CommandListener):
    """The collections that were written to, by whichever thread, and how often that was."""

    def __init__(self) -> None:
        self.collections: set[str] = set()
        self.count = 0

    def started(self, event: pymongo.monitoring.CommandStartedEvent) -> None:
        if event.command_name in WRITING:
            self.count += 1
            self.collections.add(str(event.command[event.command_name]))

    def succeeded(self, event: Any) -> None: ...

    def failed(self, event: Any) -> None: ...


written = Written()
pymongo.monitoring.register(written)  # clients made from now on report to it


def mongodb() -> Callable[[], None]:
    """Empties what a test wrote to, and puts back what migrations had written there (content types, permissions)."""
    database = connection.database
    names = [name for name in database.list_collection_names() if not name.startswith("system.")]
    rows = {name: found for name in names if (found := list(database[name].find()))}
    written.collections.clear()

    def restore() -> None:
        for name in written.collections - {"_counters"}:
            collection = database.get_collection(name, write_concern=AT_ONCE)
            collection.delete_many({})
            if name in rows:
                collection.insert_many(rows[name])
        written.collections.clear()

    return restore


def mongodb_step() -> Callable[[], Callable[[], None]]:
    database = connection.database

    def documents(names: Iterable[str]) -> dict[str, dict[Any, Any]]:
        return {name: {row["_id"]: row for row in database[name].find()} for name in set(names) - {"_counters"}}

    before = documents(name for name in database.list_collection_names() if not name.startswith("system."))

    def after() -> Callable[[], None]:
        changes = []
        for name, rows in documents(written.collections).items():
            old = before.get(name, {})
            gone = [key for key, row in old.items() if rows.get(key) != row]
            changes.append((name, gone, [row for key, row in rows.items() if old.get(key) != row]))
        return lambda: change(changes)

    def change(changes: list[tuple[str, list[Any], list[Any]]]) -> None:
        for name, gone, come in changes:
            collection = database.get_collection(name, write_concern=AT_ONCE)
            if gone:
                collection.delete_many({"_id": {"$in": gone}})
            if come:
                collection.insert_many(come)

    return after
