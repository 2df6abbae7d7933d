"""A device is turned on in Settings, and its service worker shows what was sent: by our sender, through a push service on loopback that decrypts it.
Only the browser's answer to “subscribe” is made here, since a real one comes from its maker's servers."""

import json
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection
from playwright.sync_api import Page, Worker, expect

from apps.notifications import push
from apps.notifications.models import PushSubscription
from apps.notifications.push import vapid
from apps.users.models import User
from openchance.demo import cast
from tests.notifications.servers.push import PushServer

from .conftest import Open
from .places import sign_in

ANSWER = """(words) => {
    let given = null;
    const { endpoint, p256dh, auth } = words;
    const made = { endpoint, options: {}, toJSON: () => ({ endpoint, keys: { p256dh, auth } }),
        unsubscribe: async () => { given = null; localStorage.removeItem("given"); return true; } };
    PushManager.prototype.getSubscription = async () => localStorage.getItem("given") ? made : given;
    PushManager.prototype.subscribe = async (options) => {
        if (!options.userVisibleOnly || options.applicationServerKey !== words.key) throw new Error("not asked as it should be");
        localStorage.setItem("given", "1");
        return given = made;
    };
}"""
SHOWN = """async () => (await (await navigator.serviceWorker.ready).getNotifications()).map(
    ({ title, body, tag, data, icon }) => ({ title, body, tag, url: data.url, icon: new URL(icon).pathname }))"""


@pytest.fixture
def service(settings: Any) -> Iterator[PushServer]:
    settings.VAPID_PRIVATE_KEY, settings.VAPID_PUBLIC_KEY = vapid.new_keys()
    with PushServer() as server:
        settings.PUSH_HOSTS = [server.origin]
        yield server


def apart(make: Callable[[], Any]) -> Any:
    """Do it in a thread of its own: the browser's driver runs a loop in this one."""

    def made() -> Any:
        try:
            return make()
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        return pool.submit(made).result()


class Browser:
    """The page of one person, and the browser's side of pushing."""

    def __init__(self, page: Page, words: dict[str, str], key: str) -> None:
        self.page = page
        page.context.grant_permissions(["notifications"])
        page.context.add_init_script(f"({ANSWER})({json.dumps(words | {'key': key})})")
        self.devtools = page.context.new_cdp_session(page)
        self.registrations: list[str] = []
        self.devtools.on(
            "ServiceWorker.workerRegistrationUpdated", lambda said: self.registrations.extend(r["registrationId"] for r in said["registrations"])
        )
        self.devtools.send("ServiceWorker.enable")

    def deliver(self, payload: dict[str, Any], origin: str) -> None:
        """What the push service hands to the browser."""
        words = {"origin": origin, "registrationId": self.registrations[-1], "data": json.dumps(payload)}
        self.devtools.send("ServiceWorker.deliverPushMessage", words)

    def shown(self, count: int) -> list[dict[str, str]]:
        for _ in range(50):
            found: list[dict[str, str]] = self.page.evaluate(SHOWN)
            if len(found) >= count:
                return found
            self.page.wait_for_timeout(50)
        raise AssertionError(f"{found} is shown, by {self.registrations}")

    @property
    def worker(self) -> Worker:
        return self.page.context.service_workers[0]


def turn_on(page: Page) -> None:
    page.goto("/settings/devices/")
    page.get_by_role("button", name="Turn on notifications on this device").click()
    expect(page.get_by_text("This device tells you of things")).to_be_visible()
    expect(page.get_by_role("heading", name="Chrome on")).to_be_visible()


def test_what_is_sent_is_shown_and_leads_to_its_page(person: Open, site: str, service: PushServer, settings: Any) -> None:
    sam: User = apart(lambda: cast.person("sam", "Sam Okafor"))
    page = person()
    sign_in(page, sam, site)
    browser = Browser(page, service.subscribe(settings.VAPID_PUBLIC_KEY), settings.VAPID_PUBLIC_KEY)
    turn_on(page)
    device = apart(lambda: PushSubscription.objects.select_related("user").get())

    def tell(**words: Any) -> dict[str, Any]:
        said = {"title": "Olga Brandt", "body": "Is Tuesday possible?", "url": "/messages/", "tag": "conversation-1", "badge": 2} | words
        apart(lambda: push.send(device, said, urgent=False, topic="conversation-1", ttl=60))
        return service.taken[-1].payload

    browser.deliver(tell(), site)
    (shown,) = browser.shown(1)
    assert shown["title"] == "Olga Brandt" and shown["body"] == "Is Tuesday possible?" and shown["url"] == f"{site}/messages/"
    assert shown["icon"].startswith("/static/icons/push.")
    browser.deliver(tell(body="Or Wednesday?"), site)
    page.wait_for_function(f"async () => (await ({SHOWN})())[0].title === 'Olga Brandt (2)'")
    browser.deliver(tell(tag="contract-7", title="Contract", url="https://evil.example/steal"), site)
    shown = next(one for one in browser.shown(2) if one["tag"] == "contract-7")
    assert shown["url"] == f"{site}/", "a click stays on this site"
    assert len(browser.shown(2)) == 2, "one conversation is one notification"
    opened = browser.worker.evaluate(
        """async () => {
            const opened = [];
            self.clients.openWindow = async (url) => { opened.push(url); };
            for (const notification of await self.registration.getNotifications())
                self.dispatchEvent(new NotificationEvent("notificationclick", { notification }));
            await new Promise((done) => setTimeout(done, 300));
            return { opened: opened.sort(), left: (await self.registration.getNotifications()).length };
        }"""
    )
    assert opened == {"opened": [f"{site}/", f"{site}/messages/"], "left": 0}
    assert service.problems == []


