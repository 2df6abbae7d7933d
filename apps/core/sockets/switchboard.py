"""Who is connected to this process, and what comes in for them. One subscription serves all sockets of an event loop."""

import asyncio
import logging
from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.conf import settings
from redis import RedisError
from redis.asyncio import Redis
from redis.backoff import NoBackoff
from redis.retry import Retry

from . import limits, people, publisher

if TYPE_CHECKING:
    from .consumer import Socket

logger = logging.getLogger(__name__)
AGAIN = '{"kind":"missed"}'  # the browser asks for what it may not have been told
SILENCE = 5.0  # seconds after which Redis is asked whether it is still there


class Switchboard:
    """The sockets of one event loop, by user, the oldest first."""

    def __init__(self) -> None:
        self.loop = asyncio.get_running_loop()
        self.sockets: dict[str, dict[Socket, None]] = {}
        self.subscribed = asyncio.Event()
        self.waiting: list[Socket] = []  # to be looked after, together
        self.look_begun: asyncio.Task[None] | None = None
        self.tasks = [self.loop.create_task(self.rounds())]
        if settings.REDIS_URL:
            self.tasks.append(self.loop.create_task(self.listen()))
        else:
            self.subscribed.set()

    async def ready(self) -> None:
        """Nothing that is published from now on is missed; or Redis does not answer, and whoever is connected will be told when it does."""
        try:
            await asyncio.wait_for(self.subscribed.wait(), 2)
        except TimeoutError:
            logger.warning("A socket is opened while Redis does not answer.")

    def join(self, socket: "Socket") -> None:
        """Publications for its user reach the socket. The user's oldest gives way where there are too many."""
        mine = self.sockets.setdefault(socket.key, {})
        mine[socket] = None
        if len(mine) > limits.PER_USER:
            next(iter(mine)).end(limits.TOO_MANY)

    def leave(self, socket: "Socket") -> None:
        mine = self.sockets.get(socket.key, {})
        mine.pop(socket, None)
        if not mine:
            self.sockets.pop(socket.key, None)

    def everybody(self) -> Iterator["Socket"]:
        return (socket for mine in list(self.sockets.values()) for socket in list(mine))

    def take(self, publication: str) -> None:
        """Hand a publication to the sockets it is for."""
        to, _, text = publication.partition("\n")
        if to == publisher.EVERYBODY:
            self.missed()
            return
        for key in to.split(" "):
            for socket in list(self.sockets.get(key, ())):
                if not text.startswith("!"):
                    socket.deliver(text)
                elif text in ("!", f"!{socket.person.session}"):
                    socket.end(limits.SIGNED_OUT)

    async def look(self, socket: "Socket") -> None:
        """The session of `socket` is looked up, with those of all that ask at the same moment: a push to many costs two questions."""
        self.waiting.append(socket)
        if self.look_begun is None:
            self.look_begun = self.loop.create_task(self.look_at_all())
        await asyncio.shield(self.look_begun)

    async def look_at_all(self) -> None:
        await asyncio.sleep(0)
        sockets, self.waiting, self.look_begun = self.waiting, [], None
        await look_after(sockets)

    def missed(self) -> None:
        for socket in self.everybody():
            socket.deliver(AGAIN)

    async def listen(self) -> None:
        """Subscribed for as long as the process lives; each time that begins anew, everybody is told that they may have missed something."""
        while True:
            redis = Redis.from_url(settings.REDIS_URL, decode_responses=True, socket_connect_timeout=2, retry=Retry(NoBackoff(), 0))
            try:
                await self.subscription(redis)
            except (RedisError, OSError, TimeoutError) as error:
                logger.warning("Redis does not tell what happens (%s); asking again.", error)
            finally:
                await redis.aclose()
            await asyncio.sleep(0.2)

    async def subscription(self, redis: "Redis") -> None:
        """Raises when the connection is lost, or silent though asked."""
        async with redis.pubsub() as pubsub:
            await pubsub.subscribe(publisher.channel())
            asked = False
            while True:
                message = await pubsub.get_message(timeout=SILENCE)
                if message is None:
                    if asked:
                        raise TimeoutError("no answer to a ping")
                    asked = True
                    await pubsub.ping()
                    continue
                asked = False
                if message["type"] == "message":
                    self.take(message["data"])
                elif message["type"] == "subscribe":  # also after a reconnection that the library made by itself
                    self.subscribed.set()
                    self.missed()

    async def rounds(self) -> None:
        """Sockets on which nothing happens are looked after too: a session that ended closes them within ROUND seconds."""
        while True:
            await asyncio.sleep(limits.ROUND / 3)
            old = self.loop.time() - limits.ROUND
            due = [socket for socket in self.everybody() if socket.checked < old]
            for start in range(0, len(due), 200):
                await look_after(due[start : start + 200])


async def look_after(sockets: list["Socket"]) -> None:
    """Close those that are signed out. While the database does not answer nothing is known, and nothing changes."""
    try:
        good = await people.in_thread(people.look_again, [socket.person for socket in sockets])
    except Exception as error:
        logger.warning("The sessions of %s sockets could not be looked up: %r", len(sockets), error)
        return
    now = asyncio.get_running_loop().time()
    for socket in sockets:
        if socket.person.session in good:
            socket.checked = now
        else:
            socket.end(limits.SIGNED_OUT)


boards: dict[asyncio.AbstractEventLoop, Switchboard] = {}


def switchboard() -> Switchboard:
    """The one of the running event loop."""
    loop = asyncio.get_running_loop()
    if loop not in boards:
        for ended in [one for one in list(boards) if one.is_closed()]:
            boards.pop(ended, None)
        boards[loop] = Switchboard()
    return boards[loop]


def take_here(publication: str) -> None:
    for board in list(boards.values()):
        if not board.loop.is_closed():
            board.loop.call_soon_threadsafe(board.take, publication)


publisher.here.append(take_here)
