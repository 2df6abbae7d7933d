"""What SendGrid tells us: letters that arrived, and addresses that get no more mail."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from apps.core.db import atomic
from apps.notifications.kinds import Kind
from apps.notifications.models import Email, MailEvent, Notification, Suppression, TextEvent
from apps.notifications.services import forget_due, forget_lifted, notify, retry, send_due
from apps.users.models import User

from .servers.sendgrid import Letter, SendGridServer
from .servers.smtp import SmtpServer

pytestmark = [pytest.mark.django_db, pytest.mark.filterwarnings("ignore::anymail.exceptions.AnymailWarning")]
KIND = Kind(name="test.mail", topic="contracts", line="Line {{ number }}", subject="Hello {{ number }}", body="Text")


@pytest.fixture
def sendgrid(settings: Any) -> Iterator[SendGridServer]:
    with SendGridServer() as server:
        server.configure(settings)
        yield server


def tell(user: User, number: int = 1) -> None:
    with atomic():
        notify(user, KIND, key=str(number), url="/contracts/1/", number=number)


@pytest.fixture
def letter(sendgrid: SendGridServer, olga: User) -> Letter:
    tell(olga)
    (taken,) = sendgrid.taken
    return taken


def test_a_letter_says_how_to_end_it_and_which_row_it_is(letter: Letter) -> None:
    email = Email.objects.get()
    assert (letter.delivery, letter.to, email.status) == (str(email.pk), email.address, "done")
    assert letter.headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    address = letter.headers["List-Unsubscribe"].strip("<>")
    assert address in letter.text and address in letter.html


def test_delivered_is_written_down_once(sendgrid: SendGridServer, letter: Letter, client: Client) -> None:
    event = sendgrid.event(letter, "delivered")
    for _ in range(2):
        assert sendgrid.tell(client, [event, event]).status_code == 200
    email = Email.objects.get()
    assert (email.fate, MailEvent.objects.count()) == ("delivered", 1) and email.delivered_at


@pytest.mark.parametrize(
    ("event", "words", "reason"),
    [
        ("bounce", {"reason": "550 no such user", "type": "bounce"}, "bounce"),
        ("bounce", {"reason": "too much today", "type": "blocked"}, ""),
        ("dropped", {"reason": "Bounced Address"}, "bounce"),
        ("dropped", {"reason": "Spam Reporting Address"}, "complaint"),
        ("dropped", {"reason": "Recipient List over Package Quota"}, ""),
        ("deferred", {"response": "451 later"}, ""),
        ("spamreport", {}, "complaint"),
        ("unsubscribe", {}, "unsubscribe"),
        ("open", {}, ""),
    ],
)
def test_what_stops_further_mail(
    sendgrid: SendGridServer, letter: Letter, client: Client, olga: User, event: str, words: dict[str, str], reason: str
) -> None:
    assert sendgrid.tell(client, [sendgrid.event(letter, event, **words)]).status_code == 200
    assert [row.reason for row in Suppression.objects.all()] == ([reason] if reason else [])
    assert Notification.objects.filter(recipient=olga, kind="account.mail_stopped").count() == bool(reason)
    tell(olga, 2)
    assert len(sendgrid.taken) == (1 if reason else 2)
    assert Email.objects.filter(status="cancelled").count() == bool(reason)


def test_the_person_is_told_and_mends_it(sendgrid: SendGridServer, letter: Letter, olga: User, signed_in: Any) -> None:
    sendgrid.tell(Client(), [sendgrid.event(letter, "bounce", reason="550 <b>no such user</b>")])
    client = signed_in(olga)
    for page in ("/settings/account/", "/settings/notifications/"):
        shown = client.get(page).content.decode()
        assert "We send no mail to" in shown and "&lt;b&gt;no such user" in shown and "Try my address again" in shown
    assert client.post("/notifications/mail/lift/").status_code == 302
    assert sendgrid.forgotten[("suppression/bounces", olga.email)] == 1
    assert "We send no mail to" not in client.get("/settings/account/").content.decode()
    tell(olga, 3)
    assert sendgrid.taken[-1].subject == "Hello 3"
    assert client.post("/notifications/mail/lift/").status_code == 409
    sendgrid.tell(Client(), [sendgrid.event(letter, "bounce", reason="again", timestamp=9_999_999_999)])
    assert Suppression.objects.get().stands
    assert client.post("/notifications/mail/lift/").status_code == 409, "once a day"


def test_half_a_letter_in_an_event_stops_no_other(sendgrid: SendGridServer, letter: Letter, client: Client) -> None:
    cut, strange = sendgrid.event(letter, "bounce", reason="550 \ud83d"), sendgrid.event(letter, "bounce", email="\ud83d@example.org")
    assert sendgrid.tell(client, [strange, cut, sendgrid.event(letter, "delivered")]).status_code == 200
    assert list(MailEvent.objects.order_by("id").values_list("event", "detail")) == [("bounce", "550 ?"), ("delivered", "")]


def test_an_event_from_before_the_lifting_changes_nothing(sendgrid: SendGridServer, letter: Letter, olga: User, signed_in: Any) -> None:
    late = sendgrid.event(letter, "bounce", timestamp=1_700_000_000)
    sendgrid.tell(Client(), [sendgrid.event(letter, "bounce")])
    signed_in(olga).post("/notifications/mail/lift/")
    sendgrid.tell(Client(), [late])
    assert not Suppression.objects.get().stands


def test_what_sendgrid_did_not_forget_is_asked_again(sendgrid: SendGridServer, letter: Letter, olga: User, signed_in: Any) -> None:
    sendgrid.tell(Client(), [sendgrid.event(letter, "bounce")])
    sendgrid.faults.fail_next("down")
    signed_in(olga).post("/notifications/mail/lift/")
    assert not sendgrid.forgotten and forget_lifted() == 1 and forget_lifted() == 0
    assert sendgrid.forgotten[("asm/suppressions/global", olga.email)] == 1


def test_what_webhooks_told_is_forgotten_after_90_days() -> None:
    now = timezone.now()
    for days in (91, 89):
        then = now - timedelta(days=days)
        MailEvent.objects.create(key=f"{days}", event="delivered", address="olga@example.org", at=then, created_at=then)
        TextEvent.objects.create(key=f"{days}", created_at=then)
    assert forget_due() == 2 and forget_due() == 0
    assert MailEvent.objects.get().key == TextEvent.objects.get().key == "89"


def test_false_late_and_shapeless_posts_are_refused(sendgrid: SendGridServer, letter: Letter, client: Client, settings: Any) -> None:
    event = [sendgrid.event(letter, "bounce")]
    assert sendgrid.tell(client, event, age=3600).status_code == 400
    assert sendgrid.tell(client, event, signature="bm8=").status_code == 400
    assert sendgrid.tell(client, event, signature="é").status_code == 400
    assert client.post("/notifications/webhooks/sendgrid/", b"[]", content_type="application/json").status_code == 400
    assert client.get("/notifications/webhooks/sendgrid/").status_code == 405
    shapeless: Any
    for shapeless in ({}, 7, [7, None, {"event": "bounce"}, {"event": ["bounce"]}, {"event": "bounce", "sg_event_id": 1, "email": "x"}], "words"):
        assert sendgrid.tell(client, shapeless).status_code == 200
    assert not MailEvent.objects.exists() and not Suppression.objects.exists()
    settings.SENDGRID_WEBHOOK_PUBLIC_KEY = [SendGridServer().public_key, sendgrid.public_key]
    assert sendgrid.tell(client, event).status_code == 200, "the old key and the new one, while it is rotated"
    settings.SENDGRID_WEBHOOK_PUBLIC_KEY = []
    assert sendgrid.tell(client, event).status_code == 404


def test_the_webhook_is_no_writer_by_hand(sendgrid: SendGridServer, letter: Letter, client: Client, settings: Any) -> None:
    settings.RATELIMIT_ENABLE = True
    event = [sendgrid.event(letter, "delivered")]
    assert {sendgrid.tell(client, event).status_code for _ in range(125)} == {200}


def test_a_throttle_is_waited_for_and_a_refusal_is_final(sendgrid: SendGridServer, olga: User, max_: User) -> None:
    sendgrid.faults.fail_next("throttled")
    tell(olga)
    email = Email.objects.get()
    assert (email.status, email.failures) == ("pending", 0) and "429" in email.error
    sendgrid.faults.fail_next("rejected")
    tell(olga, 2)
    refused = Email.objects.get(status="failed")
    assert "Refused for good" in refused.error
    assert retry(refused, by=max_) and len(sendgrid.taken) == 1


@pytest.mark.parametrize(("fault", "status"), [("", "done"), ("slow", "done"), ("down", "pending"), ("cut", "pending"), ("rejected", "failed")])
def test_any_mail_server_will_do(settings: Any, olga: User, fault: str, status: str) -> None:
    with SmtpServer() as server:
        server.configure(settings)
        if fault:
            server.faults.fail_next(fault)
        tell(olga)
        assert Email.objects.get().status == status
        Email.objects.update(due_at=olga.joined_at)
        send_due()
        assert [letter["Subject"] for letter in server.taken] == ([] if status == "failed" else ["Hello 1"])
        if server.taken:
            assert server.taken[0]["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
