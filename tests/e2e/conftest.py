"""The real site in a real browser: uvicorn serves pages and sockets as `make run` does, Chromium walks through them."""

import os
import re
import shutil
import socket
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.test.utils import override_settings
from playwright.sync_api import Browser, BrowserContext, Page

os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # the browser's driver runs a loop in this thread; the tests look into the database beside it

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome") or ""
QUIET = ["--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-quic"]


@pytest.fixture(scope="session", autouse=True)
def chromium() -> str:
    if CHROMIUM and Path(CHROMIUM).exists():
        return CHROMIUM
    if os.environ.get("CI"):
        pytest.fail("Chromium is missing: name it in CHROMIUM.", pytrace=False)
    pytest.skip("browser tests need Chromium: install it, or name it in CHROMIUM")


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any], chromium: str) -> dict[str, Any]:
    root = ["--no-sandbox"] if os.geteuid() == 0 else []
    return {**browser_type_launch_args, "executable_path": chromium, "args": QUIET + root}


@pytest.fixture(scope="session")
def address(django_db_setup: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The site's own address, served from this process with production's static files."""
    import uvicorn

    static = tmp_path_factory.mktemp("static")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    site = f"http://127.0.0.1:{port}"
    from django.conf import settings

    storages = {**settings.STORAGES, "staticfiles": {"BACKEND": "apps.core.staticfiles.BundledStaticFilesStorage"}}
    with override_settings(STORAGES=storages, STATIC_ROOT=static, SITE_URL=site, CSRF_TRUSTED_ORIGINS=[site]):
        call_command("collectstatic", interactive=False, verbosity=0)
        server = uvicorn.Server(uvicorn.Config("openchance.asgi:application", host="127.0.0.1", port=port, lifespan="off", log_level="warning"))
        thread = threading.Thread(target=server.run, daemon=True)
        thread.start()
        while not server.started:
            assert thread.is_alive(), "the site did not start"
            time.sleep(0.05)
        yield site
        server.should_exit = True
        thread.join(10)


@pytest.fixture
def site(address: str, transactional_db: None) -> str:
    """The address, with an empty world behind it."""
    return address


Open = Callable[..., Page]
PAGES: list[Page] = []  # of the running test
EXPECTED = re.compile("a status of 4|ERR_INTERNET_DISCONNECTED")  # what a walk is refused, and the network that a walk itself takes away


@pytest.fixture
def person(site: str, browser: Browser) -> Iterator[Open]:
    """`person(javascript=True, width=1280, dark=False, motion=False)`: a page in a browser of its own. What breaks in it fails the test.

    With `motion` pages slide into each other, as for most people; drawing that by a processor costs as much as all the rest.
    """
    contexts: list[BrowserContext] = []
    broken: list[str] = []

    def open_page(*, javascript: bool = True, width: int = 1280, dark: bool = False, motion: bool = False) -> Page:
        context = browser.new_context(
            base_url=site,
            java_script_enabled=javascript,
            viewport={"width": width, "height": 900},
            color_scheme="dark" if dark else "light",
            reduced_motion="no-preference" if motion else "reduce",
            locale="en-GB",
            timezone_id="Europe/Berlin",
        )
        context.set_default_timeout(10_000)
        contexts.append(context)
        page = context.new_page()
        PAGES.append(page)
        page.on("pageerror", lambda error: broken.append(str(error)))
        page.on("console", lambda message: broken.append(message.text) if message.type == "error" and not EXPECTED.search(message.text) else None)
        page.on("response", lambda answer: broken.append(f"{answer.status} {answer.url}") if answer.status >= 500 else None)
        return page

    PAGES.clear()
    yield open_page
    for context in contexts:
        context.close()
    assert broken == []


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    """A failed walk says which page each person stood on, and what it showed."""
    outcome: Any = yield
    report = outcome.get_result()
    if report.when != "call" or not report.failed:
        return
    for page in PAGES:
        if not page.is_closed():
            shown = page.locator("main").inner_text(timeout=1000) if page.locator("main").count() else page.content()
            report.sections.append((page.url, shown[:3000]))
