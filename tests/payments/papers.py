"""Reading documents in tests."""

import re
from io import BytesIO
from typing import Any

from pypdf import PdfReader

from apps.payments import documents
from apps.payments.models import Document


def only(kind: str, **where: Any) -> Document:
    found: Document = Document.objects.get(kind=kind, **where)
    return found


def paper(document: Document) -> str:
    """All words of its PDF file, made now where it was not made yet; white space as one space."""
    return words(read(documents.finish(document)))


def read(document: Document) -> bytes:
    with document.file.open("rb") as file:
        content: bytes = file.read()
    return content


def words(made: bytes) -> str:
    text = " ".join(page.extract_text() for page in PdfReader(BytesIO(made)).pages).replace("\0", "")  # pypdf: beside rare letters
    return re.sub(r"\s+", " ", text)
