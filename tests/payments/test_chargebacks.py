"""The payer's bank asks about a payment, or wants it back: everything is frozen, everybody is told, and when it is won all goes on."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from apps.contracts.models import Contract, Delivery, Milestone
from apps.contracts.services import request_changes
from apps.core.errors import Refused
from apps.core.models import Event
from apps.core.money import Money
from apps.payments import services
from apps.payments.gateways.errors import GatewayError
from apps.payments.gateways.sandbox import decide, scripts, take_money
from apps.payments.models import (
    Account,
    Chargeback,
    SandboxChargeback,
)
from apps.payments.services.charging_back import follow

from .chargebacks import charged_back, entries, fresh, on, operations, settled_down, state, told
from .faults import sweep
from .proving import assert_clean

pytestmark = pytest.mark.django_db


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
