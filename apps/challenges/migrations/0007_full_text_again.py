"""SQLite made the challenges' table anew for its new columns, and the triggers of the full text went with the old one."""

from typing import Any

from django.db import migrations

from apps.challenges.search import sqlite


def install(apps: Any, schema_editor: Any) -> None:
    if schema_editor.connection.vendor == "sqlite":
        sqlite.install(schema_editor)


class Migration(migrations.Migration):
    dependencies = [("challenges", "0006_every_invitation_has_an_owner")]

    operations = [migrations.RunPython(install, migrations.RunPython.noop)]
