"""Every table of the app, in place of the nine migrations named here.

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
import apps.payments.models.document


class Migration(migrations.Migration):
    replaces = [
        ("payments", "0001_tables"),
        ("payments", "0003_kinds"),
        ("payments", "0004_findings"),
        ("payments", "0005_evidence_and_losses"),
        ("payments", "0006_documents"),
        ("payments", "0007_sweeps"),
        ("payments", "0008_chargebacks_in_the_sandbox"),
        ("payments", "0009_books"),
        ("payments", "0010_findings_move"),
    ]

    initial = True

    dependencies = [
        ("contracts", "0001_all_tables"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        apps.core.migrating.Together(
            operations=[
                migrations.CreateModel(
                    name="SandboxKey",
                    fields=[
                        ("id", models.UUIDField(db_column="_id", default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                        ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                        ("key", models.CharField(max_length=160, unique=True)),
                        ("request", models.JSONField(default=dict, encoder=django.core.serializers.json.DjangoJSONEncoder)),
                        ("answer", models.JSONField(default=dict, encoder=django.core.serializers.json.DjangoJSONEncoder)),
                    ],
                    options={
                        "db_table": "sandbox_key",
                    },
                ),
                migrations.CreateModel(
                    name="SandboxRefund",
                    fields=[
                        ("id", models.UUIDField(db_column="_id", default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                        ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                        ("reference", models.CharField(max_length=80, unique=True)),
                        ("currency", models.CharField(max_length=3)),
                        ("amount_minor", models.BigIntegerField()),
                        ("metadata", models.JSONField(default=dict, encoder=django.core.serializers.json.DjangoJSONEncoder)),
                        ("status", models.CharField(default="succeeded", max_length=10)),
                        ("charge_id", models.CharField(db_index=True, max_length=80)),
                        ("operation", models.CharField(db_index=True, max_length=80)),
                        ("error", models.CharField(blank=True, max_length=200)),
                    ],
                    options={
                        "db_table": "sandbox_refund",
                    },
                ),
                migrations.CreateModel(
                    name="SandboxScript",
                    fields=[
                        ("id", models.UUIDField(db_column="_id", default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                        ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                        (
                            "call",
                            models.CharField(
                                choices=[
                                    ("checkout", "Checkout"),
                                    ("transfer", "Transfer"),
                                    ("refund", "Refund"),
                                    ("reversal", "Reversal"),
                                    ("evidence", "Evidence"),
                                ],
                                max_length=10,
                            ),
                        ),
                        (
                            "behaviour",
                            models.CharField(
                                choices=[
                                    ("fail", "Is refused"),
                                    ("pending", "Stays pending"),
                                    ("down", "No answer, and nothing was done"),
                                    ("lost", "No answer, though it was done"),
                                    ("short", "Is covered by half (reversals)"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("left", models.PositiveIntegerField(default=1)),
                    ],
                    options={
                        "db_table": "sandbox_script",
                    },
                ),
                migrations.CreateModel(
                    name="SandboxSession",
                    fields=[
                        ("id", models.UUIDField(db_column="_id", default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                        ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                        ("reference", models.CharField(max_length=80, unique=True)),
                        ("currency", models.CharField(max_length=3)),
                        ("amount_minor", models.BigIntegerField()),
                        ("metadata", models.JSONField(default=dict, encoder=django.core.serializers.json.DjangoJSONEncoder)),
                        ("status", models.CharField(default="open", max_length=10)),
                        ("paid", models.BooleanField(default=False)),
                        ("title", models.CharField(max_length=300)),
                        ("payee", models.CharField(max_length=120)),
                        ("payer_email", models.CharField(blank=True, max_length=254)),
                        ("success_url", models.CharField(max_length=500)),
                        ("cancel_url", models.CharField(max_length=500)),
                        ("expires_at", models.DateTimeField()),
                        ("charge_id", models.CharField(blank=True, db_index=True, max_length=80)),
                        ("fee_minor", models.BigIntegerField(default=0)),
                        ("failure", models.CharField(blank=True, max_length=200)),
                    ],
                    options={
                        "db_table": "sandbox_session",
                    },
                ),
                migrations.CreateModel(
                    name="SandboxTransfer",
                    fields=[
                        ("id", models.UUIDField(db_column="_id", default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                        ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                        ("reference", models.CharField(max_length=80, unique=True)),
                        ("currency", models.CharField(max_length=3)),
                        ("amount_minor", models.BigIntegerField()),
                        ("metadata", models.JSONField(default=dict, encoder=django.core.serializers.json.DjangoJSONEncoder)),
                        ("status", models.CharField(default="succeeded", max_length=10)),
                        ("destination", models.CharField(max_length=120)),
                        ("charge_id", models.CharField(db_index=True, max_length=80)),
                        ("operation", models.CharField(db_index=True, max_length=80)),
                        ("error", models.CharField(blank=True, max_length=200)),
                    ],
                    options={
                        "db_table": "sandbox_transfer",
                    },
                ),
                migrations.CreateModel(
                    name="JournalEntry",
                    fields=[
                        ("id", models.UUIDField(db_column="_id", default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                        ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("fund", "Funded"),
                                    ("release", "Released"),
                                    ("settle", "Dispute settled"),
                                    ("transfer", "Paid out to the solver"),
                                    ("transfer_failed", "Payout failed"),
                                    ("refund", "Refund ordered"),
                                    ("refunded", "Refund arrived"),
                                    ("refund_failed", "Refund failed"),
                                    ("late", "Paid too late, goes back"),
                                    ("clawback", "Taken back after the release"),
                                    ("reversed", "Came back from the solver"),
                                    ("reversal_failed", "Did not come back after all"),
                                    ("repay", "Repaid from a release"),
                                    ("chargeback", "Charged back"),
                                    ("chargeback_won", "Chargeback won"),
                                    ("chargeback_lost", "Chargeback lost"),
                                    ("gateway_fee", "Gateway fee"),
                                    ("correction", "Correction"),
                                ],
                                max_length=20,
                            ),
                        ),
                        ("key", models.CharField(max_length=120, unique=True)),
                        ("reference", models.CharField(blank=True, max_length=120)),
                        ("currency", models.CharField(max_length=3)),
                        (
                            "contract",
                            models.ForeignKey(
                                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="entries", to="contracts.contract"
                            ),
                        ),
                        (
                            "milestone",
                            models.ForeignKey(
                                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="entries", to="contracts.milestone"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name_plural": "journal entries",
                    },
                ),
                migrations.CreateModel(
                    name="Payment",
                    fields=[
                        ("id", models.UUIDField(db_column="_id", default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                        ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                        ("changed_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("open", "Waiting for the payment"),
                                    ("succeeded", "Paid"),
                                    ("failed", "Declined"),
                                    ("cancelled", "Cancelled"),
                                    ("expired", "Expired"),
                                    ("late", "Paid too late, sent back"),
                                ],
                                default="open",
                                editable=False,
                                max_length=10,
                            ),
                        ),
                        ("gateway", models.CharField(max_length=10)),
                        ("currency", models.CharField(max_length=3)),
                        ("amount_minor", models.BigIntegerField()),
                        ("session_id", models.CharField(blank=True, max_length=120)),
                        ("checkout_url", models.CharField(blank=True, max_length=500)),
                        ("charge_id", models.CharField(blank=True, max_length=120)),
                        ("expires_at", models.DateTimeField()),
                        ("failure", models.CharField(blank=True, max_length=300)),
                        (
                            "contract",
                            models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="payments", to="contracts.contract"),
                        ),
                        (
                            "milestone",
                            models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="payments", to="contracts.milestone"),
                        ),
                        ("owner", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL)),
                        ("solver", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL)),
                        ("fee_minor", models.BigIntegerField(default=0)),
                        ("rate", models.CharField(blank=True, max_length=32)),
                        ("settled_currency", models.CharField(blank=True, max_length=3)),
                        ("settled_minor", models.BigIntegerField(default=0)),
                        (
                            "lead",
                            models.ForeignKey(
                                blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="others", to="payments.payment"
                            ),
                        ),
                        ("reconciled_at", models.DateTimeField(blank=True, editable=False, null=True)),
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["status", "expires_at"], name="payment_clock"),
                            models.Index(fields=["session_id"], name="payment_session"),
                            models.Index(fields=["owner", "-created_at", "-id"], name="payment_owner"),
                            models.Index(fields=["charge_id"], name="payment_charge"),
                            models.Index(fields=["changed_at"], name="payment_books"),
                        ],
                        "constraints": [
                            models.UniqueConstraint(condition=models.Q(("status", "open")), fields=("milestone",), name="one_open_payment"),
                            models.UniqueConstraint(
                                condition=models.Q(("status", "succeeded")), fields=("milestone",), name="one_payment_per_milestone"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Operation",
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
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("transfer", "Transfer to the solver"),
                                    ("refund", "Refund to the challenger"),
                                    ("reversal", "Back from the solver"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("decision", models.CharField(max_length=120, unique=True)),
                        ("gateway", models.CharField(max_length=10)),
                        ("currency", models.CharField(max_length=3)),
                        ("amount_minor", models.BigIntegerField()),
                        ("reference", models.CharField(blank=True, max_length=120)),
                        ("key_number", models.PositiveIntegerField(default=0, editable=False)),
                        (
                            "contract",
                            models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="operations", to="contracts.contract"),
                        ),
                        (
                            "milestone",
                            models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="operations", to="contracts.milestone"),
                        ),
                        ("owner", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL)),
                        ("solver", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL)),
                        ("payment", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="operations", to="payments.payment")),
                        ("destination", models.CharField(blank=True, editable=False, max_length=120)),
                        ("rate", models.CharField(blank=True, editable=False, max_length=32)),
                        ("settled_currency", models.CharField(blank=True, editable=False, max_length=3)),
                        ("settled_minor", models.BigIntegerField(default=0, editable=False)),
                        (
                            "waits_for",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("account", "The solver’s payout account is not ready"),
                                    ("reserve", "Kept in reserve for some days"),
                                    ("hold", "Payouts to this person are on hold"),
                                    ("chargeback", "The payer’s bank wants the payment back"),
                                ],
                                editable=False,
                                max_length=10,
                            ),
                        ),
                        (
                            "reverses",
                            models.ForeignKey(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="reversals",
                                to="payments.operation",
                            ),
                        ),
                        ("reconciled_at", models.DateTimeField(blank=True, editable=False, null=True)),
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["status", "due_at"], name="operation_due"),
                            models.Index(fields=["reference"], name="operation_reference"),
                            models.Index(fields=["solver", "status", "-created_at"], name="operation_solver"),
                            models.Index(fields=["owner", "status", "-created_at"], name="operation_owner"),
                            models.Index(fields=["payment", "kind"], name="operation_payment"),
                            models.Index(fields=["done_at"], name="operation_books"),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Posting",
                    fields=[
                        ("id", models.UUIDField(db_column="_id", default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                        ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("fund", "Funded"),
                                    ("release", "Released"),
                                    ("settle", "Dispute settled"),
                                    ("transfer", "Paid out to the solver"),
                                    ("transfer_failed", "Payout failed"),
                                    ("refund", "Refund ordered"),
                                    ("refunded", "Refund arrived"),
                                    ("refund_failed", "Refund failed"),
                                    ("late", "Paid too late, goes back"),
                                    ("clawback", "Taken back after the release"),
                                    ("reversed", "Came back from the solver"),
                                    ("reversal_failed", "Did not come back after all"),
                                    ("repay", "Repaid from a release"),
                                    ("chargeback", "Charged back"),
                                    ("chargeback_won", "Chargeback won"),
                                    ("chargeback_lost", "Chargeback lost"),
                                    ("gateway_fee", "Gateway fee"),
                                    ("correction", "Correction"),
                                ],
                                max_length=20,
                            ),
                        ),
                        (
                            "account",
                            models.CharField(
                                choices=[
                                    ("clearing", "Gateway clearing"),
                                    ("held", "Held"),
                                    ("payable", "Payable to the solver"),
                                    ("receivable", "Receivable from the solver"),
                                    ("platform_fees", "Platform fees"),
                                    ("gateway_fees", "Gateway fees"),
                                    ("refunds", "Refunds in flight"),
                                    ("disputes", "Disputes"),
                                    ("losses", "Losses of ours"),
                                ],
                                max_length=16,
                            ),
                        ),
                        ("amount_minor", models.BigIntegerField()),
                        ("currency", models.CharField(max_length=3)),
                        (
                            "contract",
                            models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="contracts.contract"),
                        ),
                        (
                            "entry",
                            models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="postings", to="payments.journalentry"),
                        ),
                        (
                            "milestone",
                            models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="contracts.milestone"),
                        ),
                        (
                            "user",
                            models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="SandboxEvent",
                    fields=[
                        ("id", models.UUIDField(db_column="_id", default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                        ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                        ("reference", models.CharField(max_length=80, unique=True)),
                        ("kind", models.CharField(max_length=80)),
                        ("object_id", models.CharField(max_length=80)),
                        ("payload", models.JSONField(default=dict, encoder=django.core.serializers.json.DjangoJSONEncoder)),
                        ("copies", models.PositiveSmallIntegerField(default=1)),
                        ("status", models.CharField(default="waiting", max_length=10)),
                        ("due_at", models.DateTimeField(default=django.utils.timezone.now)),
                        ("attempts", models.PositiveIntegerField(default=0)),
                        ("answer", models.CharField(blank=True, max_length=200)),
                    ],
                    options={
                        "db_table": "sandbox_event",
                        "indexes": [models.Index(fields=["status", "due_at"], name="sandbox_event_due")],
                    },
                ),
                migrations.CreateModel(
                    name="WebhookEvent",
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
                        ("gateway", models.CharField(max_length=10)),
                        ("event_id", models.CharField(max_length=140, unique=True)),
                        ("kind", models.CharField(max_length=80)),
                        ("object_id", models.CharField(blank=True, max_length=120)),
                        ("subject", models.CharField(blank=True, max_length=120)),
                        ("payload", models.JSONField(default=dict, encoder=django.core.serializers.json.DjangoJSONEncoder)),
                        ("account", models.CharField(blank=True, max_length=120)),
                        ("live", models.BooleanField(default=True)),
                    ],
                    options={
                        "indexes": [models.Index(fields=["status", "due_at"], name="webhook_due")],
                    },
                ),
                migrations.CreateModel(
                    name="Chargeback",
                    fields=[
                        ("id", models.UUIDField(db_column="_id", default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                        ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                        ("changed_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                        ("gateway", models.CharField(max_length=10)),
                        ("reference", models.CharField(max_length=120, unique=True)),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("warning", "The bank asks"),
                                    ("open", "Evidence is due"),
                                    ("sent", "With the bank"),
                                    ("won", "Won"),
                                    ("lost", "Lost"),
                                ],
                                default="open",
                                editable=False,
                                max_length=10,
                            ),
                        ),
                        ("reason", models.CharField(blank=True, max_length=60)),
                        ("currency", models.CharField(max_length=3)),
                        ("amount_minor", models.BigIntegerField()),
                        ("fee_minor", models.BigIntegerField(default=0)),
                        ("fee_currency", models.CharField(blank=True, max_length=3)),
                        ("due_at", models.DateTimeField(blank=True, null=True)),
                        ("sent_at", models.DateTimeField(blank=True, null=True)),
                        ("ended_at", models.DateTimeField(blank=True, null=True)),
                        ("evidence", models.FileField(blank=True, max_length=200, upload_to="chargebacks")),
                        ("statement", models.TextField(blank=True, max_length=5000)),
                        (
                            "contract",
                            models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="chargebacks", to="contracts.contract"),
                        ),
                        ("owner", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL)),
                        (
                            "payment",
                            models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="chargebacks", to="payments.payment"),
                        ),
                        ("solver", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL)),
                        ("accepted_at", models.DateTimeField(blank=True, editable=False, null=True)),
                        ("asked_at", models.DateTimeField(blank=True, editable=False, null=True)),
                        ("due_again_at", models.DateTimeField(blank=True, editable=False, null=True)),
                        ("error", models.TextField(blank=True, editable=False)),
                        ("refusals", models.PositiveSmallIntegerField(default=0, editable=False)),
                        ("texts", models.JSONField(blank=True, default=dict, editable=False, encoder=django.core.serializers.json.DjangoJSONEncoder)),
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["status", "due_at"], name="chargeback_clock"),
                            models.Index(fields=["payment"], name="chargeback_payment"),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Debt",
                    fields=[
                        ("id", models.UUIDField(db_column="_id", default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                        ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                        ("currency", models.CharField(max_length=3)),
                        ("owed_minor", models.BigIntegerField(default=0, editable=False)),
                        ("user", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        "constraints": [models.UniqueConstraint(fields=("user", "currency"), name="one_debt")],
                    },
                ),
                migrations.CreateModel(
                    name="PayoutAccount",
                    fields=[
                        ("id", models.UUIDField(db_column="_id", default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                        ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                        ("gateway", models.CharField(max_length=10)),
                        ("account_id", models.CharField(blank=True, max_length=120)),
                        ("current", models.BooleanField(default=True, editable=False)),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("incomplete", "Something is missing"),
                                    ("review", "Being checked"),
                                    ("ready", "Ready"),
                                    ("restricted", "Restricted"),
                                    ("rejected", "Rejected"),
                                    ("gone", "Disconnected"),
                                ],
                                default="incomplete",
                                editable=False,
                                max_length=10,
                            ),
                        ),
                        (
                            "needs",
                            apps.core.models.JSONList(
                                blank=True, default=list, editable=False, encoder=django.core.serializers.json.DjangoJSONEncoder
                            ),
                        ),
                        ("reason", models.CharField(blank=True, editable=False, max_length=200)),
                        ("country", models.CharField(blank=True, max_length=2)),
                        ("currency", models.CharField(blank=True, editable=False, max_length=3)),
                        ("schedule", models.CharField(default="daily", editable=False, max_length=10)),
                        ("asked_at", models.DateTimeField(blank=True, editable=False, null=True)),
                        ("changed_at", models.DateTimeField(auto_now=True)),
                        ("user", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["account_id"], name="account_gateway_id"),
                            models.Index(fields=["state", "asked_at"], name="account_clock"),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PayoutTerms",
                    fields=[
                        ("id", models.UUIDField(db_column="_id", default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                        ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                        ("reserve_days", models.PositiveSmallIntegerField(blank=True, null=True)),
                        ("held_at", models.DateTimeField(blank=True, editable=False, null=True)),
                        ("held_reason", models.CharField(blank=True, max_length=200)),
                        ("user", models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL)),
                    ],
                ),
                migrations.CreateModel(
                    name="SandboxChargeback",
                    fields=[
                        ("id", models.UUIDField(db_column="_id", default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                        ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                        ("reference", models.CharField(max_length=80, unique=True)),
                        ("currency", models.CharField(max_length=3)),
                        ("amount_minor", models.BigIntegerField()),
                        ("metadata", models.JSONField(default=dict, encoder=django.core.serializers.json.DjangoJSONEncoder)),
                        ("status", models.CharField(default="open", max_length=10)),
                        ("charge_id", models.CharField(db_index=True, max_length=80)),
                        ("reason", models.CharField(default="fraudulent", max_length=60)),
                        ("fee_minor", models.BigIntegerField(default=0)),
                        ("due_at", models.DateTimeField()),
                        ("evidence", models.JSONField(default=dict, encoder=django.core.serializers.json.DjangoJSONEncoder)),
                        ("taken", models.BooleanField(default=True)),
                    ],
                    options={
                        "db_table": "sandbox_chargeback",
                    },
                ),
                migrations.CreateModel(
                    name="SandboxReversal",
                    fields=[
                        ("id", models.UUIDField(db_column="_id", default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                        ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                        ("reference", models.CharField(max_length=80, unique=True)),
                        ("currency", models.CharField(max_length=3)),
                        ("amount_minor", models.BigIntegerField()),
                        ("metadata", models.JSONField(default=dict, encoder=django.core.serializers.json.DjangoJSONEncoder)),
                        ("status", models.CharField(default="succeeded", max_length=10)),
                        ("transfer", models.CharField(db_index=True, max_length=80)),
                        ("charge_id", models.CharField(db_index=True, max_length=80)),
                        ("operation", models.CharField(db_index=True, max_length=80)),
                        ("error", models.CharField(blank=True, max_length=200)),
                    ],
                    options={
                        "db_table": "sandbox_reversal",
                    },
                ),
                migrations.CreateModel(
                    name="Finding",
                    fields=[
                        ("id", models.UUIDField(db_column="_id", default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                        ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("webhook", "Webhook"),
                                    ("reconcile", "The gateway’s books differ"),
                                    ("operation", "Operation"),
                                    ("chargeback", "Chargeback"),
                                    ("ledger", "Ledger"),
                                ],
                                max_length=12,
                            ),
                        ),
                        ("subject", models.CharField(max_length=160)),
                        ("words", models.TextField(max_length=2000)),
                        (
                            "status",
                            models.CharField(choices=[("open", "Open"), ("resolved", "Resolved")], default="open", editable=False, max_length=10),
                        ),
                        ("seen_count", models.PositiveIntegerField(default=1, editable=False)),
                        ("last_seen_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                        ("resolved_at", models.DateTimeField(blank=True, editable=False, null=True)),
                        (
                            "resolved_by",
                            models.ForeignKey(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("changed_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                    ],
                    options={
                        "indexes": [models.Index(fields=["status", "-last_seen_at"], name="finding_latest")],
                        "constraints": [
                            models.UniqueConstraint(condition=models.Q(("status", "open")), fields=("kind", "subject"), name="one_open_finding")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Reconciliation",
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
                        ("gateway", models.CharField(max_length=10)),
                        ("night", models.DateField()),
                        ("checked_count", models.PositiveIntegerField(default=0, editable=False)),
                        ("difference_count", models.PositiveIntegerField(default=0, editable=False)),
                    ],
                    options={
                        "indexes": [models.Index(fields=["-night"], name="reconciliation_latest")],
                        "constraints": [models.UniqueConstraint(fields=("gateway", "night"), name="one_reconciliation_a_night")],
                    },
                ),
                migrations.CreateModel(
                    name="Document",
                    fields=[
                        ("id", models.UUIDField(db_column="_id", default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                        ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("receipt", "Receipt"),
                                    ("invoice", "Invoice"),
                                    ("statement", "Payout statement"),
                                    ("credit_note", "Credit note"),
                                ],
                                max_length=12,
                            ),
                        ),
                        ("year", models.PositiveSmallIntegerField(default=0, editable=False)),
                        ("serial", models.PositiveIntegerField(default=0, editable=False)),
                        ("number", models.CharField(blank=True, editable=False, max_length=20)),
                        ("issued_at", models.DateTimeField(blank=True, editable=False, null=True)),
                        ("decision", models.CharField(max_length=160, unique=True)),
                        ("currency", models.CharField(max_length=3)),
                        ("total_minor", models.BigIntegerField()),
                        ("data", models.JSONField(default=dict, encoder=django.core.serializers.json.DjangoJSONEncoder)),
                        ("file", models.FileField(blank=True, editable=False, max_length=200, upload_to=apps.payments.models.document.document_path)),
                        ("digest", models.CharField(blank=True, editable=False, max_length=64)),
                        ("due_at", models.DateTimeField(blank=True, default=django.utils.timezone.now, editable=False, null=True)),
                        (
                            "contract",
                            models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="documents", to="contracts.contract"),
                        ),
                        (
                            "milestone",
                            models.ForeignKey(
                                blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="documents", to="contracts.milestone"
                            ),
                        ),
                        ("person", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL)),
                        (
                            "replaces",
                            models.ForeignKey(
                                blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="corrections", to="payments.document"
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["person", "-created_at", "-id"], name="document_person"),
                            models.Index(fields=["contract", "person"], name="document_contract"),
                            models.Index(fields=["due_at"], name="document_clock"),
                            models.Index(fields=["number"], name="document_number"),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("serial__gt", 0)), fields=("kind", "year", "serial"), name="one_number_per_series"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Sweep",
                    fields=[
                        ("id", models.UUIDField(db_column="_id", default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                        ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                        ("gateway", models.CharField(max_length=10, unique=True)),
                        ("swept_to", models.DateTimeField(editable=False)),
                        ("asked_at", models.DateTimeField(blank=True, editable=False, null=True)),
                        ("missed_count", models.PositiveIntegerField(default=0, editable=False)),
                    ],
                ),
            ],
        ),
        apps.core.migrating.Together(
            operations=[
                migrations.AddIndex(
                    model_name="journalentry",
                    index=models.Index(fields=["contract", "created_at", "id"], name="entry_contract"),
                ),
                migrations.AddIndex(
                    model_name="posting",
                    index=models.Index(fields=["contract", "account"], name="posting_contract"),
                ),
                migrations.AddIndex(
                    model_name="posting",
                    index=models.Index(fields=["user", "-created_at", "-id"], name="posting_user"),
                ),
            ],
        ),
    ]
