"""Full text: FTS5 with its triggers on SQLite, a text index on MongoDB. Both can be made again and taken away."""

from typing import Any

from django.db import migrations

from apps.challenges.search import mongo, sqlite

ENGINES = {"sqlite": sqlite, "mongodb": mongo}


def install(apps: Any, schema_editor: Any) -> None:
    ENGINES[schema_editor.connection.vendor].install(schema_editor)


def remove(apps: Any, schema_editor: Any) -> None:
    ENGINES[schema_editor.connection.vendor].remove(schema_editor)


class Migration(migrations.Migration):
    dependencies = [("challenges", "0002_categories")]

    operations = [migrations.RunPython(install, remove)]
