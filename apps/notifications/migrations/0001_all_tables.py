"""Every table of the app, in place of the four migrations named here.

The indexes at its end stand apart to come before those of the foreign keys, which Django makes when a migration ends: of two that promise it the same,
SQLite takes the younger."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import apps.core.ids
import apps.core.migrating


class Migration(migrations.Migration):
    replaces = [
        ("notifications", "0001_tables"),
        ("notifications", "0002_cancelled"),
        ("notifications", "0003_devices_and_phones"),
        ("notifications", "0005_lines_have_times_and_topics"),
    ]

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        apps.core.migrating.Together(
            operations=[
                migrations.CreateModel(
                    name="Notification",
                    fields=[
                        ("id", models.UUIDField(db_column="_id", default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                        ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                        ("kind", models.CharField(max_length=60)),
                        ("key", models.CharField(max_length=160, unique=True)),
                        ("text", models.CharField(max_length=300)),
                        ("url", models.CharField(blank=True, max_length=300)),
                        ("read_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "actor",
                            models.ForeignKey(
                                blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL
                            ),
                        ),
                        ("recipient", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL)),
                        ("digest", models.CharField(blank=True, editable=False, max_length=6)),
                        ("digest_at", models.DateTimeField(blank=True, editable=False, null=True)),
                        ("group", models.CharField(blank=True, editable=False, max_length=100)),
                        ("is_open", models.BooleanField(default=False, editable=False)),
                        ("times", models.PositiveIntegerField(default=1, editable=False)),
                        ("told_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                        ("topic", models.CharField(default="other", max_length=20)),
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["recipient", "-told_at", "-id"], name="notification_told"),
                            models.Index(fields=["recipient", "read_at", "-told_at", "-id"], name="notification_unread"),
                            models.Index(fields=["recipient", "topic", "-told_at", "-id"], name="notification_topic"),
                            models.Index(fields=["recipient", "url"], name="notification_url"),
                            models.Index(fields=["digest", "digest_at"], name="notification_digest"),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Email",
                    fields=[
                        ("id", models.UUIDField(db_column="_id", default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                        ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                        (
                            "status",
                            models.CharField(
                                choices=[("pending", "Waiting"), ("done", "Done"), ("failed", "Failed"), ("cancelled", "Cancelled")],
                                default="pending",
                                editable=False,
                                max_length=10,
                            ),
                        ),
                        ("attempts", models.PositiveIntegerField(default=0, editable=False)),
                        ("due_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                        ("done_at", models.DateTimeField(blank=True, editable=False, null=True)),
                        ("error", models.TextField(blank=True, editable=False)),
                        ("key", models.CharField(max_length=200, unique=True)),
                        ("address", models.EmailField(max_length=254)),
                        ("kind", models.CharField(max_length=60)),
                        ("subject", models.CharField(max_length=200)),
                        ("text", models.TextField()),
                        ("html", models.TextField()),
                        (
                            "recipient",
                            models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL),
                        ),
                        ("delivered_at", models.DateTimeField(blank=True, editable=False, null=True)),
                        ("failures", models.PositiveIntegerField(default=0, editable=False)),
                        (
                            "fate",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("", "Not heard of"),
                                    ("delivered", "Delivered"),
                                    ("deferred", "Put off by the receiver"),
                                    ("bounced", "Came back"),
                                    ("dropped", "Not sent by the provider"),
                                    ("complaint", "Reported as spam"),
                                ],
                                editable=False,
                                max_length=10,
                            ),
                        ),
                        ("in_hand", models.BooleanField(default=False, editable=False)),
                        ("lost", models.PositiveIntegerField(default=0, editable=False)),
                        (
                            "notification",
                            models.ForeignKey(
                                blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="notifications.notification"
                            ),
                        ),
                        ("provider_id", models.CharField(blank=True, editable=False, max_length=120)),
                        ("until_read", models.BooleanField(default=False, editable=False)),
                    ],
                    options={
                        "verbose_name": "e-mail",
                        "indexes": [models.Index(fields=["status", "due_at"], name="email_due")],
                    },
                ),
                migrations.CreateModel(
                    name="TextEvent",
                    fields=[
                        ("id", models.UUIDField(db_column="_id", default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                        ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                        ("key", models.CharField(max_length=120, unique=True)),
                    ],
                ),
                migrations.CreateModel(
                    name="CodeText",
                    fields=[
                        ("id", models.UUIDField(db_column="_id", default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                        ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                        ("number", models.CharField(max_length=16)),
                        ("user", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["user", "created_at"], name="code_person"),
                            models.Index(fields=["number", "created_at"], name="code_number"),
                            models.Index(fields=["created_at"], name="code_day"),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Phone",
                    fields=[
                        ("id", models.UUIDField(db_column="_id", default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                        ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                        ("number", models.CharField(blank=True, max_length=16)),
                        ("verified_at", models.DateTimeField(blank=True, null=True)),
                        ("stopped_at", models.DateTimeField(blank=True, null=True)),
                        ("failed_at", models.DateTimeField(blank=True, null=True)),
                        ("failure", models.CharField(blank=True, max_length=200)),
                        ("wanted", models.CharField(blank=True, max_length=16)),
                        ("code_hash", models.CharField(blank=True, editable=False, max_length=64)),
                        ("code_sent_at", models.DateTimeField(blank=True, null=True)),
                        ("attempts", models.PositiveIntegerField(default=0, editable=False)),
                        ("texts_since", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                        ("texts", models.PositiveIntegerField(default=0, editable=False)),
                        (
                            "user",
                            models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name="phone", to=settings.AUTH_USER_MODEL),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(condition=models.Q(("number__gt", "")), fields=("number",), name="one_account_per_number")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PushSubscription",
                    fields=[
                        ("id", models.UUIDField(db_column="_id", default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                        ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                        ("endpoint", models.TextField(max_length=1000)),
                        ("endpoint_hash", models.CharField(editable=False, max_length=64, unique=True)),
                        ("p256dh", models.CharField(max_length=100)),
                        ("auth", models.CharField(max_length=32)),
                        ("name", models.CharField(blank=True, max_length=80)),
                        ("sign_in", models.CharField(editable=False, max_length=64)),
                        ("used_at", models.DateTimeField(blank=True, null=True)),
                        ("failed_at", models.DateTimeField(blank=True, null=True)),
                        ("failure", models.CharField(blank=True, max_length=200)),
                        ("user", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        "indexes": [models.Index(fields=["user", "-created_at", "-id"], name="device_list")],
                    },
                ),
                migrations.CreateModel(
                    name="Gathered",
                    fields=[
                        ("id", models.UUIDField(db_column="_id", default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                        ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                        ("key", models.CharField(max_length=160, unique=True)),
                        (
                            "notification",
                            models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="notifications.notification"),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="MailEvent",
                    fields=[
                        ("id", models.UUIDField(db_column="_id", default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                        ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                        ("key", models.CharField(max_length=120, unique=True)),
                        ("event", models.CharField(max_length=20)),
                        ("address", models.CharField(max_length=254)),
                        ("at", models.DateTimeField()),
                        ("detail", models.CharField(blank=True, max_length=300)),
                        (
                            "email",
                            models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="notifications.email"),
                        ),
                    ],
                    options={
                        "indexes": [models.Index(fields=["-at", "-id"], name="mail_event_at")],
                    },
                ),
                migrations.CreateModel(
                    name="Preferences",
                    fields=[
                        ("id", models.UUIDField(db_column="_id", default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                        ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                        ("choices", models.JSONField(blank=True, default=dict)),
                        ("quiet_from", models.PositiveSmallIntegerField(blank=True, null=True)),
                        ("quiet_until", models.PositiveSmallIntegerField(blank=True, null=True)),
                        ("digest_hour", models.PositiveSmallIntegerField(default=8)),
                        ("digest_day", models.PositiveSmallIntegerField(default=0)),
                        ("changed_at", models.DateTimeField(auto_now=True)),
                        ("user", models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        "verbose_name_plural": "preferences",
                    },
                ),
                migrations.CreateModel(
                    name="PushMessage",
                    fields=[
                        ("id", models.UUIDField(db_column="_id", default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                        ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                        (
                            "status",
                            models.CharField(
                                choices=[("pending", "Waiting"), ("done", "Done"), ("failed", "Failed"), ("cancelled", "Cancelled")],
                                default="pending",
                                editable=False,
                                max_length=10,
                            ),
                        ),
                        ("attempts", models.PositiveIntegerField(default=0, editable=False)),
                        ("due_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                        ("done_at", models.DateTimeField(blank=True, editable=False, null=True)),
                        ("error", models.TextField(blank=True, editable=False)),
                        ("key", models.CharField(max_length=200, unique=True)),
                        ("kind", models.CharField(max_length=60)),
                        ("until_read", models.BooleanField(default=False, editable=False)),
                        ("in_hand", models.BooleanField(default=False, editable=False)),
                        ("failures", models.PositiveIntegerField(default=0, editable=False)),
                        ("lost", models.PositiveIntegerField(default=0, editable=False)),
                        ("provider_id", models.CharField(blank=True, editable=False, max_length=120)),
                        ("title", models.CharField(max_length=60)),
                        ("body", models.CharField(max_length=200)),
                        ("url", models.CharField(max_length=300)),
                        ("tag", models.CharField(blank=True, max_length=32)),
                        ("urgent", models.BooleanField(default=False)),
                        (
                            "device",
                            models.ForeignKey(
                                null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="notifications.pushsubscription"
                            ),
                        ),
                        (
                            "notification",
                            models.ForeignKey(
                                blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="notifications.notification"
                            ),
                        ),
                        (
                            "recipient",
                            models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="Suppression",
                    fields=[
                        ("id", models.UUIDField(db_column="_id", default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                        ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                        ("address", models.EmailField(max_length=254, unique=True)),
                        (
                            "reason",
                            models.CharField(
                                choices=[
                                    ("bounce", "Mail to it comes back"),
                                    ("complaint", "Mail to it was reported as spam"),
                                    ("unsubscribe", "It was taken off at the mail provider"),
                                ],
                                max_length=12,
                            ),
                        ),
                        ("detail", models.CharField(blank=True, max_length=300)),
                        ("since", models.DateTimeField()),
                        ("stands", models.BooleanField(default=True)),
                        ("lifted_at", models.DateTimeField(blank=True, null=True)),
                        ("forgotten_at", models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        "indexes": [models.Index(fields=["stands", "forgotten_at"], name="suppression_lifted")],
                    },
                ),
                migrations.CreateModel(
                    name="TextMessage",
                    fields=[
                        ("id", models.UUIDField(db_column="_id", default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                        ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                        (
                            "status",
                            models.CharField(
                                choices=[("pending", "Waiting"), ("done", "Done"), ("failed", "Failed"), ("cancelled", "Cancelled")],
                                default="pending",
                                editable=False,
                                max_length=10,
                            ),
                        ),
                        ("attempts", models.PositiveIntegerField(default=0, editable=False)),
                        ("due_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                        ("done_at", models.DateTimeField(blank=True, editable=False, null=True)),
                        ("error", models.TextField(blank=True, editable=False)),
                        ("key", models.CharField(max_length=200, unique=True)),
                        ("kind", models.CharField(max_length=60)),
                        ("until_read", models.BooleanField(default=False, editable=False)),
                        ("in_hand", models.BooleanField(default=False, editable=False)),
                        ("failures", models.PositiveIntegerField(default=0, editable=False)),
                        ("lost", models.PositiveIntegerField(default=0, editable=False)),
                        ("provider_id", models.CharField(blank=True, editable=False, max_length=120)),
                        ("text", models.CharField(max_length=160)),
                        (
                            "notification",
                            models.ForeignKey(
                                blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="notifications.notification"
                            ),
                        ),
                        (
                            "recipient",
                            models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL),
                        ),
                    ],
                    options={
                        "verbose_name": "SMS",
                        "verbose_name_plural": "SMS",
                    },
                ),
            ],
        ),
        apps.core.migrating.Together(
            operations=[
                migrations.AddIndex(
                    model_name="pushmessage",
                    index=models.Index(fields=["status", "due_at"], name="pushmessage_due"),
                ),
                migrations.AddIndex(
                    model_name="textmessage",
                    index=models.Index(fields=["status", "due_at"], name="textmessage_due"),
                ),
            ],
        ),
    ]
