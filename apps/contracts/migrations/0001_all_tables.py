"""Every table of the app, in place of the five migrations named here.

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
    replaces = [
        ("contracts", "0001_tables"),
        ("contracts", "0002_frozen_money"),
        ("contracts", "0003_disputes"),
        ("contracts", "0004_previews"),
        ("contracts", "0005_overdue_deliveries"),
    ]

    initial = True

    dependencies = [
        ("applications", "0001_all_tables"),
        ("challenges", "0001_all_tables"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        apps.core.migrating.Together(
            operations=[
                migrations.CreateModel(
                    name="Contract",
                    fields=[
                        ("id", models.UUIDField(db_column="_id", default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                        ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                        ("changed_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("awaiting", "Awaiting funding"),
                                    ("active", "Active"),
                                    ("completed", "Completed"),
                                    ("cancelled", "Cancelled"),
                                ],
                                default="awaiting",
                                editable=False,
                                max_length=10,
                            ),
                        ),
                        ("title", models.CharField(max_length=120)),
                        ("criteria", apps.core.models.JSONList(blank=True, default=list, encoder=django.core.serializers.json.DjangoJSONEncoder)),
                        ("currency", models.CharField(max_length=3)),
                        ("total_minor", models.BigIntegerField()),
                        ("fee_basis_points", models.PositiveIntegerField()),
                        ("review_days", models.PositiveIntegerField()),
                        ("first_delivered_at", models.DateTimeField(blank=True, editable=False, null=True)),
                        ("ended_at", models.DateTimeField(blank=True, editable=False, null=True)),
                        ("cancel_proposed_at", models.DateTimeField(blank=True, editable=False, null=True)),
                        ("cancel_reason", models.CharField(blank=True, editable=False, max_length=1000)),
                        ("reminded_at", models.DateTimeField(blank=True, editable=False, null=True)),
                        (
                            "owner_task",
                            models.PositiveSmallIntegerField(
                                choices=[
                                    (0, "Nothing, it has ended"),
                                    (1, "Review a delivery"),
                                    (2, "Answer the other side"),
                                    (3, "Deliver"),
                                    (4, "Fund a milestone"),
                                    (5, "Wait for the other side"),
                                ],
                                default=0,
                                editable=False,
                            ),
                        ),
                        ("owner_due_at", models.DateTimeField(blank=True, editable=False, null=True)),
                        (
                            "solver_task",
                            models.PositiveSmallIntegerField(
                                choices=[
                                    (0, "Nothing, it has ended"),
                                    (1, "Review a delivery"),
                                    (2, "Answer the other side"),
                                    (3, "Deliver"),
                                    (4, "Fund a milestone"),
                                    (5, "Wait for the other side"),
                                ],
                                default=0,
                                editable=False,
                            ),
                        ),
                        ("solver_due_at", models.DateTimeField(blank=True, editable=False, null=True)),
                        (
                            "application",
                            models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name="contract", to="applications.application"),
                        ),
                        (
                            "cancel_proposed_by",
                            models.ForeignKey(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("challenge", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="challenges.challenge")),
                        ("owner", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL)),
                        ("solver", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["owner", "-changed_at", "-id"], name="contract_owner"),
                            models.Index(fields=["solver", "-changed_at", "-id"], name="contract_solver"),
                            models.Index(fields=["owner", "owner_task", "owner_due_at"], name="contract_owner_task"),
                            models.Index(fields=["solver", "solver_task", "solver_due_at"], name="contract_solver_task"),
                            models.Index(fields=["status", "reminded_at", "created_at"], name="contract_clock"),
                            models.Index(fields=["status", "ended_at"], name="contract_ended"),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Milestone",
                    fields=[
                        ("id", models.UUIDField(db_column="_id", default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                        ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                        ("changed_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("planned", "Not funded"),
                                    ("funded", "Funded"),
                                    ("delivered", "Delivered"),
                                    ("released", "Released"),
                                    ("refunded", "Refunded"),
                                    ("disputed", "Disputed"),
                                    ("settled", "Settled"),
                                ],
                                default="planned",
                                editable=False,
                                max_length=10,
                            ),
                        ),
                        ("position", models.PositiveSmallIntegerField()),
                        ("title", models.CharField(max_length=120)),
                        ("currency", models.CharField(max_length=3)),
                        ("amount_minor", models.BigIntegerField()),
                        ("days", models.PositiveIntegerField()),
                        ("due_at", models.DateTimeField(blank=True, editable=False, null=True)),
                        ("funded_at", models.DateTimeField(blank=True, editable=False, null=True)),
                        ("delivered_at", models.DateTimeField(blank=True, editable=False, null=True)),
                        ("review_due_at", models.DateTimeField(blank=True, editable=False, null=True)),
                        ("reminded_at", models.DateTimeField(blank=True, editable=False, null=True)),
                        ("ended_at", models.DateTimeField(blank=True, editable=False, null=True)),
                        ("round", models.PositiveSmallIntegerField(default=0, editable=False)),
                        ("funded_minor", models.BigIntegerField(default=0, editable=False)),
                        ("held_minor", models.BigIntegerField(default=0, editable=False)),
                        ("released_minor", models.BigIntegerField(default=0, editable=False)),
                        ("refunded_minor", models.BigIntegerField(default=0, editable=False)),
                        ("fee_minor", models.BigIntegerField(default=0, editable=False)),
                        (
                            "contract",
                            models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="milestones", to="contracts.contract"),
                        ),
                        ("owner", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL)),
                        ("solver", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL)),
                        ("frozen_at", models.DateTimeField(blank=True, editable=False, null=True)),
                        ("frozen_reason", models.CharField(blank=True, editable=False, max_length=200)),
                        ("overdue_reminded_at", models.DateTimeField(blank=True, editable=False, null=True)),
                    ],
                    options={
                        "ordering": ["position"],
                        "indexes": [
                            models.Index(fields=["status", "review_due_at"], name="milestone_clock"),
                            models.Index(fields=["owner", "status"], name="milestone_owner"),
                            models.Index(fields=["solver", "status"], name="milestone_solver"),
                            models.Index(fields=["owner", "ended_at"], name="milestone_owner_ended"),
                            models.Index(fields=["solver", "ended_at"], name="milestone_solver_ended"),
                            models.Index(fields=["status", "due_at"], name="milestone_due"),
                        ],
                        "constraints": [models.UniqueConstraint(fields=("contract", "position"), name="milestone_position")],
                    },
                ),
                migrations.CreateModel(
                    name="Delivery",
                    fields=[
                        ("id", models.UUIDField(db_column="_id", default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                        ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                        ("changed_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("waiting", "Waiting for review"),
                                    ("approved", "Approved"),
                                    ("changes", "Changes requested"),
                                    ("void", "Contract cancelled"),
                                    ("settled", "Settled by a dispute"),
                                ],
                                default="waiting",
                                editable=False,
                                max_length=10,
                            ),
                        ),
                        ("round", models.PositiveSmallIntegerField()),
                        ("note", models.TextField(max_length=10000)),
                        ("note_html", models.TextField(editable=False)),
                        ("answers", apps.core.models.JSONList(blank=True, default=list, encoder=django.core.serializers.json.DjangoJSONEncoder)),
                        ("verdicts", apps.core.models.JSONList(blank=True, default=list, encoder=django.core.serializers.json.DjangoJSONEncoder)),
                        ("feedback", models.TextField(blank=True, editable=False, max_length=5000)),
                        ("feedback_html", models.TextField(blank=True, editable=False)),
                        ("decided_at", models.DateTimeField(blank=True, editable=False, null=True)),
                        ("contract", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="contracts.contract")),
                        ("owner", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL)),
                        ("solver", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL)),
                        (
                            "milestone",
                            models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="deliveries", to="contracts.milestone"),
                        ),
                    ],
                    options={
                        "verbose_name_plural": "deliveries",
                        "ordering": ["round"],
                        "constraints": [models.UniqueConstraint(fields=("milestone", "round"), name="delivery_round")],
                    },
                ),
                migrations.CreateModel(
                    name="DeliveryFile",
                    fields=[
                        ("id", models.UUIDField(db_column="_id", default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                        ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                        ("file", models.FileField(max_length=200, upload_to=apps.core.uploads.stored.upload_path)),
                        ("name", models.CharField(max_length=120)),
                        ("size", models.PositiveIntegerField(default=0)),
                        ("digest", models.CharField(blank=True, max_length=64)),
                        ("delivery", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="files", to="contracts.delivery")),
                        ("preview", models.CharField(blank=True, editable=False, max_length=220)),
                        ("preview_height", models.PositiveSmallIntegerField(default=0, editable=False)),
                        ("preview_width", models.PositiveSmallIntegerField(default=0, editable=False)),
                    ],
                    options={
                        "ordering": ["id"],
                    },
                ),
                migrations.CreateModel(
                    name="Dispute",
                    fields=[
                        ("id", models.UUIDField(db_column="_id", default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                        ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                        ("changed_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("open", "Open"),
                                    ("deciding", "Being decided by OpenChance"),
                                    ("settled", "Settled"),
                                    ("void", "Ended by the payer’s bank"),
                                ],
                                default="open",
                                editable=False,
                                max_length=10,
                            ),
                        ),
                        ("currency", models.CharField(max_length=3)),
                        ("held_minor", models.BigIntegerField()),
                        ("due_at", models.DateTimeField()),
                        ("owner_offer_minor", models.BigIntegerField(blank=True, editable=False, null=True)),
                        ("solver_offer_minor", models.BigIntegerField(blank=True, editable=False, null=True)),
                        ("owner_asked_at", models.DateTimeField(blank=True, editable=False, null=True)),
                        ("solver_asked_at", models.DateTimeField(blank=True, editable=False, null=True)),
                        ("reminded_at", models.DateTimeField(blank=True, editable=False, null=True)),
                        ("outcome_minor", models.BigIntegerField(blank=True, editable=False, null=True)),
                        (
                            "settled_how",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("accepted", "One side accepted the other’s amount"),
                                    ("crossed", "The two amounts met"),
                                    ("silence", "One side did not answer"),
                                    ("decided", "OpenChance decided"),
                                ],
                                editable=False,
                                max_length=10,
                            ),
                        ),
                        ("decision_reason", models.TextField(blank=True, editable=False, max_length=10000)),
                        ("decision_html", models.TextField(blank=True, editable=False)),
                        ("ended_at", models.DateTimeField(blank=True, editable=False, null=True)),
                        (
                            "contract",
                            models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="disputes", to="contracts.contract"),
                        ),
                        (
                            "decided_by",
                            models.ForeignKey(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "milestone",
                            models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name="dispute", to="contracts.milestone"),
                        ),
                        ("opened_by", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL)),
                        ("owner", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL)),
                        ("solver", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL)),
                    ],
                ),
                migrations.CreateModel(
                    name="DisputeStatement",
                    fields=[
                        ("id", models.UUIDField(db_column="_id", default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                        ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                        ("side", models.CharField(choices=[("owner", "Challenger"), ("solver", "Solver")], max_length=6)),
                        ("currency", models.CharField(max_length=3)),
                        ("amount_minor", models.BigIntegerField()),
                        ("text", models.TextField(blank=True, max_length=10000)),
                        ("text_html", models.TextField(blank=True, editable=False)),
                        ("by", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL)),
                        (
                            "dispute",
                            models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="statements", to="contracts.dispute"),
                        ),
                    ],
                    options={
                        "ordering": ["created_at", "id"],
                    },
                ),
                migrations.CreateModel(
                    name="DisputeFile",
                    fields=[
                        ("id", models.UUIDField(db_column="_id", default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                        ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                        ("file", models.FileField(max_length=200, upload_to=apps.core.uploads.stored.upload_path)),
                        ("name", models.CharField(max_length=120)),
                        ("size", models.PositiveIntegerField(default=0)),
                        ("digest", models.CharField(blank=True, max_length=64)),
                        (
                            "statement",
                            models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="files", to="contracts.disputestatement"),
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
                    model_name="dispute",
                    index=models.Index(fields=["status", "due_at"], name="dispute_clock"),
                ),
            ],
        ),
    ]
