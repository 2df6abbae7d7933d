"""Telling somebody: one line, one count, one letter, all or none."""

from typing import Any

import pytest

from apps.core.db import atomic
from apps.notifications.kinds import Kind, register
from apps.notifications.models import Email, Notification
from apps.notifications.services import notify
from apps.users.models import User
from openchance.demo import cast

pytestmark = pytest.mark.django_db

KIND = Kind(
    name="test.delivered",
    line="{{ actor }} delivered {{ title }}",
    subject="{{ actor }} delivered\n{{ title }}",
    body="Hello {{ recipient.get_short_name }}, {{ actor }} delivered {{ title }}.\n\nTheir note: {{ note }}",
    button="Review the delivery",
    figure="{% if amount %}{% money amount %}{% endif %}",
    figure_note="Held by OpenChance",
    facts=(("Review by", "{{ deadline|default:'' }}"), ("Note", "{{ note }}")),
)


@pytest.fixture
def olga() -> User:
    return cast.person("olga", "Olga Lindqvist")


@pytest.fixture
def sam() -> User:
    return cast.person("sam", "Sam Okafor")


def tell(recipient: User, actor: User, key: str = "1", kind: Kind = KIND, **context: object) -> Notification | None:
    words: dict[str, Any] = {"title": "the dial", "note": "done"} | context
    with atomic():
        return notify(recipient, kind, key=key, url="/contracts/1/", actor=actor, **words)


def test_one_line_one_count_one_letter(olga: User, sam: User) -> None:
    told = tell(olga, sam)
    assert told is not None and told.text == "Sam Okafor delivered the dial"
    olga.refresh_from_db()
    assert olga.unread_count == 1
    email = Email.objects.get()
    assert (email.address, email.subject) == (olga.email, "Sam Okafor delivered the dial")


def test_telling_twice_is_one_line(olga: User, sam: User) -> None:
    tell(olga, sam)
    assert tell(olga, sam) is None
    olga.refresh_from_db()
    assert (olga.unread_count, Notification.objects.count(), Email.objects.count()) == (1, 1, 1)


def test_both_twins_say_the_same(olga: User, sam: User) -> None:
    from apps.core.money import Money

    tell(olga, sam, note="Tom & Jerry <b>bold</b>\n\nsecond", amount=Money(180000, "EUR"))
    email = Email.objects.get()
    for words in ("Hello Olga", "€1,800.00", "Held by OpenChance", "http://testserver/contracts/1/", "Review the delivery"):
        assert words in email.text and words in email.html
    assert "Tom & Jerry <b>bold</b>" in email.text
    assert "Tom &amp; Jerry &lt;b&gt;bold&lt;/b&gt;" in email.html
    assert "Review by" not in email.text + email.html, "a fact without words is left out"


def test_a_verb_that_fails_tells_nobody(olga: User, sam: User) -> None:
    with pytest.raises(RuntimeError), atomic():
        notify(olga, KIND, key="1", url="/", actor=sam, title="x", note="y")
        raise RuntimeError
    olga.refresh_from_db()
    assert (olga.unread_count, Notification.objects.count(), Email.objects.count()) == (0, 0, 0)


def test_unverified_addresses_get_no_letter(olga: User, sam: User) -> None:
    User.objects.filter(pk=olga.pk).update(email_verified_at=None)
    olga.refresh_from_db()
    tell(olga, sam)
    assert (Notification.objects.count(), Email.objects.count()) == (1, 0)


def test_a_kind_without_email_is_a_line_only(olga: User, sam: User) -> None:
    tell(olga, sam, kind=Kind(name="test.quiet", line="Quiet", email=False))
    assert (Notification.objects.count(), Email.objects.count()) == (1, 0)


def test_long_lines_and_keys_are_cut(olga: User, sam: User) -> None:
    told = tell(olga, sam, key="k" * 200, title="t" * 400)
    assert told is not None and len(told.text) == 300 and len(told.key) <= 160
    assert tell(olga, sam, key="k" * 200, title="t" * 400) is None


def test_two_kinds_of_one_name_are_refused() -> None:
    kind = register(Kind(name="test.once", line="One"))
    assert register(kind) is kind
    with pytest.raises(ValueError, match=r"test\.once"):
        register(Kind(name="test.once", line="Other"))
