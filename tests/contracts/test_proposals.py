"""Cancelling by agreement."""

from typing import Any

import pytest
from django.urls import reverse

from apps.contracts import services
from apps.contracts.models import Contract
from apps.core.db import run_atomic
from apps.core.errors import NotAllowed, Refused, Stale
from apps.users.models import User
from tests.races import run_parallel

from .world import ANSWERS, NOT_MET, cancel, delivered, fresh, funded, milestone, refund, release, signed_in, told, verbs


@pytest.fixture
def underway(agreement: Contract) -> Contract:
    """After the first delivery, which waits for its review."""
    delivered(agreement)
    contract: Contract = fresh(agreement)
    return contract


@run_atomic
def agree(agreement: Contract, by: User) -> Contract:
    """As payments does it."""
    contract = fresh(agreement)
    for one in contract.milestones.filter(status__in=("funded", "delivered")):
        refund(one, by=by)
    return cancel(contract, by=by, reason=contract.cancel_reason)


def test_either_side_proposes_and_the_other_is_asked(underway: Contract, olga: User, sam: User) -> None:
    contract = services.propose_cancel(underway, by=sam, reason="My workshop was flooded.")
    assert (fresh(contract).cancel_proposed_by, fresh(contract).cancel_reason) == (sam, "My workshop was flooded.")
    assert fresh(contract).owner_task == Contract.Task.ANSWER
    assert told(olga)[-1] == "contract.cancel_proposed"
    assert verbs(contract)[-1] == "propose_cancel"
    assert fresh(milestone(underway)).status == "delivered"


def test_agreeing_cancels_refunds_and_voids_the_delivery(underway: Contract, olga: User, sam: User) -> None:
    services.propose_cancel(underway, by=sam, reason="Flooded.")
    agree(underway, olga)
    contract = fresh(underway)
    assert (contract.status, contract.cancel_reason) == ("cancelled", "Flooded.")
    assert fresh(milestone(underway)).refunded_minor == 60000
    assert milestone(underway).deliveries.get().status == "void"
    assert told(sam)[-1] == "contract.cancel_agreed"
    assert fresh(contract.challenge).status == "cancelled"


def test_one_cannot_agree_with_oneself(underway: Contract, sam: User) -> None:
    services.propose_cancel(underway, by=sam, reason="Flooded.")
    with pytest.raises(Stale):
        agree(underway, sam)
    assert fresh(underway).status == "active"


def test_declining_and_withdrawing_leave_the_contract_as_it_was(underway: Contract, olga: User, sam: User) -> None:
    services.propose_cancel(underway, by=sam, reason="Flooded.")
    services.decline_cancel(underway, by=olga)
    assert not fresh(underway).has_proposal and told(sam)[-1] == "contract.cancel_declined"
    services.propose_cancel(underway, by=olga, reason="Sold.")
    services.withdraw_cancel(underway, by=olga)
    assert not fresh(underway).has_proposal and told(sam)[-1] == "contract.cancel_withdrawn"
    assert fresh(underway).owner_task == Contract.Task.REVIEW
    assert verbs(underway)[-4:] == ["propose_cancel", "decline_cancel", "propose_cancel", "withdraw_cancel"]


def test_one_proposal_at_a_time(underway: Contract, olga: User, sam: User) -> None:
    services.propose_cancel(underway, by=sam, reason="Flooded.")
    for side in (olga, sam):
        with pytest.raises(Refused):
            services.propose_cancel(underway, by=side, reason="Me too.")
    assert fresh(underway).cancel_reason == "Flooded."


def test_wrong_states_and_people(agreement: Contract, olga: User, sam: User, eve: User) -> None:
    for verb in (services.withdraw_cancel, services.decline_cancel):
        with pytest.raises(NotAllowed):
            verb(agreement, by=eve)
        with pytest.raises(Stale):
            verb(agreement, by=sam)
    with pytest.raises(NotAllowed):
        services.propose_cancel(agreement, by=eve, reason="Mine.")
    with pytest.raises(Refused):  # before the first delivery one simply leaves
        services.propose_cancel(agreement, by=olga, reason="Sold.")
    delivered(agreement)
    with pytest.raises(Refused):
        services.propose_cancel(agreement, by=olga, reason=" ")
    services.propose_cancel(agreement, by=sam, reason="Flooded.")
    with pytest.raises(Stale):
        services.decline_cancel(agreement, by=sam)
    with pytest.raises(Stale):
        services.withdraw_cancel(agreement, by=olga)
    assert fresh(agreement).has_proposal


def test_a_release_ends_the_proposal(underway: Contract, olga: User, sam: User) -> None:
    services.propose_cancel(underway, by=sam, reason="Flooded.")
    release(milestone(underway), by=olga)
    assert not fresh(underway).has_proposal
    assert "contract.cancel_lapsed" in told(sam)
    with pytest.raises(Stale):
        agree(underway, olga)


