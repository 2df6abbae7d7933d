"""Columns that follow from what the owner wrote: they are computed whenever it is written, never by hand."""

import re
import secrets
import time
from collections.abc import Iterable
from typing import Any

from django.utils.text import slugify

from apps.challenges.models import Challenge
from apps.challenges.search.stems import fold, searchable
from apps.core.money import Money, reward_rank
from apps.core.text import first_words, plain_text, render_markdown

CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
WRITTEN = (
    "title", "brief", "criteria", "questions", "skills", "category", "difficulty", "reward_kind", "currency", "reward_min_minor", "reward_max_minor",
    "milestones", "deadline_at", "visibility",
)  # fmt: skip
DERIVED = ("slug", "summary", "brief_html", "reward_min_minor", "reward_max_minor", "reward_rank", "search_title", "search_body")


SUMMARY = 140  # characters: two lines of a list


def new_serial() -> int:
    """A number that grows with the time it was taken: microseconds and twelve random bits, so that two are never the same."""
    return time.time_ns() // 1000 << 12 | secrets.randbelow(1 << 12)


def clean_lines(lines: Iterable[str]) -> list[str]:
    return [text for line in lines if (text := one_line(str(line)))]


def one_line(text: str) -> str:
    """Without line breaks, double spaces and characters that nobody can see."""
    return " ".join(CONTROL.sub(" ", text).split())


def compose(challenge: Challenge) -> None:
    """Set every derived column of `challenge` from what was written; saves nothing."""
    for name in ("criteria", "questions", "skills"):
        setattr(challenge, name, clean_lines(getattr(challenge, name)))
    challenge.title = one_line(challenge.title)
    challenge.brief = CONTROL.sub("", challenge.brief)
    challenge.slug = slugify(fold(challenge.title))[:60].strip("-") or "challenge"
    challenge.brief_html = render_markdown(challenge.brief)
    challenge.summary = first_words(challenge.brief_html, SUMMARY)
    compose_reward(challenge)
    challenge.search_title = searchable(challenge.title)
    body = [plain_text(challenge.brief_html), *challenge.criteria, *challenge.skills]
    challenge.search_body = searchable("\n".join(body), challenge.skills)


def compose_reward(challenge: Challenge) -> None:
    """The sum of the milestones where there are some; a fixed reward ends where it begins."""
    if challenge.reward_kind == Challenge.Reward.MILESTONES:
        total = sum(one["amount_minor"] or 0 for one in challenge.milestones) or None
        challenge.reward_min_minor = challenge.reward_max_minor = total
    else:
        challenge.milestones = []
    if challenge.reward_kind == Challenge.Reward.FIXED:
        challenge.reward_max_minor = challenge.reward_min_minor
    most = challenge.reward_max_minor or challenge.reward_min_minor or 0
    challenge.reward_rank = reward_rank(Money(most, challenge.currency))


def is_listed(challenge: Challenge) -> bool:
    """Whether discover, feeds and the sitemap may show it, once it is published."""
    return challenge.visibility == Challenge.Visibility.PUBLIC and challenge.removed_at is None


def columns(challenge: Challenge) -> dict[str, Any]:
    """What is written and what follows from it, ready for an `update`."""
    return {name: getattr(challenge, name) for name in dict.fromkeys((*WRITTEN, *DERIVED))}
