"""Collections and indexes as migrations make them, and numbered keys."""

import uuid
from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import IntegrityError, connections, models, transaction
from django.db.models import Model, Q
from django.test.utils import isolate_apps

from apps.users.models import User
from tests.races import run_parallel

from .conftest import Plan, plan_of


@pytest.fixture
def pen(mongo: Any) -> Iterator[type[Model]]:
    """A model whose collection lives for one test."""
    with isolate_apps("apps.core"):

        class Pen(Model):
            id = models.UUIDField(primary_key=True, db_column="_id")
            name = models.CharField(max_length=20, unique=True)
            serial = models.BigIntegerField(null=True, unique=True)
            owner = models.IntegerField()
            status = models.CharField(max_length=10)

            class Meta:
                app_label = "core"
                constraints = [models.UniqueConstraint(fields=["owner"], condition=Q(status__in=["new", "old"]), name="one_live_pen")]

        yield Pen
    mongo.database.drop_collection("core_pen")


def create(alias: str, model: type[Model]) -> None:
    with connections[alias].schema_editor() as editor:
        editor.create_model(model)


def key(number: int) -> uuid.UUID:
    return uuid.UUID(int=number)


def add(pen: Any, number: int, **fields: Any) -> Any:
    return pen._base_manager.create(**{"id": key(number), "name": f"pen {number}", "owner": number, "status": "new"} | fields)


def test_a_unique_index_answers_queries(pen: Any) -> None:
    create("default", pen)
    for number in range(20):
        add(pen, number, serial=number)
    for rows, index in ((pen._base_manager.filter(name="pen 7"), "name"), (pen._base_manager.filter(serial=7), "serial")):
        plan = plan_of(rows)
        assert plan.documents == 1
        assert any(index in name for name in plan.indexes)


def test_control_the_backends_own_unique_index_does_not(pen: Any, stock: str) -> None:
    create(stock, pen)
    for number in range(20):
        add(pen, number, serial=number)
    assert plan_of(pen._base_manager.filter(name="pen 7")).documents == 20
    assert plan_of(pen._base_manager.filter(serial=7)).documents == 20


def test_unique_means_unique_and_leaves_null_alone(pen: Any) -> None:
    create("default", pen)
    add(pen, 1)
    add(pen, 2)
    add(pen, 3, serial=-5)
    with pytest.raises(IntegrityError):
        add(pen, 4, serial=-5)
    with pytest.raises(IntegrityError):
        add(pen, 5, name="pen 1")


def test_one_live_row_only(pen: Any) -> None:
    create("default", pen)
    first = add(pen, 1, owner=7)
    with pytest.raises(IntegrityError):
        add(pen, 2, owner=7, status="old")
    add(pen, 3, owner=7, status="gone")
    pen._base_manager.filter(pk=first.pk).update(status="gone")
    last = add(pen, 4, owner=7)
    with pytest.raises(IntegrityError):
        pen._base_manager.filter(pk=first.pk).update(status="new")
    with pytest.raises(ValidationError):
        pen(id=key(5), name="x", owner=7, status="old").validate_constraints()
    pen(id=key(5), name="x", owner=8, status="old").validate_constraints()
    assert plan_of(pen._base_manager.filter(owner=7, status="new")).indexes == {"one_live_pen"}
    assert pen._base_manager.get(owner=7, status__in=["new", "old"]) == last


@pytest.mark.parametrize("default", [{}, {"$x": 1}, "$name", "", None, [], 0])
def test_a_new_column_takes_any_default(pen: Any, default: Any) -> None:
    create("default", pen)
    add(pen, 1)
    with connections["default"].schema_editor() as editor:
        editor.add_field(pen, column(pen, "extra", default))
    assert connections["default"].database["core_pen"].find_one()["extra"] == default  # type: ignore[attr-defined]


def test_control_the_backends_own_new_column_does_not(pen: Any, stock: str) -> None:
    create(stock, pen)
    add(pen, 1)
    with connections[stock].schema_editor() as editor:
        with pytest.raises(Exception, match="empty object"):
            editor.add_field(pen, column(pen, "extra", {}))
        editor.add_field(pen, column(pen, "word", "$name"))
    assert connections[stock].database["core_pen"].find_one()["word"] == "pen 1"  # type: ignore[attr-defined]


