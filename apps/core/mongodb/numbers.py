"""S13: numbered keys, so that apps of others and their migrations run as they are."""

from typing import Any

from bson import Int64
from pymongo import ReturnDocument
from pymongo.database import Database

COUNTERS = "_counters"


def next_numbers(database: Database[Any], table: str, count: int) -> range:
    """Reserve `count` numbers in a row. Outside of any transaction on purpose, like a sequence of SQL: nobody waits, gaps are fine."""
    found: Any = database[COUNTERS].find_one_and_update(
        {"_id": table}, {"$inc": {"last": Int64(count)}}, upsert=True, return_document=ReturnDocument.AFTER
    )
    last = int(found["last"])
    return range(last - count + 1, last + 1)


def used_number(database: Database[Any], table: str, number: int) -> None:
    """Numbers up to `number` are not given out any more."""
    database[COUNTERS].update_one({"_id": table}, {"$max": {"last": Int64(number)}}, upsert=True)


def numbered(database: Database[Any], table: str, column: str, documents: list[dict[str, Any]]) -> list[int]:
    """Give each document its number in `column` where it has none; the numbers of all."""
    without = [document for document in documents if document.get(column) is None]
    for document, number in zip(without, next_numbers(database, table, len(without)) if without else (), strict=True):
        document[column] = Int64(number)
    numbers = [int(document[column]) for document in documents]
    if len(without) < len(documents):
        used_number(database, table, max(numbers))
    return numbers
