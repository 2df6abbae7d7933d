"""What somebody was told: one line in their list."""

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from apps.core.models import Row


class NotificationQuerySet(models.QuerySet["Notification"]):
    def visible_to(self, user: Any) -> Self:
        return self.filter(recipient=user)

    def unread(self) -> Self:
        return self.filter(read_at=None)


class Notification(Row):
    """One line in somebody's list. `key` is unique: telling the same thing twice is one line.

    Lines of a `group` gather while unread: `is_open` is true for the one that the next of its group goes into, and there is one at most.
    """

    recipient = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")  # of the latest
    kind = models.CharField(max_length=60)
    topic = models.CharField(max_length=20, default="other")
    key = models.CharField(max_length=160, unique=True)
    text = models.CharField(max_length=300)
    url = models.CharField(max_length=300, blank=True)
    read_at = models.DateTimeField(null=True, blank=True)
    told_at = models.DateTimeField(default=timezone.now, editable=False)  # the latest of its group
    group = models.CharField(max_length=100, blank=True, editable=False)
    times = models.PositiveIntegerField(default=1, editable=False)  # how many it gathers
    is_open = models.BooleanField(default=False, editable=False)
    digest = models.CharField(max_length=6, blank=True, editable=False)  # daily, weekly: it waits for that letter
    digest_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = NotificationQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["recipient", "-told_at", "-id"], name="notification_told"),
            models.Index(fields=["recipient", "read_at", "-told_at", "-id"], name="notification_unread"),
            models.Index(fields=["recipient", "topic", "-told_at", "-id"], name="notification_topic"),
            models.Index(fields=["recipient", "url"], name="notification_url"),
            models.Index(fields=["digest", "digest_at"], name="notification_digest"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["recipient", "kind", "group"], condition=Q(is_open=True), name="one_open_line_per_group"),
        ]

    def __str__(self) -> str:
        return self.text


class Gathered(Row):
    """Something that was told within a line that was there already: its key, so that telling it again changes nothing."""

    key = models.CharField(max_length=160, unique=True)
    notification = models.ForeignKey(Notification, on_delete=models.CASCADE, related_name="+")

    def __str__(self) -> str:
        return self.key
