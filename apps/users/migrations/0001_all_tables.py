"""Every table of the app, in place of the four migrations named here."""

import django.core.serializers.json
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import apps.core.ids
import apps.core.migrating
import apps.core.models


class Migration(migrations.Migration):
    replaces = [
        ("users", "0001_tables"),
        ("users", "0002_finance_role"),
        ("users", "0003_billing_details"),
        ("users", "0004_blocks_and_unread_messages"),
    ]

    initial = True

    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
    ]

    operations = [
        apps.core.migrating.Together(
            operations=[
                migrations.CreateModel(
                    name="User",
                    fields=[
                        ("password", models.CharField(max_length=128, verbose_name="password")),
                        ("last_login", models.DateTimeField(blank=True, null=True, verbose_name="last login")),
                        (
                            "is_superuser",
                            models.BooleanField(
                                default=False,
                                help_text="Designates that this user has all permissions without explicitly assigning them.",
                                verbose_name="superuser status",
                            ),
                        ),
                        ("id", models.UUIDField(db_column="_id", default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                        ("email", models.EmailField(max_length=254, unique=True, verbose_name="e-mail address")),
                        ("email_verified_at", models.DateTimeField(blank=True, null=True)),
                        ("handle", models.CharField(max_length=30, unique=True)),
                        ("handle_skeleton", models.CharField(editable=False, max_length=60, unique=True)),
                        ("name", models.CharField(max_length=80)),
                        ("headline", models.CharField(blank=True, max_length=120)),
                        ("bio", models.TextField(blank=True, max_length=5000, verbose_name="about you")),
                        ("bio_html", models.TextField(blank=True, editable=False)),
                        ("country", models.CharField(blank=True, max_length=2)),
                        ("timezone", models.CharField(default="UTC", max_length=40, verbose_name="time zone")),
                        ("skills", apps.core.models.JSONList(blank=True, default=list, encoder=django.core.serializers.json.DjangoJSONEncoder)),
                        ("links", apps.core.models.JSONList(blank=True, default=list, encoder=django.core.serializers.json.DjangoJSONEncoder)),
                        ("rate_minor", models.BigIntegerField(blank=True, null=True)),
                        ("rate_currency", models.CharField(blank=True, max_length=3)),
                        ("avatar", models.CharField(blank=True, editable=False, max_length=120)),
                        ("is_active", models.BooleanField(default=True)),
                        ("is_staff", models.BooleanField(default=False, verbose_name="moderator")),
                        ("suspended_at", models.DateTimeField(blank=True, null=True)),
                        ("suspension_reason", models.CharField(blank=True, max_length=200)),
                        ("session_epoch", models.PositiveIntegerField(default=0, editable=False)),
                        ("joined_at", models.DateTimeField(default=django.utils.timezone.now)),
                        ("posted_count", models.PositiveIntegerField(default=0, editable=False)),
                        ("awarded_count", models.PositiveIntegerField(default=0, editable=False)),
                        ("paid_count", models.PositiveIntegerField(default=0, editable=False)),
                        ("decision_count", models.PositiveIntegerField(default=0, editable=False)),
                        ("decision_hours", models.PositiveIntegerField(default=0, editable=False)),
                        ("challenger_stars", models.PositiveIntegerField(default=0, editable=False)),
                        ("challenger_reviews", models.PositiveIntegerField(default=0, editable=False)),
                        ("applied_count", models.PositiveIntegerField(default=0, editable=False)),
                        ("won_count", models.PositiveIntegerField(default=0, editable=False)),
                        ("completed_count", models.PositiveIntegerField(default=0, editable=False)),
                        ("solver_stars", models.PositiveIntegerField(default=0, editable=False)),
                        ("solver_reviews", models.PositiveIntegerField(default=0, editable=False)),
                        ("unread_count", models.PositiveIntegerField(default=0, editable=False)),
                        ("is_finance", models.BooleanField(default=False, verbose_name="finance")),
                        ("unread_messages", models.PositiveIntegerField(default=0, editable=False)),
                        (
                            "groups",
                            models.ManyToManyField(
                                blank=True,
                                help_text="The groups this user belongs to. A user will get all permissions granted to each of their groups.",
                                related_name="user_set",
                                related_query_name="user",
                                to="auth.group",
                                verbose_name="groups",
                            ),
                        ),
                        (
                            "user_permissions",
                            models.ManyToManyField(
                                blank=True,
                                help_text="Specific permissions for this user.",
                                related_name="user_set",
                                related_query_name="user",
                                to="auth.permission",
                                verbose_name="user permissions",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [models.Index(fields=["-joined_at"], name="user_joined")],
                    },
                ),
                migrations.CreateModel(
                    name="BillingDetails",
                    fields=[
                        ("id", models.UUIDField(db_column="_id", default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                        ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                        ("legal_name", models.CharField(max_length=160)),
                        ("street", models.CharField(max_length=160)),
                        ("street_more", models.CharField(blank=True, max_length=160)),
                        ("postal_code", models.CharField(blank=True, max_length=16)),
                        ("city", models.CharField(max_length=100)),
                        ("region", models.CharField(blank=True, max_length=100)),
                        ("country", models.CharField(max_length=2)),
                        ("tax_id", models.CharField(blank=True, max_length=40)),
                        ("paper", models.CharField(blank=True, choices=[("A4", "A4"), ("Letter", "US Letter")], max_length=6)),
                        ("changed_at", models.DateTimeField(auto_now=True)),
                        (
                            "user",
                            models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name="billing", to=settings.AUTH_USER_MODEL),
                        ),
                    ],
                    options={
                        "verbose_name_plural": "billing details",
                    },
                ),
                migrations.CreateModel(
                    name="Block",
                    fields=[
                        ("id", models.UUIDField(db_column="_id", default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                        ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                        ("blocked", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL)),
                        ("blocker", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        "constraints": [models.UniqueConstraint(fields=("blocker", "blocked"), name="one_block")],
                    },
                ),
            ],
        ),
    ]
