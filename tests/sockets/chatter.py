"""A tab that does what the script of the messages page does: it posts with a key of its own until that is answered, and asks for what it missed."""

import asyncio
import json
import random
import re
from collections.abc import Sequence
from contextlib import suppress
from typing import Any
from uuid import uuid4

from .wire import Browser, Tab, Turned, open_tab

LINE = re.compile(rb'data-seq="(\d+)"[^>]* data-id="([0-9a-f-]+)"')
UPTO = re.compile(rb'data-upto="(\d+)"')
Said = tuple[int, str]  # number, id


class Chatter:
    """`log` is what its reader sees in the end; `pushed` is what a page would show that trusts its socket alone."""

    def __init__(self, conversation: str, cookie: str, web: int, sockets: Sequence[int]) -> None:
        self.conversation, self.cookie, self.sockets = conversation, cookie, sockets
        self.asking_on, self.posting_on = Browser(web, cookie), Browser(web, cookie)
        self.log: list[Said] = []
        self.pushed: list[Said] = []
        self.tab: Tab | None = None
        self.asking: asyncio.Task[None] | None = None
        self.again = False
        self.connections = self.repeats = 0
        self.life = asyncio.create_task(self.live())

    @property
    def last(self) -> int:
        return self.log[-1][0] if self.log else 0

    # --- the socket ---

    async def live(self) -> None:
        while True:
            with suppress(OSError, Turned, TimeoutError):
                self.tab = await open_tab(random.choice(self.sockets), self.cookie, self.hear)
                self.connections += 1
                self.where()
                while not self.tab.closed.done():
                    await asyncio.wait([self.tab.closed], timeout=random.uniform(1, 3))
                    self.where()
            await asyncio.sleep(random.uniform(0.05, 0.3))

    def where(self) -> None:
        if self.tab is not None and not self.tab.closed.done():
            self.tab.say(json.dumps({"kind": "where", "conversation": self.conversation}))

    def hear(self, text: bytes) -> None:
        frame: dict[str, Any] = json.loads(text)
        if frame["kind"] == "message":
            said = (frame["seq"], frame["id"])
            self.pushed.append(said)
            if said[0] == self.last + 1:
                self.log.append(said)
            elif said[0] > self.last:
                self.catch_up()
        elif frame["kind"] == "where" and frame["seq"] > self.last:
            self.catch_up()
        elif frame["kind"] == "missed":
            self.where()

    # --- the pages ---

    def catch_up(self) -> None:
        self.again = True
        if self.asking is None or self.asking.done():
            self.asking = asyncio.create_task(self.ask())

    async def ask(self) -> None:
        while self.again:
            self.again = False
            try:
                status, body = await self.asking_on.ask("GET", f"/messages/{self.conversation}/?after={self.last}")
            except OSError:
                status = 0
            if status != 200:
                await asyncio.sleep(0.2)
                self.again = True
                continue
            for seq, row in LINE.findall(body):
                if int(seq) == self.last + 1:
                    self.log.append((int(seq), row.decode()))
                    self.again = True

    async def say(self, text: str) -> None:
        key = str(uuid4())
        while True:
            with suppress(OSError):
                status, _ = await self.posting_on.post(f"/messages/{self.conversation}/send/", {"text": text, "key": key})
                if status == 200:
                    return
                assert status >= 500 or status == 409, status
            self.repeats += 1
            await asyncio.sleep(random.uniform(0.05, 0.3))

    async def leave(self) -> None:
        self.life.cancel()
        if self.asking is not None:
            self.asking.cancel()
        if self.tab is not None:
            self.tab.cut()
        self.asking_on.close()
        self.posting_on.close()
