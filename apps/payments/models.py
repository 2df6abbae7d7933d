"""Money: payments in, the ledger, and what the gateway is asked to do."""

from typing import Any, ClassVar, Self

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.urls import reverse

from apps.contracts.models import Contract, Milestone
from apps.core.models import Row
from apps.core.money import Money
from apps.core.moves import Move, Moving
from apps.core.outbox import Outbox, OutboxQuerySet
from apps.core.permissions import is_owner, nobody
from apps.users.permissions import is_moderator

from .gateways.sandbox.models import SandboxEvent, SandboxKey, SandboxRefund, SandboxScript, SandboxSession, SandboxTransfer

__all__ = [
    "Account",
    "JournalEntry",
    "Operation",
    "Payment",
    "Posting",
    "SandboxEvent",
    "SandboxKey",
    "SandboxRefund",
    "SandboxScript",
    "SandboxSession",
    "SandboxTransfer",
    "WebhookEvent",
]


class Account(models.TextChoices):
    """The ledger's accounts. `held` is per contract, `payable` and `receivable` per solver, by the columns of the posting.

    Postings are debits (+) and credits (−). What we have grows by debits: clearing, receivable, gateway fees, disputes. What we owe or
    have earned grows by credits: held, payable, refunds, platform fees. `ledger.balance` turns the sign, so that balances read as people say them.
    """

    CLEARING = "clearing", "Gateway clearing"
    HELD = "held", "Held"
    PAYABLE = "payable", "Payable to the solver"
    RECEIVABLE = "receivable", "Receivable from the solver"
    PLATFORM_FEES = "platform_fees", "Platform fees"
    GATEWAY_FEES = "gateway_fees", "Gateway fees"
    REFUNDS = "refunds", "Refunds in flight"
    DISPUTES = "disputes", "Disputes"


class Frozen(Row):
    """A row that is only ever added."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise TypeError("The ledger is append-only.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        raise TypeError("The ledger is append-only.")


class JournalEntry(Frozen):
    """One movement of money. Its postings sum to zero; `key` makes writing it twice impossible."""

    class Kind(models.TextChoices):
        FUND = "fund", "Funded"
        RELEASE = "release", "Released"
        TRANSFER = "transfer", "Paid out to the solver"
        TRANSFER_FAILED = "transfer_failed", "Payout failed"
        REFUND = "refund", "Refund ordered"
        REFUNDED = "refunded", "Refund arrived"
        REFUND_FAILED = "refund_failed", "Refund failed"
        LATE = "late", "Paid too late, goes back"
        GATEWAY_FEE = "gateway_fee", "Gateway fee"
        CORRECTION = "correction", "Correction"

    kind = models.CharField(max_length=20, choices=Kind.choices)
    key = models.CharField(max_length=120, unique=True)
    reference = models.CharField(max_length=120, blank=True)  # the gateway's id
    currency = models.CharField(max_length=3)
    contract = models.ForeignKey(Contract, null=True, on_delete=models.PROTECT, related_name="entries")
    milestone = models.ForeignKey(Milestone, null=True, on_delete=models.PROTECT, related_name="entries")

    class Meta:
        verbose_name_plural = "journal entries"
        indexes = [models.Index(fields=["contract", "created_at", "id"], name="entry_contract")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.reference}"


class PostingQuerySet(models.QuerySet["Posting"]):
    def visible_to(self, user: Any) -> Self:
        """Those that moved this person's money; moderators see all."""
        return self if is_moderator(user) else self.filter(user=user)


class Posting(Frozen):
    """One side of an entry: a debit (positive) or a credit (negative), in minor units. `kind` is the entry's, copied for lists and sums."""

    entry = models.ForeignKey(JournalEntry, on_delete=models.PROTECT, related_name="postings")
    kind = models.CharField(max_length=20, choices=JournalEntry.Kind.choices)
    account = models.CharField(max_length=16, choices=Account.choices)
    amount_minor = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    contract = models.ForeignKey(Contract, null=True, on_delete=models.PROTECT, related_name="+")
    milestone = models.ForeignKey(Milestone, null=True, on_delete=models.PROTECT, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")  # whose money it was, or becomes

    objects = PostingQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["contract", "account"], name="posting_contract"),
            models.Index(fields=["user", "-created_at", "-id"], name="posting_user"),
        ]

    def __str__(self) -> str:
        return f"{self.account} {Money(self.amount_minor, self.currency)}"


class PaymentQuerySet(models.QuerySet["Payment"]):
    def visible_to(self, user: Any) -> Self:
        return self if is_moderator(user) else self.filter(Q(owner=user) | Q(solver=user))


