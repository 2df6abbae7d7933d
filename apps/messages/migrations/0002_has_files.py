"""Messages know whether they came with files. Running it again changes nothing more."""

from typing import Any

from django.db import migrations, models

BATCH = 500


def fill(apps: Any, schema_editor: Any) -> None:
    message, file = apps.get_model("messaging", "Message"), apps.get_model("messaging", "MessageFile")
    keys = list(dict.fromkeys(file.objects.order_by("message_id").values_list("message_id", flat=True)))
    for start in range(0, len(keys), BATCH):
        message.objects.filter(pk__in=keys[start : start + BATCH]).update(has_files=True)


class Migration(migrations.Migration):
    dependencies = [("messaging", "0001_tables")]

    operations = [
        migrations.AddField(model_name="message", name="has_files", field=models.BooleanField(default=False, editable=False)),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
