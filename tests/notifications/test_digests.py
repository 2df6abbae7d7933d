"""One letter a day or a week, at the person's own hour; and lines that gather."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.core import mail

from apps.core.db import run_atomic
from apps.notifications import wording
from apps.notifications.kinds import Kind, registry
from apps.notifications.models import Email, Gathered, Notification
from apps.notifications.services import mark_read, mark_unread, notify, save_preferences, send_digests
from apps.users.models import User
from tests.races import run_parallel

pytestmark = pytest.mark.django_db
MONDAY = datetime(2026, 11, 23, 10, tzinfo=UTC)
KIND = Kind(name="test.digest", topic="reviews", line="{{ actor }} did {{ number }}", group_line="{{ count }} things, the latest by {{ actor }}")


@pytest.fixture(autouse=True)
def known(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(registry, KIND.name, KIND)


@run_atomic
def tell(user: User, number: int, actor: User | None = None, group: str = "") -> Notification | None:
    return notify(user, KIND, key=str(number), url="/", actor=actor, group=group, number=number)


def daily(user: User, period: str = "daily") -> User:
    User.objects.filter(pk=user.pk).update(timezone="Asia/Tokyo")
    user.refresh_from_db()
    save_preferences(user, choices={"reviews": {"email": period}}, digest_hour=8, digest_day=2)
    return user


def test_a_digest_comes_once_at_the_persons_hour(olga: User) -> None:
    with time_machine.travel(MONDAY, tick=False) as clock:
        daily(olga)
        for number in range(3):
            tell(olga, number)
        read = Notification.objects.order_by("id").first()
        assert read is not None and mark_read(read)
        clock.move_to(datetime(2026, 11, 23, 22, 59, tzinfo=UTC))
        assert send_digests() == 0 and not Email.objects.exists()
        clock.move_to(datetime(2026, 11, 23, 23, 1, tzinfo=UTC))
        assert send_digests() == 1 and send_digests() == 0
        email = Email.objects.get()
        assert email.subject == "2 things happened since yesterday" and "did 2" in email.text and "did 0" not in email.text
        assert "Monday, 19:00" in email.html and len(mail.outbox) == 1
        clock.move_to(MONDAY + timedelta(days=2))
        assert send_digests() == 0, "nothing new, no letter"


def test_the_weekly_one_comes_on_its_day(olga: User) -> None:
    with time_machine.travel(MONDAY, tick=False) as clock:
        daily(olga, "weekly")
        tell(olga, 1)
        for days, count in ((1, 0), (2, 1), (9, 0)):
            clock.move_to(datetime(2026, 11, 23, tzinfo=UTC) + timedelta(days=days, hours=0, minutes=5) - timedelta(hours=1))
            assert send_digests() == count


def test_an_hour_that_is_moved_within_the_day_makes_no_second_one(olga: User) -> None:
    with time_machine.travel(MONDAY, tick=False) as clock:
        daily(olga)
        tell(olga, 1)
        clock.move_to(datetime(2026, 11, 23, 23, 1, tzinfo=UTC))
        assert send_digests() == 1
        save_preferences(olga, digest_hour=10)
        tell(olga, 2)
        clock.move_to(datetime(2026, 11, 24, 1, 5, tzinfo=UTC))
        assert send_digests() == 0
        clock.move_to(datetime(2026, 11, 25, 1, 5, tzinfo=UTC))
        assert send_digests() == 1


@pytest.mark.race
def test_two_clocks_make_one_digest(olga: User) -> None:
    with time_machine.travel(MONDAY, tick=True) as clock:
        daily(olga)
        tell(olga, 1)
        clock.move_to(datetime(2026, 11, 23, 23, 1, tzinfo=UTC))
        outcomes = run_parallel(4, lambda _: send_digests())
    assert sorted(str(one) for one in outcomes) == ["0", "0", "0", "1"]


def test_what_is_told_of_a_group_is_one_line(olga: User, sam: User, rita: User) -> None:
    tell(olga, 1, sam, "g")
    tell(olga, 2, rita, "g")
    assert tell(olga, 2, rita, "g") is None
    line = Notification.objects.get()
    assert (line.text, line.times, line.actor) == (f"2 things, the latest by {rita}", 2, rita)
    olga.refresh_from_db()
    assert olga.unread_count == 1
    mark_read(line)
    assert tell(olga, 1, sam, "g") is None, "what was told within a line that is read is not told again"
    tell(olga, 3, sam, "g")
    assert Notification.objects.count() == 2
    assert mark_unread(line) and not mark_unread(line)
    olga.refresh_from_db()
    assert olga.unread_count == 2


@pytest.mark.race
def test_a_crowd_is_one_line_and_each_is_counted(olga: User) -> None:
    outcomes = run_parallel(10, lambda number: tell(olga, number, group="g"))
    assert not [one for one in outcomes if isinstance(one, Exception)]
    line = Notification.objects.get()
    olga.refresh_from_db()
    assert (line.times, Gathered.objects.count(), olga.unread_count) == (10, 9, 1)


@pytest.mark.race
def test_telling_while_reading_loses_nothing(olga: User) -> None:
    tell(olga, 100, group="g")

    def act(number: int) -> Any:
        line = Notification.objects.filter(recipient=olga, read_at=None).first()
        return mark_read(line) if number % 4 == 3 and line else tell(olga, number, group="g")

    outcomes = run_parallel(12, act)
    assert not [one for one in outcomes if isinstance(one, Exception)]
    olga.refresh_from_db()
    told = sum(line.times for line in Notification.objects.all())
    assert told == 1 + Gathered.objects.count() + Notification.objects.count() - 1
    assert olga.unread_count == Notification.objects.filter(read_at=None).count()


def test_control_without_compare_and_set_a_thing_is_lost(olga: User, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two tell of the same group at once, and the second has read the count before the first wrote it."""
    tell(olga, 1, group="g")
    stale = Notification.objects.get()
    tell(olga, 2, group="g")
    text = wording.line(KIND, olga, {"actor": None, "number": 3}, stale.times + 1)
    lines = Notification.objects.filter(pk=stale.pk)
    assert lines.filter(times=stale.times).update(times=stale.times + 1, text=text) == 0, "the guard"
    lines.update(times=stale.times + 1, text=text)
    assert Notification.objects.get().times == 2, "three were told"
