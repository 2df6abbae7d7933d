"""Kinds by channels: what people choose, when it is quiet, and what is never switched off."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from apps.core.db import atomic
from apps.notifications import gsm, wording
from apps.notifications.hours import next_digest, quiet_end
from apps.notifications.kinds import Kind, registry, topics
from apps.notifications.models import Email, Notification, Phone, Preferences, PushMessage, PushSubscription, TextMessage, preferences_of
from apps.notifications.services import mark_read, notify, read_about, save_preferences, send_due
from apps.notifications.topics import TOPICS
from apps.users.models import User

pytestmark = pytest.mark.django_db
PAGE = "/settings/notifications/"
DEVICE = {"endpoint": "https://push.example/1", "p256dh": "p", "auth": "a"}
KEYS: dict[str, Any] = {"subject": "Hello {{ number }}", "body": "Text {{ number }}"}
PLAIN = Kind(name="test.plain", topic="contracts", line="Line {{ number }}", **KEYS)
URGENT = Kind(name="test.pressing", topic="money", line="Line {{ number }}", urgent=True, **KEYS)
SLOW = Kind(name="test.slow", topic="messages", line="Line {{ number }}", wait=timedelta(minutes=10), group_line="{{ count }} lines", **KEYS)
SAFETY = Kind(name="test.safety", topic="security", line="Line {{ number }}", **KEYS)


@pytest.fixture(autouse=True)
def known(monkeypatch: pytest.MonkeyPatch) -> None:
    """These kinds are declared for one test at a time."""
    for kind in (PLAIN, URGENT, SLOW, SAFETY):
        monkeypatch.setitem(registry, kind.name, kind)


@pytest.fixture
def reachable(olga: User) -> User:
    """She has a device and a number, too."""
    Phone.objects.create(user=olga, number="+4915100000001", verified_at=timezone.now())
    PushSubscription.objects.create(user=olga, name="A browser", **DEVICE)
    return olga


def tell(user: User, kind: Kind, number: int = 1, url: str = "/here/", group: str = "") -> Notification | None:
    with atomic():
        return notify(user, kind, key=str(number), url=url, group=group, number=number)


def counts() -> tuple[int, int, int]:
    return Email.objects.count(), PushMessage.objects.count(), TextMessage.objects.count()


def test_each_kind_has_a_topic() -> None:
    own = [kind for kind in registry.values() if not kind.name.startswith("test.")]
    assert len(own) >= 60
    assert [kind.name for kind in own if kind.topic == "other"] == []


@pytest.mark.parametrize(("kind", "expected"), [(PLAIN, (1, 1, 0)), (URGENT, (1, 1, 1)), (SAFETY, (1, 1, 0))])
def test_a_delivery_for_each_channel(reachable: User, kind: Kind, expected: tuple[int, int, int]) -> None:
    tell(reachable, kind)
    assert counts() == expected
    assert tell(reachable, kind) is None
    assert counts() == expected


@pytest.mark.parametrize("name", ["contracts", "test.plain"])
def test_what_is_switched_off_does_not_leave(reachable: User, name: str) -> None:
    save_preferences(reachable, choices={name: {"email": "off", "push": False}})
    tell(reachable, PLAIN)
    assert counts() == (0, 0, 0)
    assert Notification.objects.count() == 1


def test_a_kind_goes_before_its_topic(reachable: User) -> None:
    save_preferences(reachable, choices={"contracts": {"email": "off"}, "test.plain": {"email": "now"}})
    tell(reachable, PLAIN)
    assert Email.objects.count() == 1


def test_security_and_money_cannot_be_switched_off(reachable: User) -> None:
    off = {"email": "off", "push": False, "sms": False}
    save_preferences(reachable, choices=dict.fromkeys(("money", "security", "test.pressing", "test.safety"), off))
    tell(reachable, URGENT)
    tell(reachable, SAFETY)
    assert counts() == (2, 0, 0)


def test_switching_off_stops_what_waits_to_leave(reachable: User) -> None:
    tell(reachable, SLOW)
    save_preferences(reachable, choices={"messages": {"email": "off"}})
    Email.objects.update(due_at=timezone.now())
    send_due()
    assert Email.objects.get().status == "cancelled"


def test_waiting_letters_are_one_and_end_with_reading(reachable: User) -> None:
    first = tell(reachable, SLOW, 1, group="talk")
    assert first is not None
    tell(reachable, SLOW, 2, group="talk")
    email = Email.objects.get()
    assert (email.status, email.subject) == ("pending", "2 lines") and "Text 2" in email.text
    assert timedelta(minutes=9) < email.due_at - timezone.now() < timedelta(minutes=11)
    assert mark_read(first)
    email.refresh_from_db()
    assert (email.status, email.error) == ("cancelled", "Read before it left.")


def test_seeing_the_page_reads_what_was_told_about_it(reachable: User) -> None:
    tell(reachable, SLOW, 1)
    tell(reachable, SLOW, 2, url="/there/")
    assert read_about(reachable, "/here/") == 1
    assert read_about(reachable, "/here/") == 0
    reachable.refresh_from_db()
    assert reachable.unread_count == 1
    assert sorted(Email.objects.values_list("status", flat=True)) == ["cancelled", "pending"]


def test_quiet_hours_hold_all_but_security(reachable: User) -> None:
    minutes = timezone.now().hour * 60
    save_preferences(reachable, choices={}, quiet_from=minutes, quiet_until=(minutes + 120) % 1440)
    User.objects.filter(pk=reachable.pk).update(timezone="UTC")
    reachable.refresh_from_db()
    for kind in (PLAIN, URGENT, SAFETY):
        tell(reachable, kind)
    waiting = [(row.channel, row.kind) for model in (Email, PushMessage, TextMessage) for row in model.objects.filter(status="pending")]
    assert waiting == [("email", "test.plain"), ("push", "test.plain"), ("push", "test.pressing"), ("sms", "test.pressing")]
    assert send_due() == 0
    PushMessage.objects.filter(kind="test.plain").update(due_at=timezone.now())
    assert send_due() == 0, "what comes due in the quiet waits for its end"
    assert PushMessage.objects.get(kind="test.plain").due_at > timezone.now()


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)  # type: ignore[misc,arg-type]


@pytest.mark.parametrize(
    ("now", "start", "end", "expected"),
    [
        (utc(2026, 11, 23, 22, 30), 22 * 60, 7 * 60, utc(2026, 11, 24, 6)),
        (utc(2026, 11, 23, 12), 22 * 60, 7 * 60, None),
        (utc(2026, 11, 23, 12), 12 * 60, 14 * 60, utc(2026, 11, 23, 13)),
        (utc(2026, 11, 23, 12), 600, 600, None),
        (utc(2026, 3, 29, 0, 30), 22 * 60, 150, utc(2026, 3, 29, 1)),  # 2:30 does not exist: the clock jumps at 1:00 UTC
        (utc(2026, 3, 28, 23), 22 * 60, 7 * 60, utc(2026, 3, 29, 5)),
        (utc(2026, 10, 25, 0, 40), 22 * 60, 150, utc(2026, 10, 25, 1, 30)),  # 2:30 comes twice: quiet ends with the second
        (utc(2026, 10, 25, 1, 40), 22 * 60, 150, None),
    ],
)
def test_quiet_hours_follow_the_clock_of_the_person(now: datetime, start: int, end: int, expected: datetime | None) -> None:
    assert quiet_end(now, "Europe/Berlin", start, end) == expected


def test_the_hour_of_digests_follows_the_clock() -> None:
    zone = "Europe/Berlin"
    assert next_digest(utc(2026, 3, 28, 12), zone, "daily", 2, 0) == utc(2026, 3, 29, 1)
    assert next_digest(utc(2026, 10, 24, 12), zone, "daily", 8, 0) == utc(2026, 10, 25, 7)
    assert next_digest(utc(2026, 11, 23, 3), zone, "weekly", 8, 0) == utc(2026, 11, 23, 7)
    assert next_digest(utc(2026, 11, 23, 8), zone, "weekly", 8, 0) == utc(2026, 11, 30, 7)


def page(user: User, **changes: Any) -> dict[str, Any]:
    """What the page sends when nothing but `changes` was touched."""
    sent: dict[str, Any] = {f"email:{topic.name}": topic.email for topic in topics() if not topic.locked}
    sent |= {f"{channel}:{topic.name}": "on" for topic in topics() for channel in ("push", "sms")}
    sent |= {"quiet_from": "", "quiet_until": "", "digest_hour": "8", "digest_day": "0"} | changes
    return {name: value for name, value in sent.items() if value is not None}


def test_the_page_saves_only_what_differs(olga: User, signed_in: Any) -> None:
    client = signed_in(olga)
    assert client.post(PAGE, page(olga)).status_code == 302
    assert preferences_of(olga).choices == {}
    changes = {
        "email:contracts": "weekly",
        "push:reviews": None,
        "sms:money": None,
        "email:application.received": "daily",
        "push:contract.delivered": "off",
    }
    assert client.post(PAGE, page(olga, **changes, quiet_from="22:00", quiet_until="07:30", digest_hour="18")).status_code == 302
    own = preferences_of(olga)
    assert own.choices == {
        "contracts": {"email": "weekly"},
        "reviews": {"push": False},
        "money": {"sms": False},
        "application.received": {"email": "daily"},
        "contract.delivered": {"push": False},
    }
    assert (own.quiet_from, own.quiet_until, own.digest_hour) == (22 * 60, 7 * 60 + 30, 18)
    shown = client.get(PAGE).content.decode()
    assert 'value="22:00"' in shown and '<option value="weekly" selected>' in shown


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"quiet_from": "22:00"}, "Say both times"),
        ({"quiet_from": "9", "quiet_until": "10:00"}, "Say a time such as 22:00."),
        ({"quiet_from": "09:00", "quiet_until": "09:00"}, "Both times are the same."),
        ({"digest_hour": "24"}, "Select a valid choice"),
        ({"email:contracts": "hourly"}, "Select a valid choice"),
        ({"email:contracts": None}, "required"),
        ({"push:contract.delivered": "perhaps"}, "Select a valid choice"),
    ],
)
def test_bad_input_is_said_and_changes_nothing(olga: User, signed_in: Any, changes: dict[str, Any], words: str) -> None:
    answer = signed_in(olga).post(PAGE, page(olga, **changes))
    assert answer.status_code == 422 and words in answer.content.decode()
    assert not Preferences.objects.exists()


def test_locked_emails_cannot_be_chosen_and_staff_kinds_are_hidden(olga: User, max_: User, signed_in: Any) -> None:
    client = signed_in(olga)
    client.post(PAGE, page(olga, **{"email:money": "off", "email:payment.receipt": "off"}))
    assert preferences_of(olga).choices == {}
    assert b"payment.finding" not in client.get(PAGE).content
    assert b"payment.finding" in signed_in(max_).get(PAGE).content


def test_the_page_costs_few_queries(olga: User, signed_in: Any, django_assert_max_num_queries: Any) -> None:
    client: Client = signed_in(olga)
    client.get(PAGE)
    with django_assert_max_num_queries(6):
        client.get(PAGE)


def test_a_text_is_one_sms() -> None:
    link = wording.link(User().pk)
    for words in ("Žluťoučký kůň “€1,850” – released…", "ж" * 300, "€" * 300, "plain " * 60):
        text = wording.sms(words, link)
        assert gsm.length(text) <= 160 and text.endswith(link)
        assert all(one in gsm.BASIC or one in gsm.EXTENDED for one in text)
    assert "EUR" not in wording.sms("€5", link) and "€5" in wording.sms("€5", link)


def test_the_short_link_opens_the_line(reachable: User, eve: User, signed_in: Any) -> None:
    told = tell(reachable, PLAIN)
    assert told is not None
    path = wording.link(told.pk).removeprefix("http://testserver")
    assert signed_in(reachable).get(path)["Location"] == f"/notifications/{told.pk}/"
    assert signed_in(eve).get(path).status_code == 404
    assert signed_in(eve).get("/n/nonsense/").status_code == 404
    assert set(TOPICS) >= {"security", "money", "applications", "contracts", "messages", "challenges", "questions", "reviews", "reminders"}
