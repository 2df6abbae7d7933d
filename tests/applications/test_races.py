"""Two people, or one with two hands, press at the same moment: one wins, the other is told, and every count is right."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db.models import F

from apps.applications import services
from apps.applications.models import Application
from apps.challenges import services as challenges
from apps.challenges.models import Challenge
from apps.core.db import run_atomic
from apps.core.errors import Refused
from apps.users.models import User
from tests.races import run_parallel

from .world import application, fresh, open_challenge, people, sound, told, verbs

pytestmark = pytest.mark.race
accept = run_atomic(services.mark_accepted)


def both(first: Callable[[], Any], second: Callable[[], Any], times: int = 6) -> list[Any]:
    """Half of the threads do the one, half the other; what came of each."""
    return run_parallel(times, lambda number: (first if number % 2 else second)())


def done(outcomes: list[Any]) -> list[Any]:
    """What worked; everything else must have been refused in words."""
    failures = [one for one in outcomes if isinstance(one, Exception)]
    assert all(isinstance(one, Refused) for one in failures), failures
    return [one for one in outcomes if not isinstance(one, Exception)]


def test_a_double_click_is_one_application(challenge: Challenge, olga: User, sam: User) -> None:
    outcomes = run_parallel(8, lambda _: application(challenge, sam))
    assert len(done(outcomes)) == 1
    assert Application.objects.count() == 1
    assert sound(challenge) and fresh(sam).applied_count == 1
    assert told(olga) == ["application.received"]


def test_many_solvers_at_once_are_all_counted(challenge: Challenge) -> None:
    solvers = people(8)
    assert len(done(run_parallel(8, lambda number: application(challenge, solvers[number])))) == 8
    assert fresh(challenge).application_count == 8 and sound(challenge)


def test_submit_against_close(olga: User, sam: User, rita: User, eve: User) -> None:
    challenge, solvers = open_challenge(olga), [sam, rita, eve]

    def step(number: int) -> Any:
        return challenges.close(Challenge.objects.get(pk=challenge.pk), by=olga) if number == 3 else application(challenge, solvers[number])

    outcomes = run_parallel(4, step)
    done(outcomes)
    assert fresh(challenge).status == "closed" and sound(challenge)
    assert Application.objects.count() == sum(isinstance(one, Application) for one in outcomes)


def test_accept_against_withdraw(offer: Application, challenge: Challenge, olga: User, sam: User, rita: User) -> None:
    other = application(challenge, rita)
    assert len(done(both(lambda: accept(offer, by=olga), lambda: services.withdraw(offer, by=sam)))) == 1
    accepted = fresh(offer).status == "accepted"
    assert fresh(challenge).status == ("awarded" if accepted else "open")
    assert fresh(other).status == ("declined" if accepted else "submitted")
    assert sound(challenge) and len(verbs(offer)) == 2


def test_decline_against_accept(offer: Application, challenge: Challenge, olga: User, sam: User) -> None:
    outcomes = both(lambda: accept(offer, by=olga), lambda: services.decline([offer], by=olga, reason="price"))
    done(outcomes)
    assert fresh(offer).status in ("accepted", "declined")
    assert fresh(challenge).status == ("awarded" if fresh(offer).status == "accepted" else "open")
    assert sound(challenge) and len(verbs(offer)) == 2
    assert told(sam) == ([] if fresh(offer).status == "accepted" else ["application.declined"])


def test_accepting_two_at_once_accepts_one(challenge: Challenge, olga: User, sam: User, rita: User) -> None:
    one, two = application(challenge, sam), application(challenge, rita)
    assert len(done(both(lambda: accept(one, by=olga), lambda: accept(two, by=olga)))) == 1
    assert sorted([fresh(one).status, fresh(two).status]) == ["accepted", "declined"]
    assert sound(challenge) and fresh(olga).awarded_count == 1


def test_submit_against_accept_leaves_nobody_forgotten(offer: Application, challenge: Challenge, olga: User, rita: User) -> None:
    outcomes = both(lambda: accept(offer, by=olga), lambda: application(challenge, rita))
    done(outcomes)
    late = Application.objects.filter(solver=rita).first()
    assert fresh(offer).status == "accepted"
    assert late is None or late.status == "declined"
    assert sound(challenge)


def test_submit_against_cancel_leaves_nobody_forgotten(challenge: Challenge, olga: User, rita: User) -> None:
    done(both(lambda: services.cancel_challenge(challenge, by=olga, reason="Closed."), lambda: application(challenge, rita)))
    late = Application.objects.filter(solver=rita).first()
    assert fresh(challenge).status == "cancelled" and sound(challenge)
    assert late is None or late.status == "expired"


def test_two_edits_at_once_are_one(offer: Application, sam: User) -> None:
    def edit(number: int) -> Application:
        words = {name: getattr(offer, name) for name in ("price_minor", "days", "plan", "answers", "links")}
        return services.edit(offer, by=sam, revision=1, letter=f"Letter {number}", **words)

    assert len(done(run_parallel(6, edit))) == 1
    assert fresh(offer).revision == 2 and verbs(offer) == ["submit", "edit"]


def test_control_without_compare_and_set_both_would_win(offer: Application) -> None:
    """What the races above would look like if the status were read first and written later."""
    import threading

    read = threading.Barrier(4)

    def careless(number: int) -> str:
        seen = Application.objects.get(pk=offer.pk).status
        read.wait(30)
        if seen == "submitted":
            Application.objects.filter(pk=offer.pk).update(**{"status": "accepted" if number % 2 else "withdrawn", "revision": F("revision") + 1})
            return "won"
        return "lost"

    assert run_parallel(4, careless).count("won") == 4
