"""Telling open pages that something changed. A push is a hint: without it a page is as old as its load, and nothing else is lost."""

import json
from collections.abc import Iterable
from typing import Any

from .sockets.publisher import publish


def push(keys: Iterable[Any], frame: dict[str, Any]) -> None:
    """Send `frame`, which has a "kind", to every open socket of the users with these keys. Encoded once, whoever many they are.

    Call it in `on_commit(…, robust=True)`: whoever hears of it may ask at once. A broken Redis is logged, never raised. Raises TypeError for a frame
    that is not JSON.
    """
    to = " ".join({str(key): None for key in keys})
    text = json.dumps(frame, ensure_ascii=False, separators=(",", ":"))
    if to:
        publish(f"{to}\n{text}")


def hang_up(key: Any, session: str | None = None) -> None:
    """Close the open sockets of one session of the user, or, without a session named, of all of them. Call it after commit."""
    publish(f"{key}\n!{session or ''}")
