from typing import Any

import pytest
from django.test import override_settings
from django.urls import reverse

from apps.applications.models import Application
from apps.challenges.models import Challenge
from apps.contracts import services
from apps.contracts.models import Contract, Milestone
from apps.core.errors import NotAllowed, Refused, Stale
from apps.users.models import User
from apps.users.services import block
from openchance.demo.cast import person
from tests.races import run_parallel

from .world import application, fresh, open_challenge, signed_in, told, verbs


@pytest.fixture
def offer(olga: User, sam: User) -> Application:
    made: Application = application(open_challenge(olga), sam)
    return made


def test_nobody_is_bound_to_whom_they_have_blocked(offer: Application, olga: User, sam: User) -> None:
    block(olga, by=sam)
    with pytest.raises(Refused, match="blocked"):
        services.accept_application(offer, by=olga)
    assert fresh(offer).status == "submitted" and not Contract.objects.exists()


def test_owner_accepts_and_the_contract_is_a_copy_of_what_was_agreed(offer: Application, olga: User, sam: User) -> None:
    with override_settings(FEE_BASIS_POINTS=750, REVIEW_DAYS=10):
        contract = services.accept_application(offer, by=olga)
    assert (contract.status, contract.owner, contract.solver, contract.title) == ("awaiting", olga, sam, offer.challenge.title)
    assert (contract.total_minor, contract.currency, contract.fee_basis_points, contract.review_days) == (180000, "EUR", 750, 10)
    assert contract.criteria == offer.challenge.criteria
    parts = [(one.position, one.title, one.amount_minor, one.days, one.status) for one in Milestone.objects.filter(contract=contract)]
    assert parts == [(1, "Sketch", 60000, 5, "planned"), (2, "Final drawing", 120000, 9, "planned")]
    assert fresh(offer).status == "accepted"
    assert fresh(offer.challenge).status == "awarded"
    assert (fresh(olga).awarded_count, fresh(sam).won_count) == (1, 1)
    assert told(sam)[-1] == "contract.accepted"
    assert verbs(contract) == ["accept"]
    assert fresh(contract).owner_task == Contract.Task.FUND


def test_the_others_are_declined_and_told(offer: Application, olga: User, rita: User) -> None:
    other = application(offer.challenge, rita)
    services.accept_application(offer, by=olga)
    assert fresh(other).status == "declined"
    assert "application.declined" in told(rita)


def test_accepting_twice_is_one_contract(offer: Application, olga: User, sam: User) -> None:
    assert services.accept_application(offer, by=olga) == services.accept_application(offer, by=olga)
    assert Contract.objects.count() == 1
    assert fresh(sam).won_count == 1


def test_solver_and_stranger_cannot_accept(offer: Application, sam: User, eve: User) -> None:
    for visitor in (sam, eve):
        with pytest.raises(NotAllowed):
            services.accept_application(offer, by=visitor)
    assert Contract.objects.count() == 0
    assert (fresh(offer).status, fresh(offer.challenge).status) == ("submitted", "open")


def test_a_second_application_of_an_awarded_challenge_is_refused(offer: Application, olga: User, rita: User) -> None:
    other = application(offer.challenge, rita)
    services.accept_application(offer, by=olga)
    with pytest.raises(Stale):
        services.accept_application(other, by=olga)
    assert Contract.objects.count() == 1


def test_withdrawn_meanwhile_is_stale(offer: Application, olga: User, sam: User) -> None:
    from apps.applications import services as applications

    applications.withdraw(offer, by=sam)
    with pytest.raises(Stale):
        services.accept_application(offer, by=olga)
    assert Contract.objects.count() == 0


def test_door(offer: Application, olga: User, sam: User, eve: User) -> None:
    url = reverse("contracts:accept", args=[offer.pk])
    assert signed_in(olga).get(url).status_code == 405
    assert signed_in(eve).post(url).status_code == 404
    assert signed_in(sam).post(url).status_code == 403
    assert Contract.objects.count() == 0
    response = signed_in(olga).post(url)
    contract = Contract.objects.get()
    assert response.status_code == 302 and response["Location"] == contract.get_absolute_url()
    assert signed_in(olga).post(url)["Location"] == contract.get_absolute_url()


def offers(challenge: Challenge, number: int) -> list[Application]:
    return [application(challenge, person(f"solver{n}", f"Solver {n}")) for n in range(number)]


@pytest.mark.race
def test_fifty_parallel_accepts_make_one_contract(olga: User) -> None:
    challenge = open_challenge(olga)
    made = offers(challenge, 50)
    outcomes = run_parallel(50, lambda n: services.accept_application(made[n], by=olga))
    won = [one for one in outcomes if isinstance(one, Contract)]
    assert len(won) == 1, [repr(one) for one in outcomes if not isinstance(one, Stale)][:5]
    assert [repr(one) for one in outcomes if not isinstance(one, Contract | Stale)] == []
    assert Contract.objects.count() == 1
    assert Application.objects.filter(challenge=challenge, status="accepted").count() == 1
    assert Application.objects.filter(challenge=challenge, status="declined").count() == 49
    assert (fresh(olga).awarded_count, fresh(challenge).live_count) == (1, 0)


@pytest.mark.race
def test_the_race_is_real_without_the_guard(olga: User) -> None:
    """The control: reading first and writing afterwards, outside any transaction, lets several win."""
    challenge = open_challenge(olga)
    seen: list[int] = []

    def careless(number: int) -> Any:
        import time

        if Challenge.objects.get(pk=challenge.pk).status != "open":
            return None
        time.sleep(0.05)
        Challenge.objects.filter(pk=challenge.pk).update(**{"status": "awarded"})
        seen.append(number)
        return number

    run_parallel(10, careless)
    assert len(seen) > 1


@pytest.mark.race
def test_the_same_press_ten_times_at_once_lands_on_one_contract(offer: Application, olga: User) -> None:
    outcomes = run_parallel(10, lambda n: services.accept_application(offer, by=olga))
    assert {getattr(one, "pk", one) for one in outcomes} == {Contract.objects.get().pk}
