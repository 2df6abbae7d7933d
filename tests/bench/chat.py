"""A conversation: 50 tabs of two people, each of which says one thing a second, so 2,500 deliveries a second, each message written to the database.

Beside it, in the same run and on the same machine: a bare Channels echo and a bare Socket.IO echo, which write nothing; and a thousand idle tabs.
"""

import asyncio
import json
import os
import re
import statistics
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import uuid4

from tests.sockets.house import Process, free_port, granian, redis_process, socket_process, why_no_house
from tests.sockets.wire import Browser, Hear, Tab, open_tab

from .servers import ROOT, environment, manage

TABS = int(os.environ.get("CHAT_TABS", "50"))
IDLE = int(os.environ.get("CHAT_IDLE", "1000"))
LIMIT_MS = 50
MARK = re.compile(rb"mark-(\d+)-")

Say = Callable[[str], Awaitable[None]]


@dataclass
class Run:
    """Milliseconds from each saying to each delivery."""

    times: list[float] = field(default_factory=list)
    begun: dict[int, float] = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)
    deliveries: int = 0
    seconds: float = 0.0

    def hear(self, text: bytes) -> None:
        found = MARK.search(text)
        if found:
            self.deliveries += 1
            began = self.begun.get(int(found[1]))
            if began is not None:
                self.times.append((time.perf_counter() - began) * 1000)

    def percentile(self, percent: int) -> float:
        return statistics.quantiles(self.times, n=100)[percent - 1] if len(self.times) > 1 else float("inf")


async def talk(run: Run, says: list[Say], seconds: float, warm_up: float = 3.0) -> None:
    """Each says something once a second, evenly spread; what falls into the warm-up is not counted."""
    began = time.perf_counter()

    async def person(number: int, say: Say) -> None:
        turn = 0
        while (due := turn + number / len(says)) < warm_up + seconds:
            await asyncio.sleep(max(0.0, began + due - time.perf_counter()))
            mark = turn * len(says) + number
            if due >= warm_up:
                run.begun[mark] = began + due  # a tab that falls behind is seen to
            try:
                await say(f"mark-{mark}- and something else that people say to each other")
            except (OSError, AssertionError) as error:
                run.errors.append(repr(error))
            turn += 1

    await asyncio.gather(*(person(number, say) for number, say in enumerate(says)))
    run.seconds = seconds
    await asyncio.sleep(1.5)


def report(name: str, run: Run, used: dict[str, float], spent: float) -> bool:
    expected = len(run.begun) * TABS
    p50, p95, p99 = (run.percentile(percent) for percent in (50, 95, 99))
    shares = ", ".join(f"{one} {seconds / spent:.0%}" for one, seconds in used.items())
    lost = f"   {expected - len(run.times)} not delivered" if len(run.times) != expected else ""
    print(
        f"{name:<26}{p50:>7.1f}{p95:>8.1f}{p99:>8.1f} ms{len(run.times) / run.seconds:>9,.0f}/s   {len(run.errors)} errors   {shares}{lost}",
        flush=True,
    )
    for error in run.errors[:2]:
        print(f"    {error}")
    return p95 < LIMIT_MS and not run.errors and len(run.times) == expected


async def measured(name: str, processes: dict[str, Process], run: Run, says: list[Say], seconds: float) -> bool:
    before = {one: process.seconds() for one, process in processes.items()}
    own, began = time.process_time(), time.perf_counter()
    await talk(run, says, seconds)
    used = {one: process.seconds() - before[one] for one, process in processes.items()}
    return report(name, run, used | {"load": time.process_time() - own}, time.perf_counter() - began)


# --- the site ---


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


@contextmanager
def running(*processes: Process) -> Iterator[None]:
    try:
        for process in processes:
            process.start()
        for process in processes:
            process.wait()
        yield
    finally:
        for process in reversed(processes):
            if hasattr(process, "popen"):
                process.stop()


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


# --- what it is compared with ---


def on_channels(seconds: float, folder: Path) -> None:
    """A group of channels-redis, and consumers that send each frame to it."""
    redis = redis_process(folder)
    log = (folder / "channels.log").open("wb")
    for layer in ("core.RedisChannelLayer", "pubsub.RedisPubSubChannelLayer"):
        port = free_port()
        words = os.environ | {"ECHO_REDIS": f"redis://127.0.0.1:{redis.port}/0", "ECHO_LAYER": layer}
        command = [sys.executable, *f"-m uvicorn tests.bench.channels_echo:application --port {port} --lifespan off --log-level error".split()]
        process = Process(command, words, port, log, path="")
        with running(redis, process):
            asyncio.run(echo(f"Channels, {layer.split('.')[0]} layer", {"socket": process, "redis": redis}, port, seconds, open_plain))


async def open_plain(port: int, hear: Hear) -> Tab:
    return await open_tab(port, "", hear, path="/")


async def open_socketio(port: int, hear: Hear) -> Tab:
    """Engine.IO over WebSocket: 0 opens, 40 joins, 2 is a ping."""
    tabs: list[Tab] = []

    def answer(text: bytes) -> None:
        if text == b"2":
            tabs[0].say("3")
        elif text.startswith(b"42"):
            hear(text)

    tabs.append(await open_tab(port, "", answer, path="/socket.io/?EIO=4&transport=websocket"))
    tabs[0].say("40")
    return tabs[0]


async def echo(name: str, processes: dict[str, Process], port: int, seconds: float, opener: Callable[[int, Hear], Awaitable[Tab]]) -> None:
    run = Run()
    tabs = [await opener(port, run.hear) for _ in range(TABS)]
    await asyncio.sleep(0.5)

    def saying(tab: Tab) -> Say:
        async def say(text: str) -> None:
            tab.say(json.dumps(["message", text]) if opener is open_plain else f"42{json.dumps(['message', text])}")

        return say

    await measured(name, processes, run, [saying(tab) for tab in tabs], seconds)
    for tab in tabs:
        tab.cut()


SOCKETIO = """
const { Server } = require("socket.io");
const io = new Server(Number(process.argv[2]), { transports: ["websocket"] });
io.on("connection", (socket) => { socket.join("room"); socket.on("message", (text) => io.to("room").emit("message", text)); });
"""


def on_socketio(seconds: float, folder: Path) -> None:
    try:
        install = ["npm", "install", "--silent", "--no-audit", "--no-fund", "--prefix", str(folder), "socket.io"]
        subprocess.run(install, check=True, capture_output=True, timeout=300)
    except (OSError, subprocess.SubprocessError) as error:
        print(f"Socket.IO                 skipped: npm could not install it ({type(error).__name__})")
        return
    (folder / "echo.js").write_text(SOCKETIO)
    port = free_port()
    process = Process(["node", str(folder / "echo.js"), str(port)], dict(os.environ), port, (folder / "socketio.log").open("wb"), path="")
    with running(process):
        asyncio.run(echo("Socket.IO", {"socket": process}, port, seconds, open_socketio))


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


__all__ = ["ROOT", "bench"]
