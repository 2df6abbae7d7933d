"""What lists of challenges remember for a moment, and how a change makes them forget.

Drawing a page of results costs more than finding it, and hundreds of readers ask for the same few. Whatever changes a listed challenge calls
`forget`, so that it is seen at once; without a shared cache, other processes see it when the moment is over.
"""

import hashlib
from collections.abc import Callable
from typing import Any, TypeVar

from django.core.cache import cache
from django.utils import timezone

from apps.core.db import on_commit

T = TypeVar("T")
VERSION = "challenges.version"
KEPT = 10  # seconds


def remembered(make: Callable[[], T], *parts: Any, seconds: int = KEPT) -> T:
    """What `make` gave for the same `parts` a moment ago, in the reader's zone; else what it gives now."""
    asked = (cache.get(VERSION, 0), timezone.get_current_timezone_name(), *parts)
    key = f"challenges.{hashlib.sha256(repr(asked).encode()).hexdigest()}"
    found: T | None = cache.get(key)
    if found is None:
        found = make()
        cache.set(key, found, seconds)
    return found


def forget() -> None:
    """Lists are drawn anew once the transaction is through."""
    on_commit(lambda: cache.set(VERSION, timezone.now().timestamp(), None), robust=True)
