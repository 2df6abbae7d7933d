"""How far we have asked gateways for events that never reached us."""

from django.db import models

from apps.core.models import Row


class Sweep(Row):
    """One row for each gateway; everything that happened there before `swept_to` is stored here."""

    gateway = models.CharField(max_length=10, unique=True)
    swept_to = models.DateTimeField(editable=False)
    asked_at = models.DateTimeField(null=True, blank=True, editable=False)  # last, whatever came of it
    missed_count = models.PositiveIntegerField(default=0, editable=False)  # events that the last sweep brought

    def __str__(self) -> str:
        return f"{self.gateway} up to {self.swept_to:%Y-%m-%d %H:%M}"
