"""People know how many they have blocked. Running it again changes nothing more."""

from typing import Any

from django.db import migrations, models
from django.db.models import Count


def fill(apps: Any, schema_editor: Any) -> None:
    block, user = apps.get_model("users", "Block"), apps.get_model("users", "User")
    for key, number in block.objects.order_by().values_list("blocker_id").annotate(number=Count("pk")):
        user.objects.filter(pk=key).update(blocked_count=number)


class Migration(migrations.Migration):
    dependencies = [("users", "0001_all_tables")]

    operations = [
        migrations.AddField(model_name="user", name="blocked_count", field=models.PositiveIntegerField(default=0, editable=False)),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
