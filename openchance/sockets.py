"""Addresses under /ws/."""

from typing import Any

routes: list[Any] = []
