"""A push reaches every tab of the people it is for, in order, and nobody else; whoever does not read is let go."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from asgiref.sync import sync_to_async
from django.test import Client

from apps.core.live import push
from apps.core.sockets import limits, people, publisher
from apps.core.sockets.consumer import Socket
from apps.core.sockets.switchboard import switchboard
from apps.users.models import User

from .ends import connected, in_a_loop

pytestmark = pytest.mark.django_db


@in_a_loop
async def test_all_tabs_of_all_named_people_in_order(olga: User, sam: User, eve: User, signed_in: Any) -> None:
    olgas = [await connected(await sync_to_async(signed_in)(olga)) for _ in range(2)]
    sams = await connected(await sync_to_async(signed_in)(sam))
    eves = await connected(await sync_to_async(signed_in)(eve))
    for number in range(50):
        await sync_to_async(push)([olga.pk, sam.pk, olga.pk], {"kind": "notice", "html": f"ü {number}"})
    for tab in (*olgas, sams):
        assert [(await tab.heard("notice"))["html"] for _ in range(50)] == [f"ü {number}" for number in range(50)]
        await tab.left()
    assert await eves.receive_nothing(timeout=0.2)
    await eves.left()


def test_a_push_to_nobody_is_nothing(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []
    settings.REDIS_URL = ""
    monkeypatch.setattr(publisher, "here", [said.append])
    push([], {"kind": "notice"})
    assert said == []
    push(["x"], {"kind": "notice"})
    assert said == ['x\n{"kind":"notice"}']


def test_a_push_is_encoded_at_the_writers() -> None:
    with pytest.raises(TypeError):
        push(["x"], {"kind": "notice", "html": object()})


@in_a_loop
async def test_everybody_is_told_that_something_may_be_missing(olga: User, client: Client) -> None:
    await sync_to_async(client.force_login)(olga)
    tab = await connected(client)
    switchboard().missed()
    assert await tab.heard("missed") == {"kind": "missed"}
    await tab.left()


class Reader:
    """The other side of a socket that takes `pause` seconds for each frame."""

    def __init__(self, pause: float) -> None:
        self.pause, self.code, self.frames = pause, 0, 0
        self.gone: asyncio.Future[Any] = asyncio.get_running_loop().create_future()

    async def receive(self) -> Any:
        return await self.gone

    async def send(self, event: Any) -> None:
        if event["type"] == "websocket.close":
            self.code = event["code"]
        else:
            await asyncio.sleep(self.pause)
            self.frames += 1


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "PATIENCE", 0.1)
    monkeypatch.setattr(limits, "WAITING", 20)


def reading(olga: User, reader: Reader) -> Awaitable[None]:
    person = people.Person(olga, "session", "hash")
    return asyncio.create_task(Socket(person, reader.receive, reader.send).live())


async def until(true: Callable[[], Any]) -> None:
    async with asyncio.timeout(5):
        while not true():
            await asyncio.sleep(0.01)


@in_a_loop
async def test_a_reader_that_stands_still_is_let_go(olga: User, impatient: None) -> None:
    reader = Reader(60)
    life = reading(olga, reader)
    await until(lambda: switchboard().sockets)
    await sync_to_async(push)([olga.pk], {"kind": "notice"})
    await asyncio.wait_for(life, 5)
    assert (reader.code, reader.frames) == (limits.SLOW, 0)
    assert not switchboard().sockets


@in_a_loop
async def test_a_reader_that_falls_behind_is_let_go(olga: User, impatient: None) -> None:
    """Each frame gets through in time, and still more come in than go out."""
    reader = Reader(0.03)
    life = reading(olga, reader)
    await until(lambda: switchboard().sockets)
    for number in range(60):
        await sync_to_async(push)([olga.pk], {"kind": "notice", "html": str(number)})
    await asyncio.wait_for(life, 5)
    assert reader.code == limits.SLOW


@in_a_loop
async def test_others_do_not_wait_for_a_slow_one(olga: User, client: Client, impatient: None) -> None:
    await sync_to_async(client.force_login)(olga)
    tab, reader = await connected(client), Reader(60)
    life = reading(olga, reader)
    await until(lambda: len(switchboard().sockets[str(olga.pk)]) == 2)
    for number in range(5):
        await sync_to_async(push)([olga.pk], {"kind": "notice", "html": str(number)})
    assert [json.loads((await tab.receive_output(timeout=0.09))["text"])["html"] for _ in range(5)] == list("01234")
    await tab.left()
    await asyncio.wait_for(life, 5)
