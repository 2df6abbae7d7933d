"""Addresses that get no more mail, and what the provider told us."""

from typing import Self

from django.db import models

from apps.core.models import Row


class SuppressionQuerySet(models.QuerySet["Suppression"]):
    def standing(self) -> Self:
        return self.filter(stands=True)

    def stops(self, address: str) -> "Suppression | None":
        """What stands against mail to this address; None where nothing does."""
        return self.standing().filter(address=address.lower()).first()


class Suppression(Row):
    """No mail goes to this address. Its person is told in the app, and lifts it, or has a new address."""

    class Reason(models.TextChoices):
        BOUNCE = "bounce", "Mail to it comes back"
        COMPLAINT = "complaint", "Mail to it was reported as spam"
        UNSUBSCRIBE = "unsubscribe", "It was taken off at the mail provider"

    address = models.EmailField(unique=True)  # in lower case
    reason = models.CharField(max_length=12, choices=Reason.choices)
    detail = models.CharField(max_length=300, blank=True)  # the receiving server's own words
    since = models.DateTimeField()
    stands = models.BooleanField(default=True)
    lifted_at = models.DateTimeField(null=True, blank=True)  # last, by its person
    forgotten_at = models.DateTimeField(null=True, blank=True)  # the provider was asked to forget it too

    objects = SuppressionQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["stands", "forgotten_at"], name="suppression_lifted")]

    def __str__(self) -> str:
        return f"{self.address}: {self.get_reason_display().lower()}"


class MailEvent(Row):
    """One thing that the provider's webhook told us, stored once by its id."""

    key = models.CharField(max_length=120, unique=True)  # sg_event_id
    event = models.CharField(max_length=20)
    address = models.CharField(max_length=254)
    email = models.ForeignKey("notifications.Email", null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()
    detail = models.CharField(max_length=300, blank=True)

    class Meta:
        indexes = [models.Index(fields=["-at", "-id"], name="mail_event_at")]

    def __str__(self) -> str:
        return f"{self.event} {self.address}"
