"""What was delivered, round by round."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.urls import reverse

from apps.contracts import permissions
from apps.core.models import JSONList
from apps.core.moves import Move, Moving
from apps.core.uploads import StoredFile

from .contract import Contract, Milestone, PartyQuerySet


class Delivery(Moving):
    """One round of delivered work, against the contract's criteria."""

    class Status(models.TextChoices):
        WAITING = "waiting", "Waiting for review"
        APPROVED = "approved", "Approved"
        CHANGES = "changes", "Changes requested"
        VOID = "void", "Contract cancelled"
        SETTLED = "settled", "Settled by a dispute"

    moves: ClassVar[tuple[Move, ...]] = (
        Move("approve", ("waiting",), "approved", permissions.is_owner, automatic=True),
        Move("request_changes", ("waiting",), "changes", permissions.is_owner),
        Move("void", ("waiting",), "void", permissions.is_party, automatic=True),
        Move("settle", ("waiting",), "settled", permissions.nobody, automatic=True),
    )

    milestone = models.ForeignKey(Milestone, on_delete=models.PROTECT, related_name="deliveries")
    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="+")
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    solver = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.WAITING, editable=False)
    round = models.PositiveSmallIntegerField()  # from 1, per milestone
    note = models.TextField(max_length=10000)
    note_html = models.TextField(editable=False)
    answers = JSONList()  # per criterion, how it is met: ["…", …]
    verdicts = JSONList()  # per criterion, the owner's: [{"met": true, "note": ""}, …]
    feedback = models.TextField(max_length=5000, blank=True, editable=False)
    feedback_html = models.TextField(blank=True, editable=False)
    decided_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = PartyQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "deliveries"
        ordering = ["round"]
        constraints = [models.UniqueConstraint(fields=["milestone", "round"], name="delivery_round")]

    def __str__(self) -> str:
        return f"Delivery {self.round}"

    def get_absolute_url(self) -> str:
        return f"{reverse('contracts:detail', args=[self.contract_id])}#delivery-{self.pk}"


class DeliveryFile(StoredFile):
    delivery = models.ForeignKey(Delivery, on_delete=models.PROTECT, related_name="files")

    class Meta(StoredFile.Meta):
        abstract = False

    def get_absolute_url(self) -> str:
        return reverse("contracts:delivery_file", args=[self.pk])
