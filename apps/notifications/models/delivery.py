"""What leaves the house for one person by one channel: a row for each address, device and number."""

from datetime import datetime, timedelta
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone

from apps.core.outbox import BACKOFF, Outbox

from .notification import Notification

PATIENCE = timedelta(days=3)  # with a provider that only ever says “later”


class Delivery(Outbox):
    """`key` is unique: what happened once leaves once.

    Between claiming and settling the row is in a worker's hands; one that is claimed again from there was lost by a worker that died, who may
    have handed it over already. `lost` counts these: no provider can have taken it more often than once and once for each.
    """

    attempts_limit: ClassVar[int] = 8
    channel: ClassVar[str] = ""  # what people call it

    key = models.CharField(max_length=200, unique=True)
    recipient = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.CASCADE, related_name="+")
    notification = models.ForeignKey(Notification, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    kind = models.CharField(max_length=60)
    until_read = models.BooleanField(default=False, editable=False)  # it need not leave once the line has been read
    in_hand = models.BooleanField(default=False, editable=False)
    failures = models.PositiveIntegerField(default=0, editable=False)
    lost = models.PositiveIntegerField(default=0, editable=False)
    provider_id = models.CharField(max_length=120, blank=True, editable=False)

    class Meta:
        abstract = True
        indexes = [models.Index(fields=["status", "due_at"], name="%(class)s_due")]

    def claim(self, **columns: Any) -> bool:
        lost = self.lost + self.in_hand
        if not super().claim(in_hand=True, lost=lost, **columns):
            return False
        self.in_hand, self.lost = True, lost
        return True

    def settle(self, status: str, *, error: str = "", **columns: Any) -> bool:
        return super().settle(status, error=error, in_hand=False, **columns)

    def put_off(self, error: str, *, seconds: int = 0) -> None:
        """It did not work. A provider that named the `seconds` after which it would (it throttles) is asked then, and no attempt is lost by it."""
        now = timezone.now()
        failures = self.failures + (not seconds)
        if failures + self.lost >= self.attempts_limit or (seconds and now - self.created_at > PATIENCE):
            self.settle("failed", error=error, failures=failures)
            return
        pause = timedelta(seconds=seconds) if seconds else BACKOFF[min(failures, len(BACKOFF)) - 1]
        self.wait_until(now + pause, error, failures=failures)

    def wait_until(self, moment: datetime, error: str, **columns: Any) -> None:
        super().wait_until(moment, error, in_hand=False, **columns)

    def try_again(self, **columns: Any) -> bool:
        return super().try_again(failures=0, lost=0, in_hand=False, **columns)
