"""Every table of the app, in place of the two migrations named here."""

import django.core.serializers.json
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import apps.core.ids
import apps.core.migrating


class Migration(migrations.Migration):
    replaces = [("core", "0001_tables"), ("core", "0002_uploads")]

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        apps.core.migrating.Together(
            operations=[
                migrations.CreateModel(
                    name="Event",
                    fields=[
                        ("id", models.UUIDField(db_column="_id", default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                        ("at", models.DateTimeField(default=django.utils.timezone.now)),
                        ("subject_type", models.CharField(max_length=60)),
                        ("subject_id", models.UUIDField()),
                        ("verb", models.CharField(max_length=40)),
                        ("before", models.CharField(blank=True, max_length=20)),
                        ("after", models.CharField(blank=True, max_length=20)),
                        ("note", models.TextField(blank=True)),
                        ("details", models.JSONField(blank=True, default=dict, encoder=django.core.serializers.json.DjangoJSONEncoder)),
                        (
                            "actor",
                            models.ForeignKey(
                                blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["subject_id", "at"], name="event_subject"),
                            models.Index(fields=["-at", "-id"], name="event_at"),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Upload",
                    fields=[
                        ("id", models.UUIDField(db_column="_id", default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                        ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                        ("changed_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                        ("key", models.CharField(max_length=200, unique=True)),
                        ("name", models.CharField(max_length=120)),
                        ("size", models.PositiveIntegerField(default=0)),
                        ("type", models.CharField(blank=True, max_length=100)),
                        ("digest", models.CharField(blank=True, max_length=64)),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("pending", "Announced"),
                                    ("checking", "Being checked"),
                                    ("checked", "Checked"),
                                    ("claimed", "In use"),
                                    ("refused", "Refused"),
                                    ("dropped", "Thrown away"),
                                ],
                                default="pending",
                                editable=False,
                                max_length=10,
                            ),
                        ),
                        ("open_until", models.DateTimeField(blank=True, editable=False, null=True)),
                        ("preview", models.CharField(blank=True, editable=False, max_length=220)),
                        ("preview_width", models.PositiveSmallIntegerField(default=0, editable=False)),
                        ("preview_height", models.PositiveSmallIntegerField(default=0, editable=False)),
                        (
                            "owner",
                            models.ForeignKey(
                                blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "file",
                        "indexes": [
                            models.Index(fields=["status", "changed_at"], name="upload_status"),
                            models.Index(fields=["owner", "created_at"], name="upload_owner"),
                            models.Index(fields=["open_until"], name="upload_open"),
                        ],
                    },
                ),
            ],
        ),
    ]
