"""The building blocks that payments calls inside its own transaction."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from apps.contracts.models import Contract, Delivery
from apps.core.errors import NotAllowed, Refused, Stale
from apps.users.models import User
from tests.races import run_parallel

from .world import ANSWERS, MET, adds_up, cancel, delivered, euros, fresh, fund, funded, milestone, money, refund, release, released, told, verbs


def test_funding_holds_the_amount_and_starts_the_work(agreement: Contract, sam: User) -> None:
    part = funded(agreement)
    part = fresh(part)
    assert part.status == "funded" and adds_up(part)
    assert money(part) == {"funded": 60000, "held": 60000, "released": 0, "refunded": 0, "fee": 0}
    assert part.due_at - part.funded_at == timedelta(days=5)
    contract = fresh(agreement)
    assert (contract.status, contract.owner_task, contract.solver_task) == ("active", Contract.Task.WAIT, Contract.Task.DELIVER)
    assert contract.solver_due_at == part.due_at
    assert told(sam)[-1] == "contract.funded"


def test_funding_twice_is_stale(agreement: Contract) -> None:
    part = funded(agreement)
    with pytest.raises(Stale):
        fund(part)
    assert fresh(part).held_minor == 60000


def test_release_approves_pays_and_takes_the_fee(agreement: Contract, olga: User, sam: User) -> None:
    delivery = delivered(agreement)
    part = release(milestone(agreement), by=olga, verdicts=MET, feedback="Very *fine*.")
    assert money(fresh(part)) == {"funded": 60000, "held": 0, "released": 55200, "refunded": 0, "fee": 4800}
    assert adds_up(fresh(part))
    delivery = fresh(delivery)
    assert (delivery.status, delivery.verdicts, fresh(olga).decision_count) == ("approved", MET, 1)
    assert "<em>fine</em>" in delivery.feedback_html
    assert fresh(agreement).owner_task == Contract.Task.FUND
    assert told(sam)[-1] == "contract.approved"


def test_the_last_release_completes_contract_and_challenge(agreement: Contract, olga: User, sam: User) -> None:
    released(agreement, 1)
    assert fresh(agreement).status == "active"
    released(agreement, 2)
    contract = fresh(agreement)
    assert (contract.status, contract.owner_task, contract.solver_task) == ("completed", 0, 0)
    assert contract.ended_at is not None
    assert fresh(contract.challenge).status == "completed"
    assert (fresh(olga).paid_count, fresh(sam).completed_count) == (1, 1)
    assert verbs(contract)[-1] == "complete"


def test_release_twice_is_stale(agreement: Contract, olga: User) -> None:
    part = released(agreement)
    with pytest.raises(Stale):
        release(part, by=olga)
    assert money(fresh(part))["released"] == 55200


def test_only_the_owner_releases(agreement: Contract, sam: User, eve: User) -> None:
    delivered(agreement)
    for visitor in (sam, eve):
        with pytest.raises(NotAllowed):
            release(milestone(agreement), by=visitor)
    assert fresh(milestone(agreement)).status == "delivered"


def test_nothing_is_released_without_a_delivery(agreement: Contract, olga: User) -> None:
    with pytest.raises(Stale):
        release(funded(agreement), by=olga)
    assert money(milestone(agreement))["held"] == 60000


def test_the_clock_releases_only_when_it_has_run_out(agreement: Contract, olga: User, sam: User) -> None:
    delivered(agreement)
    with pytest.raises(Refused):
        release(milestone(agreement), by=None)
    with time_machine.travel(timezone.now() + timedelta(days=14, minutes=1)):
        release(milestone(agreement), by=None)
    assert fresh(milestone(agreement)).status == "released"
    assert told(olga)[-1] == told(sam)[-1] == "contract.released"
    assert fresh(olga).decision_hours == 14 * 24


def test_an_approval_of_an_older_round_is_stale(agreement: Contract, olga: User) -> None:
    from apps.contracts import services

    from .world import NOT_MET

    services.request_changes(delivered(agreement), by=olga, feedback="Again.", verdicts=NOT_MET)
    delivered(agreement)
    with pytest.raises(Stale):
        release(milestone(agreement), by=olga, round=1)
    assert fresh(milestone(agreement)).held_minor == 60000
    release(milestone(agreement), by=olga, round=2)
    assert fresh(milestone(agreement)).status == "released"


def test_refund_and_cancel_give_back_what_is_held(agreement: Contract, olga: User, sam: User) -> None:
    part = funded(agreement)
    refund(part, by=olga)
    cancel(agreement, by=olga, reason="The clock was sold.")
    assert money(fresh(part)) == {"funded": 60000, "held": 0, "released": 0, "refunded": 60000, "fee": 0}
    assert adds_up(fresh(part))
    contract = fresh(agreement)
    assert (contract.status, contract.cancel_reason, contract.owner_task, contract.solver_task) == ("cancelled", "The clock was sold.", 0, 0)
    assert fresh(contract.challenge).status == "cancelled"
    assert told(sam)[-1] == "contract.cancelled"


def test_a_cancelled_contract_takes_no_money(agreement: Contract, olga: User) -> None:
    cancel(agreement, by=olga, reason="")
    with pytest.raises(Stale):
        funded(agreement)
    assert milestone(agreement).status == "planned"


@pytest.mark.parametrize("side", ["olga", "sam"])
def test_either_side_may_leave_before_the_first_delivery(agreement: Contract, cast: dict[str, User], side: str) -> None:
    funded(agreement)
    cancel(agreement, by=cast[side], reason="Changed plans.")
    assert fresh(agreement).status == "cancelled"


def test_nobody_leaves_alone_after_a_delivery(agreement: Contract, olga: User, sam: User, eve: User) -> None:
    delivered(agreement)
    for side in (olga, sam):
        with pytest.raises(Stale):
            cancel(agreement, by=side, reason="Changed plans.")
    with pytest.raises(NotAllowed):
        cancel(agreement, by=eve, reason="Mine.")
    assert fresh(agreement).status == "active"
    assert Delivery.objects.get().status == "waiting"


@pytest.mark.race
def test_fifty_parallel_releases_pay_once(agreement: Contract, olga: User, sam: User) -> None:
    delivered(agreement)
    outcomes = run_parallel(50, lambda n: release(milestone(agreement), by=olga))
    assert sum(not isinstance(one, Exception) for one in outcomes) == 1
    assert all(isinstance(one, Stale) for one in outcomes if isinstance(one, Exception))
    assert adds_up(milestone(agreement)) and money(milestone(agreement))["released"] == 55200
    assert told(sam).count("contract.approved") == 1


@pytest.mark.race
def test_without_compare_and_set_it_would_be_paid_several_times(agreement: Contract) -> None:
    """The control: who reads first and writes afterwards, outside a transaction, releases more than there is."""
    import time

    from django.db.models import F

    from apps.contracts.models import Milestone

    delivered(agreement)
    part = milestone(agreement)

    def careless(number: int) -> None:
        if fresh(part).status == "delivered":
            time.sleep(0.05)
            Milestone.objects.filter(pk=part.pk).update(**{"status": "released"}, released_minor=F("released_minor") + 55200)

    run_parallel(10, careless)
    assert fresh(part).released_minor > 55200


@pytest.mark.race
def test_the_first_delivery_against_leaving_alone_one_wins(agreement: Contract, olga: User, sam: User) -> None:
    from apps.contracts import services

    part = funded(agreement)

    def press(number: int) -> Any:
        if number:
            return services.deliver(fresh(part), by=sam, note="Here.", answers=ANSWERS, files=[])
        return cancel(fresh(agreement), by=olga, reason="Changed plans.")

    outcomes = run_parallel(2, press)
    assert sum(isinstance(one, Exception) for one in outcomes) == 1
    contract = fresh(agreement)
    assert (contract.status, Delivery.objects.count()) in (("cancelled", 0), ("active", 1))


@pytest.mark.race
def test_funding_against_cancelling_leaves_no_money_behind(agreement: Contract, olga: User) -> None:
    """The second milestone is paid while the contract is cancelled: either the money is refused, or the cancelling sees it."""
    from apps.core.db import run_atomic

    funded(agreement, 1)

    @run_atomic
    def leave() -> None:
        contract = fresh(agreement)
        for one in contract.milestones.filter(status__in=("funded", "delivered")):
            refund(one, by=olga)
        cancel(contract, by=olga, reason="")

    run_parallel(2, lambda n: funded(agreement, 2) if n else leave())
    assert fresh(agreement).status == "cancelled"
    assert [one.held_minor for one in agreement.milestones.all()] == [0, 0]


def test_fee_in_another_currency_is_an_error(agreement: Contract, olga: User) -> None:
    from apps.contracts import services
    from apps.core.db import run_atomic
    from apps.core.money import MixedCurrencies, Money

    delivered(agreement)
    with pytest.raises(MixedCurrencies):
        run_atomic(services.release)(milestone(agreement), by=olga, fee=Money(1, "USD"))
    with pytest.raises(ValueError):
        run_atomic(services.release)(milestone(agreement), by=olga, fee=euros(601))
    assert fresh(milestone(agreement)).held_minor == 60000
