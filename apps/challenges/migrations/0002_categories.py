"""The fields of work that a new site starts with. Running it again adds nothing twice; going back keeps what challenges use."""

from typing import Any

from django.db import migrations

from apps.challenges.categories import CATEGORIES


def fill(apps: Any, schema_editor: Any) -> None:
    category = apps.get_model("challenges", "Category")
    known = set(category.objects.values_list("slug", flat=True))
    for position, (slug, name, description) in enumerate(CATEGORIES, 1):
        if slug not in known:
            category.objects.create(slug=slug, name=name, description=description, position=position)


def empty(apps: Any, schema_editor: Any) -> None:
    challenge = apps.get_model("challenges", "Challenge")
    for category in apps.get_model("challenges", "Category").objects.filter(slug__in=[slug for slug, _, _ in CATEGORIES]):
        if not challenge.objects.filter(category=category).exists():
            category.delete()


class Migration(migrations.Migration):
    dependencies = [("challenges", "0001_all_tables")]

    operations = [migrations.RunPython(fill, empty)]
