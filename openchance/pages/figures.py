"""What the front page counts. Counting reads whole indexes, so it is done once a minute and by one process; the others show the last figures."""

import time
from collections import Counter
from dataclasses import dataclass
from uuid import UUID

from django.core.cache import cache
from django.db.models import Count, Sum

from apps.challenges.models import Challenge
from apps.challenges.search.query import Query
from apps.contracts.models import Contract, Milestone
from apps.core.money import Money, reward_rank
from apps.users.models import User

CACHE_KEY = "home.figures"
FRESH, KEPT = 60, 24 * 60 * 60  # seconds
HELD = ("funded", "delivered", "disputed")
SAMPLE = 300  # of the newest challenges, whose skills are counted


@dataclass(frozen=True)
class Figures:
    at: float
    open_count: int
    by_field: dict[UUID, int]
    held: Money | None  # of the currency with the most
    held_count: int
    completed_count: int
    decision_hours: int | None
    people_count: int
    skills: tuple[str, ...]

    @property
    def field_count(self) -> int:
        return sum(1 for count in self.by_field.values() if count)

    @property
    def decision_words(self) -> str:
        """“19 hours”, “3 days”."""
        hours = self.decision_hours or 0
        return f"{max(hours, 1)} h" if hours < 48 else f"{hours / 24:.1f} days"


def figures() -> Figures:
    """The figures, at most about a minute old."""
    known: Figures | None = cache.get(CACHE_KEY)
    if known and (time.time() - known.at < FRESH or not cache.add(f"{CACHE_KEY}.counting", 1, FRESH)):
        return known
    counted = count()
    cache.set(CACHE_KEY, counted, KEPT)
    return counted


def count() -> Figures:
    rows = Challenge.objects.filter(Query().where())
    by_field = {row["category"]: row["n"] for row in rows.values("category").annotate(n=Count("*")).order_by()}
    held, held_count = held_now()
    decided = User.objects.filter(decision_count__gt=0).aggregate(hours=Sum("decision_hours"), count=Sum("decision_count"))
    return Figures(
        at=time.time(),
        open_count=sum(by_field.values()),
        by_field=by_field,
        held=held,
        held_count=held_count,
        completed_count=Contract.objects.filter(status="completed").count(),
        decision_hours=round(decided["hours"] / decided["count"]) if decided["count"] else None,
        people_count=User.objects.filter(is_active=True).count(),
        skills=popular_skills(),
    )


def held_now() -> tuple[Money | None, int]:
    """(what is held in the currency that has the most, how many pieces of work hold money)."""
    rows = Milestone.objects.filter(status__in=HELD).values("currency").annotate(total=Sum("held_minor"), n=Count("pk")).order_by()
    sums = [(Money(int(row["total"]), row["currency"]), int(row["n"])) for row in rows]
    if not sums:
        return None, 0
    return max((amount for amount, _ in sums), key=reward_rank), sum(number for _, number in sums)


def popular_skills() -> tuple[str, ...]:
    """The five skills that the newest open challenges ask for most."""
    rows = Challenge.objects.filter(Query().where()).order_by("-search_serial").values_list("skills", flat=True)[:SAMPLE]
    counts = Counter(skill for skills in rows for skill in skills)
    return tuple(skill for skill, _ in counts.most_common(5))
