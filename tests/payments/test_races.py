"""Fifty at the same moment: exactly one wins, the others are told, and the money is right."""

import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from apps.contracts.models import Contract, Milestone
from apps.contracts.services import propose_cancel
from apps.core.errors import Refused, Stale
from apps.core.outbox import LEASE
from apps.payments import services
from apps.payments.gateways.sandbox import pay, scripts
from apps.payments.models import JournalEntry, Operation, Payment, SandboxRefund, SandboxSession, SandboxTransfer
from tests.races import run_parallel

from .faults import sweep
from .proving import assert_clean, assert_effects_once

pytestmark = [pytest.mark.django_db, pytest.mark.race]
MANY = 50


def at_once(*verbs: Callable[[], Any]) -> int:
    """Run the verbs in turn in MANY threads; how many came through. Everybody else must have been told why, in words."""
    outcomes = run_parallel(MANY, lambda number: verbs[number % len(verbs)](), timeout=180)
    failures = [one for one in outcomes if isinstance(one, Exception)]
    assert not [one for one in failures if not isinstance(one, Refused)]
    return MANY - len(failures)


def test_presses_on_fund_are_one_checkout(first: Any, olga: Any) -> None:
    assert at_once(lambda: services.start_funding(first, by=olga)) == MANY
    assert (Payment.objects.count(), SandboxSession.objects.count()) == (1, 1)


def test_settlings_are_one_funding(first: Any, olga: Any) -> None:
    services.start_funding(first, by=olga)
    payment = Payment.objects.get()
    pay(payment.session_id, manner="late")
    assert at_once(lambda: services.settle(Payment.objects.get(pk=payment.pk))) == MANY
    assert JournalEntry.objects.filter(kind="fund").count() == 1
    assert_clean()


def test_approvals_and_the_clock_are_one_release(delivered: Any, olga: Any) -> None:
    Milestone.objects.filter(pk=delivered.pk).update(review_due_at=timezone.now())
    by_clock = lambda: services.releasing.release(delivered, by=None)  # noqa: E731
    assert at_once(lambda: services.approve(delivered, by=olga), by_clock, lambda: services.approve(delivered, by=olga)) == 1
    sweep(rounds=2)
    assert SandboxTransfer.objects.count() == 1
    assert_clean()
    assert_effects_once()


def test_control_without_compare_and_set_several_win(delivered: Any) -> None:
    """What the release would be with a look and then a write: this is how the race shows."""

    def naive() -> None:
        if Milestone.objects.get(pk=delivered.pk).status != "delivered":
            raise Stale("Somebody was faster.")
        time.sleep(0.05)
        Milestone.objects.filter(pk=delivered.pk).update(status="released")

    assert at_once(naive) > 1


def test_cancellations_are_one_refund(funded: Any, olga: Any, sam: Any) -> None:
    contract = funded.contract
    by_olga = lambda: services.cancel_contract(contract, by=olga, reason="Changed plans.")  # noqa: E731
    by_sam = lambda: services.cancel_contract(contract, by=sam, reason="Changed plans.")  # noqa: E731
    assert at_once(by_olga, by_sam) == 1
    sweep(rounds=2)
    assert SandboxRefund.objects.count() == 1
    assert_clean()


def test_a_payment_against_a_cancellation_is_held_or_goes_back(first: Any, olga: Any) -> None:
    services.start_funding(first, by=olga)
    payment = Payment.objects.get()
    pay(payment.session_id, manner="late")
    settle = lambda: services.settle(Payment.objects.get(pk=payment.pk))  # noqa: E731
    at_once(settle, lambda: services.cancel_contract(first.contract, by=olga, reason="Changed plans."))
    sweep(rounds=2)
    assert Contract.objects.get().status == "cancelled"
    assert SandboxRefund.objects.count() == 1
    assert_clean()
    assert_effects_once()


def test_an_approval_against_an_agreement_to_cancel_moves_the_money_one_way(delivered: Any, olga: Any, sam: Any) -> None:
    propose_cancel(delivered.contract, by=sam, reason="I have moved.")
    approve = lambda: services.approve(delivered, by=olga)  # noqa: E731
    assert at_once(approve, lambda: services.agree_cancel(delivered.contract, by=olga)) == 1
    sweep(rounds=2)
    assert SandboxTransfer.objects.count() + SandboxRefund.objects.count() == 1
    assert_clean()


def test_workers_on_one_operation_are_one_transfer(delivered: Any, olga: Any) -> None:
    scripts.order("transfer", "down")
    services.approve(delivered, by=olga)
    Operation.objects.update(due_at=timezone.now() - timedelta(seconds=1))
    at_once(lambda: services.perform(Operation.objects.get()))
    assert Operation.objects.get().status == "done"
    assert SandboxTransfer.objects.count() == 1
    assert_clean()


def test_even_without_the_lease_the_key_makes_it_one_transfer(delivered: Any, olga: Any, monkeypatch: Any) -> None:
    scripts.order("transfer", "down")
    services.approve(delivered, by=olga)
    monkeypatch.setattr(Operation, "claim", lambda operation: True)
    at_once(lambda: services.perform(Operation.objects.get()))
    sweep(hours=LEASE.seconds // 3600 + 1, rounds=1)
    assert Operation.objects.get().status == "done"
    assert SandboxTransfer.objects.count() == 1
    assert_clean()
