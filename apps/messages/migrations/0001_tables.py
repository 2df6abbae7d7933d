"""The tables of conversations.

They wait for the last migration of every app whose own were folded, by its old name: Django finds it in what stands for it, or, in a database where some
of the old ones were applied and others were not, finds it nowhere and stops. Nothing depends on this app, so all others can be named here.
"""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import apps.core.ids
import apps.core.migrating
import apps.core.uploads.stored


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("applications", "0002_previews"),
        ("challenges", "0008_previews"),
        ("contracts", "0005_overdue_deliveries"),
        ("core", "0002_uploads"),
        ("notifications", "0005_lines_have_times_and_topics"),
        ("payments", "0010_findings_move"),
        ("reviews", "0002_replies_and_reminders"),
        ("users", "0004_blocks_and_unread_messages"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        apps.core.migrating.Together(
            operations=[
                migrations.CreateModel(
                    name="Conversation",
                    fields=[
                        ("id", models.UUIDField(db_column="_id", default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                        ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                        ("title", models.CharField(max_length=120)),
                        ("last_seq", models.PositiveIntegerField(default=0, editable=False)),
                        ("last_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                        ("last_text", models.CharField(blank=True, editable=False, max_length=140)),
                        (
                            "application",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT, related_name="conversation", to="applications.application"
                            ),
                        ),
                        (
                            "last_author",
                            models.ForeignKey(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("owner", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL)),
                        ("solver", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL)),
                    ],
                ),
                migrations.CreateModel(
                    name="Message",
                    fields=[
                        ("id", models.UUIDField(db_column="_id", default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                        ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                        ("seq", models.PositiveIntegerField(editable=False)),
                        ("client_key", models.UUIDField(editable=False)),
                        ("text", models.TextField(blank=True, max_length=5000)),
                        ("html", models.TextField(blank=True, editable=False)),
                        ("plain", models.TextField(blank=True, editable=False)),
                        ("edited_at", models.DateTimeField(blank=True, editable=False, null=True)),
                        ("deleted_at", models.DateTimeField(blank=True, editable=False, null=True)),
                        ("is_removed", models.BooleanField(default=False, editable=False)),
                        ("author", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL)),
                        (
                            "conversation",
                            models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="messages", to="messaging.conversation"),
                        ),
                    ],
                    options={
                        "indexes": [models.Index(fields=["conversation", "-seq"], name="message_history")],
                        "constraints": [
                            models.UniqueConstraint(fields=("conversation", "seq"), name="one_message_at_a_place"),
                            models.UniqueConstraint(fields=("conversation", "author", "client_key"), name="one_message_of_a_key"),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="MessageFile",
                    fields=[
                        ("id", models.UUIDField(db_column="_id", default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                        ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                        ("file", models.FileField(max_length=200, upload_to=apps.core.uploads.stored.upload_path)),
                        ("name", models.CharField(max_length=120)),
                        ("size", models.PositiveIntegerField(default=0)),
                        ("digest", models.CharField(blank=True, max_length=64)),
                        ("preview", models.CharField(blank=True, editable=False, max_length=220)),
                        ("preview_width", models.PositiveSmallIntegerField(default=0, editable=False)),
                        ("preview_height", models.PositiveSmallIntegerField(default=0, editable=False)),
                        ("is_gone", models.BooleanField(default=False, editable=False)),
                        (
                            "conversation",
                            models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="files", to="messaging.conversation"),
                        ),
                        ("message", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="files", to="messaging.message")),
                    ],
                    options={
                        "ordering": ["id"],
                        "indexes": [models.Index(fields=["conversation", "-id"], name="message_files")],
                    },
                ),
                migrations.CreateModel(
                    name="MessageReport",
                    fields=[
                        ("id", models.UUIDField(db_column="_id", default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                        ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                        ("changed_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                        (
                            "status",
                            models.CharField(
                                choices=[("open", "Open"), ("kept", "Kept"), ("removed", "Removed")], default="open", editable=False, max_length=10
                            ),
                        ),
                        (
                            "reason",
                            models.CharField(
                                choices=[
                                    ("insult", "It insults or threatens"),
                                    ("fraud", "It asks for money or work outside OpenChance"),
                                    ("spam", "It is advertising"),
                                    ("unlawful", "It is against the law"),
                                    ("other", "Another reason"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("note", models.CharField(blank=True, max_length=1000)),
                        ("words", models.TextField(blank=True, editable=False)),
                        ("author", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL)),
                        ("message", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="reports", to="messaging.message")),
                        ("reporter", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        "indexes": [models.Index(fields=["status", "-id"], name="message_report_queue")],
                        "constraints": [models.UniqueConstraint(fields=("message", "reporter"), name="one_report_each")],
                    },
                ),
                migrations.CreateModel(
                    name="MessageVersion",
                    fields=[
                        ("id", models.UUIDField(db_column="_id", default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                        ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                        ("text", models.TextField(blank=True)),
                        ("message", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="versions", to="messaging.message")),
                    ],
                ),
                migrations.CreateModel(
                    name="Member",
                    fields=[
                        ("id", models.UUIDField(db_column="_id", default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                        ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                        (
                            "stage",
                            models.CharField(
                                choices=[("application", "Application"), ("contract", "Contract")],
                                default="application",
                                editable=False,
                                max_length=12,
                            ),
                        ),
                        ("last_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                        ("read_seq", models.PositiveIntegerField(default=0, editable=False)),
                        ("read_at", models.DateTimeField(blank=True, editable=False, null=True)),
                        ("unread", models.PositiveIntegerField(default=0, editable=False)),
                        ("is_unread", models.BooleanField(default=False, editable=False)),
                        ("tell_at", models.DateTimeField(blank=True, editable=False, null=True)),
                        ("is_muted", models.BooleanField(default=False)),
                        ("left_at", models.DateTimeField(blank=True, editable=False, null=True)),
                        (
                            "conversation",
                            models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="members", to="messaging.conversation"),
                        ),
                        ("other", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL)),
                        ("user", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["user", "-last_at", "-id"], name="member_inbox"),
                            models.Index(fields=["user", "stage", "-last_at", "-id"], name="member_stage"),
                            models.Index(fields=["user", "is_unread", "-last_at", "-id"], name="member_unread"),
                            models.Index(fields=["tell_at"], name="member_clock"),
                        ],
                        "constraints": [models.UniqueConstraint(fields=("conversation", "user"), name="one_member")],
                    },
                ),
            ],
        ),
    ]
