from typing import Any

from django.db import migrations, models

from apps.challenges.search import mongo, sqlite

ENGINES = {"sqlite": sqlite, "mongodb": mongo}


def install(apps: Any, schema_editor: Any) -> None:
    ENGINES[schema_editor.connection.vendor].install(schema_editor)


def remove(apps: Any, schema_editor: Any) -> None:
    ENGINES[schema_editor.connection.vendor].remove(schema_editor)


class Migration(migrations.Migration):
    dependencies = [("challenges", "0006_skills_are_words")]

    operations = [
        migrations.RunPython(remove, install),
        migrations.RemoveIndex(model_name="challenge", name="challenge_currency"),
        migrations.AddIndex(
            model_name="challenge",
            index=models.Index(
                fields=["is_listed", "status", "currency", "-search_serial", "reward_min_minor", "reward_max_minor"], name="challenge_currency"
            ),
        ),
        migrations.RunPython(install, remove),
    ]