class Payment(Moving):
    """One attempt to fund a milestone through the gateway's checkout. At most one is open per milestone."""

    class Status(models.TextChoices):
        OPEN = "open", "Waiting for the payment"
        SUCCEEDED = "succeeded", "Paid"
        FAILED = "failed", "Declined"
        CANCELLED = "cancelled", "Cancelled"
        EXPIRED = "expired", "Expired"
        LATE = "late", "Paid too late, sent back"

    moves: ClassVar[tuple[Move, ...]] = (
        Move("succeed", ("open",), "succeeded", nobody, automatic=True),
        Move("fail", ("open",), "failed", nobody, automatic=True),
        Move("cancel", ("open",), "cancelled", is_owner, automatic=True),
        Move("expire", ("open",), "expired", nobody, automatic=True),
        Move("arrive_late", ("open", "failed", "cancelled", "expired"), "late", nobody, automatic=True),
        Move("revive", ("failed", "cancelled", "expired"), "succeeded", nobody, automatic=True),  # the money came after all, and is still wanted
    )

    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="payments")
    milestone = models.ForeignKey(Milestone, on_delete=models.PROTECT, related_name="payments")
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    solver = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.OPEN, editable=False)
    gateway = models.CharField(max_length=10)
    currency = models.CharField(max_length=3)
    amount_minor = models.BigIntegerField()
    session_id = models.CharField(max_length=120, blank=True)  # "" until the gateway answered
    checkout_url = models.CharField(max_length=500, blank=True)
    charge_id = models.CharField(max_length=120, blank=True)
    expires_at = models.DateTimeField()
    failure = models.CharField(max_length=300, blank=True)

    objects = PaymentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["milestone"], condition=Q(status="open"), name="one_open_payment"),
            models.UniqueConstraint(fields=["milestone"], condition=Q(status="succeeded"), name="one_payment_per_milestone"),
        ]
        indexes = [
            models.Index(fields=["status", "expires_at"], name="payment_clock"),
            models.Index(fields=["session_id"], name="payment_session"),
            models.Index(fields=["owner", "-created_at", "-id"], name="payment_owner"),
        ]

    def __str__(self) -> str:
        return f"{self.amount} for {self.milestone_id}"

    def get_absolute_url(self) -> str:
        return reverse("payments:return", args=[self.pk])

    @property
    def amount(self) -> Money:
        return Money(self.amount_minor, self.currency)

    @property
    def checkout_address(self) -> str:
        """Of the gateway's page; on this site's own host only the path, so that one stays where one has signed in."""
        return self.checkout_url.removeprefix(settings.SITE_URL)


class OperationQuerySet(OutboxQuerySet):
    def visible_to(self, user: Any) -> Self:
        return self if is_moderator(user) else self.filter(Q(owner=user) | Q(solver=user))


class Operation(Outbox):
    """What the gateway is asked to do, written with the decision. Its id is the idempotency key; `key_number` counts definite failures."""

    class Kind(models.TextChoices):
        TRANSFER = "transfer", "Transfer to the solver"
        REFUND = "refund", "Refund to the challenger"

    kind = models.CharField(max_length=10, choices=Kind.choices)
    decision = models.CharField(max_length=120, unique=True)  # one gateway effect per decision: "release:<milestone>"
    gateway = models.CharField(max_length=10)
    payment = models.ForeignKey(Payment, on_delete=models.PROTECT, related_name="operations")
    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="operations")
    milestone = models.ForeignKey(Milestone, on_delete=models.PROTECT, related_name="operations")
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    solver = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    currency = models.CharField(max_length=3)
    amount_minor = models.BigIntegerField()
    reference = models.CharField(max_length=120, blank=True)  # the gateway's id, once it answered
    key_number = models.PositiveIntegerField(default=0, editable=False)  # a new key only after a definite failure

    objects = OperationQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        indexes = [
            models.Index(fields=["status", "due_at"], name="operation_due"),
            models.Index(fields=["reference"], name="operation_reference"),
            models.Index(fields=["solver", "status", "-created_at"], name="operation_solver"),
            models.Index(fields=["owner", "status", "-created_at"], name="operation_owner"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.amount}"

    @property
    def amount(self) -> Money:
        return Money(self.amount_minor, self.currency)

    @property
    def idempotency_key(self) -> str:
        return f"{self.pk}-{self.key_number}"


class WebhookEvent(Outbox):
    """What the gateway told us, stored under its own id before anything is done with it."""

    attempts_limit: ClassVar[int] = 20

    gateway = models.CharField(max_length=10)
    event_id = models.CharField(max_length=140, unique=True)  # "<gateway>:<its id>"
    kind = models.CharField(max_length=80)
    object_id = models.CharField(max_length=120, blank=True)  # the gateway's id of what it is about
    subject = models.CharField(max_length=120, blank=True)  # our id of it, as the gateway's metadata says
    payload = models.JSONField(default=dict, encoder=DjangoJSONEncoder)

    class Meta:
        indexes = [models.Index(fields=["status", "due_at"], name="webhook_due")]

    def __str__(self) -> str:
        return f"{self.kind} {self.event_id}"
