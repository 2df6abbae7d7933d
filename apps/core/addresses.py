"""Addresses of rows: pages print dozens of them, so each kind is resolved once and then only filled in."""

from functools import lru_cache
from typing import Any
from uuid import UUID

from django.urls import get_urlconf, reverse

SAMPLE = UUID(int=0x5A)


@lru_cache(maxsize=64)
def frame(name: str, urlconf: str | None) -> tuple[str, str]:
    """What stands before and after the key in the address `name`."""
    before, after = reverse(name, urlconf=urlconf, args=[SAMPLE]).split(str(SAMPLE))
    return before, after


def row_address(name: str, key: Any) -> str:
    """What `reverse(name, args=[key])` says, for keys without a character that an address would quote: UUIDs and handles."""
    before, after = frame(name, get_urlconf())
    return f"{before}{key}{after}"
