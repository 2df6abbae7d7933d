"""One socket: a tab at /ws/. It delivers what is pushed to its user, answers what apps have registered, and closes with a code past its limits."""

import asyncio
import json
import logging
from collections import deque
from collections.abc import Awaitable, Callable
from typing import Any

from . import limits, people
from .limits import Broken, Bucket, read
from .origins import is_own_origin
from .registry import BadFrame, Frame, greetings, handlers
from .switchboard import switchboard

logger = logging.getLogger(__name__)
PONG = '{"kind":"pong"}'


async def application(scope: dict[str, Any], receive: Callable[[], Awaitable[Any]], send: Callable[[Any], Awaitable[None]]) -> None:
    """The ASGI application at /ws/. Pages of other sites are refused before anything is looked up."""
    await receive()
    if scope["path"] != "/ws/" or not is_own_origin(scope):
        await send({"type": "websocket.close", "code": 1008})
        return
    try:
        person = await people.in_thread(people.who, people.cookie(scope["headers"]))
    except Exception as error:
        logger.warning("A socket was refused: its session could not be looked up: %r", error)
        await send({"type": "websocket.close", "code": limits.TRY_LATER})
        return
    await send({"type": "websocket.accept"})
    if person is None:
        await send({"type": "websocket.close", "code": limits.SIGNED_OUT})
        return
    await Socket(person, receive, send).live()


class Socket:
    """Open until the browser leaves, or `end` is called."""

    __slots__ = ("board", "bucket", "checked", "ended", "greeted", "loop", "outbox", "person", "receive", "send", "writer")

    def __init__(self, person: people.Person, receive: Callable[[], Awaitable[Any]], send: Callable[[Any], Awaitable[None]]) -> None:
        self.person, self.receive, self.send = person, receive, send
        self.board = switchboard()
        self.loop = self.board.loop
        self.checked = self.loop.time()
        self.ended = self.loop.create_future()
        self.bucket = Bucket()
        self.outbox: deque[str] = deque()
        self.greeted = False
        self.writer: asyncio.Task[None] | None = None

    @property
    def key(self) -> str:
        return self.person.key

    async def live(self) -> None:
        await self.board.ready()
        self.board.join(self)
        reader = self.loop.create_task(self.read())
        try:
            await asyncio.wait([reader, self.ended], return_when=asyncio.FIRST_COMPLETED)
        finally:
            self.board.leave(self)
            for task in (reader, self.writer):
                if task is not None:
                    task.cancel()
        if self.ended.done() and self.ended.result():
            await self.hang_up(self.ended.result())

    def end(self, code: int) -> None:
        """The socket closes with this code; the first one counts."""
        if not self.ended.done():
            self.ended.set_result(code)

    async def hang_up(self, code: int) -> None:
        try:
            async with asyncio.timeout(1):
                await self.send({"type": "websocket.close", "code": code})
        except (OSError, RuntimeError, TimeoutError):
            pass  # it is gone, or does not read

    # --- what is sent ---

    def deliver(self, text: str) -> None:
        """Queue a frame; it goes out as soon as those before it have."""
        if self.ended.done():
            return
        self.outbox.append(text)
        if len(self.outbox) > limits.WAITING:
            self.end(limits.SLOW)
        elif self.greeted and self.writer is None:
            self.writer = self.loop.create_task(self.write())

    async def write(self) -> None:
        """Empty the queue. A delivery goes to somebody who was signed in a few seconds ago at most."""
        try:
            while self.outbox and not self.ended.done():
                await self.look()
                if self.ended.done():
                    return
                async with asyncio.timeout(limits.PATIENCE):
                    await self.send({"type": "websocket.send", "text": self.outbox.popleft()})
        except TimeoutError:
            self.end(limits.SLOW)
        except (OSError, RuntimeError):
            self.end(0)  # the browser is gone
        finally:
            self.writer = None

    async def look(self) -> None:
        """Raises nothing; afterwards the last look at the session is a fresh one, or the socket has ended."""
        before = self.checked
        if self.loop.time() - before > limits.FRESH:
            await self.board.look(self)
            if self.checked == before:
                self.end(limits.TRY_LATER)

    # --- what is received ---

    async def read(self) -> None:
        try:
            await self.greet()
            while (event := await self.receive())["type"] == "websocket.receive":
                self.bucket.take()
                await self.take(read(event.get("text")))
        except Broken as broken:
            self.end(broken.code)
        except BadFrame:
            self.end(limits.BAD_FRAME)
        except Exception:
            logger.exception("A socket's frame was not handled.")
            self.end(1011)

    async def greet(self) -> None:
        """What the apps say first goes out first: what was pushed meanwhile is newer."""
        said = [await people.in_thread(greeting, self.person.user) for greeting in greetings]
        waiting = list(self.outbox)
        self.outbox.clear()
        self.greeted = True
        for frame in said:
            self.answer(frame)
        for text in waiting:
            self.deliver(text)

    async def take(self, frame: Frame) -> None:
        kind = frame["kind"]
        if kind == "ping":
            self.deliver(PONG)
        elif kind not in handlers:
            raise Broken(limits.UNKNOWN_KIND)
        else:
            await self.look()
            if not self.ended.done():
                self.answer(await people.in_thread(handlers[kind], self.person.user, frame))

    def answer(self, frame: Frame | None) -> None:
        if frame is not None:
            self.deliver(json.dumps(frame, ensure_ascii=False, separators=(",", ":")))
