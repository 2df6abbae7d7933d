"""After a release: money comes back from where it is, in the right order, once."""

from typing import Any

import pytest

from apps.core.db import atomic
from apps.core.errors import Refused
from apps.core.money import Money
from apps.notifications.models import Notification
from apps.payments import services
from apps.payments.gateways.sandbox import resolve, scripts
from apps.payments.models import Account, JournalEntry, Operation, SandboxReversal, SandboxTransfer
from apps.payments.services.clawing import claw_back, shares
from apps.payments.services.operating import order_refund
from apps.payments.services.owing import again
from openchance.demo import cast as demo
from tests.races import run_parallel

from .agreements import agreement
from .chargebacks import columns, debt, fresh, on, operations, released, settled_down
from .faults import sweep
from .proving import assert_clean, assert_effects_once, assert_ledger_clean

pytestmark = pytest.mark.django_db
EUR = "EUR"


def take(milestone: Any, minor: int, key: str = "one") -> Any:
    """As staff would, with the refund to the challenger."""
    milestone = fresh(milestone)
    amount = Money(minor, milestone.currency)
    with atomic():
        claw_back(milestone, amount, key=key, into=Account.REFUNDS)
        order_refund(f"clawback:{key}", milestone.payments.get(status="succeeded"), amount)
    return fresh(milestone)


def test_from_the_solvers_account_when_it_was_paid_out(first: Any, sam: Any) -> None:
    released(first)
    assert columns(first) == (0, 55200, 0, 4800)
    take(first, 60000)
    assert columns(first) == (0, 0, 60000, 0)
    settled_down()
    assert operations("reversal", "done") == [55200]
    assert (on(Account.RECEIVABLE), debt(sam), on(Account.PLATFORM_FEES)) == (0, 0, 0)
    assert_effects_once()


def test_a_part_takes_its_share_of_our_fee(first: Any) -> None:
    released(first)
    take(first, 10001)
    assert columns(first) == (0, 55200 - 9201, 10001, 4800 - 800)
    settled_down()
    assert operations("reversal", "done") == [9201]


def test_in_three_parts_until_nothing_is_left(first: Any) -> None:
    released(first)
    for number in (1, 2, 3):
        take(first, 20000, key=f"part {number}")
    assert columns(first) == (0, 0, 60000, 0)
    with pytest.raises(Refused), atomic():
        claw_back(fresh(first), Money(1, EUR), key="part 4", into=Account.REFUNDS)
    settled_down()
    assert sum(operations("reversal", "done")) == 55200


@pytest.mark.parametrize("minor", [0, -1, 60001])
def test_no_amount_that_was_not_released(minor: int, first: Any) -> None:
    released(first)
    with pytest.raises(Refused), atomic():
        claw_back(fresh(first), Money(minor, EUR), key="wrong", into=Account.REFUNDS)
    assert columns(first) == (0, 55200, 0, 4800)
    assert_clean()


def test_the_same_key_twice_is_once(first: Any) -> None:
    released(first)
    take(first, 30000)
    with atomic():
        claw_back(fresh(first), Money(30000, EUR), key="one", into=Account.REFUNDS)
    assert columns(first)[2] == 30000
    settled_down()
    assert len(operations("reversal")) == 1


def test_what_nobody_has_asked_for_is_not_sent(delivered: Any, olga: Any, sam: Any, max_: Any) -> None:
    services.hold_payouts(sam, by=max_, reason="We are checking something.")
    services.approve(delivered, by=olga)
    take(delivered, 60000)
    assert operations("transfer", "cancelled") == [55200]
    services.release_hold(sam, by=max_)
    settled_down()
    assert SandboxTransfer.objects.count() == SandboxReversal.objects.count() == 0
    assert debt(sam) == 0


def test_the_rest_of_an_unsent_transfer_goes_out(delivered: Any, olga: Any, sam: Any, max_: Any) -> None:
    services.hold_payouts(sam, by=max_, reason="We are checking something.")
    services.approve(delivered, by=olga)
    take(delivered, 10000, key="one")
    take(delivered, 10000, key="two")
    assert operations("transfer", "cancelled") == [55200, 46000]
    assert Operation.objects.get(kind="transfer", status="pending").decision == f"release:{delivered.pk}:again:2"
    services.release_hold(sam, by=max_)
    settled_down()
    assert operations("transfer", "done") == [36800]
    take(delivered, 10000, key="three")
    settled_down()
    assert operations("reversal", "done") == [9200]


def test_one_that_was_refused_may_still_be_cancelled(delivered: Any, olga: Any) -> None:
    scripts.order("transfer", "fail", times=9)
    services.approve(delivered, by=olga)
    take(delivered, 60000)
    scripts.forget()
    settled_down()
    assert operations("transfer", "cancelled") == [55200] and SandboxTransfer.objects.count() == 0


def test_one_that_may_have_been_sent_is_owed(delivered: Any, olga: Any, sam: Any) -> None:
    scripts.order("transfer", "lost")
    services.approve(delivered, by=olga)
    take(delivered, 60000)
    assert_ledger_clean()
    assert (operations("transfer", "pending"), operations("reversal"), debt(sam)) == ([55200], [], 55200)
    settled_down()
    assert (operations("transfer", "done"), debt(sam), on(Account.RECEIVABLE)) == ([55200], 55200, 55200)


def test_what_the_account_does_not_cover_is_owed(first: Any, sam: Any) -> None:
    released(first)
    scripts.order("reversal", "short")
    take(first, 60000)
    settled_down()
    assert (operations("reversal", "done"), debt(sam), on(Account.RECEIVABLE)) == ([27600], 27600, 27600)


