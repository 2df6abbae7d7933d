"""A person's payments for their spreadsheet or bookkeeping: every row of the list, as it comes out of the database."""

import csv
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Any

from apps.core.keyset import keyset_page

from .history import History, movement
from .models import Operation, Payment, Posting
from .services.reconciling.differences import own_id

BATCH = 500
HEAD = ("Time (UTC)", "Kind", "Amount", "Currency", "Contract", "Milestone", "With", "Reference", "Reconciled (UTC)")
FORMULAS = ("=", "+", "-", "@", "\t", "\r", "\n")
BOM = "\N{ZERO WIDTH NO-BREAK SPACE}"  # tells spreadsheets that it is UTF-8
RELATED = ("entry", "milestone", "contract", "contract__owner", "contract__solver")


class Echo:
    """Gives back what is written to it."""

    def write(self, text: str) -> str:
        return text


def csv_lines(history: History) -> Iterator[str]:
    """The newest first; as many rows in memory as a batch has, whatever the size."""
    writer: Any = csv.writer(Echo())
    yield BOM + writer.writerow(HEAD)
    after = ""
    while True:
        page = keyset_page(history.rows().select_related(*RELATED), "-created_at", size=BATCH, after=after)
        marks = reconciled(page.rows)
        for posting in page.rows:
            yield writer.writerow(cells(history.user, posting, marks.get(posting.entry_id)))
        after = page.older
        if not after:
            return


def cells(user: Any, posting: Posting, reconciled_at: datetime | None) -> list[str]:
    """Amounts as decimal numbers, with the sign that the person's pocket feels; texts never begin a formula."""
    moved, contract, milestone = movement(posting), posting.contract, posting.milestone
    other = "" if contract is None else str(contract.solver if contract.owner_id == user.pk else contract.owner)
    return [
        utc(posting.created_at),
        moved.words,
        moved.amount.plain,
        posting.currency,
        disarmed(contract.title if contract else ""),
        disarmed(f"{milestone.position}. {milestone.title}" if milestone else ""),
        disarmed(other),
        disarmed(posting.entry.reference),
        utc(reconciled_at) if reconciled_at else "",
    ]


def disarmed(text: str) -> str:
    """Spreadsheets run cells that begin like a formula, also after spaces; an apostrophe makes them text."""
    return f"'{text}" if text.lstrip(" \N{NO-BREAK SPACE}").startswith(FORMULAS) or text.startswith(FORMULAS) else text


def utc(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def reconciled(postings: Iterable[Posting]) -> dict[Any, datetime | None]:
    """By entry: when the gateway's books last agreed with its payment or operation. Two queries."""
    about = {one.entry_id: own_id(one.entry.key.partition(":")[2]) for one in postings}
    keys = [key for key in about.values() if key]
    marks: dict[Any, datetime | None] = {}
    for model in (Payment, Operation) if keys else ():
        marks |= dict(model._default_manager.filter(pk__in=keys).values_list("pk", "reconciled_at"))
    return {entry: marks.get(key) for entry, key in about.items()}
