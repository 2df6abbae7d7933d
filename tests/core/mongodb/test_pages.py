"""Lists: an index answers for filter, order and limit, and joins come last."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connections
from django.db.models import Case, Count, F, IntegerField, Max, QuerySet, Sum, Value, When
from django.db.models.functions import Lower
from django.test.utils import CaptureQueriesContext

from apps.core.keyset import keyset_page
from apps.core.models import Event
from apps.users.models import User

from .conftest import SUBJECT, Plan, plan_of

Rows = QuerySet[Any]

PAGES: dict[str, Callable[[Rows], Rows]] = {
    "sorted": lambda rows: rows.order_by("-at")[:5],
    "later": lambda rows: rows.order_by("-at")[5:10],
    "joined": lambda rows: rows.select_related("actor").order_by("-at")[:5],
    "values": lambda rows: rows.order_by("-at").values("verb", "note")[:5],
    "keys": lambda rows: rows.order_by("-pk").values_list("pk", flat=True)[:5],
    "some columns": lambda rows: rows.order_by("-at").only("verb")[:5],
    "other columns": lambda rows: rows.order_by("-at").defer("details", "note").select_related("actor")[:5],
    "annotated": lambda rows: rows.annotate(length=Case(When(verb="verb 001", then=1), default=0, output_field=IntegerField())).order_by("-at")[:5],
}


@pytest.mark.parametrize("name", PAGES)
def test_a_page_reads_a_page(name: str, events: list[Event], stock: str) -> None:
    ours, theirs = plan_of(PAGES[name](Event.objects.all())), plan_of(PAGES[name](Event.objects.using(stock)))
    assert ours.documents <= 10
    assert "SORT" not in ours.stages
    assert theirs.documents == 300


ORDERS: dict[str, Callable[[Rows], Rows]] = {
    "nulls last": lambda rows: rows.order_by(F("rate_minor").asc(nulls_last=True), "handle"),
    "nulls first": lambda rows: rows.order_by(F("rate_minor").desc(nulls_first=True), "handle"),
    "by expression": lambda rows: rows.order_by(Lower("name").desc(), "handle"),
    "by annotation": lambda rows: rows.annotate(rank=F("rate_minor") % 3).order_by("rank", "handle"),
    "by hidden annotation": lambda rows: rows.alias(rank=Lower("name")).order_by("-rank", "handle"),
    "twice the same": lambda rows: rows.order_by("handle", "-handle"),
    "by value": lambda rows: rows.order_by(Value(1), "handle"),
}


@pytest.mark.parametrize("shape", ["rows", "values", "joined"])
@pytest.mark.parametrize("name", ORDERS)
def test_every_order_is_that_of_the_backend(name: str, shape: str, stock: str) -> None:
    names = ["ann", "Ben", "cid", "Dan", "eve", "Fay"]
    users = [User(email=f"{n}@x.org", handle=f"h{n}", handle_skeleton=str(n), name=text, rate_minor=n or None) for n, text in enumerate(names)]
    User.objects.bulk_create(users)
    shapes: dict[str, Callable[[Rows], Any]] = {
        "rows": lambda rows: [user.handle for user in rows[1:5]],
        "values": lambda rows: list(rows.values_list("handle", flat=True)[1:5]),
        "joined": lambda rows: [user.handle for user in rows.filter(pk__in=[user.pk for user in users])],
    }
    assert shapes[shape](ORDERS[name](User.objects.all())) == shapes[shape](ORDERS[name](User.objects.using(stock)))


def test_joined_rows_come_whole(stock: str) -> None:
    sam = User.objects.create_user("sam@x.org", "sam", name="Sam")
    Event.objects.create(subject_type="a", subject_id=SUBJECT, verb="1", actor=sam)
    Event.objects.create(subject_type="a", subject_id=SUBJECT, verb="2")
    rows = list(Event.objects.select_related("actor").order_by("verb")[:2])
    assert [row.actor and row.actor.name for row in rows] == ["Sam", None]
    assert [row.actor.name for row in Event.objects.select_related("actor").filter(actor__handle="sam").order_by("actor__name")[:2] if row.actor] == [
        "Sam"
    ]
    assert list(Event.objects.order_by("verb").values_list("actor__name", flat=True)[:2]) == ["Sam", None]


def test_keyset_pages_read_pages(events: list[Event]) -> None:
    seen: list[Event] = []
    after = ""
    for _ in range(30):
        with CaptureQueriesContext(connections["default"]) as asked:
            page = keyset_page(Event.objects.all(), "-at", size=10, after=after)
        assert len(asked) == 1
        seen += page.rows
        after = page.older
    assert after == ""
    assert [row.pk for row in seen] == [row.pk for row in Event.objects.order_by("-at", "-pk")]


def test_a_keyset_page_starts_at_its_key(events: list[Event]) -> None:
    first, *_, middle = sorted(events[:150], key=lambda event: event.at, reverse=True)
    for number, event in enumerate(events):
        Event.objects.filter(pk=event.pk).update(at=first.at.replace(year=2020, microsecond=0, minute=number % 60, hour=number // 60))
    middle.refresh_from_db()
    rows = Event.objects.filter(at__lte=middle.at).order_by("-at")[:11]
    assert plan_of(rows).documents <= 11
    assert plan_of(rows).indexes == {"event_at"}


def test_only_and_defer_leave_columns_in_the_database(events: list[Event]) -> None:
    with CaptureQueriesContext(connections["default"]) as asked:
        row = Event.objects.only("verb").order_by("-at").first()
        assert row is not None
        assert row.verb
        assert row.get_deferred_fields() >= {"details", "note"}
        assert len(asked) == 1
        assert "$project" in asked[0]["sql"]
        assert row.note == ""
        assert len(asked) == 2


def test_counting_and_asking_read_the_index_alone(events: list[Event], mongo: Any) -> None:
    assert Event.objects.filter(subject_id=SUBJECT).count() == 300
    assert Event.objects.filter(subject_id=SUBJECT).exists()
    for ask in (lambda: Event.objects.filter(subject_id=SUBJECT).count(), lambda: Event.objects.filter(subject_id=SUBJECT).exists()):
        with CaptureQueriesContext(mongo) as asked:
            ask()  # type: ignore[no-untyped-call]
        pipeline = eval(asked[0]["sql"].split(".aggregate(", 1)[1][:-1], {}, {})  # noqa: S307  (our own log)
        explained = mongo.database.command("explain", {"aggregate": "core_event", "pipeline": pipeline, "cursor": {}}, verbosity="executionStats")
        assert Plan(explained).documents <= 1


def test_in_bulk_and_first(events: list[Event]) -> None:
    keys = [event.pk for event in events[:3]]
    assert set(Event.objects.in_bulk(keys)) == set(keys)
    assert Event.objects.order_by("verb").first() == events[0]
    assert Event.objects.order_by("verb").last() == events[-1]
    assert [event.verb for event in Event.objects.order_by("verb").iterator(chunk_size=50)] == [event.verb for event in events]


def test_groups_and_sums(events: list[Event]) -> None:
    kinds = Event.objects.values("subject_type").annotate(many=Count("pk"), last=Max("verb")).order_by("subject_type")
    assert [(kind["many"], kind["last"]) for kind in kinds] == [(100, "verb 297"), (100, "verb 298"), (100, "verb 299")]
    assert Event.objects.order_by("-at")[:10].count() == 10
    assert Event.objects.none().count() == 0
    assert User.objects.aggregate(all=Sum("posted_count"), most=Max("posted_count"))["most"] is None
    assert list(Event.objects.values_list("subject_type", flat=True).distinct().order_by("subject_type")) == ["kind 0", "kind 1", "kind 2"]
    both = Event.objects.filter(verb="verb 001").union(Event.objects.filter(verb="verb 002")).order_by("verb")
    assert [event.verb for event in both] == ["verb 001", "verb 002"]
