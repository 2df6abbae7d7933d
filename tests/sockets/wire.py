"""Tabs and browsers that cost next to nothing: WebSocket and HTTP by hand, so that a thousand of them do not eat the machine they measure."""

import asyncio
import os
import re
from base64 import b64encode
from collections.abc import Callable
from urllib.parse import urlencode

CSRF = "abcdefghijklmnopqrstuvwxyz012345"  # any 32 letters and digits are a token that a browser may hold
Hear = Callable[[bytes], None]


class Turned(Exception):
    """The handshake was not answered with 101."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


def masked(opcode: int, payload: bytes) -> bytes:
    """A frame as clients must send it. The mask is zero, which is a mask."""
    size = len(payload)
    head = bytes([0x80 | opcode])
    if size < 126:
        head += bytes([0x80 | size])
    elif size < 65536:
        head += bytes([0x80 | 126]) + size.to_bytes(2, "big")
    else:
        head += bytes([0x80 | 127]) + size.to_bytes(8, "big")
    return head + b"\0\0\0\0" + payload


class Tab(asyncio.Protocol):
    """An open WebSocket: `hear` is called with each text frame; `code` says how it ended (1006: without a word)."""

    def __init__(self, request: bytes, hear: Hear) -> None:
        self.request, self.hear = request, hear
        self.buffer = bytearray()
        self.opened: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.closed: asyncio.Future[int] = asyncio.get_running_loop().create_future()
        self.transport: asyncio.Transport

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport
        transport.write(self.request)

    def connection_lost(self, exc: Exception | None) -> None:
        if not self.opened.done():
            self.opened.set_exception(Turned(0))
        if not self.closed.done():
            self.closed.set_result(1006)

    def data_received(self, data: bytes) -> None:
        self.buffer += data
        if not self.opened.done():
            end = self.buffer.find(b"\r\n\r\n")
            if end < 0:
                return
            status = int(self.buffer[9:12])
            del self.buffer[: end + 4]
            if status != 101:
                self.opened.set_exception(Turned(status))
                self.transport.close()
                return
            self.opened.set_result(None)
        self.frames()

    def frames(self) -> None:
        buffer, start = self.buffer, 0
        while len(buffer) - start >= 2:
            size, at = buffer[start + 1], start + 2
            if size == 126:
                size, at = int.from_bytes(buffer[start + 2 : start + 4], "big"), start + 4
            elif size == 127:
                size, at = int.from_bytes(buffer[start + 2 : start + 10], "big"), start + 10
            if at > len(buffer) or at + size > len(buffer):
                break
            opcode, payload = buffer[start] & 15, bytes(buffer[at : at + size])
            start = at + size
            self.frame(opcode, payload)
        del buffer[:start]

    def frame(self, opcode: int, payload: bytes) -> None:
        if opcode == 1:
            self.hear(payload)
        elif opcode == 9:
            self.transport.write(masked(10, payload))
        elif opcode == 8:
            if not self.closed.done():
                self.closed.set_result(int.from_bytes(payload[:2], "big") if payload else 1005)
            self.transport.write(masked(8, payload[:2]))
            self.transport.close()

    def say(self, text: str, opcode: int = 1) -> None:
        self.transport.write(masked(opcode, text.encode()))

    def cut(self) -> None:
        """As when the network goes: nobody says goodbye."""
        self.transport.abort()

    async def leave(self) -> None:
        self.transport.write(masked(8, (1000).to_bytes(2, "big")))
        await asyncio.wait([self.closed], timeout=2)
        self.transport.abort()


async def open_tab(port: int, cookie: str, hear: Hear, *, origin: str | None = "", path: str = "/ws/", more: str = "") -> Tab:
    """Connect; the page's origin is the server's own unless another is named, or None. Raises Turned, or OSError."""
    lines = [
        f"GET {path} HTTP/1.1",
        f"Host: 127.0.0.1:{port}",
        "Upgrade: websocket",
        "Connection: Upgrade",
        f"Sec-WebSocket-Key: {b64encode(os.urandom(16)).decode()}",
        "Sec-WebSocket-Version: 13",
        f"Cookie: {cookie}",
    ]
    if origin is not None:
        lines.append(f"Origin: {origin or f'http://127.0.0.1:{port}'}")
    request = ("\r\n".join(lines) + f"\r\n{more}\r\n").encode("latin-1")
    _, tab = await asyncio.get_running_loop().create_connection(lambda: Tab(request, hear), "127.0.0.1", port)
    await asyncio.wait_for(asyncio.shield(tab.opened), 20)
    return tab


class Browser:
    """One kept connection to the pages, with somebody's cookies."""

    def __init__(self, port: int, cookie: str) -> None:
        self.port, self.cookie = port, f"{cookie}; csrf={CSRF}"
        self.streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None
        self.turn = asyncio.Lock()

    async def ask(self, method: str, path: str, body: bytes = b"") -> tuple[int, bytes]:
        """(status, body). Raises OSError where there is no whole answer within 20 seconds."""
        head = f"{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{self.port}\r\nCookie: {self.cookie}\r\nX-CSRFToken: {CSRF}\r\nHX-Request: true\r\n"
        if method == "POST":
            head += f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n"
        async with self.turn:
            try:
                async with asyncio.timeout(20):
                    if self.streams is None:
                        self.streams = await asyncio.open_connection("127.0.0.1", self.port)
                    self.streams[1].write(head.encode() + b"\r\n" + body)
                    return await self.answer(self.streams[0])
            except BaseException as error:
                self.close()
                raise error if isinstance(error, (OSError, asyncio.CancelledError)) else OSError(repr(error)) from error

    async def answer(self, reader: asyncio.StreamReader) -> tuple[int, bytes]:
        head = await reader.readuntil(b"\r\n\r\n")
        size = re.search(rb"(?i)content-length: *(\d+)", head)
        if size is None:
            raise OSError("an answer without a length")
        return int(head[9:12]), await reader.readexactly(int(size[1]))

    async def post(self, path: str, form: dict[str, str]) -> tuple[int, bytes]:
        return await self.ask("POST", path, urlencode(form).encode())

    def close(self) -> None:
        if self.streams is not None:
            self.streams[1].close()
            self.streams = None
