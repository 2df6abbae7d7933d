"""One transaction on one session, and how it waits and ends."""

import random
import time
from collections.abc import Callable
from typing import Any, TypeVar

from pymongo import MongoClient, WriteConcern
from pymongo.client_session import ClientSession
from pymongo.errors import PyMongoError
from pymongo.read_concern import ReadConcern

PATIENCE = 5.0  # seconds that a first statement waits for others; as a lock would make it wait elsewhere
COMMIT_ATTEMPTS = 3

T = TypeVar("T")


class Transaction:
    """Every read sees one moment; what is committed survives a failover, whatever the connection string says."""

    def __init__(self, client: MongoClient[Any]) -> None:
        self.session: ClientSession = client.start_session()
        self.start()

    def start(self) -> None:
        self.session.start_transaction(read_concern=ReadConcern("snapshot"), write_concern=WriteConcern("majority"))
        self.is_fresh = True

    def run(self, statement: Callable[[ClientSession], T]) -> T:
        """The answer of one statement. Where the very first one meets a conflict the transaction begins anew, since nothing is lost by that: two
        requests that save the same session wait for each other, as they would on an SQL database, instead of one of them failing."""
        give_up, pause = time.monotonic() + PATIENCE, 0.002
        while True:
            try:
                answer = statement(self.session)
            except PyMongoError as error:
                if not self.is_fresh or not error.has_error_label("TransientTransactionError") or time.monotonic() > give_up:
                    raise
                self.session.abort_transaction()
                time.sleep(random.uniform(0, pause))  # noqa: S311
                pause = min(pause * 2, 0.1)
                self.start()
            else:
                self.is_fresh = False
                return answer

    def commit(self) -> None:
        """Everything is stored, or PyMongoError is raised. The session ends in any case (S9): a dead one would haunt its thread."""
        try:
            for attempt in range(1, COMMIT_ATTEMPTS + 1):
                try:
                    return self.session.commit_transaction()
                except PyMongoError as error:  # asking again is safe: the server knows whether it has committed
                    if attempt == COMMIT_ATTEMPTS or not error.has_error_label("UnknownTransactionCommitResult"):
                        raise
        finally:
            self.session.end_session()

    def rollback(self) -> None:
        try:
            self.session.abort_transaction()
        finally:
            self.session.end_session()
