"""What is told about a chargeback, in any order, again, at once, or to a process that dies: the money is right after each."""

import os
import random
from collections.abc import Callable
from typing import Any

import pytest

from apps.core.errors import Refused
from apps.core.money import Money
from apps.payments import services
from apps.payments.gateways.errors import GatewayError, WrongObject
from apps.payments.gateways.sandbox import decide, events, pay, take_money, want_back
from apps.payments.models import (
    Account,
    Chargeback,
    Finding,
    JournalEntry,
    Payment,
    SandboxChargeback,
    SandboxEvent,
    WebhookEvent,
)
from apps.payments.services.charging_back import follow
from openchance.demo import cast as demo
from tests.races import run_parallel

from .chargebacks import charge_of, charged_back, columns, entries, fresh, on, operations, released, settled_down, state, told
from .faults import every_step, sweep
from .proving import assert_effects_once, assert_ledger_clean

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("won", [True, False])
def test_the_end_before_the_beginning(won: bool, first: Any, olga: Any) -> None:
    released(first)
    reference = want_back(charge_of(first), manner="queued")
    SandboxEvent.objects.filter(status="waiting").delete()
    decide(reference, won=won)
    row = Chargeback.objects.get()
    assert row.status == ("won" if won else "lost") and entries()[0] == "chargeback"
    assert told(olga) == ["chargeback_won" if won else "chargeback_lost_owner"]
    settled_down()


@pytest.mark.parametrize("seed", range(int(os.environ.get("TELLINGS", "2"))))
def test_events_repeated_and_in_any_order(seed: int, first: Any) -> None:
    released(first)
    reference = want_back(charge_of(first), asks=True)
    take_money(reference)
    services.send_evidence(Chargeback.objects.get())
    decide(reference, won=False)
    sweep(rounds=1)
    happened = [one for one in SandboxEvent.objects.all() for _ in range(3)]
    random.Random(seed).shuffle(happened)
    for event in happened:
        WebhookEvent.objects.filter(event_id__contains=event.reference).delete()
        events.deliver(event)
    settled_down()
    assert entries() == ["chargeback", "clawback"]
    assert operations("reversal", "done") == [55200] and Chargeback.objects.count() == 1


def test_an_old_answer_takes_nothing_back(funded: Any) -> None:
    taken = Money(60000, "EUR")
    follow("sandbox", state(funded, state="lost", taken=taken))
    for name in ("warning", "open", "sent"):
        follow("sandbox", state(funded, state=name, taken=taken))
    assert Chargeback.objects.get().status == "lost" and len(entries()) == 2


def test_an_end_that_changes_is_reported(funded: Any) -> None:
    taken = Money(60000, "EUR")
    follow("sandbox", state(funded, state="lost", taken=taken))
    follow("sandbox", state(funded, state="won", taken=taken, returned=taken))
    assert Chargeback.objects.get().status == "lost" and Finding.objects.filter(kind="chargeback", words__contains="won").exists()


def test_an_amount_that_changes_after_it_was_taken_is_reported(funded: Any) -> None:
    taken = Money(60000, "EUR")
    follow("sandbox", state(funded, state="warning", amount=Money(50000, "EUR")))
    follow("sandbox", state(funded, taken=taken))
    follow("sandbox", state(funded, taken=taken, amount=Money(50000, "EUR")))
    assert Chargeback.objects.get().amount_minor == 60000 and Finding.objects.filter(kind="chargeback").count() == 1


def test_the_gateways_fee_is_booked_as_it_changes(funded: Any) -> None:
    """Higher once we answer, given back when it is won; what was said before, or again, books nothing."""
    taken, before = Money(60000, "EUR"), on(Account.GATEWAY_FEES)
    steps: list[tuple[str, int | None, int]] = [
        ("open", 2000, 2000),
        ("open", None, 2000),
        ("sent", 4000, 4000),
        ("open", 2000, 4000),
        ("sent", 4000, 4000),
        ("won", 4000, 4000),
        ("won", 0, 0),
        ("sent", 4000, 0),
        ("won", 0, 0),
    ]
    for name, fee, booked in steps:
        follow("sandbox", state(funded, state=name, taken=taken, fee=None if fee is None else Money(fee, "EUR")))
        assert (on(Account.GATEWAY_FEES) - before, Chargeback.objects.get().fee_minor) == (booked, booked)
        assert_ledger_clean()
    keys = JournalEntry.objects.filter(key__startswith="chargeback-fee:").order_by("id").values_list("key", flat=True)
    assert [key.partition(f"{Chargeback.objects.get().pk}")[2] for key in keys] == ["", ":1", ":2"]


