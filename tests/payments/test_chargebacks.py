"""The payer's bank wants a payment back: frozen, told, followed in any order, won, lost; the money is right after each."""

import random
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from apps.challenges.models import Challenge
from apps.contracts.models import Contract, Delivery, Milestone
from apps.contracts.services import request_changes
from apps.core.errors import Refused
from apps.core.models import Event
from apps.core.money import Money
from apps.notifications.models import Notification
from apps.payments import services
from apps.payments.gateways.base import ChargebackState, GatewayError, WrongObject
from apps.payments.gateways.sandbox import decide, events, pay, resolve, scripts, take_money, want_back
from apps.payments.models import (
    Account,
    Chargeback,
    Finding,
    JournalEntry,
    Operation,
    Payment,
    SandboxChargeback,
    SandboxEvent,
    SandboxTransfer,
    WebhookEvent,
)
from apps.payments.services.charging_back import follow
from openchance.demo import cast as demo
from tests.races import run_parallel

from .agreements import agreement
from .chargebacks import charge_of, charged_back, columns, debt, fresh, on, operations, released, settled_down
from .faults import every_step, sweep
from .proving import assert_clean, assert_effects_once, assert_ledger_clean

pytestmark = pytest.mark.django_db


def told(user: Any) -> list[str]:
    kinds = Notification.objects.filter(recipient=user).order_by("id").values_list("kind", flat=True)
    return [one.removeprefix("payment.") for one in kinds if "chargeback" in one]


def entries() -> list[str]:
    rows = JournalEntry.objects.order_by("id").values_list("kind", flat=True)
    return [one for one in rows if one.startswith("chargeback") or one == "clawback"]


def test_opened_it_freezes_and_everybody_knows(funded: Any, olga: Any, sam: Any, max_: Any) -> None:
    row = charged_back(funded)
    assert (row.status, row.amount, row.payment.milestone_id) == ("open", Money(60000, "EUR"), funded.pk)
    assert fresh(funded).frozen_at and "bank" in fresh(funded).frozen_reason
    assert (on(Account.DISPUTES), on(Account.HELD)) == (60000, -60000)
    assert told(olga) == ["chargeback_opened_owner"] and told(sam) == ["chargeback_opened_solver"] and told(max_) == ["chargeback_opened_staff"]
    assert_clean()


def test_while_it_is_open_nothing_moves(delivered: Any, olga: Any, sam: Any, max_: Any) -> None:
    charged_back(delivered)
    with pytest.raises(Refused, match="frozen"):
        services.approve(delivered, by=olga)
    with pytest.raises(Refused, match="frozen"):
        services.refund_milestone(delivered, Money(60000, "EUR"), by=max_, reason="Asked for.")
    Milestone.objects.filter(pk=delivered.pk).update(review_due_at=timezone.now())
    sweep(rounds=2)
    assert fresh(delivered).status == "delivered"
    request_changes(Delivery.objects.get(), by=olga, feedback="More.", verdicts=[{"met": False, "note": ""}] * 2)  # work may go on
    assert_clean()


def test_a_cancellation_waits_for_the_bank(funded: Any, olga: Any) -> None:
    charged_back(funded)
    with pytest.raises(Refused, match="frozen"):
        services.cancel_contract(funded.contract, by=olga, reason="Changed plans.")
    assert Contract.objects.get().is_live


def test_a_bank_that_asks_has_taken_nothing(delivered: Any, olga: Any) -> None:
    row = charged_back(delivered, asks=True)
    assert row.status == "warning" and fresh(delivered).frozen_at and entries() == []
    decide(row.reference, won=True)
    row.refresh_from_db()
    assert row.status == "won" and fresh(delivered).frozen_at is None and entries() == []
    services.approve(delivered, by=olga)
    settled_down()


def test_after_a_question_the_bank_takes_it(funded: Any, olga: Any) -> None:
    row = charged_back(funded, asks=True)
    take_money(row.reference)
    row.refresh_from_db()
    assert (row.status, on(Account.DISPUTES)) == ("open", 60000)
    assert told(olga) == ["chargeback_opened_owner"] * 2
    settled_down()


