"""What the gateway is asked to do."""

from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from apps.contracts.models import Contract, Milestone
from apps.core.money import Money
from apps.core.outbox import Outbox, OutboxQuerySet
from apps.users.permissions import is_moderator

from .payment import Payment


class OperationQuerySet(OutboxQuerySet):
    def visible_to(self, user: Any) -> Self:
        return self if is_moderator(user) else self.filter(Q(owner=user) | Q(solver=user))


class Operation(Outbox):
    """What the gateway is asked to do, written with the decision. Its id is the idempotency key; `key_number` counts definite failures.

    `waits_for` says why a pending one is not asked for yet; nothing was sent to the gateway under its present key then.
    """

    class Kind(models.TextChoices):
        TRANSFER = "transfer", "Transfer to the solver"
        REFUND = "refund", "Refund to the challenger"
        REVERSAL = "reversal", "Back from the solver"

    class Wait(models.TextChoices):
        ACCOUNT = "account", "The solver’s payout account is not ready"
        RESERVE = "reserve", "Kept in reserve for some days"
        HOLD = "hold", "Payouts to this person are on hold"
        CHARGEBACK = "chargeback", "The payer’s bank wants the payment back"

    WAITS: ClassVar[type[Wait]] = Wait

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
    waits_for = models.CharField(max_length=10, choices=Wait.choices, blank=True, editable=False)
    destination = models.CharField(max_length=120, blank=True, editable=False)  # the account, as it was first asked for under this key
    settled_minor = models.BigIntegerField(default=0, editable=False)  # what moved, as the gateway settled it
    settled_currency = models.CharField(max_length=3, blank=True, editable=False)
    rate = models.CharField(max_length=32, blank=True, editable=False)
    reverses = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="reversals", editable=False)  # a transfer
    reconciled_at = models.DateTimeField(null=True, blank=True, editable=False)  # the gateway's books said the same, last then
    key_number = models.PositiveIntegerField(default=0, editable=False)  # a new key only after a definite failure

    objects = OperationQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        indexes = [
            models.Index(fields=["status", "due_at"], name="operation_due"),
            models.Index(fields=["reference"], name="operation_reference"),
            models.Index(fields=["done_at"], name="operation_books"),
            models.Index(fields=["payment", "kind"], name="operation_payment"),
            models.Index(fields=["solver", "status", "-created_at"], name="operation_solver"),
            models.Index(fields=["owner", "status", "-created_at"], name="operation_owner"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.amount}"

    @property
    def amount(self) -> Money:
        return Money(self.amount_minor, self.currency)

    @property
    def settled(self) -> Money | None:
        return Money(self.settled_minor, self.settled_currency) if self.settled_currency else None

    @property
    def idempotency_key(self) -> str:
        return f"{self.pk}-{self.key_number}"
