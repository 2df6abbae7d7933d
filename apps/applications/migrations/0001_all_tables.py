"""Every table of the app, in place of the two migrations named here.

The indexes at its end stand apart to come before those of the foreign keys, which Django makes when a migration ends: of two that promise it the same,
SQLite takes the younger."""

import django.core.serializers.json
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import apps.core.ids
import apps.core.migrating
import apps.core.models
import apps.core.uploads.stored


class Migration(migrations.Migration):
    replaces = [("applications", "0001_tables"), ("applications", "0002_previews")]

    initial = True

    dependencies = [
        ("challenges", "0001_all_tables"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        apps.core.migrating.Together(
            operations=[
                migrations.CreateModel(
                    name="Application",
                    fields=[
                        ("id", models.UUIDField(db_column="_id", default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                        ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                        ("changed_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("submitted", "Submitted"),
                                    ("shortlisted", "Shortlisted"),
                                    ("accepted", "Accepted"),
                                    ("declined", "Declined"),
                                    ("withdrawn", "Withdrawn"),
                                    ("expired", "Expired"),
                                ],
                                default="submitted",
                                editable=False,
                                max_length=12,
                            ),
                        ),
                        ("letter", models.TextField(max_length=10000, verbose_name="cover letter")),
                        ("letter_html", models.TextField(editable=False)),
                        ("currency", models.CharField(max_length=3)),
                        ("price_minor", models.BigIntegerField()),
                        ("days", models.PositiveIntegerField()),
                        ("plan", apps.core.models.JSONList(blank=True, default=list, encoder=django.core.serializers.json.DjangoJSONEncoder)),
                        ("answers", apps.core.models.JSONList(blank=True, default=list, encoder=django.core.serializers.json.DjangoJSONEncoder)),
                        ("links", apps.core.models.JSONList(blank=True, default=list, encoder=django.core.serializers.json.DjangoJSONEncoder)),
                        ("revision", models.PositiveIntegerField(default=1, editable=False)),
                        ("edited_at", models.DateTimeField(blank=True, editable=False, null=True)),
                        ("decided_at", models.DateTimeField(blank=True, editable=False, null=True)),
                        (
                            "reason",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("another", "Another application was chosen"),
                                    ("price", "The price is too high"),
                                    ("time", "It would take too long"),
                                    ("fit", "The approach does not fit"),
                                    ("experience", "More experience is needed"),
                                    ("other", "Another reason"),
                                ],
                                editable=False,
                                max_length=12,
                            ),
                        ),
                        ("reason_note", models.CharField(blank=True, editable=False, max_length=1000)),
                        ("note", models.TextField(blank=True, max_length=2000, verbose_name="private note")),
                        (
                            "challenge",
                            models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="applications", to="challenges.challenge"),
                        ),
                        ("owner", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL)),
                        (
                            "solver",
                            models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="applications", to=settings.AUTH_USER_MODEL),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="ApplicationFile",
                    fields=[
                        ("id", models.UUIDField(db_column="_id", default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                        ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                        ("file", models.FileField(max_length=200, upload_to=apps.core.uploads.stored.upload_path)),
                        ("name", models.CharField(max_length=120)),
                        ("size", models.PositiveIntegerField(default=0)),
                        ("digest", models.CharField(blank=True, max_length=64)),
                        (
                            "application",
                            models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="files", to="applications.application"),
                        ),
                        ("preview", models.CharField(blank=True, editable=False, max_length=220)),
                        ("preview_height", models.PositiveSmallIntegerField(default=0, editable=False)),
                        ("preview_width", models.PositiveSmallIntegerField(default=0, editable=False)),
                    ],
                    options={
                        "ordering": ["id"],
                    },
                ),
            ],
        ),
        apps.core.migrating.Together(
            operations=[
                migrations.AddIndex(
                    model_name="application",
                    index=models.Index(fields=["solver", "-changed_at", "-id"], name="application_solver"),
                ),
                migrations.AddIndex(
                    model_name="application",
                    index=models.Index(fields=["challenge", "status", "created_at"], name="application_challenge"),
                ),
                migrations.AddConstraint(
                    model_name="application",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("status__in", ("submitted", "shortlisted", "accepted"))),
                        fields=("challenge", "solver"),
                        name="one_live_application",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="application",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("status", "accepted")), fields=("challenge",), name="one_accepted_application"
                    ),
                ),
            ],
        ),
    ]
