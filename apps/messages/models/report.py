"""A report: somebody asks moderation to look at a message."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models

from apps.core.moves import Move, Moving
from apps.users.permissions import is_moderator

from .message import Message


def is_staff(user: Any, row: Any) -> bool:
    return is_moderator(user)


class MessageReport(Moving):
    """`words` is what the message said when it was reported: deleting it does not take it from moderation."""

    class Status(models.TextChoices):
        OPEN = "open", "Open"
        KEPT = "kept", "Kept"
        REMOVED = "removed", "Removed"

    class Reason(models.TextChoices):
        INSULT = "insult", "It insults or threatens"
        FRAUD = "fraud", "It asks for money or work outside OpenChance"
        SPAM = "spam", "It is advertising"
        UNLAWFUL = "unlawful", "It is against the law"
        OTHER = "other", "Another reason"

    moves: ClassVar[tuple[Move, ...]] = (
        Move("keep", ("open",), "kept", is_staff),
        Move("remove", ("open", "kept"), "removed", is_staff),
    )

    message = models.ForeignKey(Message, on_delete=models.PROTECT, related_name="reports")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")  # of the message
    reporter = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.OPEN, editable=False)
    reason = models.CharField(max_length=10, choices=Reason.choices)
    note = models.CharField(max_length=1000, blank=True)
    words = models.TextField(blank=True, editable=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["message", "reporter"], name="one_report_each")]
        indexes = [models.Index(fields=["status", "-id"], name="message_report_queue")]

    def __str__(self) -> str:
        return f"Report of {self.message_id}"
