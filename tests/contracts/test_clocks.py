from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from apps.contracts import services
from apps.contracts.models import Contract
from apps.notifications.models import Notification
from apps.users.models import User
from tests.races import run_parallel

from .world import NOT_MET, cancel, delivered, fresh, funded, milestone, release, told


def later(**distance: float) -> time_machine.travel:
    return time_machine.travel(timezone.now() + timedelta(**distance))


def reminders(user: User, kind: str) -> int:
    return Notification.objects.filter(recipient=user, kind=f"contract.{kind}").count()


def test_owner_is_reminded_once_two_days_before_the_release(agreement: Contract, olga: User, sam: User) -> None:
    delivered(agreement)
    before = told(sam)
    with later(days=11, hours=23):
        assert services.remind_reviews() == 0
    with later(days=12, minutes=1):
        assert services.remind_reviews() == 1
        assert services.remind_reviews() == 0
    assert reminders(olga, "review_reminder") == 1
    assert told(sam) == before


def test_each_delivery_has_its_own_reminder(agreement: Contract, olga: User) -> None:
    first = delivered(agreement)
    with later(days=13):
        services.remind_reviews()
        services.request_changes(first, by=olga, feedback="Again.", verdicts=NOT_MET)
        delivered(agreement)
        assert services.remind_reviews() == 0
    with later(days=26):
        assert services.remind_reviews() == 1
    assert reminders(olga, "review_reminder") == 2


def test_decided_work_reminds_nobody(agreement: Contract, olga: User) -> None:
    delivered(agreement)
    release(milestone(agreement), by=olga)
    with later(days=13):
        assert services.remind_reviews() == 0


def test_after_the_clock_has_run_out_there_is_nothing_to_remind_of(agreement: Contract, olga: User) -> None:
    delivered(agreement)
    with later(days=15):
        assert services.remind_reviews() == 0


def test_owner_is_reminded_once_to_fund(agreement: Contract, olga: User) -> None:
    with later(days=2, hours=23):
        assert services.remind_funding() == 0
    with later(days=3, minutes=1):
        assert services.remind_funding() == 1
        assert services.remind_funding() == 0
    assert reminders(olga, "funding_reminder") == 1


def test_funded_and_cancelled_contracts_are_not_reminded_of(agreement: Contract, olga: User) -> None:
    funded(agreement)
    with later(days=4):
        assert services.remind_funding() == 0
        cancel(agreement, by=olga, reason="")
        assert services.remind_funding() == 0


@pytest.mark.race
def test_clocks_that_run_ten_times_at_once_remind_once(agreement: Contract, olga: User) -> None:
    delivered(agreement)
    with later(days=13):
        outcomes = run_parallel(10, lambda n: services.remind_reviews())
    assert sum(one for one in outcomes if isinstance(one, int)) == 1
    assert reminders(olga, "review_reminder") == 1
    assert fresh(milestone(agreement)).reminded_at is not None
