"""What is found, in which order: the same on every database."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.http import QueryDict
from django.utils import timezone

from apps.challenges import services
from apps.challenges.models import Category, Challenge
from apps.challenges.search import engine, mongo, results, sqlite
from apps.challenges.search.query import Query, read
from apps.challenges.search.results import find
from apps.challenges.search.stems import stem
from apps.users.models import User
from openchance.demo.cast import open_challenge
from tests.races import run_parallel
from tests.standing import standing

PLAIN = "Nothing special is said in this brief, which is only here to be long enough."


@pytest.fixture
def shelf(olga: User) -> dict[str, Challenge]:
    return standing(stocked, olga)


def stocked(olga: User) -> dict[str, Challenge]:
    """Six public challenges of different kinds."""
    now = timezone.now()

    def put(name: str, **changes: Any) -> tuple[str, Challenge]:
        fields = {"brief": PLAIN, "criteria": ["It works"], "skills": ["Drawing"], "questions": [], "title": f"Solve the problem named {name}"}
        return name, open_challenge(olga, **(fields | changes))

    return dict(
        [
            put("clock", title="Repair the running tide clock", skills=["Sheet metal", "C++"], difficulty=4),
            put("body", brief=f"{PLAIN} There is a clock in it, once.", category=Category.objects.get(slug="music")),
            put("euros", reward_min_minor=90000, deadline_at=now + timedelta(days=2)),
            put("yen", currency="JPY", reward_min_minor=90000, deadline_at=now + timedelta(days=5)),
            put("range", reward_kind="range", reward_min_minor=20000, reward_max_minor=500000, deadline_at=now + timedelta(days=40)),
            put("cafe", title="Rename the Café Zoë by the harbour", skills=["sheet-metal"], difficulty=1),
        ]
    )


def found(address: str) -> list[str]:
    cache.clear()
    return [row.title for row in find(read(QueryDict(address))).rows]


def titles(shelf: dict[str, Challenge], *names: str) -> set[str]:
    return {shelf[name].title for name in names}


def test_words_are_found_by_their_stems_and_without_accents(shelf: dict[str, Challenge]) -> None:
    assert set(found("q=clocks")) == titles(shelf, "clock", "body")
    assert set(found("q=RUN+tides")) == titles(shelf, "clock")
    assert set(found("q=cafe+zoe")) == set(found("q=CAFÉ+ZOË")) == titles(shelf, "cafe")
    assert found("q=clock+harbour") == []


@pytest.mark.race
def test_many_threads_stem_as_one_does() -> None:
    endings = ("alisations", "ations", "fulness", "ements")
    words = [start + ending for start in ("nation", "oper", "hope", "measur", "general", "conform") for ending in endings]
    alone = [stem.__wrapped__(word) for word in words]
    together = run_parallel(8, lambda number: [[stem.__wrapped__(word) for word in words] for _ in range(30)])
    assert all(outcome == [alone] * 30 for outcome in together)


def test_a_word_of_the_title_counts_more_than_one_of_the_brief(shelf: dict[str, Challenge]) -> None:
    assert found("q=clock") == [shelf["clock"].title, shelf["body"].title]


def test_small_words_do_not_narrow_a_search(shelf: dict[str, Challenge]) -> None:
    assert set(found("q=the+clock+of+our+harbour")) == set(found("q=clock+harbour"))
    assert set(found("q=how+to+repair+a+clock")) == titles(shelf, "clock")


@pytest.mark.parametrize(
    ("address", "names"),
    [
        ("", ("clock", "body", "euros", "yen", "range", "cafe")),
        ("category=music", ("body",)),
        ("category=music&category=design&difficulty=4", ("clock",)),
        ("difficulty=1&difficulty=4", ("clock", "cafe")),
        ("currency=JPY", ("yen",)),
        ("currency=EUR&min=1000", ("clock", "body", "range", "cafe")),
        ("currency=EUR&max=900", ("euros", "range")),
        ("currency=EUR&min=1000&max=1500", ("range",)),
        ("deadline=3", ("euros",)),
        ("deadline=7", ("euros", "yen")),
        ("skill=sheet+metal", ("clock", "cafe")),
        ("skill=Sheet-Metal,c%2B%2B", ("clock",)),
        ("skill=c", ()),
        ("q=clock&category=music", ("body",)),
        ("q=clock&currency=EUR&max=5000&difficulty=4", ("clock",)),
        ("q=clock&skill=SHEETMETAL", ("clock",)),
        ("q=clock&deadline=3", ()),
        ("status=closed", ()),
    ],
)
def test_filters_alone_and_together(shelf: dict[str, Challenge], address: str, names: tuple[str, ...]) -> None:
    assert set(found(address)) == titles(shelf, *names)


def test_orders(shelf: dict[str, Challenge]) -> None:
    newest = [shelf[name].title for name in ("cafe", "range", "yen", "euros", "body", "clock")]
    assert found("") == found("sort=newest") == newest
    assert found("sort=ending")[:2] == [shelf["euros"].title, shelf["yen"].title]
    assert found("sort=reward")[0] == shelf["range"].title and found("sort=reward")[-1] == shelf["yen"].title
    assert found("q=clock&sort=newest") == [shelf["body"].title, shelf["clock"].title]


def test_what_was_taken_down_meanwhile_is_not_shown_from_memory(shelf: dict[str, Challenge], max_: User) -> None:
    query = read(QueryDict("q=clock"))
    assert len(find(query).rows) == 2
    services.remove(shelf["body"], by=max_, reason="A test.")
    assert [row.title for row in find(query).rows] == [shelf["clock"].title]


def test_what_is_no_longer_public_is_not_found(shelf: dict[str, Challenge], olga: User, max_: User) -> None:
    services.close(shelf["clock"], by=olga)
    services.remove(shelf["body"], by=max_, reason="A test.")
    assert found("q=clock") == []
    assert found("q=clock&status=closed") == [shelf["clock"].title]
    services.restore(shelf["body"], by=max_)
    assert found("q=clock") == [shelf["body"].title]


def test_an_edit_is_found_by_its_new_words(shelf: dict[str, Challenge], olga: User) -> None:
    services.save(shelf["clock"], by=olga, title="Repair the standing barometer")
    assert found("q=barometer") == ["Repair the standing barometer"]
    assert found("q=tide") == []


def test_rows_made_in_bulk_are_found(shelf: dict[str, Challenge], olga: User) -> None:
    copy = Challenge.objects.get(pk=shelf["clock"].pk)
    fresh = Challenge(
        owner=olga,
        title="In bulk",
        status="open",
        is_listed=True,
        search_serial=7,
        search_title=" in bulk ",
        search_body=" zither ",
        category=copy.category,
    )
    Challenge.objects.bulk_create([fresh])
    assert found("q=zithers") == ["In bulk"]
    Challenge.objects.filter(pk=fresh.pk).update(search_body=" theremin ")
    assert found("q=zither") == [] and found("q=theremin") == ["In bulk"]
    Challenge.objects.filter(pk=fresh.pk).delete()
    assert found("q=theremin") == []


@pytest.mark.parametrize(
    "text",
    ['"', "'", "\"clock", "clock NEAR harbour", "clock*", "-clock", "title:clock", "clock OR 1=1", "{title body} : clock", "(((", "😀", "\\",
     "$where", ".*", "clock^2", "AND", "NOT", "a" * 10_000, "clock " * 2_000, "%00", "<mark>", "ｃｌｏｃｋ", "ﷺ" * 500],
)  # fmt: skip
def test_nothing_typed_is_ever_an_error(shelf: dict[str, Challenge], text: str) -> None:
    params = QueryDict(mutable=True)
    for name in ("q", "skill", "category", "difficulty", "currency", "min", "max", "deadline", "status", "sort", "after", "before"):
        params[name] = text
        query = read(params)
        find(query)
        query.address()
    only = QueryDict(mutable=True)
    only["q"] = text
    assert isinstance(find(read(only)).rows, list)


def test_what_cannot_be_used_is_said(shelf: dict[str, Challenge]) -> None:
    query = read(QueryDict("category=alchemy&difficulty=9&min=-5&deadline=400&status=draft&sort=best&currency=XYZ"))
    said = " ".join(query.notes)
    for words in (
        "no such field of work",
        "no such difficulty",
        "must be more than zero",
        "no such time span",
        "no such state",
        "no such order",
        "no such currency",
    ):
        assert words in said
    assert query.address() == "?" and len(find(query).rows) == 6


def test_an_address_says_the_same_when_read_again(db: None) -> None:
    address = "q=tide+clock&difficulty=2&difficulty=3&currency=EUR&min=500&max=1500.5&deadline=7&skill=C%2B%2B&skill=R&status=closed&sort=reward"
    query = read(QueryDict(address))
    assert query.address() == "?" + address
    assert read(QueryDict(query.address()[1:])) == query


def test_amounts_without_a_currency_are_euros_and_swapped_ends_are_put_right(db: None) -> None:
    query = read(QueryDict("min=900&max=100"))
    assert query.currency == "EUR" and query.least and query.least.minor == 10000 and query.most and query.most.minor == 90000
    assert len(query.notes) == 2


# --- pages ---

ADDRESSES = ("", "sort=ending", "sort=reward", "q=harbour", "q=harbour&sort=newest", "q=harbour&sort=ending", "q=harbour&sort=reward", "skill=oak")


@pytest.fixture
def many(olga: User) -> Iterator[None]:
    """53 with the same word; several share a reward and a deadline, so that order needs its second column."""
    design = Category.objects.get(slug="design")
    now = timezone.now()
    Challenge.objects.bulk_create(
        Challenge(
            owner=olga, title=f"Number {n}", slug="number", status="open", is_listed=True, search_serial=1000 + n, category=design, published_at=now,
            deadline_at=now + timedelta(days=1 + n % 4), reward_min_minor=100 * (n % 3 + 1), reward_max_minor=100 * (n % 3 + 1), reward_rank=n % 3,
            search_title=" number " + ("harbour " if n % 5 == 0 else ""), search_body=" harbour skill0oak ",
        )
        for n in range(53)
    )  # fmt: skip
    yield
    cache.clear()


def pages(address: str, size: int = 10) -> list[list[int]]:
    """Every page from the first to the last, and the same back again."""
    query = read(QueryDict(address))
    page = find(query, size)
    forth = [[row.search_serial or 0 for row in page.rows]]
    while page.older:
        page = find(replace(query, after=page.older), size)
        forth.append([row.search_serial or 0 for row in page.rows])
    back = [forth[-1]]
    while page.newer:
        page = find(replace(query, before=page.newer), size)
        back.insert(0, [row.search_serial or 0 for row in page.rows])
    assert back == forth
    return forth


@pytest.mark.parametrize("address", ADDRESSES)
def test_pages_hold_every_match_once_forth_and_back(many: None, address: str) -> None:
    forth = pages(address)
    assert [len(page) for page in forth] == [10, 10, 10, 10, 10, 3]
    assert len({serial for page in forth for serial in page}) == 53


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_word_that_stands_everywhere_is_paged_through_too(many: None, monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    """With a bound below the number of matches, the index of the order is walked instead of a list."""
    for module in (engine, results, sqlite, mongo):
        monkeypatch.setattr(module, "BOUND", 30)
    monkeypatch.setattr(mongo, "DENSE", 5)
    monkeypatch.setattr(mongo, "WINDOW", 40)
    forth = pages(address)
    total = sum(len(page) for page in forth)
    assert total == 53 if address in ("", "skill=oak") or "sort" in address else 30 <= total <= 40
    assert len({serial for page in forth for serial in page}) == total


def test_a_page_does_not_shift_when_challenges_arrive(many: None, olga: User) -> None:
    first = find(Query(), 10)
    open_challenge(olga)
    second = find(Query(after=first.older), 10)
    assert [row.search_serial for row in second.rows] == [1042 - n for n in range(10)]


@pytest.mark.parametrize("cursor", ["x", "WzEsMl0", "bnVsbA", "W10", "eyJhIjoxfQ", "WyJhIiwxXQ", "WzEuNSwiYSJd", "A" * 5000, "WzFlOTk5LDFd", "["])
def test_a_cursor_that_is_none_of_ours_shows_the_first_page(many: None, cursor: str) -> None:
    for sort in ("newest", "ending", "reward"):
        page = find(Query(sort=sort, after=cursor), 10)
        assert page.lost or cursor == "WzEsMl0"
        assert len(page.rows) in (0, 10)


def test_the_same_number_of_queries_for_few_and_many(many: None, django_assert_max_num_queries: Any) -> None:
    for address in ADDRESSES:
        query = read(QueryDict(address))
        with django_assert_max_num_queries(4):
            find(query, 50)


@pytest.mark.skipif(connection.vendor != "sqlite", reason="about FTS5")
def test_migrations_leave_the_triggers_and_vacuum_leaves_the_rows(shelf: dict[str, Challenge]) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        assert set(sqlite.triggers()) == {name for (name,) in cursor.fetchall() if name.startswith(sqlite.OPEN)}
        cursor.execute("VACUUM")
        cursor.execute(f"INSERT INTO {sqlite.OPEN} ({sqlite.OPEN}) VALUES ('integrity-check')")  # noqa: S608
    assert set(found("q=clock")) == titles(shelf, "clock", "body")
