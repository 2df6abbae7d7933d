"""Invitations made before they knew it learn whose challenge they are to, and challenges how many they are."""

from typing import Any

from django.db import migrations


def fill(apps: Any, schema_editor: Any) -> None:
    Challenge, Invitation = apps.get_model("challenges", "Challenge"), apps.get_model("challenges", "Invitation")
    counts: dict[Any, int] = {}
    for key in Invitation.objects.filter(owner=None).values_list("challenge_id", flat=True):
        counts[key] = counts.get(key, 0) + 1
    for key, count in counts.items():
        owner = Challenge.objects.values_list("owner_id", flat=True).get(pk=key)
        Invitation.objects.filter(challenge_id=key, owner=None).update(owner_id=owner)
        Challenge.objects.filter(pk=key).update(invited_count=count)


class Migration(migrations.Migration):
    dependencies = [("challenges", "0004_questions_and_invitations")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
