"""axe finds nothing on any page, in light and dark, on a desk and on a phone; and no page is wider than its window, from 320 to 1600 px."""

from functools import cache
from pathlib import Path

import axe_playwright_python
import pytest
from playwright.sync_api import Page

from .conftest import Open
from .places import visits, world

PROBLEMS = """async (rules) => (await axe.run(document, rules)).violations.map(
    (each) => `${each.id}: ${each.nodes.slice(0, 3).map((node) => node.html.slice(0, 140)).join(" | ")}`)"""
EVERYTHING = {"resultTypes": ["violations"]}
COLOUR_RULES = ["color-contrast", "link-in-text-block"]
COLOURS = {"resultTypes": ["violations"], "runOnly": COLOUR_RULES}
STRUCTURE = {"resultTypes": ["violations"], "rules": {rule: {"enabled": False} for rule in COLOUR_RULES}}
LOOKS = [(1280, "light", EVERYTHING), (390, "light", STRUCTURE), (390, "dark", COLOURS)]
WIDER = "document.documentElement.scrollWidth - innerWidth"


@cache
def axe() -> str:
    return next(Path(axe_playwright_python.__path__[0]).rglob("axe.min.js")).read_text()


def problems(page: Page) -> list[str]:
    """Both widths and both themes: what the phone changes is structure, what the dark changes is colours."""
    page.evaluate(axe())
    found = []
    for width, scheme, rules in LOOKS:
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme="dark" if scheme == "dark" else "light", reduced_motion="reduce")  # no colours on their way
        found += [f"{width} {scheme} {each}" for each in page.evaluate(PROBLEMS, rules)]
    page.emulate_media(color_scheme="light")
    return found


def widths(page: Page) -> list[str]:
    found = []
    for width in (320, 768, 1600, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        if (wider := page.evaluate(WIDER)) > 0:
            found.append(f"{width}: {wider} px too wide")
    return found


@pytest.mark.parametrize("handles", [["", "nia"], ["olga"], ["sam", "rita", "max"]], ids=["visitor, newcomer", "owner", "solvers, moderator"])
def test_axe_finds_nothing_and_nothing_is_wider_than_the_window(person: Open, site: str, handles: list[str]) -> None:
    here, found = world(), []
    for handle in handles:
        page = person()
        for path in visits(here, handle, page, site):
            found += [f"{handle or 'visitor'} {path} {each}" for each in problems(page) + widths(page)]
    assert found == []
