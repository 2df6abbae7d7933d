from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from apps.contracts import services
from apps.contracts.models import Contract, Delivery
from apps.core.errors import NotAllowed, Refused, Stale
from apps.users.models import User
from tests.races import run_parallel

from .world import MET, NOT_MET, delivered, fresh, funded, milestone, release, signed_in, told, verbs


def address(agreement: Contract, position: int = 1) -> str:
    return reverse("contracts:request_changes", args=[agreement.pk, position])


def form(**changes: Any) -> dict[str, Any]:
    return {"feedback": "Tick 40 is **off**.", "met_1": "yes", "met_2": "no", "note_2": "2 mm", "round": "1"} | changes


def test_owner_requests_changes_and_the_clock_stops(agreement: Contract, olga: User, sam: User) -> None:
    delivery = services.request_changes(delivered(agreement), by=olga, feedback="Tick 40 is **off**.", verdicts=NOT_MET)
    part = fresh(milestone(agreement))
    assert (part.status, part.review_due_at, part.held_minor) == ("funded", None, 60000)
    assert (delivery.status, delivery.verdicts) == ("changes", NOT_MET)
    assert "<strong>off</strong>" in fresh(delivery).feedback_html
    assert fresh(agreement).solver_task == Contract.Task.DELIVER
    assert fresh(agreement).owner_task == Contract.Task.WAIT
    assert told(sam)[-1] == "contract.changes"
    assert verbs(part)[-1] == "request_changes"
    assert fresh(olga).decision_count == 1


def test_the_time_of_the_review_is_added_to_the_due_date(agreement: Contract, olga: User) -> None:
    due = funded(agreement).due_at
    delivery = delivered(agreement)
    with time_machine.travel(timezone.now() + timedelta(days=6), tick=False):
        services.request_changes(delivery, by=olga, feedback="Again.", verdicts=NOT_MET)
    assert abs(fresh(milestone(agreement)).due_at - due - timedelta(days=6)) < timedelta(seconds=5)
    assert fresh(olga).decision_hours in (143, 144)


def test_there_are_always_three_days_for_changes(agreement: Contract, olga: User) -> None:
    funded(agreement)
    late = timezone.now() + timedelta(days=30)
    with time_machine.travel(late, tick=False):
        services.request_changes(delivered(agreement), by=olga, feedback="Again.", verdicts=NOT_MET)
        assert abs(fresh(milestone(agreement)).due_at - timezone.now() - timedelta(days=3)) < timedelta(seconds=1)


def test_twice_is_stale(agreement: Contract, olga: User, sam: User) -> None:
    delivery = delivered(agreement)
    services.request_changes(delivery, by=olga, feedback="Again.", verdicts=NOT_MET)
    with pytest.raises(Stale):
        services.request_changes(delivery, by=olga, feedback="Again.", verdicts=NOT_MET)
    assert told(sam).count("contract.changes") == 1


def test_an_old_page_does_not_judge_the_new_delivery(agreement: Contract, olga: User) -> None:
    first = delivered(agreement)
    services.request_changes(first, by=olga, feedback="Again.", verdicts=NOT_MET)
    second = delivered(agreement)
    with pytest.raises(Stale):
        services.request_changes(first, by=olga, feedback="And again.", verdicts=NOT_MET)
    assert signed_in(olga).post(address(agreement), form(round="1")).status_code == 409
    assert fresh(second).status == "waiting"


def test_solver_and_stranger_cannot(agreement: Contract, sam: User, eve: User) -> None:
    delivery = delivered(agreement)
    for visitor in (sam, eve):
        with pytest.raises(NotAllowed):
            services.request_changes(delivery, by=visitor, feedback="No.", verdicts=NOT_MET)
    assert fresh(delivery).status == "waiting"
    assert fresh(milestone(agreement)).status == "delivered"


def test_feedback_and_a_verdict_per_criterion_are_needed(agreement: Contract, olga: User) -> None:
    delivery = delivered(agreement)
    for feedback, verdicts in ((" ", NOT_MET), ("Again.", []), ("Again.", MET[:1])):
        with pytest.raises(Refused):
            services.request_changes(delivery, by=olga, feedback=feedback, verdicts=verdicts)
    assert fresh(delivery).status == "waiting"


def test_page_and_form(agreement: Contract, olga: User, sam: User, eve: User) -> None:
    delivery = delivered(agreement)
    url = address(agreement)
    assert signed_in(eve).get(url).status_code == signed_in(eve).post(url, form()).status_code == 404
    assert signed_in(sam).post(url, form()).status_code == 403
    assert signed_in(olga).put(url).status_code == 405
    assert fresh(delivery).status == "waiting"
    page = signed_in(olga).get(url).content.decode()
    assert "Measured on the print." in page and "Request changes" in page
    assert signed_in(olga).post(url, form()).status_code == 302
    assert fresh(delivery).verdicts == [{"met": True, "note": ""}, {"met": False, "note": "2 mm"}]
    assert signed_in(olga).get(url).status_code == 409


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"feedback": ""}, "Say what has to change"),
        ({"feedback": "x" * 5001}, "at most 5000"),
        ({"met_1": ""}, "Judge this criterion"),
        ({"met_2": "perhaps"}, "perhaps"),
        ({"met_2": "yes"}, "every criterion as met"),
        ({"round": "one"}, "whole number"),
        ({"round": "-1"}, ""),
    ],
)
def test_bad_input_is_said_and_kept(agreement: Contract, olga: User, changes: dict[str, str], words: str) -> None:
    delivery = delivered(agreement)
    response = signed_in(olga).post(address(agreement), form(**changes))
    assert response.status_code in (302, 422) if "round" in changes else response.status_code == 422
    if words:
        assert words in response.content.decode()
        assert fresh(delivery).status == "waiting"


@pytest.mark.race
def test_changes_against_release_one_wins(agreement: Contract, olga: User) -> None:
    delivery = delivered(agreement)
    part = milestone(agreement)

    def press(number: int) -> Any:
        if number % 2:
            return release(fresh(part), by=olga)
        return services.request_changes(delivery, by=olga, feedback="Again.", verdicts=NOT_MET)

    outcomes = run_parallel(8, press)
    assert sum(not isinstance(one, Exception) for one in outcomes) == 1
    assert all(isinstance(one, Stale | Refused) for one in outcomes if isinstance(one, Exception))
    assert (fresh(part).status, fresh(delivery).status) in (("funded", "changes"), ("released", "approved"))
    assert fresh(olga).decision_count == 1
    assert Delivery.objects.count() == 1