def test_a_question_that_was_answered_is_fought_when_the_bank_takes_it(funded: Any, olga: Any, max_: Any) -> None:
    row = charged_back(funded, asks=True)
    services.state_our_case(row, "She asked for it herself.", by=max_)
    answered = services.send_evidence(row, by=max_)
    assert answered.status == "sent"
    take_money(row.reference)
    row.refresh_from_db()
    assert (row.status, row.sent_at, row.asked_at, on(Account.DISPUTES)) == ("open", None, None, 60000)
    assert row.evidence_key != answered.evidence_key and row.evidence_name not in ("", answered.evidence_name)
    assert Event.objects.get(verb="open").details["answer"] == answered.evidence_name
    assert_clean()
    with time_machine.travel(SandboxChargeback.objects.get().due_at - timedelta(hours=1), tick=True):
        services.send_evidence_due()
    row.refresh_from_db()
    assert (row.status, SandboxChargeback.objects.get().status) == ("sent", "sent")
    assert told(olga) == ["chargeback_opened_owner", "chargeback_sent"] * 2
    decide(row.reference, won=True)
    settled_down()


def test_evidence_that_may_have_left_for_a_question_does_not_count_for_the_claim(funded: Any, max_: Any) -> None:
    row = charged_back(funded, asks=True)
    scripts.order("evidence", "down")
    with pytest.raises(GatewayError):
        services.send_evidence(row, by=max_)
    take_money(row.reference)
    escalated = Chargeback.objects.get()
    assert (escalated.status, escalated.asked_at) == ("open", None) and escalated.evidence_key != row.evidence_key


def test_an_answer_about_the_question_does_not_close_the_claim(funded: Any) -> None:
    taken = Money(60000, "EUR")
    follow("sandbox", state(funded, state="warning"))
    follow("sandbox", state(funded, taken=taken))
    follow("sandbox", state(funded, state="sent"))  # asked before, heard later
    assert Chargeback.objects.get().status == "open"
    follow("sandbox", state(funded, state="sent", taken=taken))
    follow("sandbox", state(funded, taken=taken))  # so was this
    assert Chargeback.objects.get().status == "sent"


def test_a_question_that_ends_badly_without_money_books_nothing(funded: Any) -> None:
    row = charged_back(funded, asks=True)
    decide(row.reference, won=False)
    assert Chargeback.objects.get().status == "lost" and fresh(funded).status == "funded" and entries() == []
    settled_down()


def test_won_it_goes_on(delivered: Any, olga: Any, sam: Any, max_: Any) -> None:
    row = charged_back(delivered)
    decide(row.reference, won=True)
    assert Chargeback.objects.get().status == "won" and fresh(delivered).frozen_at is None
    assert (on(Account.DISPUTES), entries()) == (0, ["chargeback", "chargeback_won"])
    assert on(Account.GATEWAY_FEES) == 900 + 2000  # the bank's fee stays ours
    assert told(olga)[-1] == told(sam)[-1] == "chargeback_won" and told(max_)[-1] == "chargeback_ended_staff"
    services.approve(delivered, by=olga)
    settled_down()
    assert operations("transfer", "done") == [55200]


@pytest.mark.parametrize("state", ["funded", "delivered"])
def test_lost_while_it_was_held(state: str, request: Any, contract: Any, olga: Any, sam: Any) -> None:
    milestone = request.getfixturevalue(state)
    row = charged_back(milestone)
    decide(row.reference, won=False)
    assert (fresh(milestone).status, columns(milestone)) == ("refunded", (0, 0, 60000, 0))
    assert (on(Account.DISPUTES), on(Account.HELD)) == (0, 0)
    assert not Delivery.objects.filter(status="waiting").exists()
    assert Contract.objects.get().status == "active"  # the second part may still be funded
    assert told(olga)[-1] == "chargeback_lost_owner" and told(sam)[-1] == "chargeback_lost_solver"
    settled_down()
    demo.funded(contract, 2)


def test_lost_with_the_last_milestone_the_contract_is_cancelled(olga: Any, sam: Any) -> None:
    contract = agreement(olga, sam, "EUR", [5000])
    milestone = demo.funded(contract)
    decide(charged_back(milestone).reference, won=False)
    contract.refresh_from_db()
    assert contract.status == "cancelled" and contract.ended_at and Challenge.objects.get(pk=contract.challenge_id).status == "cancelled"
    settled_down()


