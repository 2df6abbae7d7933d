"""Sockets of tests: no wait, no house where Redis is missing."""

from collections.abc import Iterator
from typing import Any

import pytest

from apps.core.sockets import publisher, registry

from .house import House, house, why_no_house


@pytest.fixture(scope="module")
def street(django_db_setup: None, django_db_blocker: Any) -> Iterator[House]:
    """A house with two socket processes, for all tests of a file."""
    if reason := why_no_house():
        pytest.skip(reason)
    with django_db_blocker.unblock(), house() as one:
        yield one


@pytest.fixture
def through_its_redis(street: House, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """This test publishes as the house's web process does, and owes open pages nothing of what earlier tests broke."""
    assert street.redis is not None
    if settings.REDIS_URL:  # jobs stay where they were: their connection is made once, for all tests of this process
        from apps.core import jobs

        jobs.connection()
    settings.REDIS_URL = f"redis://127.0.0.1:{street.redis.port}/8"
    monkeypatch.setattr(publisher, "amends", publisher.Amends())
    publisher.connection.cache_clear()
    yield
    publisher.amends.due = False
    publisher.connection.cache_clear()


@pytest.fixture
def handlers(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """A registry of the test's own."""
    found: dict[str, Any] = {}
    monkeypatch.setattr(registry, "handlers", found)
    monkeypatch.setattr("apps.core.sockets.consumer.handlers", found)
    return found
