"""What people see of their money: their own payments, and the timeline of a contract."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from apps.core.money import Money
from apps.payments import services
from apps.payments.faces import timeline_rows
from apps.payments.gateways.sandbox import resolve, scripts
from apps.payments.models import Operation, Payment, SandboxTransfer
from apps.payments.services.reconciling import reconcile
from apps.payments.timeline import split, timeline
from openchance.demo import cast as demo

from .agreements import agreement

pytestmark = pytest.mark.django_db


def test_before_anything_the_page_says_what_will_be_here(olga: Any, signed_in: Any) -> None:
    page = signed_in(olga).get("/payments/").content.decode()
    assert "No payments yet" in page


def test_both_sides_see_their_own_side(delivered: Any, olga: Any, sam: Any, eve: Any, signed_in: Any) -> None:
    services.approve(delivered, by=olga)
    olgas, sams = (signed_in(who).get("/payments/").content.decode() for who in (olga, sam))
    assert "Paid in" in olgas and "−€600.00" in olgas and "ch_sandbox_" in olgas and "€552.00" not in olgas
    assert "Paid out to you" in sams and "+€552.00" in sams and "tr_sandbox_" in sams and "€600.00" not in sams
    assert "No payments yet" in signed_in(eve).get("/payments/").content.decode()


def test_refunds_are_counted_and_come_with_their_sign(funded: Any, olga: Any, signed_in: Any) -> None:
    services.cancel_contract(funded.contract, by=olga, reason="Changed plans.")
    page = signed_in(olga).get("/payments/?role=challenger").content.decode()
    assert "Refunded to you" in page and "+€600.00" in page


def test_what_is_on_its_way_is_not_counted_yet(delivered: Any, olga: Any, sam: Any, signed_in: Any) -> None:
    scripts.order("transfer", "pending")
    services.approve(delivered, by=olga)
    sams = signed_in(sam)
    page = sams.get("/payments/").content.decode()
    assert "On its way" in page and "+€552.00" not in page
    resolve(SandboxTransfer.objects.get().reference, "succeeded")
    page = sams.get("/payments/").content.decode()
    assert "On its way" not in page and "+€552.00" in page


def test_filters_by_role_currency_and_period(olga: Any, sam: Any, signed_in: Any) -> None:
    demo.funded(agreement(olga, sam, "EUR", [60000]))
    demo.funded(agreement(olga, sam, "JPY", [5000]))
    demo.funded(agreement(sam, olga, "KWD", [1234560]))
    olgas = signed_in(olga)

    def shows(query: str) -> set[str]:
        page = olgas.get(f"/payments/?{query}").content.decode()
        return {sign for sign in ("−€600.00", "−¥5,000", "KWD") if sign in page.split('id="movements"')[1]}

    assert shows("") == {"−€600.00", "−¥5,000"}
    assert shows("currency=JPY") == {"−¥5,000"}
    assert shows("role=solver") == set()
    assert shows("period=month") == {"−€600.00", "−¥5,000"}
    assert shows("period=last-year") == set()
    assert shows("role=nonsense&period=x&currency=%00%00%00") == set()
    assert shows("role=challenger") == {"−€600.00", "−¥5,000"}
    assert olgas.get("/payments/?after=nonsense").status_code == 404
    with time_machine.travel(timezone.now().replace(month=7, day=1) + timedelta(days=366), tick=True):
        olgas.force_login(olga)
        assert shows("period=last-year") == {"−€600.00", "−¥5,000"}


def test_pages_cost_the_same_for_few_and_for_many(olga: Any, sam: Any, signed_in: Any, settings: Any) -> None:
    client = signed_in(olga)
    counts = []
    for _ in range(2):
        for _ in range(2):
            demo.funded(agreement(olga, sam, "EUR", [100, 200]), 1)
        client.get("/payments/")
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert client.get("/payments/").status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 10


def test_keyset_pages_lead_through_all_of_it(olga: Any, sam: Any, signed_in: Any, monkeypatch: Any) -> None:
    from apps.core import keyset
    from apps.payments import history

    monkeypatch.setattr(history, "keyset_page", lambda rows, order, **more: keyset.keyset_page(rows, order, size=2, **more))
    for _ in range(3):
        demo.funded(agreement(olga, sam, "EUR", [100]))
    client = signed_in(olga)
    page = client.get("/payments/")
    assert len(page.context["movements"]) == 2
    older = client.get(f"/payments/{page.context['older']}")
    assert len(older.context["movements"]) == 1 and older.context["newer"]


def test_signed_out_people_are_asked_to_sign_in(client: Any, db: None) -> None:
    assert client.get("/payments/").status_code == 302
    assert client.post("/payments/").status_code == 302


def test_the_timeline_tells_every_movement(contract: Any, olga: Any, sam: Any) -> None:
    first = demo.funded(contract)
    demo.delivered(first)
    services.approve(first, by=olga)
    demo.funded(contract, 2)
    lines = timeline(contract)
    assert [(line.title, line.amount.minor, line.held_after.minor) for line in lines] == [
        ("Milestone 2 funded", 120000, 120000),
        ("Milestone 1 released", -55200, 0),
        ("OpenChance fee", -4800, 55200),
        ("Milestone 1 funded", 60000, 60000),
    ]
    released = lines[1]
    assert released.reference.startswith("tr_sandbox_") and released.arrived_at and not released.waits
    assert lines[2].words == "8% of €600.00"


def test_the_timeline_of_bad_luck(funded: Any, olga: Any) -> None:
    scripts.order("refund", "pending")
    services.cancel_contract(funded.contract, by=olga, reason="Changed plans.")
    line = timeline(funded.contract)[0]
    assert (line.title, line.amount.minor, line.held_after.minor, line.waits) == ("Milestone 1 refunded", -60000, 0, True)


def test_what_the_gateways_books_agree_with_says_so(delivered: Any, olga: Any) -> None:
    services.approve(delivered, by=olga)
    assert not any(line.reconciled_at for line in timeline(delivered.contract))
    now = timezone.now()
    reconcile("sandbox", now - timedelta(days=1), now + timedelta(days=1))
    released, fee, funded = timeline(delivered.contract)
    assert released.reconciled_at and funded.reconciled_at and not fee.reconciled_at
    assert "reconciled" in str(timeline_rows([released, fee, funded]))


def test_an_exchange_is_noted_with_its_rate(delivered: Any, olga: Any) -> None:
    Payment.objects.update(settled_minor=64812, settled_currency="USD", rate="1.0802")
    services.approve(delivered, by=olga)
    Operation.objects.update(settled_minor=59627, settled_currency="USD", rate="")
    released, _, funded = timeline(delivered.contract)
    assert funded.note == "settled as $648.12 at 1.0802" and released.note == "settled as $596.27"
    assert "settled as $648.12 at 1.0802" in str(timeline_rows([funded]))


def test_why_a_payout_waits_is_for_the_solver_and_staff(delivered: Any, olga: Any, sam: Any, max_: Any) -> None:
    scripts.order("transfer", "down")
    services.approve(delivered, by=olga)
    Operation.objects.update(waits_for="hold")
    for reader, words in ((sam, "waits, because payouts are on hold"), (max_, "waits, because payouts are on hold"), (olga, "on its way")):
        drawn = str(timeline_rows(timeline(delivered.contract, None, reader)))
        assert words in drawn
        assert ("on hold" in drawn) == (reader != olga)


def test_what_came_back_from_the_solver_is_theirs_to_know(delivered: Any, olga: Any, sam: Any, max_: Any, second: Any) -> None:
    services.approve(delivered, by=olga)
    scripts.order("reversal", "short")
    services.refund_milestone(delivered, Money(60000, "EUR"), by=max_, reason="Not their own work.")
    demo.delivered(demo.funded(delivered.contract, 2))
    services.approve(second, by=olga)
    mine = [line.title for line in timeline(delivered.contract, None, sam)]
    theirs = [line.title for line in timeline(delivered.contract, None, olga)]
    reconcile("sandbox", timezone.now() - timedelta(days=1), timezone.now() + timedelta(days=1))
    assert next(line for line in timeline(delivered.contract, None, sam) if line.title.startswith("Came back")).reconciled_at
    assert "Repaid" in mine and "Came back from Sam Okafor" in mine
    assert "Repaid" not in theirs and "Came back from Sam Okafor" not in theirs and "Milestone 1 refunded" in theirs
    assert sum(line.held_after.minor for line in timeline(delivered.contract, None, sam)[:1]) == 0


def test_the_gateways_own_fee_is_nobodys_business(delivered: Any, olga: Any, sam: Any, signed_in: Any) -> None:
    services.approve(delivered, by=olga)
    for reader in (olga, sam):
        page = signed_in(reader).get(delivered.contract.get_absolute_url()).content.decode()
        assert "€552.00" in page and "€9.00" not in page and "Gateway fee" not in page


def test_the_bar_shows_where_the_money_is(contract: Any, olga: Any) -> None:
    first = demo.funded(contract)
    demo.delivered(first)
    services.approve(first, by=olga)
    parts = split(contract, list(contract.milestones.all()))
    assert [(part.name, part.amount) for part in parts] == [
        ("released", Money(55200, "EUR")),
        ("fee", Money(4800, "EUR")),
        ("open", Money(120000, "EUR")),
    ]
    assert parts[-1].x + parts[-1].width <= 4200
