"""What must leave the house is a row first: written in the transaction that decided it, sent afterwards, retried until it is done."""

from datetime import datetime, timedelta
from typing import Any, ClassVar, Self

from django.db import models
from django.utils import timezone

from .models import Row

LEASE = timedelta(minutes=2)  # longer than any single call may take
BACKOFF = [timedelta(minutes=m) for m in (1, 5, 30, 120, 360, 720)]


class OutboxQuerySet(models.QuerySet[Any]):
    def due(self) -> Self:
        return self.filter(status="pending", due_at__lte=timezone.now()).order_by("due_at")

    def end(self, status: str, error: str) -> bool:
        """The one row of this filter, which says how it must still be, ends as `status`; False when somebody was faster."""
        return self.update(status=status, done_at=timezone.now(), error=error[:2000]) == 1


class Outbox(Row):
    """One thing to send. `due_at` is also the lease: a claimed row comes due again by itself when its worker died."""

    class Status(models.TextChoices):
        PENDING = "pending", "Waiting"
        DONE = "done", "Done"
        FAILED = "failed", "Failed"
        CANCELLED = "cancelled", "Cancelled"

    attempts_limit: ClassVar[int] = 0  # 0: never gives up

    status = models.CharField(max_length=10, choices=Status.choices, default=Status.PENDING, editable=False)
    attempts = models.PositiveIntegerField(default=0, editable=False)
    due_at = models.DateTimeField(default=timezone.now, editable=False)
    done_at = models.DateTimeField(null=True, blank=True, editable=False)
    error = models.TextField(blank=True, editable=False)

    objects = OutboxQuerySet.as_manager()

    class Meta:
        abstract = True

    def claim(self, **columns: Any) -> bool:
        """Take the row for LEASE, and write `columns` with it; False when somebody else has it, or it is done."""
        now = timezone.now()
        mine = type(self)._default_manager.filter(pk=self.pk, status="pending", attempts=self.attempts, due_at__lte=now)
        if mine.update(attempts=self.attempts + 1, due_at=now + LEASE, **columns) != 1:
            return False
        self.attempts += 1
        return True

    def settle(self, status: str, *, error: str = "", **columns: Any) -> bool:
        """Close a claimed row as done, failed or cancelled; False when another worker closed it first."""
        now = timezone.now()
        row = type(self)._default_manager.filter(pk=self.pk, status="pending")
        changed = row.update(status=status, done_at=now, error=error[:2000], **columns) == 1
        if changed:
            self.status, self.done_at, self.error = status, now, error
        return changed

    def put_off(self, error: str) -> None:
        """It did not work: try again later, or give up after `attempts_limit` attempts and wait for the operator."""
        if self.attempts_limit and self.attempts >= self.attempts_limit:
            self.settle("failed", error=error)
            return
        self.wait_until(timezone.now() + BACKOFF[min(self.attempts, len(BACKOFF)) - 1], error)

    def wait_until(self, moment: datetime, error: str, **columns: Any) -> None:
        """A row that is still pending comes due at `moment`."""
        type(self)._default_manager.filter(pk=self.pk, status="pending").update(due_at=moment, error=error[:2000], **columns)

    def try_again(self, **columns: Any) -> bool:
        """A row that was given up is due at once, with all its attempts before it; False when it was not given up."""
        failed = type(self)._default_manager.filter(pk=self.pk, status="failed")
        return failed.update(status="pending", attempts=0, due_at=timezone.now(), done_at=None, **columns) == 1
