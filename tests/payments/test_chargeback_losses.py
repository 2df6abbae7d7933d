"""A payment that the payer's bank has taken back: whom it costs what, wherever the money was."""

from typing import Any

import pytest

from apps.challenges.models import Challenge
from apps.contracts.models import Contract, Delivery, Milestone
from apps.core.money import Money
from apps.payments import services
from apps.payments.gateways.sandbox import decide, pay, resolve, scripts, want_back
from apps.payments.models import (
    Account,
    Finding,
    Operation,
    Payment,
    SandboxTransfer,
)
from openchance.demo import cast as demo

from .agreements import agreement
from .chargebacks import charged_back, columns, debt, fresh, on, operations, released, settled_down, told
from .faults import sweep
from .proving import assert_clean, assert_effects_once, assert_ledger_clean

pytestmark = pytest.mark.django_db


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
