"""What the house tells people: in the app, and by e-mail."""

from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models

from apps.core.models import Row
from apps.core.outbox import Outbox


class NotificationQuerySet(models.QuerySet["Notification"]):
    def visible_to(self, user: Any) -> Self:
        return self.filter(recipient=user)

    def unread(self) -> Self:
        return self.filter(read_at=None)


class Notification(Row):
    """One line in somebody's list. `key` is unique: telling the same thing twice is one line."""

    recipient = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    kind = models.CharField(max_length=60)
    key = models.CharField(max_length=160, unique=True)
    text = models.CharField(max_length=300)
    url = models.CharField(max_length=300, blank=True)
    read_at = models.DateTimeField(null=True, blank=True)

    objects = NotificationQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["recipient", "-created_at", "-id"], name="notification_list")]

    def __str__(self) -> str:
        return self.text


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
