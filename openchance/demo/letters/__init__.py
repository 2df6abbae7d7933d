"""Everything that people write to each other in the demo world, except for the challenges."""

from openchance.demo.letters.answers import ANSWERS
from openchance.demo.letters.creative import CREATIVE_LETTERS
from openchance.demo.letters.decisions import DECLINE_NOTES, DISPUTE_WORDS, PRIVATE_NOTES
from openchance.demo.letters.personal import PERSONAL_LETTERS
from openchance.demo.letters.reviews import REVIEWS
from openchance.demo.letters.technical import TECHNICAL_LETTERS
from openchance.demo.letters.work import CANCEL_REASONS, CHANGE_REQUESTS, DELIVERY_NOTES, PLANS
from openchance.demo.texts import LetterText

GENERAL_LETTERS: tuple[LetterText, ...] = TECHNICAL_LETTERS + CREATIVE_LETTERS
LETTERS: tuple[LetterText, ...] = GENERAL_LETTERS + PERSONAL_LETTERS

__all__ = [
    "ANSWERS",
    "CANCEL_REASONS",
    "CHANGE_REQUESTS",
    "DECLINE_NOTES",
    "DELIVERY_NOTES",
    "DISPUTE_WORDS",
    "GENERAL_LETTERS",
    "LETTERS",
    "PERSONAL_LETTERS",
    "PLANS",
    "PRIVATE_NOTES",
    "REVIEWS",
]
