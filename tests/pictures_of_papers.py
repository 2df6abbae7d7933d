"""Pictures of PDF files, for the README: an invoice and a payout statement of the demo world, as Chromium shows them."""

import os
from pathlib import Path
from unittest.mock import patch

from playwright.sync_api import Browser

from tests.bench.servers import manage

SELLER = {
    "SELLER_NAME": "OpenChance GmbH",
    "SELLER_ADDRESS": "Marktgasse 1 | 10115 Berlin",
    "SELLER_COUNTRY": "DE",
    "SELLER_TAX_ID": "DE123456789",
}
A4 = {"width": 900, "height": 1273}
SHEET = {"x": 6, "y": 4, "width": 888, "height": 830}  # without the viewer's frame and the empty lower part
DRAW = """
from pathlib import Path
from apps.payments.documents.rendering import draw
from apps.payments.documents.snapshot import seller
from apps.payments.models import Document
for kind, handle in (("invoice", "olga"), ("statement", "sam")):
    document = Document.objects.filter(kind=kind, person__handle=handle).select_related("replaces").latest("created_at")
    document.data["seller"] = seller()
    Path({folder!r}, kind + ".pdf").write_bytes(draw(document))
"""


def take(browser: Browser, database: str, folder: Path) -> dict[str, bytes]:
    """Name → picture."""
    with patch.dict(os.environ, SELLER):
        manage(database, "shell", "--no-imports", "-c", DRAW.replace("{folder!r}", repr(str(folder))))
    found = {}
    for name in ("invoice", "statement"):
        page = browser.new_page(viewport=A4)  # type: ignore[arg-type]
        page.goto(f"file://{folder / name}.pdf#toolbar=0&view=FitH")
        page.wait_for_timeout(3000)  # the viewer is an extension: nothing of it can be waited for
        found[name] = page.screenshot(clip=SHEET)  # type: ignore[arg-type]
        page.close()
    return found
