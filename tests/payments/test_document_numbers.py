"""Numbers without gaps, whoever issues at the same moment and whoever dies at it."""

import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.db import connection

from apps.core.db import atomic
from apps.core.money import Money
from apps.payments import documents
from apps.payments.documents import numbering
from apps.payments.documents.issuing import issue_invoice
from apps.payments.models import Document
from tests.races import run_parallel
from tests.restore import written as written_to

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).resolve().parents[2]
INVOICES = int(os.environ.get("INVOICES", "80"))


def database_url() -> str:
    """Of the tests' own database."""
    name = str(connection.settings_dict["NAME"])
    if connection.vendor == "sqlite":
        return f"sqlite:///{name}"
    server, _, options = str(connection.settings_dict["HOST"]).partition("?")
    return f"{server.rsplit('/', 1)[0]}/{name}?{options}"


def issue(how: str, folder: Path, *, processes: int = 8, invoices: int = INVOICES) -> int:
    """Have them issued; how many processes died."""
    written_to.collections.add(Document._meta.db_table)  # by others than this process; emptied after the test all the same
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "tests.settings", "DATABASE_URL": database_url(), "REDIS_URL": "", "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "tests.payments.issuers", how, str(folder), str(processes), str(invoices)]
    done = subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True, timeout=240)
    assert done.returncode == 0, done.stderr[-3000:]
    return int(done.stdout)


def serials() -> list[int]:
    return sorted(Document.objects.filter(kind="invoice").values_list("serial", flat=True))


@pytest.mark.race
def test_invoices_by_8_processes_of_which_every_tenth_invoice_kills_one(first: Any, tmp_path: Path) -> None:
    assert issue("careful", tmp_path) == INVOICES // 10
    assert serials() == list(range(1, INVOICES + 1))
    issued = list(Document.objects.filter(kind="invoice").order_by("serial"))
    assert [one.number for one in issued] == [f"I-{one.year}-{serial:06}" for serial, one in enumerate(issued, start=1)]
    assert {one.total_minor for one in issued} == set(range(101, 101 + INVOICES)), "each invoice once"


@pytest.mark.race
def test_control_a_counter_beside_the_document_leaves_gaps(first: Any, tmp_path: Path) -> None:
    assert issue("careless", tmp_path, invoices=40) == 4
    assert len(serials()) == 40 and serials() != list(range(1, 41))


@pytest.mark.race
def test_threads_get_one_number_each(first: Any) -> None:
    rows = [written(first, f"one:{number}") for number in range(12)]
    outcomes = run_parallel(24, lambda number: documents.number(Document.objects.get(pk=rows[number % 12].pk)).serial)
    assert sorted(set(outcomes)) == serials() == list(range(1, 13)), outcomes  # type: ignore[type-var]


def written(milestone: Any, decision: str) -> Document:
    """A document that nobody has numbered yet."""
    with atomic():
        document = issue_invoice(milestone, Money(4800, "EUR"), decision)
        connection.run_on_commit = []
    assert document is not None and document.serial == 0
    return document


def test_what_nobody_numbered_the_clock_numbers(first: Any) -> None:
    rows = [written(first, f"one:{number}") for number in range(3)]
    assert documents.finish_due() == 3
    for row in rows:
        row.refresh_from_db()
    assert [row.serial for row in rows] == [1, 2, 3] and all(row.file and row.due_at is None for row in rows)
    assert documents.finish_due() == 0


def test_each_kind_and_year_has_a_series_of_its_own(first: Any, olga: Any) -> None:
    with time_machine.travel(datetime(2026, 12, 31, 23, 59, 58, tzinfo=UTC), tick=False):
        old = documents.number(written(first, "one"))
    with time_machine.travel(datetime(2027, 1, 1, 0, 0, 1, tzinfo=UTC), tick=False):
        new = documents.number(written(first, "two"))
        again = documents.number(written(first, "three"))
    assert [one.number for one in (old, new, again)] == ["I-2026-000001", "I-2027-000001", "I-2027-000002"]


def test_numbering_again_changes_nothing(first: Any) -> None:
    document = documents.number(written(first, "one"))
    before = document.number, document.issued_at
    assert (documents.number(document).number, document.issued_at) == before
    numbering.take(document, 2026, 77)
    document.refresh_from_db()
    assert (document.number, document.issued_at) == before


def test_a_number_is_not_drawn_inside_a_transaction_that_could_take_it_back(first: Any) -> None:
    document = written(first, "one")
    with atomic(), pytest.raises(RuntimeError):
        documents.number(document)
    document.refresh_from_db()
    assert document.serial == 0


def test_a_decision_that_is_rolled_back_leaves_no_document_and_no_gap(first: Any) -> None:
    with pytest.raises(ZeroDivisionError), atomic():
        issue_invoice(first, Money(4800, "EUR"), "never")
        raise ZeroDivisionError
    assert not Document.objects.exists()
    assert documents.number(written(first, "one")).serial == 1


def test_a_document_is_written_inside_the_decision(first: Any) -> None:
    with pytest.raises(RuntimeError):
        issue_invoice(first, Money(4800, "EUR"), "outside")
