"""Names, titles and references are words, whatever they say: the PDF file is made, and nothing outside is asked for."""

from collections.abc import Iterator
from typing import Any

import pytest

from apps.core.pdf import render_pdf
from apps.payments.documents.rendering import Sheet
from apps.payments.documents.snapshot import Contents, Line, cleaned, snapshot
from apps.payments.models import Document
from apps.users.models import User
from apps.users.services import save_billing
from tests.core.test_pdf import Listener, listener  # noqa: F401

from .papers import words

pytestmark = [pytest.mark.django_db, pytest.mark.pdf]
PLACE = "http://127.0.0.1:PORT"


def texts() -> Iterator[str]:
    """Sixty of them."""
    for address in (f"{PLACE}/x", "file:///etc/passwd", "//127.0.0.1:PORT/x", "data:image/svg+xml;base64,PHN2Zy8+", "static:../manage.py"):
        yield f'<img src="{address}">'
        yield f"<link rel=stylesheet href='{address}'>"
        yield f"<link rel=attachment href='{address}'>"
        yield f"<style>@import url({address});</style>"
        yield f"<style>body {{ background: url({address}) }}</style>"
        yield f'"><p style="background:url({address})">'
        yield f"<svg xmlns='http://www.w3.org/2000/svg'><image href='{address}'/></svg>"
        yield f"<object data='{address}'><embed src='{address}'></object>"
    yield from ["</td></tr></table></body></html>", "</title><script>alert(1)</script>", "<!--", "]]>", "&lt;b&gt;", "{{ settings.SECRET_KEY }}"]
    yield from [
        "{% include 'base.html' %}",
        "\x00\x01\x1b[31m\x7f",
        "\u202egnorw eht morf daeR\u202c",
        "\u2066\u2067\u202d",
        "W" * 160,
        "\u200b" * 100,
    ]
    yield from [
        "a\nb\r\nc\td",
        "e" + "\u0301" * 120,
        "🧑‍🚀👩🏽‍⚕️🏳️‍🌈",
        "שלום עולם, שלום",
        "مرحبا بالعالم",
        "日本語の長い名前",
        "\ufeff\ufffe",
        "'; DROP TABLE users; --",
    ]


TEXTS = list(texts())


def test_there_are_sixty() -> None:
    assert len(TEXTS) == len(set(TEXTS)) == 60


@pytest.mark.parametrize("ten", range(6))
def test_hostile_texts_stay_texts(ten: int, olga: User, listener: Listener) -> None:  # noqa: F811
    for hostile in TEXTS[ten * 10 : ten * 10 + 10]:
        draw(hostile.replace("PORT", str(listener.server_address[1])), olga)
    assert listener.knocks == 0


def draw(hostile: str, olga: User) -> None:
    from apps.core.pdf_sources import Sources

    save_billing(olga, **{name: cleaned(hostile)[:100] for name in ("legal_name", "street", "city")}, country="XX", tax_id=cleaned(hostile)[:40])
    contents = Contents([Line(hostile, 60000, hostile)], hostile, [(hostile, hostile)], [Line(hostile, 0)], [hostile])
    document = sheet(olga, contents)
    document.data["seller"]["name"] = hostile
    seen = Sources()
    made = render_pdf("documents/sheet.html", {"sheet": Sheet.of(document), "document": document}, sources=seen)
    assert made.startswith(b"%PDF-") and "I-2026-000001" in words(made) and "600.00" in words(made), hostile
    assert sorted(set(seen.served)) == ["static:css/documents.css", "static:mark.svg"]
    assert seen.refused == [], "nothing was even asked for"


def sheet(olga: User, contents: Contents) -> Document:
    words: dict[str, Any] = {"total_minor": contents.total, "data": snapshot(olga, contents), "currency": "EUR", "issued_at": olga.joined_at}
    return Document(kind="invoice", number="I-2026-000001", serial=1, year=2026, **words)


def test_sixty_long_milestones_take_several_pages(olga: User) -> None:
    lines = [Line(f"Milestone {number}: {'long ' * 22}", 100 * number, "Held by OpenChance until you approve it") for number in range(1, 61)]
    document = sheet(olga, Contents(lines, "Received"))
    text = words(render_pdf("documents/sheet.html", {"sheet": Sheet.of(document), "document": document}, page="Letter"))
    assert "Page 5 of " in text and "Milestone 60:" in text
    assert text.count("Invoice I-2026-000001") >= 9, "at the head from the second page on, and at each foot"


def test_what_cannot_be_seen_is_not_kept() -> None:
    assert cleaned({"a": ["\u202eabc\u202c\x00 d\n\n e", 5, None]}) == {"a": ["abc d e", 5, None]}
