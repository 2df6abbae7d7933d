"""An HTTP server in a thread of its own, which counts who connects and can misbehave."""

import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self, cast

from .faults import Faults

STATUSES = {"down": 503, "broken": 500, "throttled": 429, "forbidden": 403, "rejected": 400, "too_large": 413, "gone": 410, "redirecting": 307}


class Loopback(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 256

    def __init__(self, handler: type["Handler"]) -> None:
        super().__init__(("127.0.0.1", 0), handler)
        self.faults = Faults()
        self.lock = threading.Lock()
        self.connections = 0
        self.problems: list[str] = []  # what was wrong with requests: a sender that does it right leaves this empty

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    def get_request(self) -> Any:
        self.connections += 1
        return super().get_request()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that hung up is no news."""

    def __enter__(self) -> Self:
        threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        return self

    def __exit__(self, *error: object) -> None:
        self.faults.stalling.set()
        self.shutdown()
        self.server_close()


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1
    timeout = 60

    def log_message(self, *args: Any) -> None:
        """Quiet."""

    def body(self) -> bytes:
        return self.rfile.read(int(self.headers.get("Content-Length") or 0))

    def answer(self, status: int, words: Any = "", headers: dict[str, str] | None = None) -> None:
        sent = (words if isinstance(words, str) else json.dumps(words)).encode()
        self.send_response(status)
        for name, value in ({"Content-Length": str(len(sent)), "Content-Type": "application/json"} | (headers or {})).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(sent)
        self.wfile.flush()

    def misbehave(self, kind: str) -> bool:
        """Do what the fault says; True when that was all the answer there is. What is taken for all that is up to the caller."""
        server = cast(Loopback, self.server)
        if kind in STATUSES:
            extra = {"Retry-After": "7"} if kind == "throttled" else {"Location": f"{server.origin}/elsewhere"} if kind == "redirecting" else {}
            self.refuse(STATUSES[kind], extra)
            return True
        if kind in ("stalled", "cut", "taken_and_died"):
            if kind == "stalled":
                server.faults.stalling.wait(60)
            self.close_connection = True
            return True
        if kind in ("dripping", "endless", "babbling"):
            self.close_connection = True
            self.babble(kind, server.faults)
            return True
        if kind == "slow":
            time.sleep(0.05)
        return False

    def refuse(self, status: int, headers: dict[str, str]) -> None:
        self.answer(status, "no", headers)

    def babble(self, kind: str, faults: Faults) -> None:
        if kind == "babbling":
            self.wfile.write(b"HELO this is no HTTP\r\n\r\n")
            return
        self.wfile.write(b"HTTP/1.1 201 Created\r\nX-Long: ")
        self.wfile.flush()
        while not faults.stalling.wait(0.02 if kind == "dripping" else 0):
            self.wfile.write(b"x" if kind == "dripping" else b"x" * 65_536)
            self.wfile.flush()
