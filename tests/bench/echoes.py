"""What a conversation is compared with: a bare Channels echo and a bare Socket.IO echo, which know nobody and write nothing."""

import asyncio
import json
import os
import subprocess
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path

from tests.sockets.house import Process, free_port, redis_process
from tests.sockets.wire import Hear, Tab, open_tab

from .talking import TABS, Run, Say, measured, running


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
