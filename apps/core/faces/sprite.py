"""Icons, money glyphs and the difficulty bars: symbols of `static/icons.svg`, used by reference so that each is fetched once."""

from functools import cache

from django.templatetags.static import static
from django.utils.html import escape
from django.utils.safestring import SafeString

from apps.core.faces.markup import markup

LEVELS = {1: "Approachable", 2: "Intermediate", 3: "Demanding", 4: "Expert"}


@cache
def sprite_url() -> str:
    return static("icons.svg")


@cache
def icon(name: str, kind: str = "") -> SafeString:
    """`name` as in the sprite without its `i-`; `kind` is a further class: `solid` fills it."""
    classes = f"icon {kind}" if kind else "icon"
    return markup(f'<svg class="{escape(classes)}" aria-hidden="true"><use href="{sprite_url()}#i-{escape(name)}"/></svg>')


@cache
def glyph(name: str) -> SafeString:
    """What the money does: open, held, released, back, fee, split; and done for the stepper."""
    return markup(f'<svg class="glyph" viewBox="0 0 24 24" aria-hidden="true"><use href="{sprite_url()}#m-{escape(name)}"/></svg>')


@cache
def mark() -> SafeString:
    return markup(f'<svg class="mark" viewBox="0 0 24 24" aria-hidden="true"><use href="{sprite_url()}#mark"/></svg>')


@cache
def level(number: int, words: str = "") -> SafeString:
    """One to four bars and their word; `words` overrides it, for example with a translation."""
    number = min(max(number, 1), 4)
    bars = f'<svg viewBox="0 0 34 12" aria-hidden="true"><use href="{sprite_url()}#level-{number}"/></svg>'
    return markup(f'<span class="level">{bars}{escape(words or LEVELS[number])}</span>')
