"""What is off with the money, and waits for a person."""

from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from apps.core.moves import Move, Moving
from apps.users.permissions import is_finance, is_moderator


def by_finance(user: Any, row: Any) -> bool:
    return is_finance(user)


class FindingQuerySet(models.QuerySet["Finding"]):
    def visible_to(self, user: Any) -> Self:
        return self if is_moderator(user) else self.none()

    def open(self) -> Self:
        return self.filter(status="open")


class Finding(Moving):
    """Something that an operator should look at. As long as it is open, the same trouble with the same subject is this row, seen again."""

    class Kind(models.TextChoices):
        WEBHOOK = "webhook", "Webhook"
        RECONCILE = "reconcile", "The gateway’s books differ"
        OPERATION = "operation", "Operation"
        CHARGEBACK = "chargeback", "Chargeback"
        LEDGER = "ledger", "Ledger"

    class Status(models.TextChoices):
        OPEN = "open", "Open"
        RESOLVED = "resolved", "Resolved"

    moves: ClassVar[tuple[Move, ...]] = (Move("resolve", ("open",), "resolved", by_finance, automatic=True),)  # or it went away by itself

    kind = models.CharField(max_length=12, choices=Kind.choices)
    subject = models.CharField(max_length=160)  # the row or the gateway's object that it is about: "operation 0192…"
    words = models.TextField(max_length=2000)
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.OPEN, editable=False)
    seen_count = models.PositiveIntegerField(default=1, editable=False)
    last_seen_at = models.DateTimeField(default=timezone.now, editable=False)
    resolved_at = models.DateTimeField(null=True, blank=True, editable=False)
    resolved_by = models.ForeignKey(  # empty: it went away by itself
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+", editable=False
    )

    objects = FindingQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "subject"], condition=Q(status="open"), name="one_open_finding")]
        indexes = [models.Index(fields=["status", "-last_seen_at"], name="finding_latest")]

    def __str__(self) -> str:
        return f"{self.subject}: {self.words}"
