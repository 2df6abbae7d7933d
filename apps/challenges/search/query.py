"""What is asked for, read from the address and written back into it. No address is ever an error: what cannot be used is said and left out."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.db.models import Q
from django.http import QueryDict
from django.utils import timezone

from apps.challenges.models import Challenge
from apps.core.money import BadAmount, Money

from .fields import FieldOfWork, fields_of_work
from .stems import skill_key, skill_word
from .words import LONGEST_TEXT, search_words

SORTS = {"relevance": "Relevance", "newest": "Newest", "ending": "Ending soon", "reward": "Reward"}
STATUSES = {"open": "Open", "closed": "Closed", "awarded": "Awarded", "completed": "Completed"}
DEADLINES = {3: "Within 3 days", 7: "Within a week", 14: "Within 2 weeks", 30: "Within a month"}
DIFFICULTIES = dict(Challenge.Difficulty.choices)
MOST_SKILLS = 5


@dataclass(frozen=True, slots=True)
class Query:
    """One search. `text` is what was typed, `words` its stems; amounts are minor units of `currency`; `deadline` counts days from now."""

    text: str = ""
    words: tuple[str, ...] = ()
    fields: tuple[FieldOfWork, ...] = ()
    difficulties: tuple[int, ...] = ()
    currency: str = ""
    least: Money | None = None
    most: Money | None = None
    deadline: int = 0
    skills: tuple[str, ...] = ()
    status: str = "open"
    sort: str = "newest"
    after: str = ""
    before: str = ""
    notes: tuple[str, ...] = field(default=(), compare=False)

    @property
    def needles(self) -> tuple[str, ...]:
        """Every word that has to be there: the stems, and the words that skills are found by."""
        return tuple(dict.fromkeys((*self.words, *(word for skill in self.skills if (word := skill_word(skill))))))

    @property
    def least_text(self) -> str:
        return plain(self.least)

    @property
    def most_text(self) -> str:
        return plain(self.most)

    @property
    def usual_sort(self) -> str:
        return "relevance" if self.words else "newest"

    @property
    def is_filtered(self) -> bool:
        return bool(self.fields or self.difficulties or self.currency or self.deadline or self.skills or self.status != "open")

    def params(self) -> list[tuple[str, str]]:
        """The search as address parameters, always in the same order; the page (after, before) is not part of it."""
        pairs = [("q", self.text)]
        pairs += [("category", one.slug) for one in self.fields]
        pairs += [("difficulty", str(level)) for level in self.difficulties]
        pairs += [("currency", self.currency), ("min", plain(self.least)), ("max", plain(self.most))]
        pairs += [("deadline", str(self.deadline or ""))]
        pairs += [("skill", skill) for skill in self.skills]
        pairs += [("status", self.status if self.status != "open" else ""), ("sort", self.sort if self.sort != self.usual_sort else "")]
        return [pair for pair in pairs if pair[1]]

    def address(self, **changes: Any) -> str:
        """The query string of this search with `changes`, from its first page: “?q=tide&sort=reward”, or "?" for everything."""
        return "?" + urlencode(replace(self, **changes).params())

    def page(self, side: str, cursor: str) -> str:
        """The address of the neighbouring page; "" where there is none."""
        return "?" + urlencode([*self.params(), (side, cursor)]) if cursor else ""

    def where(self) -> Q:
        """The filters as columns of the row, without the words."""
        found = Q(is_listed__in=[True], status=self.status)  # “is_listed = true” would be written without “=”, and SQLite then finds no index
        if self.fields:
            found &= Q(category__in=[one.key for one in self.fields])
        if self.difficulties:
            found &= Q(difficulty__in=self.difficulties)
        if self.currency:
            found &= Q(currency=self.currency)
        if self.least:
            found &= Q(reward_max_minor__gte=self.least.minor)
        if self.most:
            found &= Q(reward_min_minor__lte=self.most.minor)
        if window := self.window():
            found &= Q(deadline_at__gt=window[0], deadline_at__lte=window[1])
        return found

    def window(self) -> tuple[datetime, datetime] | None:
        """Between when and when applications close."""
        now = timezone.now()
        return (now, now + timedelta(days=self.deadline)) if self.deadline else None


def plain(amount: Money | None) -> str:
    """As an input takes it: “500”, “0.5”."""
    return f"{amount.units.normalize():f}" if amount else ""


def known(values: Iterable[str], choices: Iterable[Any], noun: str, notes: list[str]) -> list[str]:
    """Those of `values` that are among the choices, in the choices' order; one note for the rest."""
    asked = set(values) - {""}
    order = [str(choice) for choice in choices]
    if asked - set(order):
        notes.append(f"There is no such {noun}; it was left out.")
    return [choice for choice in order if choice in asked]


