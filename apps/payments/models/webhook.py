"""What the gateway tells us."""

from typing import ClassVar

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from apps.core.outbox import Outbox


class WebhookEvent(Outbox):
    """What the gateway told us, stored under its own id before anything is done with it."""

    attempts_limit: ClassVar[int] = 20

    gateway = models.CharField(max_length=10)
    event_id = models.CharField(max_length=140, unique=True)  # "<gateway>:<its id>"
    kind = models.CharField(max_length=80)
    object_id = models.CharField(max_length=120, blank=True)  # the gateway's id of what it is about
    subject = models.CharField(max_length=120, blank=True)  # our id of it, as the gateway's metadata says
    account = models.CharField(max_length=120, blank=True)  # the solver's account that it is about; "": our own
    live = models.BooleanField(default=True)  # real money
    payload = models.JSONField(default=dict, encoder=DjangoJSONEncoder)

    class Meta:
        indexes = [models.Index(fields=["status", "due_at"], name="webhook_due")]

    def __str__(self) -> str:
        return f"{self.kind} {self.event_id}"
