"""Conditions on a column: what they find, and that an index answers them."""

from datetime import timedelta

import pytest
from django.db import NotSupportedError
from django.db.models import F, FilteredRelation, Q, Subquery
from django.utils import timezone

from apps.core.models import Event, record
from apps.users.models import User

from .conftest import SUBJECT, plan_of


@pytest.fixture
def person() -> User:
    return User.objects.create_user("a+b@example.org", "sam", name="Sam Okafor")


def test_iexact_takes_user_input_as_text(person: User, stock: str) -> None:
    assert not User.objects.filter(handle__iexact=".*").exists()
    assert User.objects.get(email__iexact="A+B@example.org") == person
    assert User.objects.using(stock).filter(handle__iexact=".*").exists()
    assert not User.objects.using(stock).filter(email__iexact="A+B@example.org").exists()


def test_iexact_is_not_equal_to_a_text_with_a_newline_more(stock: str) -> None:
    User.objects.create_user("sam@example.org", "sam", name="Sam\n")
    assert not User.objects.filter(Q(name__iexact="sam") | Q(name__endswith="Sam") | Q(name__iendswith="sam")).exists()
    assert User.objects.filter(name__iexact="sam\n").exists()
    assert User.objects.using(stock).filter(name__iexact="sam").exists()


@pytest.mark.parametrize("typed", [".", "\0", "a\0b", "(", "[", "\\", "$", "^", "|", "*", "{1}"])
def test_every_character_is_only_itself(person: User, typed: str) -> None:
    for lookup in ("iexact", "contains", "icontains", "startswith", "istartswith", "endswith", "iendswith"):
        assert not User.objects.filter(**{f"name__{lookup}": typed}).exists()
    if "\0" not in typed:
        User.objects.filter(pk=person.pk).update(name=f"x{typed}y")
        assert User.objects.filter(name__contains=typed, name__icontains=typed, name__istartswith=f"X{typed}", name__iexact=f"X{typed}Y").exists()


def test_a_dict_is_a_value_and_never_an_operator(person: User, stock: str) -> None:
    record(person, "greet", by=None, colour="red")
    assert not Event.objects.filter(details={"$ne": 1}).exists()
    assert Event.objects.filter(details={"colour": "red"}).exists()
    assert not Event.objects.filter(details__colour={"$ne": 1}).exists()
    assert Event.objects.using(stock).filter(details={"$ne": 1}).exists()


def test_comparisons_leave_null_out(person: User) -> None:
    User.objects.create_user("rich@example.org", "rich", name="Rich", rate_minor=500)
    assert [user.handle for user in User.objects.filter(rate_minor__lt=1000)] == ["rich"]
    assert [user.handle for user in User.objects.filter(rate_minor__lte=500)] == ["rich"]
    assert [user.handle for user in User.objects.filter(rate_minor=None)] == ["sam"]
    assert [user.handle for user in User.objects.exclude(rate_minor=None)] == ["rich"]
    assert [user.handle for user in User.objects.exclude(rate_minor__lt=1000)] == ["sam"]


def test_a_column_that_is_missing_is_null(person: User, mongo: object) -> None:
    mongo.get_collection("users_user").update_many({}, {"$unset": {"rate_minor": ""}})  # type: ignore[attr-defined]
    assert User.objects.filter(rate_minor__isnull=True).exists()
    assert not User.objects.filter(rate_minor__isnull=False).exists()


def test_a_range_is_read_from_the_index_alone(events: list[Event], stock: str) -> None:
    late = Q(at__lte=timezone.now() + timedelta(days=1))
    ours = plan_of(Event.objects.filter(late).order_by("-at").values_list("at")[:5])
    assert ours.indexes == {"event_at"}
    assert ours.documents <= 5
    assert plan_of(Event.objects.using(stock).filter(late).order_by("-at").values_list("at")[:5]).documents == 300


def test_a_beginning_is_read_from_the_index(stock: str) -> None:
    User.objects.bulk_create(User(email=f"{n}@x.org", handle=f"a-{n}.b", handle_skeleton=str(n), name="N") for n in range(50))
    assert plan_of(User.objects.filter(handle__startswith="a-7.")).documents == 1


def test_what_the_backend_answers_wrongly_is_refused(events: list[Event], stock: str) -> None:
    firsts = Event.objects.order_by("verb")[:2]
    refused = [
        lambda: list(Event.objects.filter(pk__in=firsts.values("pk"))),
        lambda: list(Event.objects.distinct("subject_type")),
        lambda: list(Event.objects.annotate(who=FilteredRelation("actor", condition=Q(actor__handle="sam"))).filter(who__handle="sam")),
        lambda: Event.objects.update(note=Subquery(User.objects.values("name")[:1])),
    ]
    for ask in refused:
        with pytest.raises(NotSupportedError):
            ask()  # type: ignore[no-untyped-call]
    there = Event.objects.using(stock)
    assert there.filter(pk__in=there.order_by("verb")[:2].values("pk")).count() != 2
    assert len(there.distinct("subject_type")) != 3
    assert there.filter(note="").count() == 300
    there.update(note=Subquery(User.objects.using(stock).values("name")[:1]))
    assert there.filter(note="").count() == 0


def test_update_by_key_says_how_many_and_counts_in_the_database(person: User) -> None:
    assert User.objects.filter(pk=person.pk, posted_count=0).update(posted_count=F("posted_count") + 1) == 1
    assert User.objects.filter(pk=person.pk, posted_count=0).update(posted_count=F("posted_count") + 1) == 0
    assert User.objects.filter(pk=person.pk).update(posted_count=1) == 1
    assert User.objects.filter(pk=person.pk).delete()[0] == 1


def test_a_part_of_a_key_finds_its_row(person: User) -> None:
    text = str(person.pk)
    for lookup, part in (("startswith", text[:13]), ("icontains", text[5:20].upper()), ("endswith", text[-6:]), ("iexact", text.replace("-", ""))):
        assert User.objects.get(**{f"pk__{lookup}": part}) == person
        assert not User.objects.filter(**{f"pk__{lookup}": part + "."}).exists()
    with pytest.raises(NotSupportedError):
        User.objects.filter(pk__contains=F("name")).exists()


def test_json_keeps_whatever_keys_it_has(person: User) -> None:
    strange = {"$set": {"a.b": [None, {"$x": 1}]}, "": 0}
    one = Event.objects.create(subject_type="x", subject_id=SUBJECT, verb="v", details=strange)
    assert Event.objects.get(pk=one.pk).details == strange
    User.objects.filter(pk=person.pk).update(links=[strange], name="$name")
    person.refresh_from_db()
    assert (person.links, person.name) == ([strange], "$name")
