"""Payments that the payer's bank wants back."""

from typing import Any, ClassVar, Self

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q

from apps.contracts.models import Contract
from apps.core.money import Money
from apps.core.moves import Move, Moving
from apps.core.permissions import nobody
from apps.users.permissions import is_finance, is_moderator

from .payment import Payment


def by_finance(user: Any, row: Any) -> bool:
    return is_finance(user)


class ChargebackQuerySet(models.QuerySet["Chargeback"]):
    def visible_to(self, user: Any) -> Self:
        return self if is_moderator(user) else self.filter(Q(owner=user) | Q(solver=user))


class Chargeback(Moving):
    """One dispute of a charge by the payer's bank [docs.stripe.com/disputes/connect]; `reference`, the gateway's id, makes it one row."""

    class Status(models.TextChoices):
        WARNING = "warning", "The bank asks"
        OPEN = "open", "Evidence is due"
        SENT = "sent", "With the bank"
        WON = "won", "Won"
        LOST = "lost", "Lost"

    OVER: ClassVar[tuple[str, ...]] = ("won", "lost")

    moves: ClassVar[tuple[Move, ...]] = (
        Move("open", ("warning", "sent"), "open", nobody, automatic=True),  # after a question, answered or not, the bank takes the money
        Move("send", ("warning", "open"), "sent", by_finance, automatic=True),
        Move("win", ("warning", "open", "sent"), "won", nobody, automatic=True),
        Move("lose", ("warning", "open", "sent"), "lost", nobody, automatic=True),
    )

    gateway = models.CharField(max_length=10)
    reference = models.CharField(max_length=120, unique=True)
    payment = models.ForeignKey(Payment, on_delete=models.PROTECT, related_name="chargebacks")  # the lead of the charge's payments
    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="chargebacks")
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    solver = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.OPEN, editable=False)
    reason = models.CharField(max_length=60, blank=True)  # the bank's, in the gateway's words
    currency = models.CharField(max_length=3)
    amount_minor = models.BigIntegerField()
    fee_minor = models.BigIntegerField(default=0)
    fee_currency = models.CharField(max_length=3, blank=True)
    due_at = models.DateTimeField(null=True, blank=True)  # evidence has to be there before
    sent_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    evidence = models.FileField(upload_to="chargebacks", max_length=200, blank=True)  # the file that was sent, or will be
    statement = models.TextField(blank=True, max_length=5000)  # what an operator adds to it
    texts = models.JSONField(default=dict, blank=True, encoder=DjangoJSONEncoder, editable=False)  # that go with the file, by the gateway's names
    asked_at = models.DateTimeField(null=True, blank=True, editable=False)  # the gateway may have heard of the evidence: it does not change any more
    refusals = models.PositiveSmallIntegerField(default=0, editable=False)  # a new key only after a definite failure, or for another question
    due_again_at = models.DateTimeField(null=True, blank=True, editable=False)  # the next attempt to send it
    accepted_at = models.DateTimeField(null=True, blank=True, editable=False)  # we do not contest it: no evidence is sent
    error = models.TextField(blank=True, editable=False)  # the gateway's last words about the evidence

    objects = ChargebackQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["status", "due_at"], name="chargeback_clock"), models.Index(fields=["payment"], name="chargeback_payment")]

    def __str__(self) -> str:
        return f"{self.reference}: {self.amount}"

    @property
    def amount(self) -> Money:
        return Money(self.amount_minor, self.currency)

    @property
    def is_over(self) -> bool:
        return self.status in self.OVER

    @property
    def wants_evidence(self) -> bool:
        """Nothing is with the bank yet, and we mean to contest it."""
        return self.status in ("warning", "open") and self.accepted_at is None

    @property
    def evidence_name(self) -> str:
        """Of the file in the storage; "" where it is not made yet."""
        return str(self.evidence.name or "")

    @property
    def evidence_key(self) -> str:
        return f"{self.pk}-{self.refusals}" if self.refusals else str(self.pk)
