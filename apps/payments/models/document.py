"""Receipts, invoices, payout statements and credit notes."""

from pathlib import PurePosixPath
from typing import Any, Self

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from apps.contracts.models import Contract, Milestone
from apps.core.ids import uuid7
from apps.core.money import Money
from apps.users.permissions import is_moderator

from .ledger import Frozen


class DocumentQuerySet(models.QuerySet["Document"]):
    def visible_to(self, user: Any) -> Self:
        """Whose it is, and moderators; the other party of the contract has documents of its own."""
        return self if is_moderator(user) else self.filter(person=user)


def document_path(instance: "Document", name: str) -> str:
    return f"documents/{uuid7().hex}{PurePosixPath(name).suffix}"


class Document(Frozen):
    """One document for one person. All that is printed is in `data`, as it was when the document was written, and never changes.

    Written in the transaction of the decision; afterwards, each once, it gets its number (and is issued then) and its file.
    `decision` makes issuing twice one document.
    """

    class Kind(models.TextChoices):
        RECEIPT = "receipt", "Receipt"
        INVOICE = "invoice", "Invoice"
        STATEMENT = "statement", "Payout statement"
        CREDIT_NOTE = "credit_note", "Credit note"

    kind = models.CharField(max_length=12, choices=Kind.choices)
    year = models.PositiveSmallIntegerField(default=0, editable=False)  # of the issue, in UTC; 0 before
    serial = models.PositiveIntegerField(default=0, editable=False)  # within kind and year, from 1, without gaps; 0 before
    number = models.CharField(max_length=20, blank=True, editable=False)  # “I-2026-000123”
    issued_at = models.DateTimeField(null=True, blank=True, editable=False)
    decision = models.CharField(max_length=160, unique=True)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="documents")
    milestone = models.ForeignKey(Milestone, null=True, blank=True, on_delete=models.PROTECT, related_name="documents")
    replaces = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="corrections")  # what it corrects
    currency = models.CharField(max_length=3)
    total_minor = models.BigIntegerField()
    data = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    file = models.FileField(upload_to=document_path, max_length=200, blank=True, editable=False)
    digest = models.CharField(max_length=64, blank=True, editable=False)  # of the file, SHA-256
    due_at = models.DateTimeField(null=True, blank=True, default=timezone.now, editable=False)  # number or file are still to come; empty: done

    objects = DocumentQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "year", "serial"], condition=Q(serial__gt=0), name="one_number_per_series")]
        indexes = [
            models.Index(fields=["person", "-created_at", "-id"], name="document_person"),
            models.Index(fields=["contract", "person"], name="document_contract"),
            models.Index(fields=["due_at"], name="document_clock"),
            models.Index(fields=["number"], name="document_number"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.number}".strip()

    def get_absolute_url(self) -> str:
        return reverse("payments:document", args=[self.pk])

    @property
    def total(self) -> Money:
        return Money(self.total_minor, self.currency)

    @property
    def name(self) -> str:
        """Of the file that is downloaded."""
        return f"{self}.pdf"
