"""One POST to a push service: to the address that was checked, no redirect, within so many seconds in all, and no more read than is needed."""

import http.client
import io
import socket
import ssl
import time
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from apps.notifications.transport import Later

from .addresses import Address, resolve
from .hosts import Door

MOST = 16_384  # bytes of an answer, its head included
WORTH_READING = 500  # of its body, for the log


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    retry_after: str = ""
    body: str = ""


class Deadline:
    """So many seconds for everything together: an answer that drips in byte by byte ends then too."""

    def __init__(self, seconds: float) -> None:
        self.end = time.monotonic() + seconds

    @property
    def left(self) -> float:
        """Seconds; TimeoutError when there are none."""
        left = self.end - time.monotonic()
        if left <= 0:
            raise TimeoutError("the time for it is over")
        return left


class Bounded(io.RawIOBase):
    """What comes from the socket, until the deadline and MOST bytes."""

    def __init__(self, connection: socket.socket, deadline: Deadline) -> None:
        self.connection, self.deadline, self.budget = connection, deadline, MOST

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        if self.budget <= 0:
            raise http.client.HTTPException("the answer is too long")
        self.connection.settimeout(self.deadline.left)
        count = self.connection.recv_into(buffer[: self.budget])
        self.budget -= count
        return count

    def makefile(self, mode: str) -> io.BufferedReader:
        """What http.client asks of a socket."""
        return io.BufferedReader(self)


@cache
def trust() -> ssl.SSLContext:
    return ssl.create_default_context()


def post(door: Door, body: bytes, headers: Mapping[str, str], *, seconds: float) -> Answer:
    """What the push service answers. Raises Later when it does not answer as HTTP says, in time, or at all; Rejected where its name leads inside."""
    deadline = Deadline(seconds)
    try:
        with connect(door, deadline) as connection:
            connection.settimeout(deadline.left)
            connection.sendall(request(door, body, headers))
            return read(connection, deadline)
    except (OSError, http.client.HTTPException) as error:  # TLS errors are OSErrors
        raise Later(reason=f"{type(error).__name__}: {error}") from error


def connect(door: Door, deadline: Deadline) -> socket.socket:
    """A connection to the first of the checked addresses that takes one; with TLS in the host's name. OSError where none does."""
    failure: OSError = OSError("no address")
    for address in resolve(door, deadline.left):
        try:
            return wrapped(knock(address, deadline), door, deadline)
        except TimeoutError:
            raise
        except OSError as error:
            failure = error
    raise failure


def knock(address: Address, deadline: Deadline) -> socket.socket:
    family, where = address
    connection = socket.socket(family, socket.SOCK_STREAM)
    try:
        connection.settimeout(deadline.left)
        connection.connect(where)
    except BaseException:
        connection.close()
        raise
    return connection


def wrapped(connection: socket.socket, door: Door, deadline: Deadline) -> socket.socket:
    if door.scheme != "https":
        return connection
    try:
        connection.settimeout(deadline.left)
        return trust().wrap_socket(connection, server_hostname=door.host)
    except BaseException:
        connection.close()
        raise


def request(door: Door, body: bytes, headers: Mapping[str, str]) -> bytes:
    lines = [f"POST {door.path} HTTP/1.1", f"Host: {door.origin.split('://')[1]}", f"Content-Length: {len(body)}", "Connection: close"]
    lines += [f"{name}: {value}" for name, value in headers.items()]
    return "\r\n".join([*lines, "", ""]).encode("ascii") + body


def read(connection: socket.socket, deadline: Deadline) -> Answer:
    answer = http.client.HTTPResponse(Bounded(connection, deadline), method="POST")  # type: ignore[arg-type]
    answer.begin()
    try:
        words = answer.read(WORTH_READING).decode("utf-8", "replace")
    except (OSError, http.client.HTTPException):  # the status is known; what else it says is not worth a second attempt
        words = ""
    return Answer(answer.status, answer.getheader("Retry-After", "") or "", words)
