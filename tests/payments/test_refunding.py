"""Refunds that staff decide, and refunds that banks refuse or send back."""

from collections.abc import Callable
from typing import Any

import pytest

from apps.challenges.models import Challenge
from apps.contracts.models import Contract, Delivery, Milestone
from apps.contracts.services import propose_cancel
from apps.core.errors import NotAllowed, Refused
from apps.core.models import Event
from apps.core.money import Money
from apps.notifications.models import Notification
from apps.payments import services
from apps.payments.gateways.sandbox import decide, pay, resolve, scripts
from apps.payments.models import Account, Finding, JournalEntry, Operation, Payment, SandboxRefund
from apps.payments.services.giving_up import REFUSALS
from apps.payments.timeline import timeline
from apps.users.models import User
from openchance.demo import cast as demo
from tests.races import run_parallel

from .agreements import agreement
from .chargebacks import charged_back, columns, debt, fresh, on, operations, released, settled_down
from .faults import every_step, sweep
from .proving import assert_clean, assert_effects_once

pytestmark = pytest.mark.django_db


def refund(milestone: Any, minor: int, by: Any, **words: Any) -> Operation:
    words = {"reason": "The museum asked for it.", **words}
    return services.refund_milestone(milestone, Money(minor, milestone.currency), by=by, **words)


def test_what_is_held_goes_back_whole_and_the_contract_goes_on(delivered: Any, olga: Any, sam: Any, max_: Any) -> None:
    refund(delivered, 60000, max_)
    assert (fresh(delivered).status, columns(delivered)) == ("refunded", (0, 0, 60000, 0))
    assert Delivery.objects.get().status == "void" and Contract.objects.get().status == "active"
    assert Event.objects.get(verb="staff_refund").actor == max_
    for person, kind in ((olga, "payment.staff_refund_owner"), (sam, "payment.staff_refund_solver")):
        assert Notification.objects.filter(recipient=person, kind=kind).count() == 1
    settled_down()
    assert operations("refund", "done") == [60000]
    demo.funded(delivered.contract, 2)


def test_with_the_last_milestone_the_contract_is_cancelled(olga: Any, sam: Any, max_: Any) -> None:
    contract = agreement(olga, sam, "JPY", [5000])
    refund(demo.funded(contract), 5000, max_)
    contract.refresh_from_db()
    assert contract.status == "cancelled" and Challenge.objects.get(pk=contract.challenge_id).status == "cancelled"
    settled_down()


def test_with_the_last_milestone_after_a_release_it_is_completed(first: Any, second: Any, max_: Any) -> None:
    released(first)
    refund(demo.funded(second.contract, 2), 120000, max_)
    assert Contract.objects.get().status == "completed"
    settled_down()


def test_a_proposal_to_cancel_lapses(delivered: Any, sam: Any, max_: Any) -> None:
    propose_cancel(delivered.contract, by=sam, reason="Let us stop.")
    refund(delivered, 60000, max_)
    assert not Contract.objects.get().has_proposal


@pytest.mark.parametrize("minor", [59999, 60001, 0, -1])
def test_held_money_goes_back_whole_or_not_at_all(minor: int, funded: Any, max_: Any) -> None:
    with pytest.raises(Refused):
        refund(funded, minor, max_)
    assert fresh(funded).status == "funded" and not Operation.objects.exists()


def test_a_part_of_what_was_released(first: Any, sam: Any, max_: Any) -> None:
    released(first)
    refund(first, 15000, max_)
    settled_down()
    assert columns(first) == (0, 55200 - 13800, 15000, 4800 - 1200)
    assert (operations("refund", "done"), operations("reversal", "done"), debt(sam)) == ([15000], [13800], 0)
    assert_effects_once()


def test_after_the_contract_has_ended(olga: Any, sam: Any, max_: Any) -> None:
    contract = agreement(olga, sam, "KWD", [123450])
    milestone = released(contract.milestones.get())
    contract.refresh_from_db()
    assert contract.status == "completed"
    refund(milestone, 123450, max_)
    settled_down()
    assert columns(milestone) == (0, 0, 123450, 0)


