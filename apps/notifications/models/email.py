"""A letter on its way."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from apps.core.outbox import Outbox


class Email(Outbox):
    """A message to one address, rendered when it was decided, so that it says what was true then."""

    attempts_limit: ClassVar[int] = 8

    key = models.CharField(max_length=200, unique=True)
    recipient = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.CASCADE, related_name="+")
    address = models.EmailField()
    kind = models.CharField(max_length=60)
    subject = models.CharField(max_length=200)
    text = models.TextField()
    html = models.TextField()

    class Meta:
        verbose_name = "e-mail"
        indexes = [models.Index(fields=["status", "due_at"], name="email_due")]

    def __str__(self) -> str:
        return f"{self.subject} to {self.address}"
