"""The connection: one client of the process, one session per transaction."""

import os
import threading
from collections.abc import Callable
from typing import Any, ClassVar, TypeVar

from django.db import DatabaseError, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.utils import debug_transaction
from django_mongodb_backend import base
from pymongo import MongoClient
from pymongo.client_session import ClientSession
from pymongo.errors import PyMongoError

from .errors import database_errors
from .features import DatabaseFeatures
from .operations import AUTO_FIELDS, DatabaseOperations
from .operators import OPERATORS
from .schema import DatabaseSchemaEditor
from .transaction import Transaction
from .uuids import register
from .validation import DatabaseValidation

SELECTION_TIMEOUT = 5000  # ms to find a server; PyMongo would let a request hang for 30 s

T = TypeVar("T")

register()


class DatabaseWrapper(base.DatabaseWrapper):  # type: ignore[misc]
    """S11: Django's own transactions, callbacks and all, on sessions of MongoDB.

    There are no savepoints: a failed statement, or a failed inner block, dooms the outermost one, and every later query says so.
    """

    data_types = base.DatabaseWrapper.data_types | dict.fromkeys(AUTO_FIELDS, "long")
    mongo_operators = OPERATORS
    features_class = DatabaseFeatures
    ops_class = DatabaseOperations
    validation_class = DatabaseValidation
    SchemaEditorClass = DatabaseSchemaEditor

    _connection_pools: ClassVar[dict[str, MongoClient[Any]]] = {}
    _opening = threading.Lock()

    session: ClientSession | None
    transaction: Transaction | None = None
    changing_schema = False

    set_autocommit = BaseDatabaseWrapper.set_autocommit
    on_commit = BaseDatabaseWrapper.on_commit
    close = BaseDatabaseWrapper.close

    def get_connection_params(self) -> dict[str, Any]:
        params: dict[str, Any] = super().get_connection_params()
        if "serverselectiontimeoutms" not in str(params["host"]).lower():
            params.setdefault("serverSelectionTimeoutMS", SELECTION_TIMEOUT)
        return params

    def connect(self) -> None:
        with database_errors():
            super().connect()

    def get_new_connection(self, conn_params: dict[str, Any]) -> MongoClient[Any]:
        with self._opening:  # two threads at once would leave one client open for ever
            client: MongoClient[Any] = super().get_new_connection(conn_params)
            return client

    def is_usable(self) -> bool:
        try:
            self.connection.admin.command("ping")
        except PyMongoError:
            return False
        return True

    def run(self, statement: Callable[[ClientSession | None], T]) -> T:
        """The answer of `statement(session)`, in the transaction where there is one. Raises Django's database errors (see errors.py), and
        TransactionManagementError after an earlier failure in the same transaction."""
        self.ensure_connection()
        self.validate_no_broken_transaction()
        try:
            with database_errors():
                return self.transaction.run(statement) if self.transaction else statement(None)
        except DatabaseError as error:
            if self.transaction:  # the server has given it up already
                self.needs_rollback, self.rollback_exc = True, error
            raise

    def _set_autocommit(self, autocommit: bool) -> None:
        """A change of the schema is no transaction: MongoDB cannot undo it, and an index would wait for the rows that its own transaction holds."""
        if not autocommit and not self.changing_schema:
            self.transaction = Transaction(self.connection)
            self.session = self.transaction.session

    def _finish(self, name: str, finish: Callable[[Transaction], None]) -> None:
        ended, self.transaction, self.session = self.transaction, None, None
        if ended:
            with debug_transaction(self, name), database_errors():
                finish(ended)

    def _commit(self) -> None:
        self._finish("COMMIT", Transaction.commit)

    def _rollback(self) -> None:
        self._finish("ROLLBACK", Transaction.rollback)

    def _close(self) -> None:
        """The client stays: it is the pool of the whole process."""
        self._rollback()
        self.__dict__.pop("database", None)


def forget_clients() -> None:
    """In a forked child, like that of each RQ job: its parent's sockets are not its own."""
    DatabaseWrapper._connection_pools.clear()
    DatabaseWrapper._opening = threading.Lock()
    for connection in connections.all(initialized_only=True):
        if isinstance(connection, DatabaseWrapper):
            connection.connection = connection.transaction = connection.session = None
            connection.__dict__.pop("database", None)


os.register_at_fork(after_in_child=forget_clients)
