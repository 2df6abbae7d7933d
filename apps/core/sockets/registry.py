"""What a socket understands and says first. Apps register it in their `ready()`."""

from collections.abc import Callable
from typing import Any

__all__ = ["BadFrame", "Frame", "Greeting", "Handler", "greetings", "handlers", "register_frame", "register_greeting"]

Frame = dict[str, Any]
Handler = Callable[[Any, Frame], Frame | None]  # (user, frame) -> the answer, to this socket alone
Greeting = Callable[[Any], Frame | None]

handlers: dict[str, Handler] = {}
greetings: list[Greeting] = []


class BadFrame(Exception):
    """A frame that its handler does not like: nothing has changed, and the socket is closed with 4422."""


def register_frame(kind: str, handler: Handler) -> None:
    """Frames of this kind from the browser go to `handler(user, frame)`, in a thread: it may query. What it returns is sent to this socket alone.

    Raises ValueError for a kind that has a handler already.
    """
    if kind == "ping" or handlers.setdefault(kind, handler) is not handler:
        raise ValueError(f"Frames of kind {kind} have a handler.")


def register_greeting(greeting: Greeting) -> None:
    """The frame that `greeting(user)` returns, if any, is sent to each socket when it connects."""
    if greeting not in greetings:
        greetings.append(greeting)
