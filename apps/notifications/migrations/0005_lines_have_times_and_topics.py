"""Lines that were told before there were topics get the one of their kind, and were last told when they were made."""

from typing import Any

from django.db import migrations
from django.db.models import F

TOPICS = {
    "application": "applications",
    "challenge": "challenges",
    "contract": "contracts",
    "payment": "money",
    "payout": "money",
    "review": "reviews",
}


def backfill(apps: Any, schema_editor: Any) -> None:
    lines = apps.get_model("notifications", "Notification").objects
    lines.update(told_at=F("created_at"))
    for kind in lines.values_list("kind", flat=True).distinct():
        lines.filter(kind=kind).update(topic=TOPICS.get(kind.partition(".")[0], "other"))


class Migration(migrations.Migration):
    dependencies = [
        ("notifications", "0004_channels_groups_and_digests"),
    ]

    operations = [
        migrations.RunPython(backfill, migrations.RunPython.noop),
    ]
