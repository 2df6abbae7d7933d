"""What applications and contracts do to a challenge."""

from datetime import timedelta

import pytest
from django.utils import timezone

from apps.challenges import services
from apps.challenges.models import Challenge, Clarification
from apps.core.errors import NotAllowed, Refused, Stale
from apps.users.models import User
from tests.races import run_parallel


def test_applications_are_counted_only_while_it_is_open(challenge: Challenge, olga: User) -> None:
    services.count_application(challenge)
    challenge.refresh_from_db()
    assert (challenge.application_count, challenge.live_count) == (1, 1)
    Challenge.objects.filter(pk=challenge.pk).update(deadline_at=timezone.now() - timedelta(seconds=1))
    with pytest.raises(Refused):
        services.count_application(challenge)
    Challenge.objects.filter(pk=challenge.pk).update(deadline_at=None, removed_at=timezone.now())
    with pytest.raises(Refused):
        services.count_application(challenge)
    challenge.refresh_from_db()
    assert challenge.application_count == 1


@pytest.mark.race
def test_no_application_is_lost_in_counting(challenge: Challenge) -> None:
    run_parallel(20, lambda number: services.count_application(Challenge.objects.get(pk=challenge.pk)))
    challenge.refresh_from_db()
    assert challenge.application_count == challenge.live_count == 20
    services.uncount_live(challenge, 20)
    services.uncount_live(challenge)
    challenge.refresh_from_db()
    assert challenge.live_count == 0


def test_award_complete_and_the_owners_counter(challenge: Challenge, olga: User, eve: User) -> None:
    with pytest.raises(NotAllowed):
        services.award(challenge, by=eve)
    services.award(challenge, by=olga)
    services.complete(challenge)
    olga.refresh_from_db()
    assert challenge.status == "completed" and olga.awarded_count == 1
    with pytest.raises(Stale):
        services.abandon(challenge)


def test_abandoned_when_its_contract_is_cancelled(challenge: Challenge, olga: User) -> None:
    services.award(challenge, by=olga)
    services.abandon(challenge)
    challenge.refresh_from_db()
    assert challenge.status == "cancelled"


def test_owner_and_moderator_cancel_others_do_not(challenge: Challenge, eve: User, max_: User) -> None:
    with pytest.raises(NotAllowed):
        services.cancel(challenge, by=eve)
    services.cancel(challenge, by=max_, reason="Asked by the owner.")
    challenge.refresh_from_db()
    assert challenge.status == "cancelled"


def test_clarifications_are_added_never_changed(challenge: Challenge, olga: User, eve: User) -> None:
    services.add_clarification(challenge, "Two *colours* are enough.", by=olga)
    challenge.refresh_from_db()
    assert challenge.clarification_count == 1
    assert "<em>colours</em>" in Clarification.objects.get().html
    for text, somebody, error in (("", olga, Refused), ("x" * 5001, olga, Refused), ("Mine", eve, NotAllowed)):
        with pytest.raises(error):
            services.add_clarification(challenge, text, by=somebody)
    services.cancel(challenge, by=olga)
    with pytest.raises(Stale):
        services.add_clarification(challenge, "Too late.", by=olga)
    assert Clarification.objects.count() == 1
