"""The pictures of the README, made anew: `python -m tests.pictures` seeds a world of its own, serves it and looks at it in Chromium."""

import io
import os
import shutil
import tempfile
from pathlib import Path
from typing import Any

from PIL import Image
from playwright.sync_api import Page, sync_playwright

from tests import pictures_of_papers
from tests.bench.servers import ROOT, granian, manage

PORT = 8096
FOLDER = ROOT / "docs" / "pictures"
WIDTH, HEIGHT = 1280, 1000
MARGIN = 24
LARGEST = 250_000  # bytes

WHERE = """
from django.conf import settings
from django.test import Client
from apps.contracts.models import Contract, Milestone
from apps.messages.models import Conversation
from apps.payments.models import JournalEntry
from apps.users.models import User
olga = User.objects.get(handle="olga")
User.objects.filter(pk=olga.pk).update(unread_count=0)
delivered = Milestone.objects.filter(owner=olga, status="delivered", review_due_at__isnull=False).order_by("-review_due_at")[1]
client = Client()
client.force_login(olga)
entries = JournalEntry.objects.filter(contract__owner=olga).values_list("contract_id", flat=True)
moved = Contract.objects.get(pk=max(set(entries), key=list(entries).count))
talks = Conversation.objects.filter(owner=olga, application__status="accepted")
talk = max(talks, key=lambda one: (one.last_at > one.application.contract.changed_at, one.last_seq))
cookie = settings.SESSION_COOKIE_NAME
print(cookie, client.cookies[cookie].value, delivered.contract.get_absolute_url(), moved.get_absolute_url(), talk.get_absolute_url())
"""


def optimised(shot: bytes) -> bytes:
    """The same picture without what a file can do without. No palette: it would cost the few vermilion pixels their colour."""
    out = io.BytesIO()
    Image.open(io.BytesIO(shot)).convert("RGB").save(out, "PNG", optimize=True)
    return out.getvalue()


def of_section(page: Page, name: str) -> bytes:
    """One section of a page, with some of the paper around it; also where it is higher than the window."""
    box = page.locator(f"section[aria-labelledby={name}]").first.bounding_box()
    if box is None:
        raise SystemExit(f"There is no section “{name}” on {page.url}.")
    clip = {"x": box["x"] - MARGIN, "y": box["y"] - MARGIN, "width": box["width"] + 2 * MARGIN, "height": box["height"] + 2 * MARGIN}
    return page.screenshot(full_page=True, clip=clip)  # type: ignore[arg-type]


def keep(picture: str, shot: bytes) -> None:
    found = optimised(shot)
    if len(found) > LARGEST:
        raise SystemExit(f"{picture}.png has {len(found):,} bytes, more than {LARGEST:,}.")
    (FOLDER / f"{picture}.png").write_bytes(found)
    print(f"docs/pictures/{picture}.png {len(found):,} bytes")


def main() -> None:
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium") or ""
    if not chromium:
        raise SystemExit("This needs Chromium: install it, or name it in CHROMIUM.")
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        database = f"sqlite:///{Path(folder) / 'pictures.sqlite3'}"
        for words in (("migrate", "--verbosity", "0"), ("seed",), ("collectstatic", "--noinput", "--verbosity", "0")):
            manage(database, *words)
        name, session, contract, moved, talk = manage(database, "shell", "--no-imports", "-c", WHERE).split()[-5:]
        with granian("openchance.wsgi:application", PORT, database, workers=1), sync_playwright() as driver:
            browser = driver.chromium.launch(executable_path=chromium, args=["--no-sandbox"] if os.geteuid() == 0 else [])
            site = f"http://127.0.0.1:{PORT}"
            for picture, path in (("discover", "/challenges/"), ("contract", contract), ("timeline", moved)):
                context = browser.new_context(base_url=site, viewport={"width": WIDTH, "height": HEIGHT}, color_scheme="light")
                if picture != "discover":
                    context.add_cookies([{"name": name, "value": session, "url": site}])
                page = context.new_page()
                page.goto(path, wait_until="networkidle")
                keep(picture, of_section(page, "money") if picture == "timeline" else page.screenshot())
                context.close()
            for picture, width, scheme in (("conversation", WIDTH, "light"), ("conversation-small", 390, "dark")):
                window: Any = {"viewport": {"width": width, "height": 844 if width < WIDTH else 900}, "color_scheme": scheme}
                context = browser.new_context(base_url=site, **window)
                context.add_cookies([{"name": name, "value": session, "url": site}])
                page = context.new_page()
                page.goto(talk, wait_until="networkidle")
                keep(picture, page.screenshot())
                context.close()
            for picture, shot in pictures_of_papers.take(browser, database, Path(folder)).items():
                keep(picture, shot)
            browser.close()


if __name__ == "__main__":
    main()
