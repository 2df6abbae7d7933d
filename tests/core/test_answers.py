"""Random querysets answer what plain Python says about the same rows; so both databases, which run this file, answer the same."""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db.models import F, Q
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from apps.users.models import User

START = datetime(2026, 1, 1, tzinfo=UTC)
NAMES = ["Ann", "ann", "Bea", "b.e", "c*", "C\\d", "(d)", "d$", "^e", "e\n", "", "f_g", "f%g", "Zoë"]


@pytest.fixture
def rows(db: None) -> list[User]:
    chance = random.Random(7)
    people = [
        User(
            email=f"{number}@example.org",
            handle=f"h{number}",
            handle_skeleton=str(number),
            name=NAMES[number % len(NAMES)],
            country=chance.choice(["", "SE", "NG", "PT"]),
            rate_minor=chance.choice([None, None, -1, 0, 5, 2**40]),
            posted_count=chance.randrange(4),
            won_count=chance.randrange(4),
            is_staff=chance.random() < 0.3,
            suspended_at=chance.choice([None, START, START + timedelta(days=1), START + timedelta(days=2, milliseconds=5)]),
        )
        for number in range(40)
    ]
    return User.objects.bulk_create(people)


@dataclass
class Condition:
    query: Q
    holds: Callable[[User], bool]


COMPARE: dict[str, Callable[[Any, Any], bool]] = {
    "exact": lambda a, b: bool(a == b),
    "gt": lambda a, b: bool(a > b),
    "gte": lambda a, b: bool(a >= b),
    "lt": lambda a, b: bool(a < b),
    "lte": lambda a, b: bool(a <= b),
}
MATCH: dict[str, Callable[[str, str], bool]] = {
    "contains": lambda a, b: b in a,
    "startswith": str.startswith,
    "endswith": str.endswith,
    "icontains": lambda a, b: b.lower() in a.lower(),
    "istartswith": lambda a, b: a.lower().startswith(b.lower()),
    "iendswith": lambda a, b: a.lower().endswith(b.lower()),
    "iexact": lambda a, b: a.lower() == b.lower(),
}
VALUES: dict[str, list[Any]] = {
    "rate_minor": [-1, 0, 5, 7, 2**40],
    "posted_count": [0, 1, 3, 9],
    "name": [*NAMES, "x"],
    "country": ["", "SE", "NG"],
    "suspended_at": [START, START + timedelta(hours=1), START + timedelta(days=1)],
    "is_staff": [True, False],
}


@some.composite
def compared(draw: some.DrawFn) -> Condition:
    field = draw(some.sampled_from(list(VALUES)))
    lookup = draw(some.sampled_from(["exact"] if field == "is_staff" else list(COMPARE)))
    value = draw(some.sampled_from(VALUES[field]))
    return Condition(Q(**{f"{field}__{lookup}": value}), lambda row: getattr(row, field) is not None and COMPARE[lookup](getattr(row, field), value))


@some.composite
def matched(draw: some.DrawFn) -> Condition:
    lookup = draw(some.sampled_from(list(MATCH)))
    text = draw(some.sampled_from([".", "*", "e", "B", "$", "\\", "(d)", "_", "%", "ann", "\n"]))
    return Condition(Q(**{f"name__{lookup}": text}), lambda row: MATCH[lookup](row.name, text))


@some.composite
def listed(draw: some.DrawFn) -> Condition:
    field = draw(some.sampled_from(list(VALUES)))
    values = draw(some.lists(some.sampled_from(VALUES[field]), max_size=3))
    return Condition(Q(**{f"{field}__in": values}), lambda row: getattr(row, field) in values)


@some.composite
def empty(draw: some.DrawFn) -> Condition:
    field, wanted = draw(some.sampled_from(["rate_minor", "suspended_at"])), draw(some.booleans())
    return Condition(Q(**{f"{field}__isnull": wanted}), lambda row: (getattr(row, field) is None) == wanted)


@some.composite
def between(draw: some.DrawFn) -> Condition:
    low, high = draw(some.sampled_from(VALUES["rate_minor"])), draw(some.sampled_from(VALUES["rate_minor"]))
    return Condition(Q(rate_minor__range=(low, high)), lambda row: row.rate_minor is not None and low <= row.rate_minor <= high)


@some.composite
def beside(draw: some.DrawFn) -> Condition:
    lookup = draw(some.sampled_from(list(COMPARE)))
    return Condition(Q(**{f"posted_count__{lookup}": F("won_count")}), lambda row: COMPARE[lookup](row.posted_count, row.won_count))


def either(one: Condition, other: Condition) -> Condition:
    return Condition(one.query | other.query, lambda row: one.holds(row) or other.holds(row))


def both(one: Condition, other: Condition) -> Condition:
    return Condition(one.query & other.query, lambda row: one.holds(row) and other.holds(row))


def neither(one: Condition) -> Condition:
    return Condition(~one.query, lambda row: not one.holds(row))


leaves = some.one_of(compared(), matched(), listed(), empty(), between(), beside())
plain = some.one_of(leaves, some.builds(neither, leaves))
conditions = some.recursive(plain, lambda inner: some.one_of(some.builds(either, inner, inner), some.builds(both, inner, inner)), max_leaves=5)
orders = some.lists(
    some.sampled_from(["name", "-name", "rate_minor", "-rate_minor", "-suspended_at", "posted_count"]), unique_by=lambda o: o.lstrip("-")
)


def in_order(rows: list[User], order: list[str]) -> list[User]:
    for one in reversed([*order, "handle"]):
        field = one.lstrip("-")
        rows = sorted(rows, key=lambda row: (getattr(row, field) is not None, getattr(row, field)), reverse=one.startswith("-"))
    return rows


def steps() -> Iterator[some.SearchStrategy[Any]]:
    yield conditions
    yield orders
    yield some.integers(0, 12)
    yield some.one_of(some.none(), some.integers(1, 12))


def test_random_querysets_answer_what_python_says(rows: list[User]) -> None:
    @settings(max_examples=150, deadline=None, database=None, derandomize=True, suppress_health_check=list(HealthCheck))
    @given(*steps())
    def check(condition: Condition, order: list[str], skip: int, limit: int | None) -> None:
        until = None if limit is None else skip + limit
        expected = [row for row in in_order(rows, order) if condition.holds(row)]
        found = User.objects.filter(condition.query).order_by(*order, "handle")
        page = expected[skip:until]
        assert [user.handle for user in found[skip:until]] == [user.handle for user in page]
        assert list(found.values_list("handle", "rate_minor")[skip:until]) == [(user.handle, user.rate_minor) for user in page]
        assert [user.suspended_at for user in found.only("suspended_at")[skip:until]] == [user.suspended_at for user in page]
        assert found.count() == len(expected)
        assert found.exists() == bool(expected)
        assert User.objects.filter(condition.query).update(headline=F("name")) == len(expected)

    check()
