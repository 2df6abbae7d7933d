from django.db import migrations, models

REST = ["category", "difficulty", "currency", "reward_min_minor", "reward_max_minor", "deadline_at"]


def remade(name: str, first: str, rest: list[str]) -> list[migrations.operations.base.Operation]:
    fields = ["is_listed", "status", first, "-search_serial", *rest]
    return [
        migrations.RemoveIndex(model_name="challenge", name=name),
        migrations.AddIndex(model_name="challenge", index=models.Index(fields=fields, name=name)),
    ]


class Migration(migrations.Migration):
    dependencies = [("challenges", "0007_deadlines_are_words")]

    operations = [
        *remade("challenge_category", "category", REST[1:]),
        *remade("challenge_difficulty", "difficulty", REST[2:]),
        *remade("challenge_currency", "currency", REST[3:]),
    ]