def test_lost_with_the_last_milestone_after_a_release_it_is_completed(first: Any, second: Any) -> None:
    released(first)
    decide(charged_back(demo.funded(second.contract, 2)).reference, won=False)
    assert Contract.objects.get().status == "completed"
    settled_down()


def test_lost_during_a_dispute_of_the_two_sides(delivered: Any, sam: Any) -> None:
    from apps.contracts.models import Dispute
    from apps.contracts.services import open_dispute

    open_dispute(delivered, by=sam, amount=Money(50000, "EUR"), text="It is all there.")
    row = charged_back(delivered)
    decide(row.reference, won=False)
    assert (fresh(delivered).status, Dispute.objects.get().status) == ("refunded", "void")
    settled_down()


def test_lost_after_it_was_paid_out(first: Any, sam: Any) -> None:
    released(first)
    decide(charged_back(first).reference, won=False)
    assert columns(first) == (0, 0, 60000, 0) and fresh(first).status == "released"
    settled_down()
    assert (operations("reversal", "done"), debt(sam), on(Account.PLATFORM_FEES), on(Account.DISPUTES)) == ([55200], 0, 0, 0)
    assert_effects_once()


def test_lost_after_it_was_paid_out_and_spent(first: Any, second: Any, sam: Any) -> None:
    released(first)
    scripts.order("reversal", "short", times=60)
    decide(charged_back(first).reference, won=False)
    settled_down()
    scripts.forget()
    assert debt(sam) == 55200
    released(second)
    settled_down()
    assert debt(sam) == 0 and operations("transfer", "done") == [55200, 55200]


def test_lost_after_a_release_that_was_not_paid_out_yet(delivered: Any, olga: Any, sam: Any, max_: Any) -> None:
    services.hold_payouts(sam, by=max_, reason="We are checking something.")
    services.approve(delivered, by=olga)
    row = charged_back(delivered)
    services.release_hold(sam, by=max_)
    sweep(rounds=1)
    assert Operation.objects.get(kind="transfer").waits_for == "chargeback" and not SandboxTransfer.objects.exists()
    decide(row.reference, won=False)
    settled_down()
    assert operations("transfer", "cancelled") == [55200] and not SandboxTransfer.objects.exists() and debt(sam) == 0


def test_won_what_waited_is_paid_out(delivered: Any, olga: Any, sam: Any, max_: Any) -> None:
    services.hold_payouts(sam, by=max_, reason="We are checking something.")
    services.approve(delivered, by=olga)
    row = charged_back(delivered)
    services.release_hold(sam, by=max_)
    decide(row.reference, won=True)
    sweep(rounds=1)
    assert operations("transfer", "done") == [55200]
    settled_down()


def test_lost_after_it_was_refunded_is_our_loss(funded: Any, olga: Any) -> None:
    services.cancel_contract(funded.contract, by=olga, reason="Changed plans.")
    sweep(rounds=1)
    decide(charged_back(funded).reference, won=False)
    settled_down()
    assert (on(Account.LOSSES), on(Account.DISPUTES)) == (60000, 0)
    assert Finding.objects.filter(kind="chargeback", words__contains="loss").exists()


def test_lost_while_the_refund_had_not_left_it_does_not_leave(funded: Any, olga: Any) -> None:
    scripts.order("refund", "fail", times=2)
    services.cancel_contract(funded.contract, by=olga, reason="Changed plans.")
    row = charged_back(funded)
    sweep(rounds=2)
    assert Operation.objects.get(kind="refund").waits_for == "chargeback"
    decide(row.reference, won=False)
    settled_down()
    assert (operations("refund", "cancelled"), on(Account.LOSSES), on(Account.REFUNDS)) == ([60000], 0, 0)


def test_lost_while_the_refund_may_have_left(funded: Any, olga: Any) -> None:
    scripts.order("refund", "pending")
    services.cancel_contract(funded.contract, by=olga, reason="Changed plans.")
    row = charged_back(funded)
    decide(row.reference, won=False)
    assert on(Account.LOSSES) == 60000
    assert_ledger_clean()
    resolve(Operation.objects.get(kind="refund").reference, "failed", error="No such card.")
    sweep(hours=24, rounds=8)
    assert (on(Account.LOSSES), on(Account.REFUNDS), operations("refund", "cancelled")) == (0, 0, [60000])
    assert_clean()


