"""Databases that were made before the migrations were folded (docs/decisions/migrations-are-folded.md)."""

from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.migrations.exceptions import NodeNotFoundError
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

pytestmark = pytest.mark.django_db

FOLDED = sorted((key, migration.replaces) for key, migration in MigrationLoader(None).disk_migrations.items() if migration.replaces)


def applied() -> Any:
    return MigrationRecorder(connection).migration_qs


def waiting() -> list[Any]:
    executor = MigrationExecutor(connection)
    return executor.migration_plan(executor.loader.graph.leaf_nodes())


def test_a_database_that_was_up_to_date_has_nothing_to_do(capsys: pytest.CaptureFixture[str]) -> None:
    for (app, name), _ in FOLDED:
        applied().filter(app=app, name=name).delete()  # as only the old ones knew it
    assert waiting() == []
    call_command("migrate", verbosity=1)
    assert "No migrations to apply" in capsys.readouterr().out
    assert {key for key, _ in FOLDED} <= MigrationRecorder(connection).applied_migrations().keys()


@pytest.mark.parametrize("app", sorted({app for (app, _), _ in FOLDED}))
def test_a_database_that_stopped_half_way_is_refused(app: str) -> None:
    old = sorted(name for _, replaced in FOLDED for owner, name in replaced if owner == app)
    assert waiting() == []
    applied().filter(app=app, name=old[-1]).delete()
    with pytest.raises(NodeNotFoundError, match="some of the replaced migrations are already applied"):
        waiting()
    applied().filter(app=app, name__in=old[1:]).delete()
    with pytest.raises(NodeNotFoundError, match="some of the replaced migrations are already applied"):
        waiting()
