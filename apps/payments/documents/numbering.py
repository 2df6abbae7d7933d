"""Numbers without gaps: the next one is the highest there is and one more, and a unique index lets only one document have it.

One statement both draws the number and issues the document. Whoever dies before it has drawn nothing; whoever dies after it has
issued. Nothing is locked meanwhile: on MongoDB a counter inside the transactions of money would make each release wait for every
other, and a process killed in between would stop them all for a minute.
"""

import random
import time

from django.db import IntegrityError, connection
from django.utils import timezone

from apps.payments.models import Document

LETTERS = {Document.Kind.RECEIPT: "R", Document.Kind.INVOICE: "I", Document.Kind.STATEMENT: "S", Document.Kind.CREDIT_NOTE: "C"}


def number(document: Document) -> Document:
    """The document has its number and is issued; once. Call it outside of transactions, which could take the number back."""
    if connection.in_atomic_block:
        raise RuntimeError("A number is drawn after the transaction that wrote the document.")
    while not document.serial:
        try:
            take(document, *draw(document.kind))
        except IntegrityError:  # somebody else has it now: the next one
            time.sleep(random.uniform(0, 0.005))  # noqa: S311
        document.refresh_from_db()
    return document


def draw(kind: str) -> tuple[int, int]:
    """(this year, the number that is free in it)."""
    year = timezone.now().year
    last = Document.objects.filter(kind=kind, year=year, serial__gt=0).order_by("-serial").values_list("serial", flat=True).first()
    return year, (last or 0) + 1


def take(document: Document, year: int, serial: int) -> None:
    """Raises IntegrityError where the number is gone already."""
    words = {"year": year, "serial": serial, "number": f"{LETTERS[Document.Kind(document.kind)]}-{year}-{serial:06}"}
    Document.objects.filter(pk=document.pk, serial=0).update(**words, issued_at=timezone.now())
