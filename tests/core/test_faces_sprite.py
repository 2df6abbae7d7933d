"""Every sign that a template or a state names is drawn in the sprite."""

import re
from pathlib import Path

import pytest
from django.template import Context, Template

from apps.core.faces.states import STATES

ROOT = Path(__file__).parent.parent.parent
SYMBOLS = set(re.findall(r'<symbol id="([\w-]+)"', (ROOT / "static/icons.svg").read_text()))
TEMPLATES = sorted((ROOT / "templates").rglob("*.html")) + sorted((ROOT / "apps").rglob("templates/**/*.html"))


def named(text: str) -> set[str]:
    icons = re.findall(r'{% icon "([\w-]+)"', text) + re.findall(r'{% nav "[^"]*" "[^"]*" "([\w-]+)"', text)
    icons += [
        name for line in re.findall(r'components/(?:notice|dialog_button)\.html" with [^%]*', text) for name in re.findall(r'symbol="([\w-]+)"', line)
    ]
    glyphs = re.findall(r'{% glyph "([\w-]+)"', text)
    return {f"i-{name}" for name in icons} | {f"m-{name}" for name in glyphs}


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_sign_in_a_template_is_drawn(path: Path) -> None:
    assert named(path.read_text()) - SYMBOLS == set()


def test_every_state_has_a_sign_and_green_is_for_safe_money_only() -> None:
    signs = {symbol if symbol.startswith("m-") else f"i-{symbol}" for symbol, _, _ in STATES.values()}
    assert signs - SYMBOLS == set()
    assert {state for state, (_, tone, _) in STATES.items() if tone == "safe"} == {"funded", "held", "delivered"}


def test_an_unknown_state_is_shown_in_its_own_words_escaped() -> None:
    drawn = Template("{% status state %}").render(Context({"state": "<b>odd_one</b>"}))
    assert "&lt;b&gt;odd one&lt;/b&gt;" in drawn


def test_decoration_is_hidden_from_screen_readers() -> None:
    drawn = Template('{% icon "bell" %}{% glyph "held" %}{% mark %}{% level 2 %}').render(Context())
    assert drawn.count('aria-hidden="true"') == drawn.count("<svg") == 4
    assert "Intermediate" in drawn


def test_names_are_escaped_and_become_initials() -> None:
    class Somebody:
        name = "<script> Åsa Berg"
        handle = "asa"

    drawn = Template("{% avatar user %}").render(Context({"user": Somebody()}))
    assert "<script>" not in drawn
    assert ">ÅB<" in drawn


def test_a_rating_without_reviews_says_so() -> None:
    assert "No reviews yet" in Template("{% rating None 0 %}").render(Context())
    assert "4.9" in Template("{% rating 4.86 1031 %}").render(Context())
    assert "(1,031" in Template("{% rating 4.86 1031 %}").render(Context())
