"""Settings → devices: whose a device is, and when it hears of nothing any more."""

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from apps.notifications.delivery import deliver
from apps.notifications.models import PushMessage, PushSubscription
from apps.notifications.push import devices, vapid
from apps.notifications.transport import Gone
from apps.users.models import User

from .servers.push import PushServer

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
SignIn = Callable[[User], Client]


@pytest.fixture
def service(settings: Any) -> Iterator[PushServer]:
    settings.VAPID_PRIVATE_KEY, settings.VAPID_PUBLIC_KEY = vapid.new_keys()
    with PushServer() as server:
        settings.PUSH_HOSTS = [server.origin]
        yield server


def turn_on(client: Client, words: dict[str, str], **more: str) -> Any:
    return client.post("/settings/devices/subscribe/", words | more, headers={"User-Agent": FIREFOX})


def told(user: User) -> list[str]:
    return [device.endpoint for device in PushSubscription.objects.of(user)]


def test_a_device_is_turned_on_and_shown(service: PushServer, sam: User, signed_in: SignIn) -> None:
    client, words = signed_in(sam), service.subscribe()
    assert turn_on(client, words).json()["device"] == str(PushSubscription.objects.get().pk)
    assert told(sam) == [words["endpoint"]]
    page = client.get("/settings/devices/").content.decode()
    assert "Firefox on Linux" in page and "This device" in page
    turn_on(client, words)
    assert PushSubscription.objects.count() == 1


def test_the_browsers_own_json_will_do(service: PushServer, sam: User, signed_in: SignIn) -> None:
    words = service.subscribe()
    said = {"endpoint": words["endpoint"], "expirationTime": None, "keys": {"p256dh": words["p256dh"], "auth": words["auth"]}}
    assert signed_in(sam).post("/settings/devices/subscribe/", json.dumps(said), content_type="application/json").status_code == 200
    assert told(sam) == [words["endpoint"]]


@pytest.mark.parametrize(
    "wrong",
    [
        {"endpoint": "https://evil.example/push"},
        {"endpoint": "http://127.0.0.1:1/push"},
        {"endpoint": ""},
        {"p256dh": "BAAA"},
        {"p256dh": "ü"},
        {"p256dh": "B" * 87},
        {"auth": "AAAA"},
        {"auth": "…"},
    ],
)
def test_what_is_no_subscription_is_refused_with_a_reason(service: PushServer, sam: User, signed_in: SignIn, wrong: dict[str, str]) -> None:
    answer = turn_on(signed_in(sam), service.subscribe() | wrong)
    assert answer.status_code == 422 and answer.json()["reason"]
    assert PushSubscription.objects.count() == 0


@pytest.mark.parametrize("said", ["[]", "null", "7", "{", '{"endpoint": {"$ne": 1}, "keys": 3}', '"' + "x" * 2000 + '"', "[" * 100_000])
def test_what_is_no_json_of_ours_is_refused(service: PushServer, sam: User, signed_in: SignIn, said: str) -> None:
    for path in ("/settings/devices/subscribe/", "/settings/devices/renew/"):
        assert signed_in(sam).post(path, said, content_type="application/json").status_code == 422


def test_a_device_belongs_to_who_is_signed_in_on_it(service: PushServer, olga: User, sam: User, signed_in: SignIn) -> None:
    words = service.subscribe()
    turn_on(signed_in(olga), words)
    before = PushSubscription.objects.get().pk
    turn_on(signed_in(sam), words)
    assert (told(olga), told(sam)) == ([], [words["endpoint"]])
    assert PushSubscription.objects.get().pk != before, "what waits for Olga would go to Sam"


def test_signing_out_ends_it_there_and_nowhere_else(service: PushServer, sam: User, signed_in: SignIn) -> None:
    here, there, words = signed_in(sam), signed_in(sam), service.subscribe()
    turn_on(here, words)
    turn_on(there, service.subscribe())
    there.post(reverse("account_logout"))
    assert told(sam) == [words["endpoint"]]
    here.post(reverse("account_logout"))
    assert told(sam) == []


def test_a_new_password_ends_it_everywhere_until_the_page_renews_it(service: PushServer, sam: User, signed_in: SignIn) -> None:
    client, words = signed_in(sam), service.subscribe()
    turn_on(client, words)
    sam.set_password("another-one-for-sam")
    sam.save()
    assert told(sam) == []
    client = signed_in(sam)
    assert "data-known" not in client.get("/settings/account/").content.decode()
    turn_on(client, words, by_itself="1")
    assert told(sam) == [words["endpoint"]]
    page = client.get("/settings/account/").content.decode()
    assert f'data-renew="/settings/devices/subscribe/" data-person="{sam.pk}"' in page and "data-known" in page


def test_a_removed_device_does_not_come_back_by_itself(service: PushServer, sam: User, signed_in: SignIn) -> None:
    client, words = signed_in(sam), service.subscribe()
    turn_on(client, words)
    device = PushSubscription.objects.get()
    assert client.post(f"/settings/devices/{device.pk}/remove/").status_code == 302
    assert told(sam) == [] and "No devices yet" in client.get("/settings/devices/").content.decode()
    assert turn_on(signed_in(sam), words, by_itself="1").json()["device"] is None
    assert told(sam) == []
    assert client.post(f"/settings/devices/{device.pk}/remove/").status_code == 404
    turn_on(client, words)
    assert told(sam) == [words["endpoint"]]


