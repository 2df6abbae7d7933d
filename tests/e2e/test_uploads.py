"""Files go to the bucket from the browser, ahead of their form; without JavaScript through the site. SHOTS names a folder for pictures."""

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test.utils import override_settings
from playwright.sync_api import Page, expect

from apps.applications.models import ApplicationFile
from apps.core.middleware import usual_policy
from apps.core.uploads import Upload
from apps.users.models import User
from openchance.demo import cast
from openchance.settings import bucket as bucket_settings
from tests.applications.world import typed, url
from tests.e2e.conftest import Open
from tests.e2e.places import sign_in
from tests.s3_server import KEY, NAME, REGION, SECRET, Bucket
from tests.uploads.test_previews import picture

SENT = re.compile(r"/applications/[0-9a-f-]{36}/$")
SHOTS = os.environ.get("SHOTS", "")


@pytest.fixture
def bucket(monkeypatch: pytest.MonkeyPatch) -> Iterator[Bucket]:
    """The site keeps its files there, and browsers may be sent there."""
    server = Bucket()
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", KEY)
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", SECRET)
    policy: Any = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]["connect-src"]
    policy.append(server.url)
    usual_policy.cache_clear()
    with override_settings(STORAGES=settings.STORAGES | {"default": bucket_settings(NAME, region=REGION, endpoint=server.url)}):
        yield server
    policy.remove(server.url)
    usual_policy.cache_clear()
    server.stop()


def files(*several: tuple[str, bytes]) -> list[Any]:
    return [{"name": name, "mimeType": "application/octet-stream", "buffer": content} for name, content in several]


def shoot(page: Page, name: str) -> None:
    if SHOTS:
        Path(SHOTS).mkdir(parents=True, exist_ok=True)
        page.locator(".files").first.scroll_into_view_if_needed()
        page.screenshot(path=f"{SHOTS}/{name}.png")


def write(page: Page) -> None:
    for name in ("letter", "days", "answer_0"):
        page.locator(f"main [name={name}]").fill(typed()[name])


@pytest.mark.parametrize("look", [(1280, False), (390, True)] if not SHOTS else [(w, d) for w in (1280, 390) for d in (False, True)])
def test_ahead_of_the_form(bucket: Bucket, people: dict[str, User], person: Open, site: str, look: tuple[int, bool]) -> None:
    challenge = cast.open_challenge(people["olga"])
    page = person(width=look[0], dark=look[1])
    sign_in(page, people["sam"], site)
    page.goto(url("apply", challenge))
    write(page)
    chooser = page.locator("input[type=file]")
    bucket.pause = 1.5
    chooser.set_input_files(
        files(("tower.jpg", picture(size=(900, 600))), ("not a picture.png", b"MZ this is a program"), ("levels.csv", b"hour;level\n0;3\n"))
    )
    expect(page.locator(".files progress")).to_have_count(3)
    shoot(page, f"sending-{look[0]}-{look[1]}")
    expect(page.get_by_text("says it is PNG")).to_be_visible(timeout=15_000)
    expect(page.locator(".files progress")).to_have_count(0, timeout=15_000)
    shoot(page, f"sent-{look[0]}-{look[1]}")
    page.get_by_role("button", name="Remove not a picture.png").click()
    chooser.set_input_files(files(("late.txt", b"words")))
    page.get_by_role("button", name="Send the application").click()  # while the last one is on its way
    expect(page).to_have_url(SENT, timeout=15_000)
    expect(page.locator("main")).to_contain_text("late.txt")
    assert [row.name for row in ApplicationFile.objects.all()] == ["tower.jpg", "levels.csv", "late.txt"]
    assert {row.file.name for row in ApplicationFile.objects.all()} <= bucket.keys and not bucket.refusals
    shown = page.locator(".files img")
    shown.scroll_into_view_if_needed()
    expect(shown).to_have_js_property("complete", True)
    assert shown.evaluate("image => image.naturalWidth") == 640
    shoot(page, f"kept-{look[0]}-{look[1]}")


def test_without_a_script_through_the_site(bucket: Bucket, people: dict[str, User], person: Open, site: str) -> None:
    challenge = cast.open_challenge(people["olga"])
    page = person(javascript=False, width=390)
    sign_in(page, people["sam"], site)
    page.goto(url("apply", challenge))
    write(page)
    page.locator("textarea[name=letter]").fill("")
    page.locator("input[type=file]").set_input_files(files(("tower.jpg", picture(size=(300, 200))), ("levels.csv", b"hour;level\n0;3\n")))
    send = page.get_by_role("button", name="Send the application")
    send.click()
    expect(page.get_by_role("checkbox", name="tower.jpg")).to_be_checked()
    shoot(page, "without-script")
    page.get_by_role("checkbox", name="levels.csv").uncheck()
    page.locator("textarea[name=letter]").fill("I have drawn tide dials before.")
    send.click()
    expect(page).to_have_url(SENT, timeout=15_000)
    expect(page.locator("main")).to_contain_text("tower.jpg")
    assert [row.name for row in ApplicationFile.objects.all()] == ["tower.jpg"]
    assert Upload.objects.filter(status="checked").count() == 1  # the other one is swept in a day
