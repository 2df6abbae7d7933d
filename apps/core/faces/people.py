"""Faces and stars."""

from html import escape
from typing import Any
from zlib import crc32

from django.utils.safestring import SafeString

from apps.core.faces.markup import markup
from apps.core.faces.sprite import icon

PIXELS = {"s": 28, "m": 40, "l": 64}
NO_REVIEWS = markup('<span class="quiet">No reviews yet</span>')


def initials(name: str) -> str:
    """“OL” of Olga Lindqvist, “M” of Max."""
    names = [part for part in name.split() if part[0].isalnum()]
    return (names[0][0] + (names[-1][0] if len(names) > 1 else "")).upper() if names else "?"


def name_of(user: Any) -> str:
    return str(getattr(user, "name", "") or getattr(user, "handle", "") or user)


def avatar(user: Any, size: str = "m") -> SafeString:
    """The picture, else initials on one of six hues that stays the same for a person. Decoration: the name stands beside it."""
    attributes = "" if size == "m" else f' data-size="{escape(size)}"'
    url = getattr(user, "avatar_url" if size == "l" else "avatar_small_url", "")
    if url:
        pixels = PIXELS.get(size, PIXELS["m"])
        return markup(f'<img class="avatar"{attributes} src="{escape(url)}" alt="" width="{pixels}" height="{pixels}" loading="lazy">')
    name = name_of(user)
    hue = crc32(str(getattr(user, "handle", "") or name).encode(), 53) % 6 + 1
    return markup(f'<span class="avatar" data-hue="{hue}"{attributes} aria-hidden="true">{escape(initials(name))}</span>')


def rating(average: Any, count: int | None = None) -> SafeString:
    """“★ 4.9 (31)”; nothing counted says so in words."""
    if not average or count == 0:
        return NO_REVIEWS
    number = f' <span>({count:,}<span class="hidden"> reviews</span>)</span>' if count else ""
    return markup(f'<span class="rating">{icon("star", "solid")}<span class="hidden">Rated </span>{float(average):.1f}{number}</span>')
