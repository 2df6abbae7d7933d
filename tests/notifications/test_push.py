"""Telling a device, as its push service sees it."""

from collections.abc import Iterator
from typing import Any

import pytest

from apps.notifications import push
from apps.notifications.models import PushSubscription
from apps.notifications.push import vapid
from apps.notifications.push.sending import fitting, seconds_of
from apps.notifications.transport import Gone, Later, Rejected
from apps.users.models import User

from .servers.push import PushServer

WORDS = {"title": "New message", "body": "Olga wrote to you: “wäre das möglich?”", "url": "/messages/", "tag": "conversation-1", "badge": 3}


@pytest.fixture
def service(settings: Any) -> Iterator[PushServer]:
    settings.VAPID_PRIVATE_KEY, settings.VAPID_PUBLIC_KEY = vapid.new_keys()
    settings.PUSH_TIMEOUT = 0.6
    with PushServer() as server:
        settings.PUSH_HOSTS = [server.origin]
        yield server


@pytest.fixture
def device(service: PushServer, sam: User, settings: Any) -> PushSubscription:
    return PushSubscription.objects.create(user=sam, name="Firefox on Linux", **service.subscribe(settings.VAPID_PUBLIC_KEY))


def tell(device: PushSubscription, **words: Any) -> None:
    push.send(device, WORDS | words, urgent=words.get("tag") == "urgent", topic="conversation-1", ttl=3600)


def test_the_device_reads_what_was_said(service: PushServer, device: PushSubscription) -> None:
    tell(device)
    assert service.problems == []
    (taken,) = service.taken
    assert taken.payload == WORDS
    assert (taken.ttl, taken.urgency, len(taken.topic)) == (3600, "normal", 32)
    device.refresh_from_db()
    assert device.used_at and not device.failed_at
    tell(device, tag="urgent")
    assert service.taken[1].urgency == "high"


def test_a_long_body_is_cut_and_still_read(service: PushServer, device: PushSubscription) -> None:
    tell(device, body="ж" * 5000)
    assert service.problems == []
    body = service.taken[0].payload["body"]
    assert body.startswith("ж" * 1000) and body.endswith("ж…")
    assert len(fitting({"title": "t", "body": '"\\\n' * 3000})) <= 3000


@pytest.mark.parametrize(
    ("fault", "error", "seconds"),
    [
        ("gone", Gone, None),
        ("throttled", Later, 7),
        ("down", Later, 0),
        ("broken", Later, 0),
        ("stalled", Later, 0),
        ("dripping", Later, 0),
        ("endless", Later, 0),
        ("cut", Later, 0),
        ("babbling", Later, 0),
        ("taken_and_died", Later, 0),
        ("rejected", Rejected, None),
        ("too_large", Rejected, None),
        ("forbidden", Rejected, None),
        ("redirecting", Rejected, None),
    ],
)
def test_each_refusal_has_its_meaning(service: PushServer, device: PushSubscription, fault: str, error: type[Exception], seconds: int | None) -> None:
    service.faults.fail_next(fault)
    with pytest.raises(error) as raised:
        tell(device)
    assert getattr(raised.value, "seconds", None) == seconds
    assert len(service.taken) == (fault == "taken_and_died")
    assert service.connections == 1, "a redirect was followed"
    device.refresh_from_db()
    assert bool(device.failed_at) == (error is Rejected)
    tell(device)
    device.refresh_from_db()
    assert device.used_at and not device.failed_at


def test_a_device_that_its_service_forgot_is_gone(service: PushServer, device: PushSubscription) -> None:
    service.forget(device.endpoint)
    with pytest.raises(Gone):
        tell(device)


def test_another_senders_subscription_and_false_keys_are_rejected(service: PushServer, device: PushSubscription, sam: User) -> None:
    others = PushSubscription.objects.create(user=sam, **service.subscribe(vapid.new_keys()[1]))
    with pytest.raises(Rejected, match="another sender"):
        tell(others)
    device.p256dh = "BAAA"
    with pytest.raises(Rejected, match="no keys"):
        tell(device)


@pytest.mark.parametrize("end", ["password", "everywhere", "suspended"])
def test_nothing_goes_to_a_device_where_the_sign_in_has_ended(service: PushServer, device: PushSubscription, sam: User, end: str) -> None:
    assert list(PushSubscription.objects.of(sam)) == [device]
    if end == "password":
        sam.set_password("a-new-one-for-sam")
    elif end == "everywhere":
        sam.session_epoch += 1
    else:
        sam.is_active = False
    sam.save()
    assert list(PushSubscription.objects.of(sam)) == []
    with pytest.raises(Gone):
        tell(PushSubscription.objects.get(pk=device.pk))
    assert service.connections == 0


def test_without_keys_it_goes_to_the_log(device: PushSubscription, service: PushServer, settings: Any, caplog: pytest.LogCaptureFixture) -> None:
    settings.VAPID_PRIVATE_KEY = ""
    with caplog.at_level("INFO"):
        tell(device)
    assert "New message" in caplog.text
    assert service.connections == 0


def test_keys_fit_together(settings: Any) -> None:
    settings.VAPID_PRIVATE_KEY, settings.VAPID_PUBLIC_KEY = vapid.new_keys()
    vapid.check()
    settings.VAPID_SUBJECT = "somebody"
    with pytest.raises(ValueError, match="VAPID_SUBJECT"):
        vapid.check()
    settings.VAPID_PUBLIC_KEY = vapid.new_keys()[1]
    with pytest.raises(ValueError, match="does not belong"):
        vapid.check()
    settings.VAPID_PRIVATE_KEY = "no key"
    with pytest.raises(ValueError, match="not a key"):
        vapid.check()


@pytest.mark.parametrize(
    ("words", "seconds"), [("7", 7), ("", 0), ("soon", 0), ("-5", 0), ("999999999999", 86400), ("Wed, 21 Oct 2015 07:28:00 GMT", 0), ("²", 0)]
)
def test_retry_after(words: str, seconds: int) -> None:
    assert seconds_of(words) == seconds
