"""Texts, as Twilio sees them, and what it tells us afterwards."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client, RequestFactory
from django.utils import timezone

from apps.core.middleware import too_many
from apps.notifications import sms
from apps.notifications.models import Notification, Phone, TextEvent, phone_of
from apps.notifications.sms import twilio
from apps.notifications.transport import Later, Rejected, Stopped
from apps.users.models import User

from .servers.twilio import TwilioServer

NUMBER = "+4915123456789"


@pytest.fixture
def provider(settings: Any) -> Iterator[TwilioServer]:
    with TwilioServer() as server:
        server.configure(settings)
        yield server


@pytest.fixture
def phone(sam: User) -> Phone:
    return Phone.objects.create(user=sam, number=NUMBER, verified_at=timezone.now())


def lines(user: User) -> list[str]:
    return [line.kind for line in Notification.objects.filter(recipient=user).order_by("id")]


def test_a_text_goes_to_a_verified_number(provider: TwilioServer, phone: Phone) -> None:
    assert sms.send(NUMBER, "Your milestone was funded.", reference="row-1") == provider.taken[0].sid
    assert provider.problems == []
    (text,) = provider.taken
    assert (text.to, text.sender, text.body, text.reference) == (NUMBER, provider.number, "Your milestone was funded.", "row-1")
    assert text.callback.startswith("http://testserver/notifications/webhooks/twilio/")


def test_a_messaging_service_may_send(provider: TwilioServer, phone: Phone, settings: Any) -> None:
    settings.TWILIO_FROM = "MG" + "1" * 32
    sms.send(NUMBER, "Hello", reference="row-1")
    assert provider.taken[0].sender == "MG" + "1" * 32


@pytest.mark.parametrize("state", [{"verified_at": None}, {"number": ""}, {"failed_at": timezone.now(), "failure": "it is a landline"}])
def test_nothing_goes_to_a_number_that_is_not_verified_or_not_reachable(provider: TwilioServer, phone: Phone, state: dict[str, Any]) -> None:
    Phone.objects.filter(pk=phone.pk).update(**state)
    with pytest.raises(Rejected):
        sms.send(NUMBER, "Hello", reference="row-1")
    assert phone_of(phone.user) is None
    assert provider.connections == 0


@pytest.mark.parametrize(
    ("fault", "error", "taken"),
    [
        ("throttled", Later, 0),
        ("down", Later, 0),
        ("broken", Later, 0),
        ("stalled", Later, 0),
        ("cut", Later, 0),
        ("babbling", Later, 0),
        ("taken_and_died", Later, 1),
        ("rejected", Rejected, 0),
        ("forbidden", Later, 0),
        ("redirecting", Later, 0),
    ],
)
def test_each_refusal_has_its_meaning(provider: TwilioServer, phone: Phone, fault: str, error: type[Exception], taken: int) -> None:
    provider.faults.fail_next(fault)
    with pytest.raises(error):
        sms.send(NUMBER, "Hello", reference="row-1")
    assert len(provider.taken) == taken
    assert provider.connections == 1
    phone.refresh_from_db()
    assert phone.is_usable and phone.texts == 0, "what was not taken does not count"
    sms.send(NUMBER, "Hello", reference="row-1")


def test_a_wrong_token_loses_no_text(provider: TwilioServer, phone: Phone, settings: Any) -> None:
    settings.TWILIO_AUTH_TOKEN = "an-old-one"
    with pytest.raises(Later):
        sms.send(NUMBER, "Hello", reference="row-1")


def test_who_said_stop_gets_nothing_more_and_is_told_once(provider: TwilioServer, phone: Phone, sam: User) -> None:
    provider.stopped.add(NUMBER)
    for _ in range(2):
        with pytest.raises(Stopped):
            sms.send(NUMBER, "Hello", reference="row-1")
    assert provider.connections == 1, "the second time nobody was asked"
    assert lines(sam) == ["phone.stopped"]
    assert phone_of(sam) is None


def test_a_landline_is_marked_and_its_person_told(provider: TwilioServer, phone: Phone, sam: User) -> None:
    provider.codes[NUMBER] = 21614
    with pytest.raises(Rejected):
        sms.send(NUMBER, "Hello", reference="row-1")
    phone.refresh_from_db()
    assert phone.failed_at and phone.failure == "it is not a mobile number"
    assert lines(sam) == ["phone.unreachable"]


def test_a_day_has_so_many_texts(provider: TwilioServer, phone: Phone, settings: Any) -> None:
    settings.TEXTS_PER_DAY = 2
    for _ in range(2):
        sms.send(NUMBER, "Hello", reference="row")
    with pytest.raises(Rejected, match="in a day"):
        sms.send(NUMBER, "Hello", reference="row")
    assert len(provider.taken) == 2
    Phone.objects.update(texts_since=timezone.now() - timedelta(days=1, seconds=1))
    sms.send(NUMBER, "Hello", reference="row")
    phone.refresh_from_db()
    assert phone.texts == 1


def test_without_twilio_it_goes_to_the_log(phone: Phone, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level("INFO"):
        assert sms.send(NUMBER, "Your milestone was funded.", reference="row-1") == "log-row-1"
    assert "Your milestone was funded." in caplog.text and NUMBER not in caplog.text


def test_the_account_is_asked(provider: TwilioServer, settings: Any) -> None:
    twilio.check()
    settings.TWILIO_FROM = ""
    with pytest.raises(ValueError, match="TWILIO_FROM"):
        twilio.check()
    settings.TWILIO_FROM, settings.TWILIO_AUTH_TOKEN = provider.number, "another"
    with pytest.raises(Exception, match="Authenticate"):
        twilio.check()


# --- webhooks ---


def test_stop_and_start_are_honoured(provider: TwilioServer, phone: Phone, sam: User, client: Client) -> None:
    assert provider.tell(client, provider.stop(NUMBER)).status_code == 200
    assert phone_of(sam) is None
    with pytest.raises(Stopped):
        sms.send(NUMBER, "Hello", reference="row-1")
    answer = provider.tell(client, provider.start(NUMBER))
    assert (answer.status_code, answer["Content-Type"]) == (200, "text/xml")
    assert phone_of(sam) is not None
    assert lines(sam) == ["phone.stopped", "phone.started"]


def test_the_same_webhook_again_changes_nothing(provider: TwilioServer, phone: Phone, sam: User, client: Client) -> None:
    """A STOP that is repeated after a START would stop again what its person wants."""
    stop = provider.stop(NUMBER)
    for words in (stop, stop, provider.start(NUMBER), stop):
        assert provider.tell(client, words).status_code == 200
    assert phone_of(sam) is not None
    assert lines(sam) == ["phone.stopped", "phone.started"]
    assert TextEvent.objects.count() == 2


@pytest.mark.parametrize("words", ["stop", " Stop ", "UNSUBSCRIBE", "end"])
def test_words_that_stop(provider: TwilioServer, phone: Phone, sam: User, client: Client, words: str) -> None:
    provider.tell(client, provider.said(NUMBER, words))
    assert phone_of(sam) is None


@pytest.mark.parametrize("words", ["Please stop by tomorrow", "", "HELP", "thanks"])
def test_words_that_do_not(provider: TwilioServer, phone: Phone, sam: User, client: Client, words: str) -> None:
    assert provider.tell(client, provider.said(NUMBER, words)).status_code == 200
    assert phone_of(sam) is not None
    assert TextEvent.objects.count() == 0


def test_a_carrier_that_refuses_marks_the_number(provider: TwilioServer, phone: Phone, sam: User, client: Client) -> None:
    sms.send(NUMBER, "Hello", reference="row-1")
    (text,) = provider.taken
    for words in (provider.became(text, "sent"), provider.became(text, "delivered"), provider.became(text, "undelivered", 30003)):
        provider.tell(client, words)
    assert phone_of(sam) is not None, "switched off for a while is not unreachable"
    for _ in range(2):
        provider.tell(client, provider.became(text, "undelivered", 30005) | {"MessageSid": "SM" + "1" * 32})
    assert phone_of(sam) is None
    assert lines(sam) == ["phone.unreachable"]


@pytest.mark.parametrize("forgery", ["none", "empty", "other words", "other token", "other path", "other host", "not base 64 at all ü"])
def test_an_unsigned_webhook_is_refused_and_nothing_changes(provider: TwilioServer, phone: Phone, sam: User, client: Client, forgery: str) -> None:
    words, path = provider.stop(NUMBER), "/notifications/webhooks/twilio/"
    signatures = {
        "none": None,
        "empty": "",
        "other words": provider.signature("http://testserver" + path, words | {"Body": "START"}),
        "other token": provider.signature("http://testserver" + path, words)[::-1],
        "other path": provider.signature("http://testserver/", words),
        "other host": provider.signature("http://evil.example" + path, words),
    }
    signature = signatures.get(forgery, forgery)
    headers = {} if signature is None else {"X-Twilio-Signature": signature}
    assert client.post(path, words, headers=headers).status_code == 403
    assert phone_of(sam) is not None
    assert TextEvent.objects.count() == 0


def test_without_a_token_every_webhook_is_refused(provider: TwilioServer, client: Client, settings: Any) -> None:
    settings.TWILIO_AUTH_TOKEN = provider.token = ""
    assert provider.tell(client, provider.said(NUMBER, "STOP")).status_code == 403
    assert client.get("/notifications/webhooks/twilio/").status_code == 405


def test_the_signature_is_over_the_public_address_behind_a_proxy(
    provider: TwilioServer, phone: Phone, sam: User, client: Client, settings: Any
) -> None:
    settings.SITE_URL = "https://openchance.example"
    words = provider.stop(NUMBER)
    assert provider.tell(client, words, site="http://testserver").status_code == 403
    assert provider.tell(client, words, path="/notifications/webhooks/twilio/?reference=row-1", site="https://openchance.example").status_code == 200
    assert phone_of(sam) is None


def test_many_webhooks_at_once_pass_the_roof_over_writes(settings: Any) -> None:
    settings.RATELIMIT_ENABLE = True
    request = RequestFactory().post("/notifications/webhooks/twilio/")
    assert not any(too_many(request) for _ in range(200))
