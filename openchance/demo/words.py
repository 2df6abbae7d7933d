"""Generated challenges, as many as a bench needs: readable, varied, and the same for the same seed.

Expected shares of briefs in which a search finds
- RARE_WORD: 1 in 10,000 (the numbers that end in 0077)
- MEDIUM_WORD: 1 in 100 (the numbers that end in 07)
- each of ORDINARY_WORDS: 1 in 40, by chance
- COMMON_WORD: one half, by chance
"""

from collections.abc import Callable
from random import Random
from typing import NamedTuple, TypeVar

from openchance.demo.vocabulary import CLOSINGS, OPENINGS, ORGANISATIONS, PLACES, VOCABULARIES

Piece = TypeVar("Piece")

RARE_WORD = "theodolite"
MEDIUM_WORD = "barometer"
COMMON_WORD = "harbour"
ORDINARY_WORDS = (
    "amber", "basalt", "cinnamon", "dragonfly", "elderflower", "fiddle", "granite", "heather", "indigo", "juniper",
    "kestrel", "lantern", "marble", "nettle", "oyster", "peppermint", "quartz", "raspberry", "saffron", "turmeric",
    "umbrella", "velvet", "walnut", "xylophone", "yarrow", "zinc", "almond", "badger", "cobalt", "damson",
    "ermine", "flint", "ginger", "hazel", "ivory", "jasmine", "larch", "mulberry", "nutmeg", "obsidian",
)  # fmt: skip

ASIDES = (
    "In our files it goes by the name of {}, so that nobody has to pronounce the number.",
    "Ask for project {} when you telephone.",
    "The internal name is {}, and there is no story behind it.",
    "We call it {}, after the cat.",
)
BY_THE_HARBOUR = (
    "We are two minutes from the harbour.",
    "Deliveries come by the harbour road.",
    "From our window one sees the harbour and, on good days, what comes into it.",
    "The harbour office knows where to find us.",
)
INLAND = (
    "We are two minutes from the station.",
    "Deliveries come by the back road.",
    "From our window one sees the road and, on good days, who comes along it.",
    "The post office knows where to find us.",
)
RARELY = f"An old {RARE_WORD} in a wooden case may be borrowed for it."
AT_TIMES = f"There is a {MEDIUM_WORD} on the wall, and it is usually right."

# Whole units of each currency, worth between roughly 300 and 9,000 euros, and how often the currency comes up.
STEPS = (3, 4, 5, 6, 7.5, 9, 11, 13, 15, 18, 22, 26, 32, 38, 45, 55, 70, 90)
UNITS = {
    "EUR": (100, 6), "USD": (100, 5), "GBP": (100, 2), "CHF": (100, 1), "SEK": (1000, 2), "NOK": (1000, 1), "DKK": (800, 1), "PLN": (400, 1), "CAD": (150, 1),
    "AUD": (160, 1), "BRL": (600, 1), "INR": (9000, 2), "JPY": (16000, 2), "KWD": (30, 1),
}  # fmt: skip
REWARDS = tuple((currency, str(int(step * unit))) for currency, (unit, weight) in UNITS.items() for step in STEPS for _ in range(weight))
DIFFICULTIES = (1, 1, 2, 2, 2, 2, 3, 3, 3, 4)


class GeneratedChallenge(NamedTuple):
    """The brief is paragraphs of plain words, a blank line apart, without markup or anything that HTML would escape.

    `amount` is a fixed reward in whole units of the currency.
    """

    title: str
    brief: str
    category: str
    skills: tuple[str, ...]
    criteria: tuple[str, ...]
    difficulty: int
    currency: str
    amount: str


def pick(chance: Callable[[], float], pool: tuple[Piece, ...]) -> Piece:
    """One of the pool: several times quicker than `Random.choice`, and these are picked by the million."""
    return pool[int(chance() * len(pool))]


def generated_challenge(rng: Random, number: int) -> GeneratedChallenge:
    """The challenge that this `rng` gives next; `number` is named in the brief, so that a search finds it."""
    chance = rng.random
    field = pick(chance, VOCABULARIES)
    task = f"{pick(chance, field.verbs)} {pick(chance, field.objects)}"
    condition, organisation, place = pick(chance, field.conditions), pick(chance, ORGANISATIONS), pick(chance, PLACES)
    pattern = chance()
    if pattern < 0.25:
        title = f"{task} {condition}"
    elif pattern < 0.5:
        title = f"{task} {condition}, for {organisation}"
    else:
        title = f"{task} for {organisation} in {place}"
    where = pick(chance, BY_THE_HARBOUR if chance() < 0.5 else INLAND)
    brief = (
        f"We are {organisation} in {place}. {pick(chance, OPENINGS)} {pick(chance, field.facts)} {where}\n\n"
        f"The task: {task[0].lower()}{task[1:]} {condition}. {pick(chance, field.wishes)} {pick(chance, ASIDES).format(pick(chance, ORDINARY_WORDS))}"
        f"{extras(number)}\n\n{pick(chance, CLOSINGS)} Please quote number {number}."
    )
    currency, amount = pick(chance, REWARDS)
    return GeneratedChallenge(
        title, brief, field.category, pick(chance, field.skills), pick(chance, field.criteria), pick(chance, DIFFICULTIES), currency, amount
    )


def extras(number: int) -> str:
    """What only some briefs say, by their number."""
    if number % 100 == 7:
        return f" {AT_TIMES}"
    return f" {RARELY}" if number % 10_000 == 77 else ""
