"""Where jobs wait, with Redis. Named in the settings; nobody imports it."""

from functools import cache
from typing import Any

from django.conf import settings
from django_rq.queues import DjangoRQ
from redis import Redis


@cache
def connection() -> Redis:
    """One pool for the process; it notices a fork by itself."""
    return Redis.from_url(settings.REDIS_URL)


class Queue(DjangoRQ):
    """RQ's, on connections that are kept: django-rq would open a new one for every job that is ordered."""

    def __init__(self, name: str = "default", **words: Any) -> None:
        super().__init__(name, **words | {"connection": connection()})  # type: ignore[no-untyped-call]