def test_a_conversation_in_sight_says_its_news_by_itself(person: Open, site: str, service: PushServer, settings: Any) -> None:
    sam: User = apart(lambda: cast.person("sam", "Sam Okafor"))
    page = person()
    sign_in(page, sam, site)
    browser = Browser(page, service.subscribe(), settings.VAPID_PUBLIC_KEY)
    turn_on(page)
    shown = browser.worker.evaluate(
        """async () => {
            const answers = [], path = "/messages/7/";
            const pages = [[path, "visible", true], [path, "hidden", false], ["/messages/8/", "visible", true], ["/", "visible", true]];
            for (const [url, visibilityState, focused] of pages) {
                self.clients.matchAll = async () => [{ url: self.location.origin + url, visibilityState, focused }];
                await tell({ title: "Olga", body: "Hello", url: path });
                const found = await self.registration.getNotifications();
                answers.push(found.length);
                found.forEach((one) => one.close());
            }
            await tell("not what it should be").catch(() => answers.push("broken"));
            return answers;
        }"""
    )
    assert shown == [0, 1, 1, 1]


def test_a_new_endpoint_and_a_new_sign_in_keep_the_device_and_another_person_does_not_get_it(
    person: Open, site: str, service: PushServer, settings: Any
) -> None:
    sam, olga = apart(lambda: (cast.person("sam", "Sam Okafor"), cast.person("olga", "Olga Brandt")))
    page = person()
    sign_in(page, sam, site)
    first, second = service.subscribe(), service.subscribe()
    browser = Browser(page, first, settings.VAPID_PUBLIC_KEY)
    turn_on(page)
    status = browser.worker.evaluate(
        """async ([old, fresh]) => {
            const event = new ExtendableEvent("pushsubscriptionchange"), { fetch } = self;
            let answer;
            self.fetch = async (...words) => answer = await fetch(...words);
            event.oldSubscription = { endpoint: old };
            event.newSubscription = { toJSON: () => ({ endpoint: fresh.endpoint, keys: { p256dh: fresh.p256dh, auth: fresh.auth } }) };
            await renew(event);
            return answer.status;
        }""",
        [first["endpoint"], second],
    )
    assert status == 204
    assert told(sam) == [second["endpoint"]]
    page.goto("/accounts/logout/")
    page.locator("main").get_by_role("button", name="Sign out").click()
    page.wait_for_url("**/")
    assert told(sam) == []
    sign_in(page, olga, site)
    page.goto("/dashboard/")
    page.wait_for_load_state("networkidle")
    assert told(olga) == []
    page.context.clear_cookies()
    sign_in(page, sam, site)
    with page.expect_response("**/settings/devices/subscribe/"):
        page.goto("/dashboard/")
    assert told(sam) == [first["endpoint"]]


def test_pages_say_why_it_cannot_be_turned_on(person: Open, site: str, service: PushServer) -> None:
    sam: User = apart(lambda: cast.person("sam", "Sam Okafor"))
    page = person(javascript=False)
    sign_in(page, sam, site)
    page.goto("/settings/devices/")
    expect(page.get_by_text("needs JavaScript")).to_be_visible()
    for script, words in (
        ("delete window.PushManager", "It cannot show notifications"),
        ("Object.defineProperty(Notification, 'permission', { get: () => 'denied' })", "Your browser blocks"),
        ("delete window.PushManager; Object.defineProperty(navigator, 'userAgent', { get: () => 'iPhone' })", "home screen first"),
    ):
        page = person()
        sign_in(page, sam, site)
        page.add_init_script(script)
        page.goto("/settings/devices/")
        expect(page.get_by_text(words)).to_be_visible()
        expect(page.get_by_role("button", name="Turn on notifications")).to_be_hidden()


def told(user: User) -> list[str]:
    return list(apart(lambda: [one.endpoint for one in PushSubscription.objects.of(User.objects.get(pk=user.pk))]))
