"""Which nights' books were compared with the gateway's."""

from django.db import models

from apps.core.outbox import Outbox


class Reconciliation(Outbox):
    """One night's comparison with one gateway: it is done once, and again each hour while the gateway does not answer."""

    gateway = models.CharField(max_length=10)
    night = models.DateField()  # by UTC
    checked_count = models.PositiveIntegerField(default=0, editable=False)  # objects of the gateway and rows of ours
    difference_count = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["gateway", "night"], name="one_reconciliation_a_night")]
        indexes = [models.Index(fields=["-night"], name="reconciliation_latest")]

    def __str__(self) -> str:
        return f"{self.gateway}, {self.night}"
