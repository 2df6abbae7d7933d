"""Two socket processes, a web process and Redis are one site: what one publishes all of them deliver, and none stays deaf after Redis was away."""

import asyncio
import json
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any
from uuid import uuid4

import pytest
from asgiref.sync import sync_to_async
from django.test import Client
from redis import Redis

from apps.core.db import atomic
from apps.core.live import push
from apps.core.sockets import limits, publisher
from apps.notifications.kinds import Kind
from apps.notifications.services import notify
from apps.users.models import User

from .ends import in_a_loop
from .house import House, Process
from .wire import Browser, Tab, Turned, masked, open_tab

pytestmark = pytest.mark.django_db
KIND = Kind(name="test.processes", line="Line", email=False)


def cookie(client: Client) -> str:
    return f"session={client.cookies['session'].value}"


class Person:
    """Tabs of one person, and what each heard."""

    def __init__(self, session: str) -> None:
        self.session = session
        self.tabs: list[Tab] = []
        self.heard: list[list[dict[str, Any]]] = []

    async def open(self, process: Process) -> Tab:
        frames: list[dict[str, Any]] = []
        tab = await open_tab(process.port, self.session, lambda text: frames.append(json.loads(text)))
        self.tabs.append(tab)
        self.heard.append(frames)
        tab.say('{"kind":"ping"}')
        await until(lambda: "pong" in kinds(frames))
        return tab

    def of(self, kind: str) -> list[list[dict[str, Any]]]:
        return [[frame for frame in frames if frame["kind"] == kind] for frames in self.heard]


def kinds(frames: list[dict[str, Any]]) -> set[str]:
    return {frame["kind"] for frame in frames}


async def until(true: Callable[[], Any], seconds: float = 20) -> None:
    async with asyncio.timeout(seconds):
        while not true():
            await asyncio.sleep(0.01)


@pytest.fixture
def olgas(olga: User, signed_in: Any) -> Person:
    return Person(cookie(signed_in(olga)))


@sync_to_async
def tell(user: User) -> None:
    with atomic():
        notify(user, KIND, key=uuid4().hex, url="/")


@in_a_loop
async def test_two_processes_are_one(street: House, through_its_redis: None, olga: User, olgas: Person, sam: User, signed_in: Any) -> None:
    sams = Person(cookie(await sync_to_async(signed_in)(sam)))
    for process in street.sockets:
        await olgas.open(process)
        await sams.open(process)
    await tell(olga)
    await until(lambda: all(frames and frames[-1].get("notifications") == 1 for frames in olgas.of("unread")))
    for number in range(100):
        await sync_to_async(push)([olga.pk], {"kind": "probe", "html": number})
    with suppress(TimeoutError):
        await until(lambda: all(len(frames) == 100 for frames in olgas.of("probe")))
    assert [len(frames) for frames in olgas.of("probe")] == [100, 100], [tab.closed for tab in olgas.tabs]
    assert all([frame["html"] for frame in frames] == list(range(100)) for frames in olgas.of("probe"))
    assert not any(sams.of("probe"))


@in_a_loop
async def test_signing_out_at_the_web_process_closes_all(street: House, through_its_redis: None, olgas: Person) -> None:
    for process in street.sockets:
        await olgas.open(process)
    browser = Browser(street.web.port, olgas.session)
    status, _ = await browser.post("/accounts/logout/", {})
    browser.close()
    assert status < 400
    assert [await asyncio.wait_for(tab.closed, 10) for tab in olgas.tabs] == [limits.SIGNED_OUT] * 2


@in_a_loop
async def test_redis_restarts_and_nobody_is_deaf(street: House, through_its_redis: None, olga: User, olgas: Person) -> None:
    """Sockets stay open, are told that they may have missed something, and hear what comes after; what was published meanwhile is promised."""
    assert street.redis is not None
    for process in street.sockets:
        await olgas.open(process)
    for turn in range(2):
        missed = [len(frames) for frames in olgas.of("missed")]
        await asyncio.to_thread(street.redis.kill)
        await sync_to_async(push)([olga.pk], {"kind": "probe", "html": f"lost {turn}"})
        street.redis.start()
        await until(lambda before=missed: all(len(frames) > count for frames, count in zip(olgas.of("missed"), before, strict=True)))  # type: ignore[misc]
        await until(lambda: not publisher.amends.due)
        await sync_to_async(push)([olga.pk], {"kind": "probe", "html": f"heard {turn}"})
        await until(lambda turn=turn: all(frames and frames[-1]["html"] == f"heard {turn}" for frames in olgas.of("probe")))  # type: ignore[misc]
    assert not any(tab.closed.done() for tab in olgas.tabs)


