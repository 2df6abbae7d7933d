"""The fields of work as search and forms need them: few, and asked for on every page."""

from typing import NamedTuple
from uuid import UUID

from django.core.cache import cache

from apps.challenges.models import Category

KEPT = 60  # seconds
CACHE_KEY = "challenges.fields"


class FieldOfWork(NamedTuple):
    key: UUID
    slug: str
    name: str


def fields_of_work() -> list[FieldOfWork]:
    """The active ones in their order; what staff change shows within a minute."""
    found: list[FieldOfWork] | None = cache.get(CACHE_KEY)
    if found is None:
        rows = Category.objects.filter(is_active=True).values_list("id", "slug", "name")
        found = [FieldOfWork(*row) for row in rows]
        cache.set(CACHE_KEY, found, KEPT)
    return found


def names_of_fields() -> dict[UUID, str]:
    return {one.key: one.name for one in fields_of_work()}
