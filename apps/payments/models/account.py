"""Where a solver is paid."""

from typing import Any, Self

from django.conf import settings
from django.db import models

from apps.core.models import JSONList, Row
from apps.users.permissions import is_moderator


class PayoutAccountQuerySet(models.QuerySet["PayoutAccount"]):
    def visible_to(self, user: Any) -> Self:
        return self if is_moderator(user) else self.filter(user=user)


class PayoutAccount(Row):
    """A solver's account at a gateway, as the gateway last described it. One is current per person and gateway; a gone one makes room for another."""

    class State(models.TextChoices):
        INCOMPLETE = "incomplete", "Something is missing"
        REVIEW = "review", "Being checked"
        READY = "ready", "Ready"
        RESTRICTED = "restricted", "Restricted"
        REJECTED = "rejected", "Rejected"
        GONE = "gone", "Disconnected"

    FINAL = (State.REJECTED, State.GONE)

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    gateway = models.CharField(max_length=10)
    account_id = models.CharField(max_length=120, blank=True)  # "" until the gateway answered
    current = models.BooleanField(default=True, editable=False)
    state = models.CharField(max_length=10, choices=State.choices, default=State.INCOMPLETE, editable=False)
    needs = JSONList(editable=False)  # the gateway's names of what is missing
    reason = models.CharField(max_length=200, blank=True, editable=False)
    country = models.CharField(max_length=2, blank=True)
    currency = models.CharField(max_length=3, blank=True, editable=False)  # in which the bank account is paid
    schedule = models.CharField(max_length=10, default="daily", editable=False)
    asked_at = models.DateTimeField(null=True, blank=True, editable=False)  # the gateway, last
    changed_at = models.DateTimeField(auto_now=True, editable=False)

    objects = PayoutAccountQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "gateway"], condition=models.Q(current=True), name="one_payout_account")]
        indexes = [models.Index(fields=["account_id"], name="account_gateway_id"), models.Index(fields=["state", "asked_at"], name="account_clock")]

    def __str__(self) -> str:
        return f"{self.account_id or 'new account'} ({self.get_state_display()})"

    @property
    def is_ready(self) -> bool:
        return self.state == self.State.READY

    @property
    def is_final(self) -> bool:
        return self.state in self.FINAL


class PayoutTerms(Row):
    """What is special about paying one person: a longer or shorter reserve, or a hold. Nobody has a row who is paid as everybody is."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    reserve_days = models.PositiveSmallIntegerField(null=True, blank=True)  # after a release; empty: PAYOUT_RESERVE_DAYS
    held_at = models.DateTimeField(null=True, blank=True, editable=False)  # no payouts since then
    held_reason = models.CharField(max_length=200, blank=True)

    def __str__(self) -> str:
        return f"Payout terms of {self.user_id}"
