from datetime import datetime, timedelta

import pytest
import time_machine
from django.utils import timezone

from apps.challenges import services
from apps.challenges.models import Challenge, Invitation
from apps.core.models import Event
from apps.notifications.models import Email, Notification
from apps.users.models import User
from openchance.demo.cast import open_challenge
from tests.races import run_parallel


def test_a_challenge_closes_at_its_deadline_and_the_owner_is_told(challenge: Challenge, olga: User) -> None:
    services.count_application(challenge)
    assert services.close_due() == 0
    with time_machine.travel(timezone.now() + timedelta(days=21)):
        assert services.close_due() == 1
        assert services.close_due() == 0
    challenge.refresh_from_db()
    assert challenge.status == "closed"
    event = Event.objects.of(challenge).filter(verb="close").get()
    assert event.actor is None
    assert "1 application waits" in Email.objects.get(kind="challenge.closed").text


@pytest.mark.race
def test_two_clocks_at_once_close_it_once(challenge: Challenge) -> None:
    Challenge.objects.filter(pk=challenge.pk).update(deadline_at=timezone.now() - timedelta(minutes=1))
    assert sum(n for n in run_parallel(6, lambda number: services.close_due()) if isinstance(n, int)) == 1
    assert Notification.objects.filter(kind="challenge.closed").count() == 1
    assert Event.objects.of(challenge).filter(verb="close").count() == 1


def test_the_owner_is_reminded_once_for_each_deadline(challenge: Challenge, olga: User) -> None:
    assert services.remind_deadlines() == 0
    with time_machine.travel(timezone.now() + timedelta(days=18, hours=12)):
        assert services.remind_deadlines() == 1
        assert services.remind_deadlines() == 0
        challenge.refresh_from_db()
        services.extend(challenge, by=olga, deadline_at=timezone.now() + timedelta(days=10))
        assert services.remind_deadlines() == 0
    with time_machine.travel(timezone.now() + timedelta(days=27)):
        assert services.remind_deadlines() == 1
    assert Notification.objects.filter(kind="challenge.closing_soon").count() == 2


def test_a_short_lived_challenge_needs_no_reminder(olga: User) -> None:
    open_challenge(olga, deadline_at=timezone.now() + timedelta(days=1))
    services.remind_deadlines()
    assert not Notification.objects.filter(kind="challenge.closing_soon").exists()


def test_one_bad_row_does_not_stop_the_others(olga: User, monkeypatch: pytest.MonkeyPatch) -> None:
    from apps.challenges.services import clocks

    first, second = open_challenge(olga), open_challenge(olga)
    past = timezone.now() - timedelta(hours=1)
    Challenge.objects.filter(pk=first.pk).update(deadline_at=past - timedelta(hours=1))
    Challenge.objects.filter(pk=second.pk).update(deadline_at=past)
    notify = clocks.notify  # type: ignore[attr-defined]

    def failing(recipient: User, kind: object, **context: object) -> None:
        if context["challenge"] == first:
            raise RuntimeError("the mail room burns")
        notify(recipient, kind, **context)  # type: ignore[arg-type]

    monkeypatch.setattr(clocks, "notify", failing)
    assert services.close_due() == 1
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.status, second.status) == ("open", "closed")


def test_the_reminder_names_the_day_in_the_owners_zone(challenge: Challenge, olga: User) -> None:
    deadline = datetime(2026, 12, 24, 23, 30, tzinfo=timezone.get_default_timezone())
    Challenge.objects.filter(pk=challenge.pk).update(deadline_at=deadline, published_at=deadline - timedelta(days=9))
    with time_machine.travel(deadline - timedelta(days=1)):
        services.remind_deadlines()
    assert "Fri 25 Dec" in Email.objects.get(kind="challenge.closing_soon").text  # Berlin is an hour ahead


def test_who_is_invited_and_has_not_answered_is_reminded_too(challenge: Challenge, olga: User, sam: User, rita: User, eve: User) -> None:
    services.invite(challenge, [sam, rita, eve], by=olga)
    for person in (rita, eve):
        verb = services.decline_invitation if person == rita else services.withdraw_invitation
        verb(Invitation.objects.get(user=person), by=person if person == rita else olga)
    with time_machine.travel(timezone.now() + timedelta(days=19)):
        assert (services.remind_deadlines(), services.remind_deadlines()) == (1, 0)
    told = Notification.objects.filter(kind="challenge.invitation_closing")
    assert [one.recipient for one in told] == [sam]
