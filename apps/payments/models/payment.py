"""Payments in."""

from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from apps.contracts.models import Contract, Milestone
from apps.core.money import Money, step
from apps.core.moves import Move, Moving
from apps.core.permissions import is_owner, nobody
from apps.users.permissions import is_moderator


def chargeable(minor: int, currency: str) -> Money:
    """Rounded down to what gateways can move."""
    return Money(minor - minor % step(currency), currency)


class PaymentQuerySet(models.QuerySet["Payment"]):
    def visible_to(self, user: Any) -> Self:
        return self if is_moderator(user) else self.filter(Q(owner=user) | Q(solver=user))


class Payment(Moving):
    """One attempt to fund a milestone through the gateway's checkout. At most one is open per milestone.

    Several milestones may be paid in one checkout: then each has its payment, and all but the first name the first as their `lead`,
    whose id the gateway knows. They share session and charge; each is booked, released and refunded for itself.
    """

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
    lead = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="others")
    gateway = models.CharField(max_length=10)
    currency = models.CharField(max_length=3)
    amount_minor = models.BigIntegerField()
    session_id = models.CharField(max_length=120, blank=True)  # "" until the gateway answered
    checkout_url = models.CharField(max_length=500, blank=True)
    charge_id = models.CharField(max_length=120, blank=True)
    settled_minor = models.BigIntegerField(default=0)  # this payment's part of the charge as the gateway settled it, before its fee
    settled_currency = models.CharField(max_length=3, blank=True)  # "" until it is paid
    rate = models.CharField(max_length=32, blank=True)  # of the exchange, as the gateway said; "" where there was none
    fee_minor = models.BigIntegerField(default=0)  # what the gateway kept of the charge, in settled_currency; on the lead
    reconciled_at = models.DateTimeField(null=True, blank=True, editable=False)  # the gateway's books said the same, last then
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
            models.Index(fields=["charge_id"], name="payment_charge"),
            models.Index(fields=["changed_at"], name="payment_books"),
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
    def settled(self) -> Money:
        """As the gateway settled it; the amount itself where nothing was exchanged, or before it is paid."""
        return Money(self.settled_minor, self.settled_currency) if self.settled_currency else self.amount

    def settled_part(self, part: Money) -> Money:
        """What `part` of this payment is in the currency of the settlement, rounded down: parts never exceed the whole.

        A gateway transfers out of a charge in the charge's settlement currency only [docs.stripe.com/connect/separate-charges-and-transfers].
        """
        settled = self.settled
        return part if settled.currency == part.currency else chargeable(settled.minor * part.minor // self.amount_minor, settled.currency)

    def unsettled_part(self, settled: Money) -> Money:
        """The other way round: what of the payment `settled` covers, rounded down."""
        whole = self.settled
        return settled if whole.currency == self.currency else chargeable(settled.minor * self.amount_minor // whole.minor, self.currency)

    @property
    def checkout_address(self) -> str:
        """Of the gateway's page; on this site's own host only the path, so that one stays where one has signed in."""
        return self.checkout_url.removeprefix(settings.SITE_URL)