def column(pen: Any, name: str, default: Any) -> Any:
    field: Any = models.JSONField(default=lambda: default, null=default is None)
    field.set_attributes_from_name(name)
    field.model = pen
    return field


def test_the_same_index_twice_is_one_index(pen: Any, mongo: Any) -> None:
    create("default", pen)
    first, second = (models.Index(fields=["status"], name=name) for name in ("first", "second"))
    with mongo.schema_editor() as editor:
        editor.add_index(pen, first)
        editor.add_index(pen, second)
        assert {"first", "second"} & set(mongo.database["core_pen"].index_information()) == {"first"}
        editor.remove_index(pen, second)
        editor.remove_index(pen, first)
    assert "first" not in mongo.database["core_pen"].index_information()


def test_numbered_keys(mongo: Any) -> None:
    one, two = Group.objects.create(name="one"), Group.objects.create(name="two")
    assert type(one.pk) is int
    assert two.pk == one.pk + 1
    many = Group.objects.bulk_create([Group(name=f"group {n}") for n in range(3)])
    assert [group.pk for group in many] == [two.pk + 1, two.pk + 2, two.pk + 3]
    far = Group.objects.create(pk=two.pk + 1000, name="far")
    assert Group.objects.create(name="next").pk == far.pk + 1
    assert Group.objects.get(pk=str(one.pk)) == one
    assert not Group.objects.filter(pk=2**70).exists()
    assert plan_of(Group.objects.filter(pk=one.pk)).documents == 1


@pytest.mark.race
def test_numbers_are_given_out_once() -> None:
    made = run_parallel(20, lambda n: Group.objects.create(name=f"group {n}").pk)
    assert len(set(made)) == 20
    assert all(isinstance(number, int) for number in made)


def test_many_to_many_is_prefetched(stock: str) -> None:
    permissions = list(Permission.objects.order_by("pk")[:3])
    one, two = Group.objects.create(name="one"), Group.objects.create(name="two")
    one.permissions.set(permissions)
    two.permissions.set(permissions[:1])
    groups = Group.objects.order_by("name").prefetch_related("permissions__content_type")
    assert [[permission.pk for permission in sorted(group.permissions.all(), key=lambda p: p.pk)] for group in groups] == [
        [permission.pk for permission in permissions],
        [permissions[0].pk],
    ]
    with pytest.raises(Exception, match="prefetch_related"):
        list(Group.objects.using(stock).prefetch_related("permissions"))


def test_a_moderator_has_the_permissions_of_a_group() -> None:
    max_ = User.objects.create_user("max@x.org", "max", name="Max")
    group = Group.objects.create(name="moderators")
    group.permissions.add(Permission.objects.get(codename="delete_group"))
    max_.groups.add(group)
    assert User.objects.get(pk=max_.pk).has_perm("auth.delete_group")
    assert not User.objects.get(pk=max_.pk).has_perm("auth.add_group")


def test_a_migration_is_no_transaction(pen: Any, mongo: Any) -> None:
    """Else the index would wait for the row that the same migration has just written, until the server gives up."""
    with mongo.schema_editor() as editor:
        editor.create_model(pen)
        with transaction.atomic():
            assert mongo.session is None
            add(pen, 1)
            editor.add_index(pen, models.Index(fields=["owner"], name="after_a_write"))
    assert "after_a_write" in mongo.database["core_pen"].index_information()
    with transaction.atomic():
        assert mongo.session is not None


def test_checks_and_migrations_are_clean(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("check", databases=["default"], fail_level="WARNING")
    call_command("makemigrations", "--check", "--dry-run")
    call_command("migrate", verbosity=1)
    assert "No migrations to apply" in capsys.readouterr().out


def test_a_lone_server_is_refused_in_words(mongo: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(mongo.features.__dict__, "_supports_transactions", False)
    assert [error.id for error in mongo.validation.check()] == ["core.E001"]


def test_plans_are_read_whatever_their_shape() -> None:
    assert Plan({"a": [{"totalDocsExamined": 3}, {"rejectedPlans": [{"stage": "SORT"}]}]}).documents == 3
