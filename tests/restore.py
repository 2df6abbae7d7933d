"""What makes real commits affordable in tests: after each one the rows are as the migrations left them, on either database."""

import sqlite3
from collections.abc import Callable
from typing import Any

import pymongo.monitoring
from django.db import connections

WRITING = {"insert", "update", "delete", "findAndModify", "create", "createIndexes", "drop"}


connection: Any = connections["default"]


def rows_of_migrations() -> Callable[[], None]:
    """Remember the rows that are there now; the answer brings exactly these back. Call it once, when the test database has been migrated."""
    return mongodb() if connection.vendor == "mongodb" else sqlite()


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
    """The collections that were written to, by whichever thread."""

    def __init__(self) -> None:
        self.collections: set[str] = set()

    def started(self, event: pymongo.monitoring.CommandStartedEvent) -> None:
        if event.command_name in WRITING:
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
            database[name].delete_many({})
            if name in rows:
                database[name].insert_many(rows[name])
        written.collections.clear()

    return restore