def test_of_another_currency_nothing_is_booked(funded: Any) -> None:
    with pytest.raises(WrongObject):
        follow("sandbox", state(funded, amount=Money(60000, "USD"), taken=Money(60000, "USD")))
    assert not Chargeback.objects.exists()


def test_before_the_payment_is_known_it_is_tried_again(first: Any, olga: Any) -> None:
    services.start_funding(first, by=olga)
    pay(Payment.objects.get().session_id, manner="queued")
    from apps.payments.models import SandboxSession

    want_back(SandboxSession.objects.get().charge_id)
    assert WebhookEvent.objects.get().status == "pending" and not Chargeback.objects.exists()
    with pytest.raises(GatewayError):
        services.look("sandbox", SandboxChargeback.objects.get().reference)
    sweep(rounds=2)
    assert Chargeback.objects.get().status == "open" and fresh(first).frozen_at


def test_a_freeze_of_staff_outlasts_it(funded: Any, max_: Any) -> None:
    services.freeze_milestone(funded, by=max_, reason="We are looking into it.")
    decide(charged_back(funded).reference, won=True)
    assert fresh(funded).frozen_reason == "We are looking into it."


def test_a_second_one_keeps_it_frozen(funded: Any) -> None:
    taken = Money(30000, "EUR")
    follow("sandbox", state(funded, amount=taken, taken=taken))
    follow("sandbox", state(funded, id="dp_2", amount=taken, taken=taken))
    follow("sandbox", state(funded, amount=taken, taken=taken, state="won", returned=taken))
    assert fresh(funded).frozen_at
    follow("sandbox", state(funded, id="dp_2", amount=taken, taken=taken, state="won", returned=taken))
    assert fresh(funded).frozen_at is None


@pytest.mark.race
@pytest.mark.parametrize("won", [True, False])
def test_many_look_at_once(won: bool, first: Any) -> None:
    released(first)
    reference = want_back(charge_of(first), manner="queued")
    outcomes = run_parallel(8, lambda number: services.look("sandbox", reference), timeout=120)
    assert not [one for one in outcomes if isinstance(one, Exception)] and Chargeback.objects.count() == 1
    decide(reference, won=won, manner="queued")
    outcomes = run_parallel(8, lambda number: services.look("sandbox", reference), timeout=120)
    assert not [one for one in outcomes if isinstance(one, Exception)]
    settled_down()
    assert entries() == ["chargeback", "chargeback_won" if won else "clawback"]


@pytest.mark.race
def test_an_approval_against_a_chargeback_is_released_or_frozen(delivered: Any, olga: Any) -> None:
    reference = want_back(charge_of(delivered), manner="queued")
    verbs: list[Callable[[], Any]] = [lambda: services.look("sandbox", reference), lambda: services.approve(delivered, by=olga)]
    outcomes = run_parallel(2, lambda number: verbs[number](), timeout=120)
    assert not [one for one in outcomes if isinstance(one, Exception) and not isinstance(one, Refused)]
    decide(reference, won=False)
    settled_down()
    assert columns(delivered)[2] == 60000


@pytest.mark.parametrize("case", ["open", "won", "lost held", "lost released"])
def test_killed_at_every_step(case: str, request: Any, first: Any) -> None:
    released(first) if case == "lost released" else demo.funded(first.contract)
    reference = want_back(charge_of(first), manner="queued")
    if case != "open":
        services.look("sandbox", reference)
        decide(reference, won=case == "won", manner="queued")
    wanted = {"open": "open", "won": "won"}.get(case, "lost")

    def check() -> None:
        settled_down()
        services.look("sandbox", reference)
        assert Chargeback.objects.get().status == wanted
        settled_down()
        assert operations("reversal", "done") == ([55200] if case == "lost released" else [])
        assert_effects_once()

    assert every_step(lambda: services.look("sandbox", reference), check) > 8
