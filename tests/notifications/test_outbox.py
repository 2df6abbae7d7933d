"""Letters leave once, are retried, and are given up in sight of the operator."""

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.utils import timezone

from apps.core.models import Event
from apps.notifications.delivery import deliver
from apps.notifications.letters import Letter
from apps.notifications.models import Email
from apps.notifications.services import post, retry, send_due
from apps.notifications.tasks import send
from openchance.demo import cast

pytestmark = pytest.mark.django_db
NOWHERE = "tests.notifications.test_outbox.Nowhere"


class Nowhere:
    """A provider that is down."""

    def __init__(self, **options: Any) -> None: ...

    def send_messages(self, messages: list[Any]) -> int:
        raise ConnectionRefusedError("nobody there")


def waiting(key: str = "1", **columns: Any) -> Email:
    return Email.objects.create(key=key, address="olga@example.org", kind="test", subject="Hello", text="Text", html="<p>Text</p>", **columns)


def test_a_posted_letter_leaves_after_commit() -> None:
    email = post("olga@example.org", Letter(subject="Hello", body="Text", url="/x"), kind="test", key="1")
    email.refresh_from_db()
    assert email.status == "done"
    sent: Any = mail.outbox[0]
    assert (sent.to, sent.subject, sent.body) == (["olga@example.org"], "Hello", email.text)
    assert sent.alternatives[0].content == email.html
    assert len(mail.outbox) == 1
    assert str(email.pk) in sent.extra_headers["Message-ID"]


def test_what_was_left_over_is_sent_once() -> None:
    waiting()
    assert send_due() == 1
    assert send_due() == 0
    assert len(mail.outbox) == 1


def test_a_task_for_a_letter_that_is_gone_does_nothing() -> None:
    email = waiting()
    key = str(email.pk)
    assert deliver(email)
    assert not send.call("email", key)
    email.delete()
    assert not send.call("email", key)
    assert len(mail.outbox) == 1


def test_a_claimed_letter_is_not_sent_by_another_worker() -> None:
    email = waiting()
    other = Email.objects.get(pk=email.pk)
    assert other.claim()
    assert not deliver(email)
    assert mail.outbox == []


def test_a_worker_that_died_leaves_it_to_the_next_after_its_lease() -> None:
    email = waiting()
    email.claim()
    assert send_due() == 0
    Email.objects.filter(pk=email.pk).update(due_at=timezone.now() - timedelta(seconds=1))
    assert send_due() == 1


def test_a_provider_that_is_down_is_tried_eight_times_then_shown(settings: Any) -> None:
    settings.EMAIL_BACKEND = NOWHERE
    email, later = waiting(), []
    for _ in range(8):
        Email.objects.filter(pk=email.pk).update(due_at=timezone.now())
        assert send_due() == 0
        email.refresh_from_db()
        later.append(email.due_at - timezone.now())
    assert (email.status, email.attempts) == ("failed", 8)
    assert "nobody there" in email.error
    assert later[0] < timedelta(minutes=2) < later[2], "waits longer each time"
    assert send_due() == 0


def test_the_operator_tries_again() -> None:
    max_ = cast.person("max", "Max Adler", is_staff=True)
    email = waiting(attempts=8, status="failed")
    assert retry(email, by=max_)
    email.refresh_from_db()
    assert email.status == "done"
    assert Event.objects.of(email).get().actor == max_
    assert not retry(email, by=max_), "what was sent is not sent again"
    assert len(mail.outbox) == 1


def test_one_bad_letter_does_not_stop_the_others() -> None:
    waiting("1", due_at=timezone.now() - timedelta(hours=1)).delete()
    bad = waiting("2", due_at=timezone.now() - timedelta(minutes=30))
    Email.objects.filter(pk=bad.pk).update(address="no address\nBcc: all@example.org")
    waiting("3")
    assert send_due() == 1
    bad.refresh_from_db()
    assert bad.status == "pending" and bad.attempts == 1
