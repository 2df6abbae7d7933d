"""Strangers at a real socket process: frames and handshakes of every kind. Nothing gets in, nothing gets out, and the log stays clean.

FRAMES frames from SEED (printed), on connections that are opened again whenever the site closes them.
"""

import asyncio
import json
import os
import random
from collections import Counter
from typing import Any

import pytest
from asgiref.sync import sync_to_async
from django.test import Client

from apps.core.live import push
from apps.messages import services
from apps.messages.models import Conversation
from apps.users.models import User
from tests.messages.world import conversation, say

from .ends import in_a_loop
from .house import House
from .test_opening import FOREIGN
from .wire import Tab, Turned, masked, open_tab

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("through_its_redis")]

FRAMES = int(os.environ.get("FRAMES", "300"))
SEED = int(os.environ.get("SEED", "0")) or random.SystemRandom().randrange(1, 10**6)
SECRET = "what Olga and Sam say to each other"
WORDS = [
    "ping",
    "typing",
    "where",
    "unread",
    "message",
    "read",
    "missed",
    "notice",
    "__class__",
    "session.ended",
    "",
    "*",
    "\n",
    "!",
    "é",
    "\0",
    "ping" * 400,
]


def cookie(user: User) -> str:
    client = Client()
    client.force_login(user)
    return f"session={client.cookies['session'].value}"


class Chaos:
    """Frames from one seed: most of them nearly right, since those go furthest."""

    def __init__(self, seed: int, ids: list[str]) -> None:
        self.dice, self.ids = random.Random(seed), ids

    def frame(self) -> bytes:
        kind = self.dice.choice([self.typed, self.typed, self.json, self.torn, self.binary, self.raw, self.big])
        return kind()

    def value(self, depth: int = 0) -> Any:
        dice = self.dice
        leaves = [None, True, -1, 0, 2**63, 1e308, float("nan"), "", "x" * dice.randrange(3000), dice.choice(WORDS), dice.choice(self.ids), "\ud800"]
        if depth > 3 or dice.random() < 0.6:
            return dice.choice(leaves)
        if dice.random() < 0.5:
            return [self.value(depth + 1) for _ in range(dice.randrange(5))]
        return {
            dice.choice(["kind", "conversation", "seq", "$ne", "id", dice.choice(WORDS)]): self.value(depth + 1) for _ in range(dice.randrange(5))
        }

    def text(self, value: Any) -> bytes:
        return masked(1, json.dumps(value, ensure_ascii=self.dice.random() < 0.5).encode("utf-8", "surrogatepass"))

    def typed(self) -> bytes:
        """A kind that there is, with a conversation that is somebody else's, or hardly one."""
        frame: dict[str, Any] = {"kind": self.dice.choice(["ping", "typing", "where"])}
        frame["conversation"] = self.dice.choice(
            [*self.ids, self.ids[0].upper(), "{" + self.ids[0] + "}", self.value(), {"$ne": None}, [self.ids[0]]]
        )
        return self.text(frame | ({} if self.dice.random() < 0.5 else {"seq": self.value(), "by": self.value()}))

    def json(self) -> bytes:
        return self.text(self.value())

    def torn(self) -> bytes:
        whole = json.dumps({"kind": "where", "conversation": self.ids[0]}).encode()
        return masked(1, whole[: self.dice.randrange(len(whole))] + self.dice.randbytes(self.dice.randrange(4)))

    def binary(self) -> bytes:
        return masked(2, self.dice.randbytes(self.dice.randrange(200)))

    def raw(self) -> bytes:
        return self.dice.randbytes(self.dice.randrange(1, 64))

    def big(self) -> bytes:
        return masked(1, b'{"kind":"ping","x":"' + b"x" * self.dice.choice([16_000, 16_384, 20_000, 33_000, 70_000]) + b'"}')


async def throw(street: House, session: str, chaos: Chaos, count: int, heard: list[bytes], codes: Counter[int]) -> None:
    tab: Tab | None = None
    for _ in range(count):
        if tab is None or tab.closed.done():
            tab = await open_tab(random.choice(street.sockets).port, session, heard.append)
        tab.transport.write(chaos.frame())
        if chaos.dice.random() < 0.3:
            await asyncio.wait([tab.closed], timeout=0.02)
        if tab.transport.is_closing() and not tab.closed.done():
            await asyncio.wait([tab.closed], timeout=1)
        if tab.closed.done():
            codes[tab.closed.result()] += 1
    if tab is not None:
        tab.cut()


