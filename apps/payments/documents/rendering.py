"""From the row to paper: the PDF file is made once, and kept."""

import logging
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.utils import timezone

from apps.core import uploads
from apps.core.clocks import in_turn
from apps.core.db import run_atomic
from apps.core.money import Money
from apps.core.pdf import MissingLibrary, render_pdf
from apps.payments.models import Document

from .numbering import number

logger = logging.getLogger(__name__)
BATCH = 100
LEASE, LATER = timedelta(minutes=2), timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Row:
    words: str
    note: str
    amount: Money


@dataclass(frozen=True, slots=True)
class Sheet:
    """A document as its templates read it."""

    document: Document
    seller: dict[str, Any]
    person: dict[str, Any]
    facts: list[tuple[str, str]]
    lines: list[Row]
    result: str
    after: list[Row]
    notes: list[str]
    page: str

    @classmethod
    def of(cls, document: Document) -> "Sheet":
        said = document.data

        def rows(name: str) -> list[Row]:
            return [Row(one["words"], one["note"], Money(one["minor"], document.currency)) for one in said[name]]

        facts = [(name, words) for name, words in said["facts"] if words]
        return cls(document, said["seller"], said["person"], facts, rows("lines"), said["result"], rows("after"), said["notes"], said["page"])


def finish(document: Document) -> Document:
    """The document has its number and its file, the same from now on. Raises MissingLibrary; it is issued all the same then."""
    number(document)
    if not document.file:
        if document.replaces:
            number(document.replaces)
        keep(document, draw(document))
    return document


def draw(document: Document) -> bytes:
    sheet = Sheet.of(document)
    return render_pdf("documents/sheet.html", {"sheet": sheet, "document": document}, page="Letter" if sheet.page == "Letter" else "A4")


def keep(document: Document, made: bytes) -> None:
    """Of two that draw at once one is kept, and the other's file is taken away again."""
    key = Document._meta.get_field("file").generate_filename(document, document.name)
    upload = uploads.put(key, made, name=document.name)
    if not attach(document, upload):
        uploads.throw_away(upload)
    document.refresh_from_db()


@run_atomic
def attach(document: Document, upload: uploads.Upload) -> bool:
    """False where another was faster."""
    words = {"file": upload.key, "digest": upload.digest, "due_at": None}
    if Document.objects.filter(pk=document.pk, file="").update(**words) != 1:
        return False
    uploads.claim(upload)
    return True


def finish_due() -> int:
    """Number and draw what was left over. Returns how many are done now; one that cannot be drawn stops no other."""
    done, missing = 0, False
    for document in in_turn(Document.objects.filter(due_at__lte=timezone.now()).order_by("due_at")[:BATCH]):
        try:
            number(document)
            if not missing and claim(document):
                finish(document)
                done += 1
        except MissingLibrary:
            missing = True
        except Exception:
            logger.exception("%s could not be drawn; it will be tried again.", document.pk)
            Document.objects.filter(pk=document.pk, file="").update(due_at=timezone.now() + LATER)
    return done


def claim(document: Document) -> bool:
    mine = Document.objects.filter(pk=document.pk, due_at=document.due_at)
    return mine.update(due_at=timezone.now() + LEASE) == 1
