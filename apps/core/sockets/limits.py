"""What a socket puts up with, and the code it is closed with past that. The browser comes back after 4408 and 4429, not after other 44xx."""

import json
import time

from .registry import Frame

NOT_JSON = 4400  # or not an object, or without a kind
SIGNED_OUT = 4401
UNKNOWN_KIND = 4404
SLOW = 4408
TOO_MANY = 4409  # a newer tab took this one's place
TOO_BIG = 4413
BINARY = 4415
BAD_FRAME = 4422
FLOOD = 4429
TRY_LATER = 1013  # not the browser's fault

FRAME_BYTES = 16 * 1024
PER_USER = 30  # sockets of one person in one process; one more closes the oldest
BURST, PER_SECOND = 40, 10  # frames of one socket
PATIENCE = 3.0  # seconds for a send to get through
WAITING = 500  # frames that wait for a slow reader
FRESH = 5.0  # seconds for which a look at the session is good enough for a delivery
ROUND = 30.0  # seconds between looks at the sessions of idle sockets


class Broken(Exception):
    """The socket is to be closed with this code."""

    def __init__(self, code: int) -> None:
        super().__init__(code)
        self.code = code


def read(text: str | None) -> Frame:
    """The frame in a message from the browser. Raises Broken."""
    if text is None:
        raise Broken(BINARY)
    if len(text) > FRAME_BYTES or len(text.encode("utf-8", "replace")) > FRAME_BYTES:
        raise Broken(TOO_BIG)
    try:
        frame = json.loads(text)
    except (ValueError, RecursionError):
        raise Broken(NOT_JSON) from None
    if not isinstance(frame, dict) or not isinstance(frame.get("kind"), str):
        raise Broken(NOT_JSON)
    return frame


class Bucket:
    """BURST tokens, PER_SECOND new ones each second; a frame takes one."""

    __slots__ = ("at", "tokens")

    def __init__(self) -> None:
        self.tokens, self.at = float(BURST), time.monotonic()

    def take(self) -> None:
        """Raises Broken(FLOOD) when there is none."""
        now = time.monotonic()
        self.tokens = min(float(BURST), self.tokens + (now - self.at) * PER_SECOND) - 1
        self.at = now
        if self.tokens < 0:
            raise Broken(FLOOD)
