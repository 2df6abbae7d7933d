"""Sockets of tests: no wait, no house where Redis is missing."""

from collections.abc import Iterator
from typing import Any

import pytest

from apps.core.sockets import registry

from .house import House, house, why_no_house


@pytest.fixture(scope="module")
def street(django_db_setup: None, django_db_blocker: Any) -> Iterator[House]:
    """A house with two socket processes, for all tests of a file."""
    if reason := why_no_house():
        pytest.skip(reason)
    with django_db_blocker.unblock(), house() as one:
        yield one


@pytest.fixture
def handlers(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """A registry of the test's own."""
    found: dict[str, Any] = {}
    monkeypatch.setattr(registry, "handlers", found)
    monkeypatch.setattr("apps.core.sockets.consumer.handlers", found)
    return found
