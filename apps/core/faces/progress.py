"""The steps of one piece of work."""

from html import escape
from typing import Any

from django.utils.safestring import SafeString

from apps.core.faces.markup import markup
from apps.core.faces.sprite import glyph


def stepper(steps: list[dict[str, Any]], label: str = "Progress") -> SafeString:
    """`steps`: `{"words", "done", "current", "more"}` each; all but the words may be missing."""
    return markup(f'<ol class="stepper" aria-label="{escape(label)}">{"".join(map(step, steps))}</ol>')


def step(one: dict[str, Any]) -> str:
    more = f" <small>{escape(one['more'])}</small>" if one.get("more") else ""
    if one.get("done"):
        return f'<li class="done">{glyph("done")}<span class="hidden">Done: </span>{escape(one["words"])}{more}</li>'
    mark, sign = (' aria-current="step"', "held") if one.get("current") else ("", "open")
    return f"<li{mark}>{glyph(sign)}{escape(one['words'])}{more}</li>"
