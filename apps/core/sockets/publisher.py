"""A publication leaves the process that made it: through Redis to every socket process, or, without Redis, to the sockets of this one.

A publication is text: the keys of the users it is for, a line's end, and the frame as the browser gets it. "!<session>" in its place closes sockets.
For EVERYBODY without a frame it says that something may have been missed.
"""

import logging
import threading
import time
from collections.abc import Callable
from functools import cache

from django.conf import settings
from redis import Redis, RedisError
from redis.backoff import NoBackoff
from redis.retry import Retry

logger = logging.getLogger(__name__)
EVERYBODY = "*"
MISSED = f"{EVERYBODY}\n"
TIMEOUT = 1.0  # seconds that a page waits for Redis at most
here: list[Callable[[str], None]] = []  # what takes a publication in this process, where there is no Redis


def channel() -> str:
    """Redis' channels know no numbered databases: the number is part of the name."""
    return f"{settings.LIVE_CHANNEL}.{settings.REDIS_URL.rsplit('/', 1)[-1]}"


@cache
def connection() -> Redis:
    """One pool for the process; it notices a fork by itself. A connection that Redis has closed meanwhile is opened again, once and at once."""
    return Redis.from_url(settings.REDIS_URL, socket_timeout=TIMEOUT, socket_connect_timeout=TIMEOUT, retry=Retry(NoBackoff(), 1))


def publish(publication: str) -> None:
    """Send it on its way. Redis that does not answer is logged, never raised; as soon as it does, open pages are told that they missed something."""
    if not settings.REDIS_URL:
        for take in here:
            take(publication)
        return
    if amends.due:  # that every page will look is promised already: nobody waits for Redis again
        return
    try:
        connection().publish(channel(), publication)
    except RedisError as error:
        logger.warning("Redis does not take what open pages should hear (%s); they are told to look when it answers.", error)
        amends.promise()


def listening() -> int:
    """How many processes hear what is published."""
    return int(connection().pubsub_numsub(channel())[0][1])


def check() -> None:
    """What is published is heard. Raises RedisError, or RuntimeError."""
    with connection().pubsub() as ear:  # type: ignore[no-untyped-call]
        ear.subscribe(channel())
        ear.get_message(timeout=TIMEOUT)  # that it is subscribed
        connection().publish(channel(), "nobody\n{}")
        while (heard := ear.get_message(timeout=TIMEOUT)) is not None:
            if heard["type"] == "message":
                return
    raise RuntimeError("what was published was not heard")


class Amends:
    """Once a publication was lost, MISSED is published as soon as Redis answers again."""

    def __init__(self) -> None:
        self.due = False
        self.lock = threading.Lock()

    def promise(self) -> None:
        with self.lock:
            if not self.due:
                self.due = True
                threading.Thread(target=self.keep, daemon=True, name="amends").start()

    def keep(self) -> None:
        while self.due:
            time.sleep(0.25)
            try:
                connection().ping()
                self.due = False  # from here on publications are sent again: what is lost now is promised anew
                connection().publish(channel(), MISSED)
            except Exception:  # whatever it is: the promise stands, and nothing is published until it is kept
                self.due = True
        logger.warning("Redis answers again; open pages look for what they missed.")


amends = Amends()
