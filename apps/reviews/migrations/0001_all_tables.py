"""Every table of the app, in place of the two migrations named here."""

import django.core.validators
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import apps.core.ids
import apps.core.migrating


class Migration(migrations.Migration):
    replaces = [("reviews", "0001_tables"), ("reviews", "0002_replies_and_reminders")]

    initial = True

    dependencies = [
        ("contracts", "0001_all_tables"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        apps.core.migrating.Together(
            operations=[
                migrations.CreateModel(
                    name="Exchange",
                    fields=[
                        ("id", models.UUIDField(db_column="_id", default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                        ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                        ("closes_at", models.DateTimeField()),
                        ("written", models.PositiveSmallIntegerField(default=0)),
                        (
                            "contract",
                            models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name="exchange", to="contracts.contract"),
                        ),
                        ("reminded_at", models.DateTimeField(blank=True, editable=False, null=True)),
                    ],
                    options={
                        "indexes": [models.Index(fields=["reminded_at", "closes_at"], name="exchange_clock")],
                    },
                ),
                migrations.CreateModel(
                    name="Review",
                    fields=[
                        ("id", models.UUIDField(db_column="_id", default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                        ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                        ("changed_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                        ("role", models.CharField(choices=[("solver", "About the solver"), ("challenger", "About the challenger")], max_length=10)),
                        (
                            "status",
                            models.CharField(
                                choices=[("sealed", "Sealed"), ("published", "Published"), ("hidden", "Hidden by moderation")],
                                default="sealed",
                                editable=False,
                                max_length=10,
                            ),
                        ),
                        ("title", models.CharField(max_length=120)),
                        (
                            "stars",
                            models.PositiveSmallIntegerField(
                                validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(5)]
                            ),
                        ),
                        (
                            "quality",
                            models.PositiveSmallIntegerField(
                                validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(5)]
                            ),
                        ),
                        (
                            "communication",
                            models.PositiveSmallIntegerField(
                                validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(5)]
                            ),
                        ),
                        (
                            "timeliness",
                            models.PositiveSmallIntegerField(
                                validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(5)]
                            ),
                        ),
                        ("text", models.TextField(max_length=4000)),
                        ("html", models.TextField(editable=False)),
                        ("publish_at", models.DateTimeField()),
                        ("published_at", models.DateTimeField(blank=True, editable=False, null=True)),
                        ("moderated_at", models.DateTimeField(blank=True, editable=False, null=True)),
                        ("author", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL)),
                        ("contract", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="reviews", to="contracts.contract")),
                        ("subject", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL)),
                        ("replied_at", models.DateTimeField(blank=True, editable=False, null=True)),
                        ("reply", models.TextField(blank=True, max_length=1000)),
                        ("reply_edited_at", models.DateTimeField(blank=True, editable=False, null=True)),
                        ("reply_hidden_at", models.DateTimeField(blank=True, editable=False, null=True)),
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["subject", "status", "-published_at", "-id"], name="review_subject"),
                            models.Index(fields=["status", "publish_at"], name="review_clock"),
                            models.Index(fields=["-created_at"], name="review_newest"),
                        ],
                        "constraints": [models.UniqueConstraint(fields=("contract", "author"), name="one_review_per_side")],
                    },
                ),
            ],
        ),
    ]