@in_a_loop
async def test_fuzzed_frames_reach_nobody(street: House, olga: User, sam: User, eve: User) -> None:
    talk: Conversation = await sync_to_async(conversation)(olga, sam)
    await sync_to_async(say)(talk, sam, "First.")
    stolen: list[bytes] = []
    heard: list[bytes] = []
    codes: Counter[int] = Counter()
    listening = await open_tab(street.sockets[0].port, await sync_to_async(cookie)(olga), heard.append)
    strangers = [await sync_to_async(cookie)(eve) for _ in range(5)]
    print(f"\n{FRAMES:,} frames from seed {SEED}", end=": ")

    async def secrets() -> None:
        while True:
            await sync_to_async(push)([olga.pk, sam.pk], {"kind": "notice", "html": SECRET})
            await asyncio.sleep(0.05)

    talking = asyncio.create_task(secrets())
    throws = [throw(street, one, Chaos(SEED + n, [str(talk.pk), str(olga.pk)]), FRAMES // 5, stolen, codes) for n, one in enumerate(strangers)]
    await asyncio.gather(*throws)
    talking.cancel()
    print(", ".join(f"{code}: {count}" for code, count in sorted(codes.items())))
    assert not [text for text in stolen if SECRET.encode() in text or b'"seq"' in text]
    assert not [text for text in heard if b"typing" in text]
    assert any(SECRET.encode() in text for text in heard)
    assert "Traceback" not in street.said()
    assert "ERROR" not in street.said()
    assert not listening.closed.done()
    listening.cut()


@in_a_loop
async def test_forty_foreign_pages(street: House, olga: User) -> None:
    """With Olga's own cookie, at the server itself."""
    session, accepted, port = await sync_to_async(cookie)(olga), [], street.sockets[0].port
    for origin in FOREIGN:
        origin = origin.replace("testserver", f"127.0.0.1:{port}").strip() or " "  # HTTP strips a value's spaces
        if origin == f"http://127.0.0.1:{port}":
            origin = "http://other.example"
        try:
            await open_tab(port, session, lambda text: None, origin=origin)
        except Turned:
            continue
        accepted.append(origin)
    assert accepted == []
    assert "Traceback" not in street.said()


@in_a_loop
async def test_a_member_who_is_removed_in_mid_stream_hears_nothing_more(street: House, olga: User, sam: User, max_: User) -> None:
    """Sam is removed while Olga writes: no message that was written afterwards reaches his tab, though it stays open."""
    talk: Conversation = await sync_to_async(conversation)(olga, sam)
    await sync_to_async(say)(talk, sam, "First.")
    sams: list[dict[str, Any]] = []
    tabs = [await open_tab(process.port, await sync_to_async(cookie)(sam), lambda text: sams.append(json.loads(text))) for process in street.sockets]
    removed_after: list[int] = []

    async def write() -> None:
        for number in range(30):
            await sync_to_async(say)(talk, olga, f"Number {number}")

    async def remove() -> None:
        async with asyncio.timeout(30):
            while not any(frame["kind"] == "message" and frame["seq"] >= 8 for frame in sams):
                await asyncio.sleep(0.005)
        await sync_to_async(services.remove_member)(talk, sam, by=max_)
        removed_after.append(await sync_to_async(lambda: Conversation.objects.get(pk=talk.pk).last_seq)())

    await asyncio.gather(write(), remove())
    assert await sync_to_async(lambda: Conversation.objects.get(pk=talk.pk).last_seq)() == 31
    for tab in tabs:
        tab.say(json.dumps({"kind": "where", "conversation": str(talk.pk)}))
        tab.say('{"kind":"ping"}')
    async with asyncio.timeout(5):
        while sum(frame["kind"] == "pong" for frame in sams) < 2:
            await asyncio.sleep(0.01)
    seqs = [frame["seq"] for frame in sams if frame["kind"] in ("message", "where")]
    assert seqs
    assert max(seqs) <= removed_after[0] < 31
    for tab in tabs:
        tab.cut()