def test_a_stranger_gets_404_and_nothing_changes(service: PushServer, sam: User, eve: User, signed_in: SignIn) -> None:
    turn_on(signed_in(sam), service.subscribe())
    device = PushSubscription.objects.get()
    for verb in ("remove", "test"):
        assert signed_in(eve).post(f"/settings/devices/{device.pk}/{verb}/").status_code == 404
    assert len(told(sam)) == 1 and service.taken == []
    assert "Firefox on Linux" not in signed_in(eve).get("/settings/devices/").content.decode()


def test_beyond_twenty_the_oldest_goes(service: PushServer, sam: User, olga: User) -> None:
    words = [service.subscribe() for _ in range(22)]
    devices.subscribe(olga, service.subscribe(), name="Hers")
    for one in words:
        devices.subscribe(sam, one, name="A browser")
    assert told(sam) == [one["endpoint"] for one in reversed(words[2:])]
    assert len(told(olga)) == 1


def test_a_test_arrives(service: PushServer, sam: User, signed_in: SignIn) -> None:
    client = signed_in(sam)
    turn_on(client, service.subscribe())
    device = PushSubscription.objects.get()
    assert "Sent to Firefox on Linux" in client.post(f"/settings/devices/{device.pk}/test/", follow=True).content.decode()
    assert service.taken[0].payload["url"] == "/settings/devices/"
    service.faults.fail_next("down")
    assert "did not take it" in client.post(f"/settings/devices/{device.pk}/test/", follow=True).content.decode()
    service.forget(device.endpoint)
    assert "does not listen any more" in client.post(f"/settings/devices/{device.pk}/test/", follow=True).content.decode()
    assert told(sam) == []


def test_a_service_worker_moves_its_device_to_a_new_endpoint(service: PushServer, sam: User, signed_in: SignIn, client: Client) -> None:
    old, new = service.subscribe(), service.subscribe()
    turn_on(signed_in(sam), old)
    said = {"old": old["endpoint"], "endpoint": new["endpoint"], "keys": {"p256dh": new["p256dh"], "auth": new["auth"]}}

    def renew(**words: Any) -> int:
        return client.post("/settings/devices/renew/", json.dumps(said | words), content_type="application/json").status_code

    assert renew(old="https://fcm.googleapis.com/guessed") == 404
    assert renew(old="\ud800") == 404, "half a letter is no endpoint"
    assert renew(endpoint="https://evil.example/") == 422
    assert told(sam) == [old["endpoint"]]
    assert renew() == 204
    assert told(sam) == [new["endpoint"]]
    assert renew() == 404, "the old one is known no more"


@pytest.mark.parametrize("moved", [True, False])
def test_what_its_old_endpoint_says_does_not_end_a_device_that_has_moved(
    service: PushServer, sam: User, signed_in: SignIn, monkeypatch: pytest.MonkeyPatch, moved: bool
) -> None:
    turn_on(signed_in(sam), service.subscribe())
    device, new = PushSubscription.objects.get(), service.subscribe()["endpoint"]
    row = PushMessage.objects.create(key="1", device=device, recipient=sam, kind="test", title="Hello", body="Hello", url="/")

    def gone(*given: Any, **words: Any) -> None:
        if moved:  # while the push service answers about the old one
            PushSubscription.objects.update(endpoint=new)
        raise Gone("410")

    monkeypatch.setattr("apps.notifications.push.send", gone)
    assert not deliver(row)
    row.refresh_from_db()
    assert (told(sam), row.status) == (([new], "pending") if moved else ([], "cancelled"))


def test_without_keys_the_page_says_so(sam: User, signed_in: SignIn) -> None:
    page = signed_in(sam).get("/settings/devices/").content.decode()
    assert "has made no keys" in page and "data-renew" not in page


def test_a_list_of_many_devices_asks_no_more(service: PushServer, sam: User, signed_in: SignIn, django_assert_max_num_queries: Any) -> None:
    for _ in range(20):
        devices.subscribe(sam, service.subscribe(), name="A browser")
    client = signed_in(sam)
    with django_assert_max_num_queries(3):
        client.get("/settings/devices/")


def test_the_service_worker_is_served_from_the_root_and_asked_for_anew(client: Client, settings: Any) -> None:
    answer = client.get("/sw.js")
    assert answer["Content-Type"].startswith("text/javascript")
    assert answer["Cache-Control"] == "no-cache"
    script = answer.content.decode()
    assert script.startswith('const site = {"icon": "/static/icons/push.png"') and "showNotification" in script


@pytest.mark.parametrize(
    ("agent", "name"),
    [
        (FIREFOX, "Firefox on Linux"),
        ("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36 Edg/140.0", "Edge on Windows"),
        ("Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Mobile Safari/537.36", "Chrome on Android"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605 (KHTML, like Gecko) Version/18.0 Safari/604.1", "Safari on iPhone"),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Safari/605.1.15", "Safari on Mac"),
        ("", "A browser"),
        ("<script>alert(1)</script>" * 100, "A browser"),
    ],
)
def test_names_of_devices(agent: str, name: str) -> None:
    assert devices.name_of(agent) == name