def test_kwd_ends_in_zero(olga: Any, sam: Any, max_: Any) -> None:
    milestone = released(agreement(olga, sam, "KWD", [123450]).milestones.get())
    with pytest.raises(Refused):
        refund(milestone, 12345, max_)
    refund(milestone, 12340, max_)
    settled_down()
    assert sum(operations("reversal", "done")) % 10 == 0


def test_the_press_counts_once(first: Any, max_: Any) -> None:
    released(first)
    one = refund(first, 10000, max_, key="press")
    assert refund(first, 10000, max_, key="press") == one
    assert refund(first, 10000, max_, key="another press") != one
    settled_down()
    assert operations("refund", "done") == [10000, 10000]


@pytest.mark.race
def test_one_press_many_times_at_once(first: Any, max_: Any) -> None:
    released(first)
    outcomes = run_parallel(8, lambda number: refund(first, 10000, max_, key="press"), timeout=120)
    assert any(isinstance(one, Operation) for one in outcomes)
    settled_down()
    assert operations("refund", "done") == [10000]


@pytest.mark.race
def test_an_approval_against_a_refund_moves_the_money_one_way(delivered: Any, olga: Any, max_: Any) -> None:
    verbs: list[Callable[[], Any]] = [lambda: services.approve(delivered, by=olga), lambda: refund(delivered, 60000, max_)]
    outcomes = run_parallel(10, lambda number: verbs[number % 2](), timeout=120)
    assert not [one for one in outcomes if isinstance(one, Exception) and not isinstance(one, Refused)]
    settled_down()
    assert columns(delivered)[2] in (0, 60000)


def test_only_finance(funded: Any, olga: Any, sam: Any, eve: Any, max_: Any) -> None:
    max_.is_superuser = False
    max_.save()
    for person in (olga, sam, eve, max_):
        with pytest.raises(NotAllowed):
            refund(funded, 60000, person)
    assert columns(funded)[0] == 60000


@pytest.mark.parametrize("side", ["olga", "sam"])
def test_nobody_decides_about_their_own_money(side: str, funded: Any, people: Any, max_: Any) -> None:
    User.objects.filter(pk=people[side].pk).update(is_staff=True, is_finance=True)
    person = User.objects.get(pk=people[side].pk)
    for verb in (
        lambda: refund(funded, 60000, person),
        lambda: services.freeze_milestone(funded, by=person, reason="Mine."),
        lambda: services.unfreeze_milestone(services.freeze_milestone(funded, by=max_, reason="We look at it."), by=person),
    ):
        with pytest.raises(NotAllowed, match="your own"):
            verb()
    assert columns(funded)[0] == 60000 and fresh(funded).frozen_at
    services.unfreeze_milestone(funded, by=max_)
    scripts.order("refund", "fail", times=REFUSALS)
    refund(funded, 60000, max_)
    with pytest.raises(NotAllowed, match="your own"):
        services.retry_operation(Operation.objects.get(), by=person)


@pytest.mark.parametrize("reason", ["", "  "])
def test_not_without_a_reason(reason: str, funded: Any, max_: Any) -> None:
    with pytest.raises(Refused) as caught:
        refund(funded, 60000, max_, reason=reason)
    assert caught.value.field == "reason"


def test_not_of_what_is_not_there(contract: Any, first: Any, max_: Any) -> None:
    with pytest.raises(Refused):
        refund(first, 60000, max_)
    released(first)
    refund(first, 60000, max_)
    with pytest.raises(Refused):
        refund(first, 1, max_)
    with pytest.raises(Refused):
        services.refund_milestone(first, Money(1, "USD"), by=max_, reason="Wrong currency.")


def test_not_while_the_bank_decides(first: Any, max_: Any) -> None:
    released(first)
    charged_back(first)
    with pytest.raises(Refused, match="frozen"):
        refund(first, 10000, max_)


def test_a_dispute_is_decided_not_passed_over(delivered: Any, sam: Any, max_: Any) -> None:
    Milestone.objects.filter(pk=delivered.pk).update(status="disputed")
    with pytest.raises(Refused, match="dispute"):
        refund(delivered, 60000, max_)