def test_an_empty_account_makes_it_all_a_debt(first: Any, sam: Any) -> None:
    released(first)
    scripts.order("reversal", "short", times=60)
    take(first, 60000)
    settled_down()
    assert (operations("reversal", "cancelled"), debt(sam)) == ([1], 55200)


def test_a_reversal_that_is_refused_for_good_becomes_a_debt(first: Any, sam: Any, max_: Any) -> None:
    released(first)
    scripts.order("reversal", "fail", times=50)
    take(first, 60000)
    sweep(hours=24, rounds=8)
    assert (operations("reversal", "cancelled"), debt(sam)) == ([55200], 55200)
    assert Notification.objects.filter(recipient=max_, kind="payment.finding").exists()
    assert_clean()


def test_a_reversal_whose_answer_got_lost_is_one(first: Any, sam: Any) -> None:
    released(first)
    scripts.order("reversal", "lost")
    take(first, 60000)
    settled_down()
    assert (SandboxReversal.objects.count(), debt(sam)) == (1, 0)


def test_a_reversal_that_the_bank_takes_back_runs_again(first: Any, sam: Any) -> None:
    released(first)
    take(first, 60000)
    settled_down()
    resolve(SandboxReversal.objects.get().reference, "failed", error="The bank sent it back.")
    settled_down()
    assert JournalEntry.objects.filter(kind="reversal_failed").count() <= 1
    assert_clean()


def test_a_later_release_repays_the_debt(first: Any, second: Any, sam: Any) -> None:
    released(first)
    scripts.order("reversal", "short", times=60)
    take(first, 60000)
    settled_down()
    scripts.forget()
    released(second)
    settled_down()
    assert (debt(sam), on(Account.RECEIVABLE)) == (0, 0)
    assert operations("transfer", "done") == [55200, 110400 - 55200]
    assert JournalEntry.objects.get(kind="repay").key == f"repay:release:{second.pk}"


def test_a_small_release_repays_a_part_and_sends_nothing(olga: Any, sam: Any) -> None:
    contract = agreement(olga, sam, EUR, [60000, 10000])
    first, second = contract.milestones.order_by("position")
    released(first)
    scripts.order("reversal", "short", times=60)
    take(first, 60000)
    settled_down()
    scripts.forget()
    released(second)
    settled_down()
    assert (debt(sam), operations("transfer")) == (55200 - 9200, [55200])


def test_what_repaid_a_debt_is_owed_again_when_it_is_taken_back(first: Any, second: Any, sam: Any) -> None:
    released(first)
    scripts.order("reversal", "short", times=60)
    take(first, 60000)
    settled_down()
    scripts.forget()
    released(second)
    take(second, 120000, key="two")
    settled_down()
    assert (debt(sam), operations("reversal", "done")) == (55200, [55200])


@pytest.mark.race
def test_two_releases_at_once_repay_a_debt_once(first: Any, second: Any, olga: Any, sam: Any) -> None:
    third, fourth = agreement(olga, sam, EUR, [90000, 80000]).milestones.order_by("position")
    released(first)
    scripts.order("reversal", "short", times=60)
    take(first, 60000)
    settled_down()
    for milestone in (third, fourth, second):
        demo.delivered(demo.funded(milestone.contract, milestone.position))
    verbs = [lambda one=one: services.approve(one, by=olga) for one in (second, third, fourth)]
    outcomes = run_parallel(3, lambda number: verbs[number](), timeout=120)
    assert not [one for one in outcomes if isinstance(one, Exception)]
    settled_down()
    assert (debt(sam), on(Account.RECEIVABLE)) == (0, 0)
    assert sum(operations("transfer", "done")) == 55200 + 110400 + 82800 + 73600 - 55200


@pytest.mark.race
def test_control_a_debt_read_and_then_written_is_repaid_too_often(first: Any, second: Any, olga: Any, sam: Any, monkeypatch: Any) -> None:
    """What `repay` would be with a look and then a write: this is how the race shows."""
    import time

    from apps.core.money import total
    from apps.payments.models import Debt

    Debt.objects.create(user=sam, currency=EUR, owed_minor=55200)
    repaid = []

    def naive(number: int) -> None:
        owed = Debt.objects.get(user=sam).owed
        time.sleep(0.05)
        if owed:
            repaid.append(owed)
            Debt.objects.filter(user=sam).update(owed_minor=0)

    run_parallel(3, naive, timeout=60)
    assert total(repaid, EUR).minor > 55200


@pytest.mark.race
def test_many_at_once_take_back_no_more_than_there_is(first: Any) -> None:
    released(first)
    outcomes = run_parallel(8, lambda number: take(first, 20000, key=f"press {number}"), timeout=120)
    assert len([one for one in outcomes if not isinstance(one, Exception)]) <= 3
    settled_down()
    assert columns(first)[2] <= 60000


def test_the_shares_add_up_in_every_currency(first: Any) -> None:
    for currency, smallest in (("EUR", 1), ("JPY", 1), ("KWD", 10)):
        for released_minor, fee_minor in ((9200, 800), (10, 0), (90, 10), (99990, 10)):
            first.released_minor, first.fee_minor, first.currency = released_minor, fee_minor, currency
            for minor in range(smallest, released_minor + fee_minor + 1, smallest * 37):
                net, fee = shares(first, Money(minor, currency))
                assert net + fee == Money(minor, currency)
                assert 0 <= net.minor <= released_minor and 0 <= fee.minor <= fee_minor
                assert fee.minor % smallest == 0
            assert shares(first, Money(released_minor + fee_minor, currency)) == (Money(released_minor, currency), Money(fee_minor, currency))


def test_names_of_repeated_orders() -> None:
    assert again("release:7") == "release:7:again:1" and again("release:7:again:9") == "release:7:again:10"
