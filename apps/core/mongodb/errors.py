"""What PyMongo and BSON raise, as Django's database errors with words in them."""

from collections.abc import Iterator
from contextlib import contextmanager

from bson.errors import BSONError
from django.db import DatabaseError, DataError, IntegrityError, OperationalError
from pymongo.errors import BulkWriteError, ConnectionFailure, DuplicateKeyError, OperationFailure, PyMongoError

from apps.core.db import WriteConflict

DUPLICATE_KEY = 11000
WRITE_CONFLICT = 112
NO_SUCH_TRANSACTION = 251
ILLEGAL_OPERATION = 20  # a transaction on a server that is no replica set


@contextmanager
def database_errors() -> Iterator[None]:
    """Raises IntegrityError for a taken key, WriteConflict where running the transaction again may help, OperationalError for a lost server,
    DataError for a value that cannot be stored, DatabaseError else; the original is its `__cause__`."""
    try:
        yield
    except PyMongoError as error:
        raise translated(error) from error
    except (BSONError, OverflowError) as error:
        raise DataError(str(error)) from error


def translated(error: PyMongoError) -> DatabaseError:
    codes = codes_of(error)
    if isinstance(error, DuplicateKeyError) or DUPLICATE_KEY in codes:
        return IntegrityError(str(error).split(" dup key:")[0])  # what follows are the values: somebody's address
    if error.has_error_label("TransientTransactionError") or codes & {WRITE_CONFLICT, NO_SUCH_TRANSACTION}:
        return WriteConflict(str(error))
    if ILLEGAL_OPERATION in codes and "replica set" in str(error):
        return OperationalError("MongoDB must run as a replica set (of one will do): without it there are no transactions.")
    if isinstance(error, ConnectionFailure):
        return OperationalError(str(error))
    return DatabaseError(str(error))


def codes_of(error: PyMongoError) -> set[int]:
    if isinstance(error, BulkWriteError):
        return {one["code"] for one in (error.details or {}).get("writeErrors", ())}
    return {error.code} if isinstance(error, OperationFailure) and error.code is not None else set()
