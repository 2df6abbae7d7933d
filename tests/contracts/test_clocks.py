from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from apps.contracts import services
from apps.contracts.models import Contract, Milestone
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


def test_the_solver_is_reminded_a_day_before_the_delivery_is_due(agreement: Contract, olga: User, sam: User) -> None:
    part = funded(agreement)  # five days of work
    with later(days=3, hours=23):
        assert services.remind_deliveries() == 0
    with later(days=4, minutes=1):
        assert (services.remind_deliveries(), services.remind_deliveries()) == (1, 0)
    assert (reminders(sam, "delivery_reminder"), reminders(olga, "delivery_reminder")) == (1, 0)
    with later(days=5, minutes=1):
        assert services.remind_deliveries() == 0
        assert (services.remind_overdue(), services.remind_overdue()) == (1, 0)
    assert (reminders(sam, "overdue"), reminders(olga, "late")) == (1, 1)
    assert fresh(part).status == "funded"


def test_a_due_date_that_has_moved_has_reminders_of_its_own(agreement: Contract, olga: User, sam: User) -> None:
    funded(agreement)
    with later(days=6):
        services.remind_overdue()
        first = delivered(agreement)
        assert services.remind_overdue() == 0 and services.remind_deliveries() == 0
        services.request_changes(first, by=olga, feedback="Again.", verdicts=NOT_MET)
    with later(days=8, hours=1):
        assert (services.remind_deliveries(), services.remind_overdue()) == (1, 0)
    with later(days=30):
        assert services.remind_overdue() == 1
    assert (reminders(sam, "delivery_reminder"), reminders(sam, "overdue"), reminders(olga, "late")) == (1, 2, 2)


def test_what_is_due_the_next_day_anyway_needs_no_reminder(agreement: Contract, sam: User) -> None:
    part = funded(agreement)
    Milestone.objects.filter(pk=part.pk).update(due_at=timezone.now() + timedelta(hours=20))
    services.remind_deliveries()
    assert reminders(sam, "delivery_reminder") == 0


@pytest.mark.race
def test_two_clocks_at_once_remind_once(agreement: Contract, olga: User, sam: User) -> None:
    part = funded(agreement)
    for due in (timezone.now() + timedelta(hours=2), timezone.now() - timedelta(hours=2)):
        Milestone.objects.filter(pk=part.pk).update(due_at=due, funded_at=timezone.now() - timedelta(days=5), reminded_at=None)
        run_parallel(4, lambda number: services.remind_deliveries() + services.remind_overdue())
    assert (reminders(sam, "delivery_reminder"), reminders(sam, "overdue"), reminders(olga, "late")) == (1, 1, 1)
