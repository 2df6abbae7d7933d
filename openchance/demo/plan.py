"""Which challenge of the demo world ends where today: every state a visitor may want to see."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from .texts import ChallengeText


@dataclass(frozen=True, slots=True)
class Fate:
    """Where a challenge stands now.

    `end` names the last thing that happened; `age` is days since its posting, `deadline` days until applications close (negative: past).
    `solver` is the handle of who wins it, where that matters; `done` milestones were released before the one that `end` is about.
    """

    end: str
    age: float
    deadline: float
    applicants: int = 0
    solver: str = ""
    visibility: str = "public"
    done: int = 0
    ago: float = 3  # days since the last thing happened
    reviews: int = 2


ENDS = [
    # Olga's: one of everything
    Fate("delivered", 34, -20, 5, "sam", ago=4),
    Fate("funded", 30, -18, 4, "sam", ago=5),
    Fate("changes", 40, -28, 3, "sam", ago=2),
    Fate("disputed", 44, -30, 3, "rita", done=1, ago=2),
    Fate("awaiting", 16, -3, 6, "sam", ago=1),
    Fate("open", 9, 6, 6, "sam", ago=0.1),
    Fate("completed", 61, -48, 4, "sam", ago=20),
    Fate("cancel_proposed", 45, -30, 3, "sam", ago=1),
    Fate("closed", 20, -2, 4, ago=2),
    Fate("completed", 28, -15, 2, "rita", ago=3, reviews=1),
    Fate("draft", 1, 25),
    # contracts, in every state
    Fate("awaiting", 20, -5, 2, ago=4),
    Fate("funded", 26, -14, 3, "rita", ago=1),
    Fate("funded", 38, -25, 4, done=1, ago=6),
    Fate("delivered", 29, -16, 2, ago=8),
    Fate("changes", 33, -21, 4, ago=3),
    Fate("delivered", 25, -13, 2, ago=0.4),
    # completed
    *(
        Fate("completed", 70 + 9 * n, -55 - 9 * n, 2 + n % 4, ("sam", "", "rita", "")[n % 4], ago=30 + 6 * n, reviews=(2, 2, 2, 1, 2, 0, 2)[n % 7])
        for n in range(14)
    ),
    Fate("completed", 24, -12, 3, "sam", ago=2, reviews=0),
    # ended otherwise
    Fate("refunded", 52, -40, 3, ago=20),
    Fate("cancelled", 30, -6, 2, ago=9),
    Fate("closed", 33, -9, 0, ago=9),
    Fate("closed", 18, -1, 3, ago=1),
    Fate("draft", 6, 30),
    Fate("draft", 0.2, 14),
    Fate("open", 3, 19, 2, visibility="unlisted", ago=0.1),
    Fate("open", 4, 22, 1, "sam", visibility="invited", ago=0.1),
]


def fates(texts: Iterable[ChallengeText]) -> Iterator[tuple[ChallengeText, Fate]]:
    """Every text with its fate: Olga's first, so that she has seen everything, then by turns through the fields; the rest is open."""
    ordered = by_turns(texts)
    ordered.sort(key=lambda text: text.owner != "olga")
    for number, text in enumerate(ordered):
        yield text, ENDS[number] if number < len(ENDS) else still_open(number - len(ENDS))


def still_open(number: int) -> Fate:
    """Posted in the last three weeks; some end tomorrow, some in a month; some wait for their first application."""
    age = 0.3 + (number * 7 % 20)
    return Fate("open", age, 0.6 + (number * 11 % 34), applicants=(0, 3, 5, 1, 7, 2, 0, 4)[number % 8] if age > 1 else 0, ago=0.1)


def by_turns(texts: Iterable[ChallengeText]) -> list[ChallengeText]:
    """One of each category after the other."""
    waiting: dict[str, list[ChallengeText]] = {}
    for text in texts:
        waiting.setdefault(text.category, []).append(text)
    ordered = []
    while any(waiting.values()):
        ordered += [field.pop(0) for field in waiting.values() if field]
    return ordered
