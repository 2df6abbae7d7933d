"""Adding up postings and operations."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from apps.payments.models import Account, JournalEntry, Operation, Posting

Problems = list[tuple[Any, str]]  # (key of the row, what is off)
Kind = JournalEntry.Kind
OPEN = ("pending", "failed")  # operations whose money still stands in payable or refunds
NOT_CANCELLED = ("pending", "failed", "done")


def grouped(field: str, keys: list[Any]) -> dict[Any, list[Posting]]:
    found: dict[Any, list[Posting]] = {key: [] for key in keys}
    for posting in Posting.objects.filter(**{f"{field}__in": keys}):
        found[getattr(posting, field)].append(posting)
    return found


def on(postings: Iterable[Posting], account: Account, *kinds: str) -> int:
    """The sum on an account, of these kinds of entry or of all; debits positive."""
    return sum(one.amount_minor for one in postings if one.account == account and (not kinds or one.kind in kinds))


def entries_by_key(keys: Iterable[str]) -> dict[str, list[Posting]]:
    """The postings of the entries that have these keys; a key without an entry is missing."""
    wanted = list(dict.fromkeys(keys))
    by_pk = dict(JournalEntry.objects.filter(key__in=wanted).values_list("pk", "key")) if wanted else {}
    sides = grouped("entry_id", list(by_pk))
    return {key: sides[pk] for pk, key in by_pk.items()}


def ordered_of(field: str, keys: list[Any], statuses: tuple[str, ...]) -> dict[tuple[Any, str], int]:
    """(key, kind of operation) → the amount of the operations in one of `statuses`."""
    found: dict[tuple[Any, str], int] = defaultdict(int)
    rows = Operation.objects.filter(**{f"{field}__in": keys}, status__in=statuses)
    for key, kind, minor in rows.values_list(field, "kind", "amount_minor"):
        found[key, kind] += minor
    return found
