"""PDF files: made of our templates and static files, and of nothing else."""

import os
import socketserver
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import RequestFactory
from PIL import ImageFile

from apps.core.middleware import PageHabits
from apps.core.pdf import MissingLibrary, print_pdf

ROOT = Path(__file__).resolve().parents[2]
PAGE = '<!doctype html><html lang="en"><head><title>A page</title>{head}</head><body><p>Words</p>{body}</body></html>'


class Listener(socketserver.ThreadingTCPServer):
    """Counts who knocks."""

    daemon_threads = True
    knocks = 0


class Knock(socketserver.BaseRequestHandler):
    server: Any

    def handle(self) -> None:
        self.server.knocks += 1


@pytest.fixture
def listener() -> Iterator[Listener]:
    with Listener(("127.0.0.1", 0), Knock) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


def sources() -> Any:
    from apps.core.pdf_sources import Sources

    return Sources()


def test_our_static_files_are_served() -> None:
    seen = sources()
    made = print_pdf(
        PAGE.format(head='<link rel="stylesheet" href="static:css/tokens.css">', body='<img alt="" src="static:mark.svg">'), sources=seen
    )
    assert made.startswith(b"%PDF-") and seen.served == ["static:css/tokens.css", "static:mark.svg"] and seen.refused == []


def test_nothing_else_is_reached(listener: Listener) -> None:
    outside = f"http://127.0.0.1:{listener.server_address[1]}/x"
    addresses = [outside, "//127.0.0.1/x", "/etc/passwd", "file:///etc/passwd", "static:../manage.py", "static:/etc/passwd", "static:css",
                 "static:%00", "data:image/png;base64,iVBORw0KGgo=", "ftp://127.0.0.1/x", "STATIC:mark.svg"]  # fmt: skip
    images = "".join(f'<img alt="" src="{address}">' for address in addresses)
    head = f'<link rel="stylesheet" href="{outside}"><style>@import url({outside}); @font-face {{font-family: F; src: url({outside})}}</style>'
    body = f'{images}<p style="background: url({outside}); font-family: F">F</p><object data="{outside}">x</object><embed src="{outside}">'
    body += (
        f'<svg xmlns="http://www.w3.org/2000/svg"><image href="{outside}"/><use href="{outside}#a"/></svg><link rel="attachment" href="{outside}">'
    )
    seen = sources()
    made = print_pdf(PAGE.format(head=head, body=body), sources=seen)
    assert made.startswith(b"%PDF-") and seen.served == [] and listener.knocks == 0
    assert {*addresses} - {"//127.0.0.1/x", "STATIC:mark.svg"} <= {*seen.refused}


def test_control_the_listener_hears_who_comes(listener: Listener) -> None:
    import weasyprint

    weasyprint.HTML(string=f'<img src="http://127.0.0.1:{listener.server_address[1]}/x">').write_pdf()
    assert listener.knocks


def test_pages_have_the_size_asked_for() -> None:
    from io import BytesIO

    from pypdf import PdfReader

    for page, width in (("A4", 595), ("Letter", 612)):
        made = print_pdf(PAGE.format(head="", body=""), page=page)  # type: ignore[arg-type]
        assert round(float(PdfReader(BytesIO(made)).pages[0].mediabox.width)) == width


def test_a_missing_library_is_named(tmp_path: Path) -> None:
    """In a process whose WeasyPrint finds no Pango, as it says it then."""
    (tmp_path / "weasyprint.py").write_text("raise OSError(\"cannot load library 'libpango-1.0-0': no such file\")")
    script = "import django; django.setup()\nfrom apps.core.pdf import *\ntry:\n print_pdf('')\n"
    script += "except MissingLibrary as error: print(error.package, '|', error.sentence)"
    environment = os.environ | {"PYTHONPATH": f"{tmp_path}:{ROOT}", "DJANGO_SETTINGS_MODULE": "tests.settings"}
    done = subprocess.run([sys.executable, "-c", script], env=environment, cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert done.stdout.strip() == "libpango-1.0-0 | This server cannot make PDF files yet: its operator has to install libpango-1.0-0.", done.stderr


def test_a_missing_library_is_a_page_that_says_so(rf: RequestFactory) -> None:
    from django.contrib.auth.models import AnonymousUser

    request = rf.get("/")
    request.user = AnonymousUser()
    answer = PageHabits(lambda _: HttpResponse()).process_exception(request, MissingLibrary("libpango-1.0-0"))
    assert answer is not None and answer.status_code == 503 and "libpango-1.0-0" in answer.content.decode()


def test_making_a_pdf_leaves_uploads_as_strict_as_they_were() -> None:
    """WeasyPrint switches half pictures on for the whole process."""
    print_pdf("<p>Anything.</p>")
    assert not ImageFile.LOAD_TRUNCATED_IMAGES