def test_a_delivery_ends_the_proposal(underway: Contract, olga: User, sam: User) -> None:
    services.request_changes(underway.milestones.get(position=1).deliveries.get(), by=olga, feedback="Again.", verdicts=NOT_MET)
    services.propose_cancel(underway, by=olga, reason="Sold.")
    delivered(underway)
    assert not fresh(underway).has_proposal
    assert "contract.cancel_lapsed" in told(olga)


def test_a_change_request_does_not_end_it(underway: Contract, olga: User, sam: User) -> None:
    services.propose_cancel(underway, by=sam, reason="Flooded.")
    services.request_changes(milestone(underway).deliveries.get(), by=olga, feedback="Again.", verdicts=NOT_MET)
    assert fresh(underway).has_proposal


def test_doors(underway: Contract, olga: User, sam: User, eve: User) -> None:
    names = ("propose_cancel", "withdraw_cancel", "decline_cancel")
    propose, withdraw, decline = (reverse(f"contracts:{name}", args=[underway.pk]) for name in names)
    assert {signed_in(eve).post(url, {"reason": "Mine."}).status_code for url in (propose, withdraw, decline)} == {404}
    assert signed_in(sam).get(withdraw).status_code == signed_in(sam).get(decline).status_code == 405
    assert signed_in(sam).post(withdraw).status_code == 409
    page = signed_in(sam).get(propose)
    assert page.status_code == 200 and "Propose to cancel" in page.content.decode()
    assert signed_in(sam).post(propose, {"reason": " "}).status_code == 422
    assert signed_in(sam).post(propose, {"reason": "x" * 1001}).status_code == 422
    assert not fresh(underway).has_proposal
    assert signed_in(sam).post(propose, {"reason": "Flooded."}).status_code == 302
    assert signed_in(sam).post(propose, {"reason": "Flooded."}).status_code == 409
    assert signed_in(olga).post(decline).status_code == 302
    assert signed_in(olga).post(decline).status_code == 409
    services.propose_cancel(underway, by=sam, reason="Flooded.")
    assert signed_in(sam).post(withdraw).status_code == 302


def race(first: Any, second: Any) -> list[Any]:
    outcomes = run_parallel(2, lambda n: second() if n else first())
    assert sum(isinstance(one, Exception) for one in outcomes) == 1, outcomes
    assert isinstance(next(one for one in outcomes if isinstance(one, Exception)), Refused)
    return outcomes


@pytest.mark.race
def test_agree_against_withdraw(underway: Contract, olga: User, sam: User) -> None:
    services.propose_cancel(underway, by=sam, reason="Flooded.")
    race(lambda: agree(underway, olga), lambda: services.withdraw_cancel(underway, by=sam))
    assert fresh(underway).status == "cancelled" or not fresh(underway).has_proposal


@pytest.mark.race
def test_agree_against_deliver(underway: Contract, olga: User, sam: User) -> None:
    services.request_changes(milestone(underway).deliveries.get(), by=olga, feedback="Again.", verdicts=NOT_MET)
    services.propose_cancel(underway, by=olga, reason="Sold.")
    race(lambda: agree(underway, sam), lambda: services.deliver(milestone(underway), by=sam, note="Here.", answers=ANSWERS, files=[]))
    statuses = (fresh(underway).status, milestone(underway).status)
    assert statuses in (("cancelled", "refunded"), ("active", "delivered"))


@pytest.mark.race
def test_agree_against_approve(underway: Contract, olga: User, sam: User) -> None:
    services.propose_cancel(underway, by=olga, reason="Sold.")
    race(lambda: agree(underway, sam), lambda: release(milestone(underway), by=olga))
    part = milestone(underway)
    assert (fresh(underway).status, part.status) in (("cancelled", "refunded"), ("active", "released"))
    assert part.released_minor + part.fee_minor + part.refunded_minor == 60000


@pytest.mark.race
def test_ten_proposals_at_once_are_one(underway: Contract, olga: User, sam: User) -> None:
    outcomes = run_parallel(10, lambda n: services.propose_cancel(underway, by=(olga, sam)[n % 2], reason=f"{n}"))
    assert sum(isinstance(one, Contract) for one in outcomes) == 1
    assert verbs(underway).count("propose_cancel") == 1


def test_funding_ends_the_proposal(underway: Contract, olga: User, sam: User) -> None:
    services.propose_cancel(underway, by=sam, reason="Flooded.")
    funded(underway, 2)
    assert not fresh(underway).has_proposal
    assert "contract.cancel_lapsed" in told(sam)
