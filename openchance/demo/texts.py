"""The shapes in which the demo world is written down. Plain values: what turns them into rows lives elsewhere."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from inspect import cleandoc
from re import compile as pattern
from typing import Literal

Role = Literal["challenger", "solver"]
Reward = Literal["fixed", "range", "milestones"]
Side = Literal["challenger", "solver"]

BLOCK_START = pattern(r"(?:[-*>]|#+|\d+\.) ")


def prose(text: str) -> str:
    """Markdown with each paragraph and each list item on one line, as people type it, out of text that is wrapped and indented in the source."""
    return "\n".join(_unwrapped(cleandoc(text)))


def _unwrapped(text: str) -> Iterator[str]:
    held = ""
    for line in (line.strip() for line in text.splitlines()):
        if held and line and not BLOCK_START.match(line) and not held.startswith("#"):
            held = f"{held} {line}"
            continue
        if held:
            yield held
        if not line:
            yield ""
        held = line
    if held:
        yield held


@dataclass(frozen=True, slots=True)
class PersonText:
    """Somebody with an account. The bio is Markdown, the country ISO 3166 alpha-2; a newcomer's texts may be empty."""

    handle: str
    name: str
    email: str
    headline: str
    bio: str
    country: str
    timezone: str
    skills: tuple[str, ...]
    links: tuple[str, ...]
    roles: frozenset[Role]

    def __post_init__(self) -> None:
        object.__setattr__(self, "bio", prose(self.bio))


@dataclass(frozen=True, slots=True)
class MilestoneText:
    """A step of the work: its amount in the challenge's currency, and the days it takes after the step before."""

    title: str
    amount: str
    days: int


@dataclass(frozen=True, slots=True)
class ChallengeText:
    """A challenge as its owner wrote it.

    Amounts are decimals of the currency. `amount` is the reward, or the lower end of a range whose upper end is `amount_to`;
    with milestones it is left out and becomes their sum. `owner` is the handle of the person whose voice it is.
    """

    owner: str
    title: str
    category: str
    brief: str
    criteria: tuple[str, ...]
    skills: tuple[str, ...]
    difficulty: int
    currency: str
    reward: Reward
    amount: str = ""
    amount_to: str = ""
    milestones: tuple[MilestoneText, ...] = ()
    questions: tuple[str, ...] = ()
    clarification: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "brief", prose(self.brief))
        object.__setattr__(self, "clarification", prose(self.clarification))
        if self.milestones:
            object.__setattr__(self, "amount", str(sum(Decimal(step.amount) for step in self.milestones)))


@dataclass(frozen=True, slots=True)
class LetterText:
    """A cover letter in Markdown: for any challenge of its `category`, or from one person (`solver`, a handle) for one `challenge` (its title)."""

    body: str
    category: str = ""
    challenge: str = ""
    solver: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "body", prose(self.body))


@dataclass(frozen=True, slots=True)
class ReviewText:
    """What one side wrote about the other: `by` is the side that writes; all figures are stars, 1 to 5."""

    by: Side
    stars: int
    quality: int
    communication: int
    timeliness: int
    body: str
