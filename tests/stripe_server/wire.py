"""HTTP/1.1 on loopback: connections stay open, a thread each, and can be cut on purpose."""

import contextlib
import socket
import socketserver
import struct
from collections.abc import Callable
from dataclasses import dataclass, field
from http import HTTPStatus
from io import BufferedIOBase
from typing import cast
from urllib.parse import parse_qs, unquote, urlsplit

REASONS = {status.value: status.phrase for status in HTTPStatus}
LARGEST_BODY = 32 * 1024 * 1024


@dataclass(slots=True)
class Request:
    method: str
    path: str
    query: str
    headers: dict[str, str]  # names in lower case
    body: bytes

    def form(self) -> dict[str, str]:
        """The fields of a page's form."""
        return {name: values[-1] for name, values in parse_qs(self.body.decode(), keep_blank_values=True).items()}


@dataclass(slots=True)
class Answer:
    status: int
    body: bytes = b""
    content_type: str = "application/json"
    headers: dict[str, str] = field(default_factory=dict)

    def bytes(self) -> bytes:
        lines = [f"HTTP/1.1 {self.status} {REASONS.get(self.status, '')}", f"Content-Type: {self.content_type}", f"Content-Length: {len(self.body)}"]
        lines += [f"{name}: {value}" for name, value in self.headers.items()]
        return ("\r\n".join(lines) + "\r\n\r\n").encode() + self.body


Application = Callable[[Request], Answer | None]


class Connection(socketserver.StreamRequestHandler):
    disable_nagle_algorithm = True

    def handle(self) -> None:
        server = cast("Listener", self.server)
        server.connections.add(self.connection)
        try:
            with contextlib.suppress(OSError, ValueError):
                while (request := read_request(self.rfile)) is not None:
                    answer = server.application(request)
                    if answer is None:
                        return self.cut()
                    self.wfile.write(answer.bytes())
                    if request.headers.get("connection", "").lower() == "close":
                        return
        finally:
            server.connections.discard(self.connection)

    def cut(self) -> None:
        """A reset, not a polite end: the client cannot tell what became of its request."""
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


def read_request(stream: BufferedIOBase) -> Request | None:
    line = stream.readline(65536)
    if not line.strip():
        return None
    method, target, _ = line.decode("latin-1").split(" ", 2)
    headers: dict[str, str] = {}
    while (line := stream.readline(65536)).strip():
        name, _, value = line.decode("latin-1").partition(":")
        headers[name.lower()] = value.strip()
    length = int(headers.get("content-length", 0))
    if not 0 <= length <= LARGEST_BODY:
        raise ValueError(length)
    body = stream.read(length) if length else b""
    address = urlsplit(target)
    return Request(method, unquote(address.path), address.query, headers, body or b"")


class Listener(socketserver.ThreadingTCPServer):
    """Listens at once; `serve_forever` answers with `application`, whose `None` cuts the connection."""

    allow_reuse_address = True
    daemon_threads = True
    block_on_close = False
    request_queue_size = 128

    def __init__(self, host: str, port: int, application: Application) -> None:
        self.application = application
        self.connections: set[socket.socket] = set()
        super().__init__((host, port), Connection)

    def close(self) -> None:
        """Nobody is answered any more: waiting clients see their connections end."""
        self.shutdown()
        self.server_close()
        for connection in list(self.connections):
            with contextlib.suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)
