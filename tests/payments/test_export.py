"""One's payments for a spreadsheet: the same filters, the same rows, and nothing in it that a spreadsheet would run."""

import csv
from datetime import datetime, timedelta
from decimal import Decimal
from io import StringIO
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from apps.core.money import Money
from apps.payments import exporting, services
from apps.payments.exporting import disarmed
from apps.payments.gateways.sandbox import scripts, want_back
from apps.payments.history import History
from apps.payments.models import Payment, Posting
from apps.payments.services.reconciling import reconcile
from apps.users.models import User
from openchance.demo import cast as demo

from .agreements import agreement

pytestmark = pytest.mark.django_db


def exported(client: Any, query: str = "") -> list[dict[str, str]]:
    response = client.get(f"/payments/export.csv{query}")
    assert response.status_code == 200 and response["Content-Type"] == "text/csv; charset=utf-8"
    assert response["Content-Disposition"].startswith('attachment; filename="openchance-payments-') and "no-store" in response["Cache-Control"]
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(StringIO(text)))


def test_both_sides_export_their_own_rows(delivered: Any, olga: Any, sam: Any, eve: Any, signed_in: Any) -> None:
    services.approve(delivered, by=olga)
    now = timezone.now()
    reconcile("sandbox", now - timedelta(days=1), now + timedelta(days=1))
    [paid] = exported(signed_in(olga))
    assert paid["Kind"] == "Paid in" and paid["Amount"] == "-600.00" and paid["Currency"] == "EUR" and paid["With"] == "Sam Okafor"
    assert paid["Contract"] == delivered.contract.title and paid["Milestone"] == "1. Sketch" and paid["Reference"].startswith("ch_sandbox_")
    assert paid["Time (UTC)"].endswith("Z") and datetime.fromisoformat(paid["Time (UTC)"]) and paid["Reconciled (UTC)"].endswith("Z")
    [got] = exported(signed_in(sam))
    assert got["Kind"] == "Paid out to you" and got["Amount"] == "552.00" and got["With"] == "Olga Lindqvist" and got["Reconciled (UTC)"]
    assert exported(signed_in(eve)) == []


def test_the_same_filters_as_the_list(olga: Any, sam: Any, signed_in: Any) -> None:
    demo.funded(agreement(olga, sam, "EUR", [60000]))
    demo.funded(agreement(olga, sam, "JPY", [5000]))
    demo.funded(agreement(sam, olga, "KWD", [1234560]))
    client = signed_in(olga)
    assert {one["Amount"] for one in exported(client)} == {"-600.00", "-5000"}
    assert [one["Amount"] for one in exported(client, "?currency=JPY")] == ["-5000"]
    for nothing in ("?role=solver", "?period=last-year", "?kind=refunds", "?role=solver&kind=in"):
        assert exported(client, nothing) == []
    assert [one["Amount"] for one in exported(signed_in(sam), "?kind=in&role=challenger")] == ["-1234.560"]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", " =", "\u00a0="])
def test_formulas_are_texts(start: str) -> None:
    assert disarmed(f"{start}1+1") == f"'{start}1+1"
    assert disarmed("Redraw = draw again") == "Redraw = draw again" and disarmed("") == ""


def test_hostile_titles_stay_in_their_cell(funded: Any, olga: Any, signed_in: Any) -> None:
    from apps.contracts.models import Contract

    hostile = '=HYPERLINK("http://evil.example";"x"),"\r\nnext'
    Contract.objects.update(title=hostile)
    User.objects.filter(handle="sam").update(name="@SUM(1)")
    [row] = exported(signed_in(olga))
    assert row["Contract"] == f"'{hostile}" and row["With"] == "'@SUM(1)"


def test_the_sums_are_those_of_the_rows(delivered: Any, second: Any, olga: Any, sam: Any, max_: Any, signed_in: Any) -> None:
    """With a payout taken back, and a payment that the bank took and gave back."""
    services.approve(delivered, by=olga)
    services.refund_milestone(delivered, Money(10000, "EUR"), by=max_, reason="A part was missing.")
    demo.funded(delivered.contract, 2)
    want_back(Payment.objects.get(milestone=second).charge_id)
    for who, kinds in (
        (olga, {"Paid in", "Refunded to you", "Taken back by your bank"}),
        (sam, {"Paid out to you", "Taken back from your payout account"}),
    ):
        rows = exported(signed_in(who))
        assert {one["Kind"] for one in rows} == kinds
        [sums] = History(who, "", "", "").sums()
        pocket = sums.paid_out.units + sums.refunded.units - sums.paid_in.units
        assert sum(Decimal(one["Amount"]) for one in rows) == pocket
    page = signed_in(sam).get("/payments/?kind=returns").content.decode()
    assert "Taken back from your payout account" in page and "−€92.00" in page and "Paid out to you</b>" not in page
    assert "Taken back by your bank" in signed_in(olga).get("/payments/?kind=bank").content.decode()


def test_why_something_is_still_on_its_way(delivered: Any, olga: Any, sam: Any, signed_in: Any) -> None:
    from apps.payments.models import Operation

    scripts.order("transfer", "down")
    services.approve(delivered, by=olga)
    Operation.objects.update(waits_for="hold")
    assert "waits, because payouts to you are on hold" in signed_in(sam).get("/payments/").content.decode()
    assert "On its way" not in signed_in(sam).get("/payments/?kind=in").content.decode()
    assert "On its way" not in signed_in(sam).get("/payments/?currency=JPY").content.decode()


def test_large_histories_come_in_batches(funded: Any, olga: Any, signed_in: Any, monkeypatch: Any) -> None:
    monkeypatch.setattr(exporting, "BATCH", 100)
    entry = Posting.objects.get(account="clearing", kind="fund")
    more = [
        Posting(entry=entry.entry, kind="fund", account="clearing", amount_minor=100, currency="EUR", contract=entry.contract, user=olga)
        for _ in range(299)
    ]
    Posting.objects.bulk_create(more)
    with CaptureQueriesContext(connection) as queries:
        rows = exported(signed_in(olga))
    assert len(rows) == 300 and len({one["Time (UTC)"] for one in rows}) >= 1
    assert len([one for one in queries if "payments_posting" in one["sql"]]) <= 4


def test_only_reading(olga: Any, client: Any, signed_in: Any) -> None:
    assert client.get("/payments/export.csv").status_code == 302
    assert signed_in(olga).post("/payments/export.csv").status_code == 405