def test_a_refund_that_came_back_is_booked_back_told_and_tried_again(funded: Any, olga: Any, max_: Any) -> None:
    refund(funded, 60000, max_)
    settled_down()
    resolve(SandboxRefund.objects.get().reference, "failed", error="The card is closed.")
    assert JournalEntry.objects.filter(kind="refund_failed").count() == 1
    assert Notification.objects.filter(recipient=olga, kind="payment.refund_failed").count() == 1
    assert Finding.objects.filter(kind="operation", words__contains="card is closed").count() == 1
    settled_down()
    assert operations("refund", "done") == [60000] and on(Account.REFUNDS) == 0
    words = [f"{line.title} {line.words}" for line in timeline(funded.contract)]
    assert "Refund failed and is tried again" in words


def test_a_refund_that_is_refused_for_good_ends_visibly(funded: Any, olga: Any, max_: Any) -> None:
    scripts.order("refund", "fail", times=50)
    refund(funded, 60000, max_)
    sweep(hours=24, rounds=REFUSALS + 3)
    operation = Operation.objects.get()
    assert (operation.status, operation.key_number) == ("failed", REFUSALS)
    assert Notification.objects.filter(recipient=olga, kind="payment.refund_stuck").count() == 1
    assert Notification.objects.filter(recipient=max_, kind="payment.finding").count() == 1
    assert on(Account.REFUNDS) == -60000
    assert_clean()
    scripts.forget()
    assert services.retry_operation(operation, by=max_)
    settled_down()
    assert operations("refund", "done") == [60000]


def test_a_refused_refund_is_not_set_off_against_the_loss_of_another_charge(first: Any, second: Any, olga: Any, max_: Any) -> None:
    """The first charge was refunded and then taken by the bank as well, which is our loss; the second's refund is another matter."""
    refund(demo.funded(first.contract, 1), 60000, max_)
    sweep(rounds=1)
    decide(charged_back(first).reference, won=False)
    assert on(Account.LOSSES) == 60000
    demo.funded(first.contract, 2)
    scripts.order("refund", "fail", times=REFUSALS)
    services.cancel_contract(Contract.objects.get(), by=olga, reason="We stop here.")
    sweep(hours=13, rounds=REFUSALS + 3)
    refused = Operation.objects.get(milestone=second)
    assert (refused.status, on(Account.LOSSES)) == ("failed", 60000)
    assert services.retry_operation(refused, by=max_)
    settled_down()
    assert sorted(operations("refund", "done")) == [60000, 120000]


def test_a_loss_is_regained_once_by_the_refunds_of_its_charge(olga: Any, sam: Any, max_: Any) -> None:
    """Two milestones of one checkout: both refunds may have left when the bank took the charge, and none of the two had."""
    contract = agreement(olga, sam, "EUR", [10000, 20000])
    services.start_funding(contract.milestones.get(position=1), by=olga, through=2)
    pay(Payment.objects.get(lead=None).session_id)
    refunds = [refund(one, one.amount_minor, max_) for one in contract.milestones.order_by("position")]
    sweep(rounds=1)
    decide(charged_back(contract.milestones.get(position=1), 20000).reference, won=False)
    assert on(Account.LOSSES) == 20000
    scripts.order("refund", "fail", times=2 * REFUSALS)
    for one in refunds:
        one.refresh_from_db()
        resolve(one.reference, "failed", error="The card is closed.")
    sweep(hours=13, rounds=REFUSALS + 3)
    assert on(Account.LOSSES) == 0 and sum(operations("refund", "pending", "failed", "done")) == 10000
    settled_down()


def test_a_refund_whose_answer_got_lost_is_one(first: Any, max_: Any) -> None:
    released(first)
    scripts.order("refund", "lost")
    refund(first, 10000, max_)
    settled_down()
    assert SandboxRefund.objects.count() == 1


@pytest.mark.parametrize("case", ["held", "released"])
def test_killed_at_every_step(case: str, first: Any, max_: Any) -> None:
    released(first) if case == "released" else demo.funded(first.contract)
    minor = 20000 if case == "released" else 60000

    def check() -> None:
        if not Operation.objects.filter(kind="refund").exists():
            refund(first, minor, max_, key="press")
        settled_down()
        assert operations("refund", "done") == [minor]
        assert_effects_once()

    assert every_step(lambda: refund(first, minor, max_, key="press"), check) > 12
