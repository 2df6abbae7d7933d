"""A member's row says all that a line of the inbox shows of its conversation. Running it again changes nothing more."""

from typing import Any

from django.db import migrations, models

BATCH = 500


def fill(apps: Any, schema_editor: Any) -> None:
    conversation, member = apps.get_model("messaging", "Conversation"), apps.get_model("messaging", "Member")
    keys = list(conversation.objects.values_list("pk", flat=True))
    for start in range(0, len(keys), BATCH):
        some = keys[start : start + BATCH]
        talks = conversation.objects.in_bulk(some)
        rows = list(member.objects.filter(conversation_id__in=some))
        for row in rows:
            talk = talks[row.conversation_id]
            row.title, row.last_text, row.last_is_mine = talk.title, talk.last_text, talk.last_author_id == row.user_id
        member.objects.bulk_update(rows, ["title", "last_text", "last_is_mine"])


class Migration(migrations.Migration):
    dependencies = [("messaging", "0002_has_files")]

    operations = [
        migrations.AddField(model_name="member", name="title", field=models.CharField(default="", max_length=120), preserve_default=False),
        migrations.AddField(model_name="member", name="last_text", field=models.CharField(blank=True, editable=False, max_length=140)),
        migrations.AddField(model_name="member", name="last_is_mine", field=models.BooleanField(default=False, editable=False)),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
