"""A number that texts go to, once its owner has shown that it is theirs."""

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from apps.core.models import Row


class PhoneQuerySet(models.QuerySet["Phone"]):
    def usable(self) -> Self:
        """Verified, not stopped by their owners, and reachable as far as we know."""
        return self.filter(number__gt="", verified_at__isnull=False, stopped_at=None, failed_at=None)


class Phone(Row):
    """One per person. `number` is the verified one; a change waits in `wanted` until its code is typed, and the old one serves until then."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="phone")
    number = models.CharField(max_length=16, blank=True)  # E.164, “+4930123456”
    verified_at = models.DateTimeField(null=True, blank=True)
    stopped_at = models.DateTimeField(null=True, blank=True)  # its owner sent STOP
    failed_at = models.DateTimeField(null=True, blank=True)  # its carrier says that no text will ever arrive there
    failure = models.CharField(max_length=200, blank=True)

    wanted = models.CharField(max_length=16, blank=True)
    code_hash = models.CharField(max_length=64, blank=True, editable=False)
    code_sent_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveIntegerField(default=0, editable=False)  # wrong codes since then

    texts_since = models.DateTimeField(default=timezone.now, editable=False)  # the day that `texts` counts
    texts = models.PositiveIntegerField(default=0, editable=False)

    objects = PhoneQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["number"], condition=Q(number__gt=""), name="one_account_per_number")]

    def __str__(self) -> str:
        return self.masked or "No number"

    @property
    def masked(self) -> str:
        """Enough to recognise one's own: “+49 … 56”."""
        return f"{self.number[:3]} … {self.number[-2:]}" if self.number else ""

    @property
    def is_usable(self) -> bool:
        return bool(self.number and self.verified_at and not self.stopped_at and not self.failed_at)


def phone_of(user: Any) -> Phone | None:
    """Where texts to `user` go; None without a verified number, after STOP, where the carrier knows it not, and for the suspended."""
    return Phone.objects.usable().filter(user=user.pk).first() if user.is_active else None


class CodeText(Row):
    """A code that was sent: what the limits count, since each costs money and strangers' numbers can be typed."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    number = models.CharField(max_length=16)

    class Meta:
        indexes = [
            models.Index(fields=["user", "created_at"], name="code_person"),
            models.Index(fields=["number", "created_at"], name="code_number"),
            models.Index(fields=["created_at"], name="code_day"),
        ]

    def __str__(self) -> str:
        return f"A code to {self.number}"


class TextEvent(Row):
    """One webhook about texts that was acted upon: the same one, sent again, changes nothing."""

    key = models.CharField(max_length=120, unique=True)  # the provider's id of the text, and what became of it

    def __str__(self) -> str:
        return self.key
