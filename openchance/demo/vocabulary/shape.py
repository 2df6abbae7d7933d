"""The shape of a field of work's vocabulary, and how it is written down."""

from itertools import combinations
from typing import NamedTuple


def pieces(text: str) -> tuple[str, ...]:
    """One piece a line, or several on a line between bars."""
    return tuple(piece.strip() for line in text.strip().splitlines() for piece in line.split("|") if piece.strip())


class Vocabulary(NamedTuple):
    category: str
    verbs: tuple[str, ...]
    objects: tuple[str, ...]
    conditions: tuple[str, ...]
    facts: tuple[str, ...]
    wishes: tuple[str, ...]
    criteria: tuple[tuple[str, ...], ...]  # every choice of three
    skills: tuple[tuple[str, ...], ...]  # likewise


def field(category: str, *, verbs: str, objects: str, conditions: str, facts: str, wishes: str, criteria: str, skills: str) -> Vocabulary:
    return Vocabulary(
        category,
        pieces(verbs),
        pieces(objects),
        pieces(conditions),
        pieces(facts),
        pieces(wishes),
        tuple(combinations(pieces(criteria), 3)),
        tuple(combinations(pieces(skills), 3)),
    )
