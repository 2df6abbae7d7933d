"""A first visit to any page is at most 60 kB in 8 requests over the wire, besides the conversation beside it and the pictures in it."""

import re
from dataclasses import dataclass, field
from typing import Any

import pytest
from playwright.sync_api import Page

from .conftest import Open
from .places import visits, world

MOST_BYTES, MOST_REQUESTS = 60_000, 8
TALK = re.compile(r"/messages/(beside/|[0-9a-f-]+/(files/|read/|\?after))")  # weighs, and is asked for after the page


@dataclass
class Traffic:
    """What the wire carried, headers included, as the browser counts it."""

    urls: dict[str, str] = field(default_factory=dict)
    sizes: dict[str, int] = field(default_factory=dict)

    def begin(self) -> None:
        self.urls.clear()
        self.sizes.clear()

    def sent(self, event: dict[str, Any]) -> None:
        """A document begins a page: what the last one asked for late, like the icon of the tab, is not its own."""
        if event.get("type") == "Document":
            self.begin()
        if not event["request"]["url"].startswith("data:"):
            self.urls[event["requestId"]] = event["request"]["url"]

    def finished(self, event: dict[str, Any]) -> None:
        if event["requestId"] in self.urls:
            self.sizes[event["requestId"]] = int(event["encodedDataLength"])

    @property
    def requests(self) -> int:
        """Addresses: the icon of the page before, asked for late, is the same as this one's."""
        return sum(not TALK.search(url) for url in set(self.urls.values()))

    @property
    def total(self) -> int:
        return sum(self.sizes.values())


def listen(page: Page) -> Traffic:
    traffic = Traffic()
    wire = page.context.new_cdp_session(page)
    wire.send("Network.enable")
    wire.on("Network.requestWillBeSent", traffic.sent)
    wire.on("Network.loadingFinished", traffic.finished)
    return traffic


@pytest.mark.parametrize("handles", [["", "nia", "sam"], ["olga", "rita", "max"]], ids=["solver’s side", "owner’s side"])
def test_a_first_visit_to_any_page_is_small(person: Open, site: str, handles: list[str]) -> None:
    here, found = world(), []
    for handle in handles:
        page = person()
        traffic = listen(page)
        wire = page.context.new_cdp_session(page)
        for path in visits(here, handle, page, site):
            page.wait_for_timeout(100)  # what is asked for after the load, like the icon of the tab
            if traffic.requests > MOST_REQUESTS or traffic.total > MOST_BYTES:
                found.append(f"{handle or 'visitor'} {path}: {traffic.total} bytes, {traffic.urls}, {traffic.sizes}")
            assert any(".css" in url for url in traffic.urls.values()), f"{path} was no first visit"
            wire.send("Network.clearBrowserCache")
            traffic.begin()
    assert found == []
