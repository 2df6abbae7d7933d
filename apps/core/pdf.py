"""PDF files from the site's own templates. WeasyPrint is loaded when the first one is made: it needs Pango, which a system may not have."""

import contextlib
import io
import logging
import threading
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal

from django.template.loader import render_to_string
from PIL import ImageFile

from .errors import Refused

if TYPE_CHECKING:
    from .pdf_sources import Sources

logger = logging.getLogger(__name__)
Page = Literal["A4", "Letter"]
PACKAGES = {  # of Debian and Ubuntu, by the beginning of the library's name
    "libgobject": "libglib2.0-0",
    "libpango-": "libpango-1.0-0",
    "libharfbuzz": "libharfbuzz0b",
    "libfontconfig": "libfontconfig1",
    "libpangoft2": "libpangoft2-1.0-0",
}
one_at_a_time = threading.Lock()  # a long document takes some hundred megabytes while it is laid out


class MissingLibrary(Refused):
    """A library of the system that PDF files need is not installed. `package` is its name in Debian and Ubuntu."""

    status_code = 503

    def __init__(self, package: str) -> None:
        super().__init__(f"This server cannot make PDF files yet: its operator has to install {package}.")
        self.package = package


def render_pdf(template: str, context: Mapping[str, Any], *, page: Page = "A4", sources: "Sources | None" = None) -> bytes:
    """The PDF of `template`, tagged for screen readers. Raises MissingLibrary.

    Nothing outside the project's static files is reached, whatever the context's words say; write `static:css/documents.css` for one of them.
    Give `sources` to see afterwards what was served and what was refused.
    """
    return print_pdf(render_to_string(template, dict(context)), page=page, sources=sources)


def print_pdf(html: str, *, page: Page = "A4", sources: "Sources | None" = None) -> bytes:
    weasyprint = engine()
    from .pdf_sources import Sources

    sources = sources or Sources()
    with one_at_a_time:
        size = weasyprint.CSS(string=f"@page {{ size: {page} }}", base_url="static:", url_fetcher=sources)
        document = weasyprint.HTML(string=html, base_url="static:", url_fetcher=sources)
        made: bytes = document.write_pdf(stylesheets=[size], pdf_variant="pdf/ua-1")
    if sources.refused:
        logger.warning("A PDF wanted %d things from outside and got none of them, the first: %r", len(sources.refused), sources.refused[0][:200])
    return made


def engine() -> Any:
    """The module, or MissingLibrary."""
    try:
        with contextlib.redirect_stdout(io.StringIO()):  # it prints advice before it raises
            import weasyprint

        ImageFile.LOAD_TRUNCATED_IMAGES = False  # it was switched on for the whole process: half a picture would pass as an upload
    except OSError as error:
        package = next((package for name, package in PACKAGES.items() if name in str(error)), "libpangoft2-1.0-0")
        logger.error("No PDF without %s: %s", package, error)
        raise MissingLibrary(package) from error
    return weasyprint
