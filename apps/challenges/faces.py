"""Challenges as they stand in lists: built as strings, because a page prints dozens of them."""

from collections.abc import Collection, Mapping
from functools import lru_cache
from typing import Any

from django.urls import get_urlconf, reverse
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from apps.core.faces import amounts, clocks, states

from .models import Challenge
from .search.highlight import marked, marked_skill

NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
FIELDS_OF: dict[Any, str] = {}


@lru_cache(maxsize=8)
def list_address(urlconf: str | None) -> str:
    return reverse("challenges:list", urlconf=urlconf)


def address(challenge: Challenge) -> str:
    """What get_absolute_url says, without resolving it anew for every row."""
    return f"{list_address(get_urlconf())}{challenge.slug or 'draft'}-{challenge.code}/"


def reward(challenge: Challenge, size: str = "m") -> SafeString:
    """The amount, or both ends of a range; nothing while it is open."""
    low, high = challenge.reward_min_minor, challenge.reward_max_minor
    if low is None:
        return mark_safe("")
    locale = amounts.reader_locale()
    if high is None or high == low:
        return amounts.money(low, challenge.currency, locale, size, False)
    return amounts.money_range(low, high, challenge.currency, locale, size)


def reward_words(challenge: Challenge) -> str:
    """“Fixed”, “Range”, “Three milestones”."""
    if challenge.reward_kind == Challenge.Reward.MILESTONES:
        count = len(challenge.milestones)
        return f"{NUMBERS[count].capitalize() if count < len(NUMBERS) else count} milestones"
    return str(Challenge.Reward(challenge.reward_kind).label)


def applied_words(count: int) -> str:
    return f"{count:,} applied" if count else "nobody applied yet"


def row(challenge: Challenge, fields: Mapping[Any, str] = FIELDS_OF, words: Collection[str] = (), skills: Collection[str] = ()) -> SafeString:
    """One line of discover: `fields` are the names of the fields of work, `words` the stems to mark, `skills` the keys of skills to mark."""
    field, tags = fields.get(challenge.category_id, ""), tuple(challenge.skills[:4])
    text = text_of(address(challenge), field, challenge.title, challenge.summary, tags, frozenset(words), frozenset(skills))
    clock = clocks.clock(challenge.deadline_at, challenge.published_at) if challenge.status == "open" else states.status(challenge.status)
    return mark_safe(  # noqa: S308  (every part is escaped where it is made)
        f'{text}<div class="row-pay">{reward(challenge)}<p>{reward_words(challenge)}, {applied_words(challenge.application_count)}</p></div>'
        f'<p class="row-clock">{clock}</p></li>'
    )


@lru_cache(maxsize=4096)
def text_of(url: str, field: str, title: str, summary: str, skills: tuple[str, ...], words: frozenset[str], keys: frozenset[str]) -> str:
    """What of a line stays the same from one reader to the next."""
    shown = "".join([f"<li>{marked_skill(skill, words, keys)}</li>" for skill in skills])
    return (
        f'<li class="row"><p class="row-cat">{escape(field)}</p><div class="row-main"><h3><a href="{url}">{marked(title, words)}</a></h3>'
        f'<p>{marked(summary, words)}</p><ul class="skills" aria-label="Skills">{shown}</ul></div>'
    )


def own_row(challenge: Challenge) -> SafeString:
    """One line of one's own challenges: where it stands, and what waits."""
    state = states.status("hidden", "Taken down") if challenge.removed_at else states.status(challenge.status)
    live = f"{challenge.live_count} to decide" if challenge.live_count else applied_words(challenge.application_count)
    about = f"changed {clocks.when(challenge.changed_at)}" if challenge.status == "draft" else live
    clock = clocks.clock(challenge.deadline_at, challenge.published_at) if challenge.status == "open" else ""
    move = ' <span class="move">Your move</span>' if challenge.live_count and challenge.status in ("open", "closed") else ""
    return mark_safe(  # noqa: S308
        f'<li class="row"><p class="row-cat">{state}</p><div class="row-main"><h3><a href="{address(challenge)}">{escape(challenge)}</a></h3>'
        f'<p class="quiet s">{about}{move}</p></div><div class="row-pay">{reward(challenge)}<p>{reward_words(challenge)}</p></div>'
        f'<p class="row-clock">{clock}</p></li>'
    )