def read(params: QueryDict) -> Query:
    """The search that an address asks for."""
    notes: list[str] = []
    text = " ".join(params.get("q", "").replace("\0", " ").split())
    if len(text) > LONGEST_TEXT:
        text = text[:LONGEST_TEXT]
        notes.append(f"Only the first {LONGEST_TEXT} characters were searched for.")
    words = search_words(text)
    if text and not words:
        notes.append("There is no word in what you typed, so everything is shown.")
    shelf = {one.slug: one for one in fields_of_work()}
    currency, least, most = read_reward(params, notes)
    deadline = known([params.get("deadline", "")], DEADLINES, "time span", notes)
    status = known([params.get("status", "")], STATUSES, "state", notes) or ["open"]
    sort = known([params.get("sort", "")], SORTS, "order", notes)
    usual = "relevance" if words else "newest"
    return Query(
        text=text,
        words=words,
        fields=tuple(shelf[slug] for slug in known(params.getlist("category"), shelf, "field of work", notes)),
        difficulties=tuple(int(level) for level in known(params.getlist("difficulty"), DIFFICULTIES, "difficulty", notes)),
        currency=currency,
        least=least,
        most=most,
        deadline=int(deadline[0]) if deadline else 0,
        skills=read_skills(params.getlist("skill"), notes),
        status=status[0],
        sort=sort[0] if sort and (words or sort[0] != "relevance") else usual,
        after=params.get("after", ""),
        before=params.get("before", ""),
        notes=tuple(notes),
    )


def read_skills(values: list[str], notes: list[str]) -> tuple[str, ...]:
    """Skills, each once whatever its spelling; one parameter may hold several, with commas between."""
    found: dict[str, str] = {}
    for value in values:
        for skill in value[:500].replace("\0", " ").split(","):
            words = " ".join(skill.split())[:60]
            if key := skill_key(words):
                found.setdefault(key, words)
    if len(found) > MOST_SKILLS:
        notes.append(f"Only the first {MOST_SKILLS} skills were searched for.")
    return tuple(found.values())[:MOST_SKILLS]


def read_reward(params: QueryDict, notes: list[str]) -> tuple[str, Money | None, Money | None]:
    """(currency, at least, at most); an amount needs a currency, and euros are meant where none is named."""
    asked = known([params.get("currency", "").upper()], settings.CURRENCIES, "currency", notes)
    texts = [params.get(name, "").strip()[:20] for name in ("min", "max")]
    least, most = (read_amount(text, asked[0] if asked else "EUR", notes) for text in texts)
    if not asked and (least or most):
        asked = ["EUR"]
        notes.append("The amounts are taken as euros; choose a currency for others.")
    if least and most and least > most:
        notes.append("The lower reward was above the upper one; they have been swapped.")
        least, most = most, least
    return asked[0] if asked else "", least, most


def read_amount(text: str, currency: str, notes: list[str]) -> Money | None:
    if not text:
        return None
    try:
        return Money.parse(text, currency) or None
    except BadAmount as error:
        notes.append(f"The reward “{text}” was left out. {error}")
        return None
