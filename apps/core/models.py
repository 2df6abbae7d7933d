"""What every row is, and the append-only record of what happened to it."""

from typing import Any, Self
from uuid import UUID

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils import timezone

from .ids import uuid7


class Row(models.Model):
    """Every own model: a time-ordered key, the document's id on MongoDB."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False, db_column="_id")
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        abstract = True


class JSONList(models.JSONField[Any, Any]):
    """A list of plain values on the row itself; never filtered by."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        own: dict[str, Any] = {"default": list, "blank": True, "encoder": DjangoJSONEncoder}
        super().__init__(*args, **(own | kwargs))


class EventQuerySet(models.QuerySet["Event"]):
    def of(self, row: models.Model) -> Self:
        """What happened to `row`, oldest first."""
        return self.filter(subject_id=row.pk, subject_type=row._meta.label).order_by("at", "id")


class Event(models.Model):
    """Who did what to which row, when. Nothing updates or deletes one: history and audit in one table."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False, db_column="_id")
    at = models.DateTimeField(default=timezone.now)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    subject_type = models.CharField(max_length=60)
    subject_id = models.UUIDField()
    verb = models.CharField(max_length=40)
    before = models.CharField(max_length=20, blank=True)
    after = models.CharField(max_length=20, blank=True)
    note = models.TextField(blank=True)
    details = models.JSONField(default=dict, blank=True, encoder=DjangoJSONEncoder)

    objects = EventQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["subject_id", "at"], name="event_subject"),
            models.Index(fields=["-at", "-id"], name="event_at"),
        ]

    def __str__(self) -> str:
        return f"{self.verb} {self.subject_type} {self.subject_id}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise TypeError("An event is never changed.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        raise TypeError("An event is never deleted.")


def record(row: models.Model, verb: str, *, by: Any, before: str = "", after: str = "", note: str = "", **details: Any) -> Event:
    """Append an Event about `row`; `by` None is the house itself (a clock, a webhook). Call it in the transaction that did it."""
    return Event.objects.create(
        actor=by, subject_type=row._meta.label, subject_id=UUID(str(row.pk)), verb=verb, before=before, after=after, note=note, details=details
    )
