"""Every table of the app, in place of the six migrations named here."""

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
    replaces = [
        ("challenges", "0001_tables"),
        ("challenges", "0004_questions_and_invitations"),
        ("challenges", "0005_owners_of_invitations"),
        ("challenges", "0006_every_invitation_has_an_owner"),
        ("challenges", "0007_full_text_again"),
        ("challenges", "0008_previews"),
    ]

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        apps.core.migrating.Together(
            operations=[
                migrations.CreateModel(
                    name="Category",
                    fields=[
                        ("id", models.UUIDField(db_column="_id", default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                        ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                        ("slug", models.SlugField(max_length=40, unique=True)),
                        ("name", models.CharField(max_length=60)),
                        ("description", models.CharField(blank=True, max_length=160)),
                        ("position", models.PositiveSmallIntegerField(default=0)),
                        ("is_active", models.BooleanField(default=True)),
                    ],
                    options={
                        "verbose_name_plural": "categories",
                        "ordering": ["position", "name"],
                    },
                ),
                migrations.CreateModel(
                    name="Challenge",
                    fields=[
                        ("id", models.UUIDField(db_column="_id", default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                        ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                        ("changed_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                        ("code", models.CharField(default=apps.core.ids.new_code, editable=False, max_length=12, unique=True)),
                        ("slug", models.SlugField(blank=True, editable=False, max_length=80)),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("draft", "Draft"),
                                    ("open", "Open"),
                                    ("closed", "Closed"),
                                    ("awarded", "Awarded"),
                                    ("completed", "Completed"),
                                    ("cancelled", "Cancelled"),
                                ],
                                default="draft",
                                editable=False,
                                max_length=10,
                            ),
                        ),
                        (
                            "visibility",
                            models.CharField(
                                choices=[("public", "Public"), ("unlisted", "Unlisted"), ("invited", "Invite-only")], default="public", max_length=10
                            ),
                        ),
                        ("title", models.CharField(max_length=120)),
                        ("summary", models.CharField(blank=True, editable=False, max_length=200)),
                        ("brief", models.TextField(blank=True, max_length=20000)),
                        ("brief_html", models.TextField(blank=True, editable=False)),
                        ("criteria", apps.core.models.JSONList(blank=True, default=list, encoder=django.core.serializers.json.DjangoJSONEncoder)),
                        ("questions", apps.core.models.JSONList(blank=True, default=list, encoder=django.core.serializers.json.DjangoJSONEncoder)),
                        ("skills", apps.core.models.JSONList(blank=True, default=list, encoder=django.core.serializers.json.DjangoJSONEncoder)),
                        (
                            "difficulty",
                            models.PositiveSmallIntegerField(
                                choices=[(1, "Approachable"), (2, "Intermediate"), (3, "Demanding"), (4, "Expert")], default=2
                            ),
                        ),
                        (
                            "reward_kind",
                            models.CharField(
                                choices=[("fixed", "Fixed"), ("range", "Range"), ("milestones", "Milestones")], default="fixed", max_length=10
                            ),
                        ),
                        ("currency", models.CharField(default="EUR", max_length=3)),
                        ("reward_min_minor", models.BigIntegerField(blank=True, null=True)),
                        ("reward_max_minor", models.BigIntegerField(blank=True, null=True)),
                        ("reward_rank", models.BigIntegerField(default=0, editable=False)),
                        ("milestones", apps.core.models.JSONList(blank=True, default=list, encoder=django.core.serializers.json.DjangoJSONEncoder)),
                        ("deadline_at", models.DateTimeField(blank=True, null=True)),
                        ("published_at", models.DateTimeField(blank=True, editable=False, null=True)),
                        ("closed_at", models.DateTimeField(blank=True, editable=False, null=True)),
                        ("reminded_at", models.DateTimeField(blank=True, editable=False, null=True)),
                        ("application_count", models.PositiveIntegerField(default=0, editable=False)),
                        ("live_count", models.PositiveIntegerField(default=0, editable=False)),
                        ("clarification_count", models.PositiveIntegerField(default=0, editable=False)),
                        ("is_listed", models.BooleanField(default=False, editable=False)),
                        ("removed_at", models.DateTimeField(blank=True, editable=False, null=True)),
                        ("removal_reason", models.CharField(blank=True, editable=False, max_length=300)),
                        ("reviewed_at", models.DateTimeField(blank=True, editable=False, null=True)),
                        ("search_title", models.TextField(blank=True, editable=False)),
                        ("search_body", models.TextField(blank=True, editable=False)),
                        ("search_serial", models.BigIntegerField(blank=True, editable=False, null=True)),
                        (
                            "category",
                            models.ForeignKey(
                                blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="challenges.category"
                            ),
                        ),
                        (
                            "owner",
                            models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="challenges", to=settings.AUTH_USER_MODEL),
                        ),
                        ("invited_count", models.PositiveIntegerField(default=0, editable=False)),
                        ("question_count", models.PositiveIntegerField(default=0, editable=False)),
                        ("unanswered_count", models.PositiveIntegerField(default=0, editable=False)),
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["owner", "-changed_at", "-id"], name="challenge_owner"),
                            models.Index(fields=["status", "deadline_at"], name="challenge_clock"),
                            models.Index(fields=["reviewed_at", "-search_serial"], name="challenge_review"),
                            models.Index(
                                fields=[
                                    "is_listed",
                                    "status",
                                    "-search_serial",
                                    "category",
                                    "difficulty",
                                    "currency",
                                    "reward_min_minor",
                                    "reward_max_minor",
                                    "deadline_at",
                                ],
                                name="challenge_newest",
                            ),
                            models.Index(
                                fields=[
                                    "is_listed",
                                    "status",
                                    "deadline_at",
                                    "search_serial",
                                    "category",
                                    "difficulty",
                                    "currency",
                                    "reward_min_minor",
                                    "reward_max_minor",
                                ],
                                name="challenge_ending",
                            ),
                            models.Index(
                                fields=[
                                    "is_listed",
                                    "status",
                                    "-reward_rank",
                                    "-search_serial",
                                    "category",
                                    "difficulty",
                                    "currency",
                                    "reward_min_minor",
                                    "reward_max_minor",
                                    "deadline_at",
                                ],
                                name="challenge_reward",
                            ),
                            models.Index(
                                fields=[
                                    "is_listed",
                                    "status",
                                    "category",
                                    "-search_serial",
                                    "difficulty",
                                    "currency",
                                    "reward_min_minor",
                                    "reward_max_minor",
                                    "deadline_at",
                                ],
                                name="challenge_category",
                            ),
                            models.Index(
                                fields=[
                                    "is_listed",
                                    "status",
                                    "difficulty",
                                    "-search_serial",
                                    "currency",
                                    "reward_min_minor",
                                    "reward_max_minor",
                                    "deadline_at",
                                ],
                                name="challenge_difficulty",
                            ),
                            models.Index(
                                fields=["is_listed", "status", "currency", "-search_serial", "reward_min_minor", "reward_max_minor", "deadline_at"],
                                name="challenge_currency",
                            ),
                        ],
                        "constraints": [models.UniqueConstraint(fields=("search_serial",), name="challenge_serial")],
                    },
                ),
                migrations.CreateModel(
                    name="ChallengeFile",
                    fields=[
                        ("id", models.UUIDField(db_column="_id", default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                        ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                        ("file", models.FileField(max_length=200, upload_to=apps.core.uploads.stored.upload_path)),
                        ("name", models.CharField(max_length=120)),
                        ("size", models.PositiveIntegerField(default=0)),
                        ("digest", models.CharField(blank=True, max_length=64)),
                        (
                            "challenge",
                            models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="files", to="challenges.challenge"),
                        ),
                        ("preview", models.CharField(blank=True, editable=False, max_length=220)),
                        ("preview_height", models.PositiveSmallIntegerField(default=0, editable=False)),
                        ("preview_width", models.PositiveSmallIntegerField(default=0, editable=False)),
                    ],
                    options={
                        "ordering": ["id"],
                    },
                ),
                migrations.CreateModel(
                    name="Clarification",
                    fields=[
                        ("id", models.UUIDField(db_column="_id", default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                        ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                        ("text", models.TextField(max_length=5000)),
                        ("html", models.TextField(editable=False)),
                        (
                            "challenge",
                            models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="clarifications", to="challenges.challenge"),
                        ),
                    ],
                    options={
                        "ordering": ["created_at", "id"],
                    },
                ),
                migrations.CreateModel(
                    name="Invitation",
                    fields=[
                        ("id", models.UUIDField(db_column="_id", default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                        ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                        (
                            "challenge",
                            models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="invitations", to="challenges.challenge"),
                        ),
                        ("user", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL)),
                        ("answered_at", models.DateTimeField(blank=True, editable=False, null=True)),
                        ("changed_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                        ("note", models.CharField(blank=True, max_length=500)),
                        (
                            "status",
                            models.CharField(
                                choices=[("waiting", "Not answered"), ("applied", "Applied"), ("declined", "Declined"), ("withdrawn", "Taken back")],
                                default="waiting",
                                editable=False,
                                max_length=10,
                            ),
                        ),
                        ("owner", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["user", "-created_at", "-id"], name="invitation_user"),
                            models.Index(fields=["owner", "created_at"], name="invitation_owner"),
                        ],
                        "constraints": [models.UniqueConstraint(fields=("challenge", "user"), name="one_invitation_per_person")],
                    },
                ),
                migrations.CreateModel(
                    name="Question",
                    fields=[
                        ("id", models.UUIDField(db_column="_id", default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                        ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                        ("changed_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("waiting", "Not answered"),
                                    ("answered", "Answered"),
                                    ("declined", "Left without an answer"),
                                    ("withdrawn", "Taken back"),
                                ],
                                default="waiting",
                                editable=False,
                                max_length=10,
                            ),
                        ),
                        ("text", models.TextField(max_length=1000)),
                        ("answer", models.TextField(blank=True, max_length=3000)),
                        ("answered_at", models.DateTimeField(blank=True, editable=False, null=True)),
                        ("answer_edited_at", models.DateTimeField(blank=True, editable=False, null=True)),
                        ("after_application", models.BooleanField(default=False, editable=False)),
                        ("reported_at", models.DateTimeField(blank=True, editable=False, null=True)),
                        ("hidden_at", models.DateTimeField(blank=True, editable=False, null=True)),
                        ("hidden_reason", models.CharField(blank=True, editable=False, max_length=300)),
                        ("asker", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL)),
                        (
                            "challenge",
                            models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="asked", to="challenges.challenge"),
                        ),
                        ("owner", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["challenge", "status", "-answered_at", "-id"], name="question_challenge"),
                            models.Index(fields=["challenge", "asker"], name="question_asker"),
                            models.Index(fields=["-reported_at", "-id"], name="question_reported"),
                        ],
                    },
                ),
            ],
        ),
    ]
