"""A conversation: 50 tabs of two people, each of which says one thing a second, so 2,500 deliveries a second, each message written to the database.

Beside it, in the same run and on the same machine: a bare Channels echo and a bare Socket.IO echo, which write nothing; and a thousand idle tabs.
"""

import asyncio
import json
import os
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import uuid4

from tests.sockets.house import Process, free_port, granian, redis_process, socket_process, why_no_house
from tests.sockets.wire import Browser, open_tab

from .echoes import on_channels, on_socketio
from .servers import environment, manage
from .talking import TABS, Run, Say, measured, running

IDLE = int(os.environ.get("CHAT_IDLE", "1000"))


async def site(processes: dict[str, Process], ports: tuple[int, list[int]], world: dict[str, str], seconds: float) -> bool:
    web, sockets = ports
    run, tabs, browsers = Run(), [], []
    for number in range(TABS):
        cookie = world["cookies"][number % 2]
        tabs.append(await open_tab(sockets[number % len(sockets)], cookie, run.hear))
        browsers.append(Browser(web, cookie))

    def saying(browser: Browser) -> Say:
        async def say(text: str) -> None:
            status, answer = await browser.post(f"/messages/{world['conversation']}/send/", {"text": text, "key": str(uuid4())})
            assert status == 200, (status, answer[:200])

        return say

    good = await measured("the site", processes, run, [saying(one) for one in browsers], seconds)
    for tab in tabs:
        tab.cut()
    for browser in browsers:
        browser.close()
    return good


async def idle(process: Process, port: int, cookies: list[str]) -> None:
    """A thousand tabs on which nothing happens."""
    await asyncio.sleep(1)
    before, tabs = process.memory(), []
    for start in range(0, IDLE, 50):
        tabs += await asyncio.gather(*(open_tab(port, cookies[n % len(cookies)], lambda text: None) for n in range(start, min(start + 50, IDLE))))
    await asyncio.sleep(2)
    alive = sum(not tab.closed.done() for tab in tabs)
    used = process.seconds()
    await asyncio.sleep(10)
    used = (process.seconds() - used) / 10
    print(
        f"{alive:,} idle sockets            {(process.memory() - before) / max(alive, 1) / 1024:.1f} kB each, {used:.1%} of a processor for all",
        flush=True,
    )
    for tab in tabs:
        tab.cut()


def on_site(database: str, seconds: float, folder: Path) -> bool:
    manage(database, "migrate", "--verbosity", "0")
    manage(database, "seed", "--if-empty")
    manage(database, "collectstatic", "--noinput", "--verbosity", "0")
    people = str(-(-IDLE // 25))
    world = json.loads(manage(database, "shell", "--no-imports", "-c", f"from tests.bench.chat_world import show; show({people})").splitlines()[-1])
    redis = redis_process(folder)
    words = environment(database, 8090, {"REDIS_URL": f"redis://127.0.0.1:{redis.port}/0"})
    web = granian(free_port(), words, (folder / "web.log").open("wb"), workers=int(os.environ.get("CHAT_WORKERS", "2")))
    ends = [socket_process(free_port(), words, (folder / f"socket{n}.log").open("wb")) for n in range(int(os.environ.get("CHAT_SOCKETS", "1")))]
    with running(redis, web, *ends):
        processes = {"web": web, "redis": redis} | {f"socket{n or ''}": end for n, end in enumerate(ends)}
        good = asyncio.run(site(processes, (web.port, [end.port for end in ends]), world, seconds))
        if IDLE:
            asyncio.run(idle(ends[0], ends[0].port, world["idle"]))
    return good


def bench(databases: list[str], seconds: float) -> bool:
    if reason := why_no_house():
        print(f"chat: skipped, {reason}")
        return True
    print(f"\n{TABS} tabs in one conversation, one message a second each{'p50':>8}{'p95':>8}{'p99':>8}", flush=True)
    good = True
    with ExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory(prefix="openchance-bench-")))
        on_channels(seconds, folder)
        on_socketio(seconds, folder)
        for database in databases:
            print(database.split(":")[0], flush=True)
            good &= on_site(database, seconds, folder)
    return good
