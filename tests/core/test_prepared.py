"""Prepared statements answer as the queryset would, each time anew, on either database."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import connections
from django.db.models import Case, Count, F, IntegerField, Q, QuerySet, Value, When
from django.db.models.signals import post_init
from django.utils import timezone

from apps.core.db import atomic
from apps.core.models import Event
from apps.core.prepared import Prepared, PreparedUpdate
from apps.users.models import User
from apps.users.sessions import SessionStore

pytestmark = pytest.mark.django_db


@Prepared
def one_of(pk: UUID) -> QuerySet[User]:
    return User.objects.filter(pk=pk)


@Prepared
def several(pks: list[UUID]) -> QuerySet[User, str]:
    return User.objects.filter(pk__in=pks).order_by("-handle").values_list("handle", flat=True)


@Prepared
def counted(handle: str, name: str) -> Any:
    return User.objects.exclude(handle=handle).filter(name__gte=name).values("is_active").annotate(n=Count("pk")).order_by()


@Prepared
def with_actor(actor: UUID) -> QuerySet[Event]:
    return Event.objects.filter(actor_id=actor).select_related("actor").only("verb", "actor__handle").order_by("-at")[:2]


@Prepared
def less_busy(actor: UUID, least: int) -> QuerySet[User]:
    return User.objects.filter(pk=actor, applied_count__lt=least)


@Prepared
def since(actor: UUID, at: datetime) -> QuerySet[Event]:
    return Event.objects.filter(actor_id=actor, at__gte=at)


@PreparedUpdate
def visited(people: list[UUID], first: UUID, more: int, at: datetime) -> Any:
    number = Case(When(pk=first, then=F("applied_count") + more), default=F("applied_count") - 1, output_field=IntegerField())
    login = Case(When(Q(pk=first, is_active=True), then=at), default=Value(None))
    return User.objects.filter(pk__in=people), {"headline": "Seen", "applied_count": number, "last_login": login}


def test_rows_are_those_of_the_queryset(olga: User, sam: User) -> None:
    for person in (olga, sam, olga):
        [found] = one_of(person.pk)
        usual = User.objects.get(pk=person.pk)
        assert found == person and {**vars(found), "_state": 0} == {**vars(usual), "_state": 0}
    assert one_of(uuid4()) == []


def test_numbers_are_values_too(olga: User) -> None:
    assert [len(less_busy(olga.pk, least)) for least in (0, 1, 2_000_000_001)] == [0, 1, 1]


def test_a_statement_never_remembers_a_row(olga: User) -> None:
    assert one_of(olga.pk)[0].name != "Olga the second"
    User.objects.filter(pk=olga.pk).update(name="Olga the second")
    assert one_of(olga.pk)[0].name == "Olga the second"


def test_lists_of_any_length(olga: User, sam: User, rita: User, eve: User, max_: User) -> None:
    people = [olga, sam, rita, eve, max_]
    for number in range(1, 6):
        assert several([one.pk for one in people[:number]]) == sorted((one.handle for one in people[:number]), reverse=True)
    assert several([olga.pk, olga.pk, uuid4()]) == [olga.handle]


def test_sums_and_texts(olga: User, sam: User) -> None:
    User.objects.exclude(pk__in=[olga.pk, sam.pk]).update(name="")
    User.objects.filter(pk__in=[olga.pk, sam.pk]).update(name="Zoe")
    assert counted("nobody", "Zoe") == [{"is_active": True, "n": 2}]
    assert counted(olga.handle, "Zoe") == [{"is_active": True, "n": 1}]
    assert counted(olga.handle, "Zz' OR 1=1 --") == []


def test_joined_columns_come_along_and_the_rest_stays_out(olga: User, django_assert_num_queries: Any) -> None:
    for number, verb in enumerate(("one", "two", "three")):
        Event.objects.create(actor=olga, subject_id=olga.pk, subject_type="user", verb=verb, at=timezone.now() + timedelta(minutes=number))
    with django_assert_num_queries(1):
        rows = with_actor(olga.pk)
        assert [(one.verb, one.actor.handle if one.actor else "") for one in rows] == [("three", "olga"), ("two", "olga")]
    assert "email" in rows[0].actor.get_deferred_fields()  # type: ignore[union-attr]


def test_objects_are_those_that_django_makes(olga: User, monkeypatch: pytest.MonkeyPatch) -> None:
    """With a joined row and without one, and with what was annotated: alike in every respect, and as good for saving."""

    def question(actor: UUID) -> Any:
        rows = Event.objects.filter(subject_id=actor).select_related("actor").annotate(name=F("actor__name"))
        return rows.defer("note", "actor__password").order_by("verb")

    for verb, actor in (("one", None), ("two", olga)):
        Event.objects.create(actor=actor, subject_id=olga.pk, subject_type="user", verb=verb, details={"a": [1]})
    with monkeypatch.context() as patched:
        patched.setattr("apps.core.prepared.statements.reader", lambda *known: None)
        usual = Prepared(question)(olga.pk)
    made = Prepared(question)(olga.pk)
    assert [state_of(one) for one in made] == [state_of(one) for one in usual] and [one.name for one in made] == [None, olga.name]
    made[1].actor.name = "Olga the third"
    made[1].actor.save()
    assert User.objects.get(pk=olga.pk).name == "Olga the third"
    assert made[0].note == ""


def state_of(row: Any) -> Any:
    """All that an object is, and what stands beside it."""
    if row is None:
        return None
    state = row._state
    beside = {name: state_of(one) for name, one in state.fields_cache.items()}
    return type(row), state.adding, state.db, {**vars(row), "_state": 0}, beside, row.get_deferred_fields()


def test_whoever_wants_to_hear_of_new_objects_hears_of_them(olga: User) -> None:
    heard: list[Any] = []

    def listen(instance: User, **words: Any) -> None:
        heard.append(instance.pk)

    post_init.connect(listen, sender=User)
    try:
        Prepared(lambda pk: User.objects.filter(pk=pk))(olga.pk)
    finally:
        post_init.disconnect(listen, sender=User)
    assert heard == [olga.pk]


def test_moments(olga: User) -> None:
    now = timezone.now()
    Event.objects.create(actor=olga, subject_id=olga.pk, subject_type="user", verb="one", at=now)
    assert [one.verb for one in since(olga.pk, now - timedelta(seconds=1))] == ["one"]
    assert since(olga.pk, now + timedelta(seconds=1)) == []


def test_a_session_is_read_anew_and_ends_in_time(olga: User) -> None:
    store = SessionStore()
    store["seen"] = "yes"
    store.save()
    assert SessionStore(store.session_key).get("seen") == "yes"
    Session.objects.filter(pk=store.session_key).update(expire_date=timezone.now() - timedelta(seconds=1))
    if not settings.REDIS_URL:  # there the copy ends by itself
        assert SessionStore(store.session_key).get("seen") is None
    store.delete()
    late = SessionStore(store.session_key)
    assert late.get("seen") is None and late.session_key is None


def test_a_value_without_a_place_is_refused() -> None:
    @Prepared
    def careless(handle: str) -> QuerySet[User]:
        return User.objects.filter(handle="olga" if handle else "sam")

    @Prepared
    def computed(handle: str) -> QuerySet[User]:
        return User.objects.filter(handle__icontains=handle)

    for build in (careless, computed):
        with pytest.raises(ValueError, match="no place"):
            build("x")


def test_it_is_compiled_once(monkeypatch: pytest.MonkeyPatch, olga: User) -> None:
    calls = []

    def build(pk: UUID) -> QuerySet[User]:
        calls.append(pk)
        return User.objects.filter(pk=pk)

    prepared = Prepared(build)
    for _ in range(3):
        assert prepared(olga.pk) == [olga]
    assert len(calls) == 1 and calls[0] != olga.pk
    connections["default"].__dict__.pop("prepared_statements")  # a connection of another thread has its own
    prepared(olga.pk)
    assert len(calls) == 2


def test_inside_a_transaction_it_sees_what_was_written(olga: User) -> None:
    with atomic():
        User.objects.filter(pk=olga.pk).update(headline="Written a moment ago")
        assert one_of(olga.pk)[0].headline == "Written a moment ago"


def test_changes_are_those_of_an_update(olga: User, sam: User, rita: User) -> None:
    User.objects.update(applied_count=5, last_login=timezone.now(), headline="")
    for more, at in ((2, datetime(2026, 1, 2, 3, 4, 5, 678000, tzinfo=UTC)), (30, datetime(2027, 1, 1, tzinfo=UTC))):
        User.objects.filter(pk__in=[olga.pk, sam.pk]).update(applied_count=5)
        assert visited([olga.pk, sam.pk], olga.pk, more, at) == 2
        rows = {one.handle: (one.headline, one.applied_count, one.last_login) for one in User.objects.filter(pk__in=[olga.pk, sam.pk])}
        assert rows == {"olga": ("Seen", 5 + more, at), "sam": ("Seen", 4, None)}
    rita.refresh_from_db()
    assert (rita.headline, rita.applied_count) == ("", 5) and rita.last_login
    assert visited([uuid4()], olga.pk, 1, timezone.now()) == 0


def test_a_change_is_undone_with_its_transaction(olga: User) -> None:
    with pytest.raises(ZeroDivisionError), atomic():
        assert visited([olga.pk], olga.pk, 1, timezone.now()) == 1
        raise ZeroDivisionError
    assert User.objects.get(pk=olga.pk).headline != "Seen"


def test_a_change_with_a_value_that_stays_behind_is_refused() -> None:
    @PreparedUpdate
    def careless(pk: UUID, at: datetime) -> Any:
        return User.objects.filter(pk=pk), {"last_login": at + timedelta(days=1)}

    with pytest.raises(ValueError, match="no place"):
        careless(uuid4(), timezone.now())