def test_a_part_is_lost_while_the_refund_may_have_left(funded: Any, olga: Any) -> None:
    """It did not leave: what the bank has not taken is refunded after all, and nothing is our loss."""
    scripts.order("refund", "pending")
    services.cancel_contract(funded.contract, by=olga, reason="Changed plans.")
    decide(charged_back(funded, 25000).reference, won=False)
    assert on(Account.LOSSES) == 25000
    resolve(Operation.objects.get(kind="refund").reference, "failed", error="No such card.")
    sweep(hours=24, rounds=9)
    assert (on(Account.LOSSES), on(Account.REFUNDS)) == (0, 0)
    assert (operations("refund", "cancelled"), operations("refund", "done")) == ([60000], [35000])
    assert_clean()


def test_won_a_refund_that_waited_goes_out(funded: Any, olga: Any) -> None:
    scripts.order("refund", "fail", times=1)
    services.cancel_contract(funded.contract, by=olga, reason="Changed plans.")
    decide(charged_back(funded).reference, won=True)
    settled_down()
    assert operations("refund", "done") == [60000]


def test_lost_after_a_partial_refund(first: Any, max_: Any) -> None:
    released(first)
    services.refund_milestone(first, Money(20000, "EUR"), by=max_, reason="Half of it was late.")
    sweep(rounds=1)
    decide(charged_back(first).reference, won=False)
    settled_down()
    assert (columns(first)[2], on(Account.LOSSES), sum(operations("reversal", "done"))) == (60000, 20000, 55200)


@pytest.mark.parametrize("won", [True, False])
def test_a_part_of_what_is_held(won: bool, funded: Any) -> None:
    decide(charged_back(funded, 25000).reference, won=won)
    settled_down()
    assert columns(funded) == ((60000, 0, 0, 0) if won else (0, 0, 60000, 0))
    assert operations("refund", "done") == ([] if won else [35000])


def test_a_part_of_what_was_released(first: Any) -> None:
    released(first)
    decide(charged_back(first, 10000).reference, won=False)
    settled_down()
    assert columns(first) == (0, 46000, 10000, 4000)


def both_funded(contract: Any) -> Payment:
    """Two milestones in one checkout; the lead's payment."""
    services.start_funding(contract.milestones.get(position=1), by=contract.owner, through=2)
    lead: Payment = Payment.objects.get(status="open", lead=None)
    pay(lead.session_id)
    return Payment.objects.get(pk=lead.pk)


def test_several_payments_of_one_charge_in_their_order(contract: Any, first: Any, second: Any, olga: Any) -> None:
    both_funded(contract)
    demo.delivered(fresh(first))
    services.approve(first, by=olga)
    row = charged_back(first, 100000)
    assert all(one.frozen_at for one in Milestone.objects.all())
    decide(row.reference, won=False)
    settled_down()
    assert columns(first) == (0, 0, 60000, 0)
    assert columns(second) == (0, 0, 120000, 0) and operations("refund", "done") == [80000]
    assert not Milestone.objects.filter(frozen_at__isnull=False).exists()


def test_more_than_was_paid_is_our_loss(funded: Any) -> None:
    decide(charged_back(funded, 60100).reference, won=False)
    settled_down()
    assert on(Account.LOSSES) == 100


def test_a_payment_that_came_too_late_touches_no_milestone(first: Any, olga: Any) -> None:
    services.start_funding(first, by=olga)
    late = Payment.objects.get()
    pay(late.session_id, manner="late")
    Payment.objects.update(status="expired")
    demo.funded(first.contract)
    services.settle(late)
    late.refresh_from_db()
    assert late.status == "late"
    reference = want_back(late.charge_id)
    assert fresh(first).frozen_at is None
    decide(reference, won=False)
    sweep(rounds=2)
    assert fresh(first).status == "funded" and columns(first)[0] == 60000
    assert_clean()


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


@pytest.mark.parametrize("seed", range(6))
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


def state(milestone: Any, **changes: Any) -> ChargebackState:
    words: dict[str, Any] = {
        "id": "dp_1",
        "charge_id": charge_of(milestone),
        "amount": Money(60000, "EUR"),
        "state": "open",
        "reason": "general",
        "due_at": None,
    }
    return ChargebackState(**(words | changes))


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
