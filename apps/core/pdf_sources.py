"""What a PDF may be made of: the project's static files. Imported by pdf.py only, for it needs WeasyPrint and so Pango."""

import mimetypes
from pathlib import Path
from typing import Any

from django.contrib.staticfiles import finders
from django.core.exceptions import SuspiciousFileOperation
from weasyprint.urls import URLFetcher, URLFetcherResponse

SCHEME = "static:"


class OutOfReach(ValueError):
    """An address that is none of our static files."""


class Sources(URLFetcher):  # type: ignore[misc]
    """Fetches `static:css/documents.css`, and nothing else: no network, no other files, no data in the address. Keeps what was asked for."""

    def __init__(self) -> None:
        super().__init__(allowed_protocols=(), allow_redirects=False)
        self.served: list[str] = []
        self.refused: list[str] = []

    def fetch(self, url: str, headers: Any = None) -> URLFetcherResponse:
        """Raises OutOfReach, which leaves a gap in the document and stops nothing."""
        found = find(url.removeprefix(SCHEME)) if url.startswith(SCHEME) else None
        if found is None:
            self.refused.append(url)
            raise OutOfReach(f"{url[:200]} is none of our static files.")
        self.served.append(url)
        kind = mimetypes.guess_type(found.name)[0] or "application/octet-stream"
        return URLFetcherResponse(url, found.read_bytes(), {"Content-Type": kind})


def find(name: str) -> Path | None:
    try:
        found = finders.find(name)
    except (SuspiciousFileOperation, ValueError):  # outside the folder; a NUL
        return None
    return Path(found) if found and Path(found).is_file() else None
