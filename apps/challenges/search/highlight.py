"""Marks the words of a displayed text that a search found, by their stems. The text is escaped here; only <mark> is ours."""

import re
from collections.abc import Collection
from functools import lru_cache

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from .stems import skill_key, stems

SHOWN_WORD = re.compile(r"[^\W_]+(?:\+\+|#)?|\.[Nn][Ee][Tt]\b")


@lru_cache(maxsize=50_000)
def stems_of(word: str) -> tuple[str, ...]:
    return tuple(stems(word))


def marked(text: str, words: Collection[str]) -> SafeString:
    """`text` as HTML, each word whose stem is among `words` in a <mark>."""
    if not words:
        return mark_safe(escape(text))  # noqa: S308
    parts, last = [], 0
    for match in SHOWN_WORD.finditer(text):
        if any(stem in words for stem in stems_of(match[0])):
            parts += [escape(text[last : match.start()]), "<mark>", escape(match[0]), "</mark>"]
            last = match.end()
    parts.append(escape(text[last:]))
    return mark_safe("".join(parts))  # noqa: S308


def marked_skill(skill: str, words: Collection[str], keys: Collection[str]) -> SafeString:
    """A skill: marked as a whole where it was asked for, else by its words."""
    if keys and skill_key(skill) in keys:
        return mark_safe(f"<mark>{escape(skill)}</mark>")  # noqa: S308
    return marked(skill, words)
