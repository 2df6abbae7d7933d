"""What a page pays for telling open pages: `python -m tests.bench.publishing` (needs redis-server).

Each way publishes from a thread without an event loop, as WSGI pages are; then its Redis is restarted, and what is published next is looked for.
"""

import asyncio
import os
import statistics
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

TIMES = 300


def timed(tell: Callable[[], Any]) -> str:
    tell()
    times = []
    for _ in range(TIMES):
        began = time.perf_counter()
        tell()
        times.append((time.perf_counter() - began) * 1000)
    return f"p50 {statistics.median(times):.2f} ms, p95 {statistics.quantiles(times, n=20)[18]:.2f} ms"


async def after_restart(layer: Any, restart: Callable[[], None]) -> str:
    """A consumer that waits in a group: does it hear, and does it learn that it was deaf?"""
    channel = await layer.new_channel()
    await layer.group_add("room", channel)
    waiting = asyncio.create_task(layer.receive(channel))
    await asyncio.sleep(0.5)
    await asyncio.to_thread(restart)
    await asyncio.sleep(2)
    said = ""
    for _ in range(3):
        try:
            await layer.group_send("room", {"type": "x"})
            async with asyncio.timeout(1):
                await waiting
            said = "hears again, without a word that it was deaf"
            break
        except TimeoutError:
            said = "deaf"
            waiting = asyncio.create_task(layer.receive(channel))
        except Exception as error:
            said = f"the consumer ends with {type(error).__name__}"
            break
    waiting.cancel()
    return said


def main() -> None:
    from asgiref.sync import async_to_sync
    from channels_redis.core import RedisChannelLayer  # type: ignore[import-untyped]
    from channels_redis.pubsub import RedisPubSubChannelLayer  # type: ignore[import-untyped]

    from tests.sockets.house import redis_process

    with TemporaryDirectory() as folder:
        redis = redis_process(Path(folder))
        redis.start()
        redis.wait()
        url = f"redis://127.0.0.1:{redis.port}/0"

        def restart() -> None:
            redis.kill()
            redis.start()
            redis.wait()

        try:
            for kind in (RedisChannelLayer, RedisPubSubChannelLayer):
                layer = kind(hosts=[url])
                async_to_sync(layer.group_add)("room", async_to_sync(layer.new_channel)()) if kind is RedisChannelLayer else None
                print(f"{kind.__name__:<26} {timed(partial(async_to_sync(layer.group_send), 'room', {'type': 'x'}))}", end="; ", flush=True)
                print(asyncio.run(after_restart(kind(hosts=[url]), restart)))
            os.environ |= {"DJANGO_SETTINGS_MODULE": "openchance.settings", "SECRET_KEY": "x", "DEBUG": "1", "REDIS_URL": url}
            from apps.core.live import push

            print(f"{'live.push':<26} {timed(lambda: push(['somebody'], {'kind': 'x'}))}", end="; ")
            print("sockets stay, and are told to look (tests/sockets/test_processes.py)")
        finally:
            redis.stop()


if __name__ == "__main__":
    main()