@in_a_loop
async def test_redis_that_stalls_delays_no_page_twice(street: House, through_its_redis: None, olga: User, olgas: Person) -> None:
    """One page waits for at most a second; until Redis answers again the others do not wait at all."""
    assert street.redis is not None
    await olgas.open(street.sockets[0])
    redis = Redis(port=street.redis.port)
    await asyncio.to_thread(redis.execute_command, "CLIENT", "PAUSE", "2500", "ALL")
    began = time.monotonic()
    await sync_to_async(push)([olga.pk], {"kind": "probe", "html": "late"})
    waited = time.monotonic() - began
    for _ in range(20):
        await sync_to_async(push)([olga.pk], {"kind": "probe", "html": "lost"})
    assert waited < 3 * publisher.TIMEOUT
    assert time.monotonic() - began - waited < 0.5
    await until(lambda: olgas.of("missed")[0] and not publisher.amends.due)


@in_a_loop
async def test_a_killed_process_takes_its_sockets_and_comes_back(street: House, through_its_redis: None, olga: User, olgas: Person) -> None:
    tab = await olgas.open(street.sockets[1])
    await asyncio.to_thread(street.sockets[1].kill)
    assert await asyncio.wait_for(tab.closed, 5) == 1006
    street.sockets[1].start()
    await asyncio.to_thread(street.sockets[1].wait)
    await olgas.open(street.sockets[1])
    await sync_to_async(push)([olga.pk], {"kind": "probe", "html": "again"})
    await until(lambda: olgas.of("probe")[1])


HOSTILE = [
    (masked(1, b"\xff\xfe{}"), 1007),
    (masked(2, b"{}"), limits.BINARY),
    (masked(1, b" " * (limits.FRAME_BYTES + 1)), limits.TOO_BIG),
    (masked(1, b" " * (3 * limits.FRAME_BYTES)), 1009),
    (bytes([0x81, 0x80 | 127]) + (1 << 40).to_bytes(8, "big") + b"\0\0\0\0", 1009),
    (bytes([0x81, 2]) + b"{}", 1002),
    (bytes([0xC1, 0x82]) + b"\0\0\0\0{}", 1002),
]


@pytest.mark.parametrize(("sent", "code"), HOSTILE, ids=range(len(HOSTILE)))
@in_a_loop
async def test_hostile_bytes_close_the_socket_quietly(street: House, olgas: Person, sent: bytes, code: int) -> None:
    tab = await olgas.open(street.sockets[0])
    tab.transport.write(sent)
    assert await asyncio.wait_for(tab.closed, 10) == code
    assert "Traceback" not in street.sockets[0].said()


@in_a_loop
async def test_whoever_does_not_read_is_cut_off(street: House, through_its_redis: None, olga: User, olgas: Person) -> None:
    """Eight megabytes for a tab that reads nothing: the other tab gets all of them, and the site keeps none."""
    slow, _ = await olgas.open(street.sockets[0]), await olgas.open(street.sockets[0])
    slow.transport.pause_reading()
    frame = {"kind": "probe", "html": "x" * 40_000}
    for _ in range(300):
        await sync_to_async(push)([olga.pk], frame)
        await asyncio.sleep(0.005)
    await until(lambda: len(olgas.of("probe")[1]) == 300)
    await asyncio.sleep(limits.PATIENCE + 2)
    slow.transport.resume_reading()
    assert await asyncio.wait_for(slow.closed, 5) in (limits.SLOW, 1006)
    assert len(olgas.of("probe")[0]) < 300


@in_a_loop
async def test_foreign_pages_are_refused_by_the_server_itself(street: House, olgas: Person) -> None:
    for origin in ("https://evil.example", None, "null", f"http://127.0.0.1:{street.web.port}"):
        with pytest.raises(Turned) as turned:
            await open_tab(street.sockets[0].port, olgas.session, lambda text: None, origin=origin)
        assert turned.value.status == 403
