"""Everything that people write to each other in the demo world, except for the challenges."""

from openchance.demo.letters.answers import ANSWERS
from openchance.demo.letters.decisions import DECLINE_NOTES, PRIVATE_NOTES
from openchance.demo.letters.general import GENERAL_LETTERS
from openchance.demo.letters.personal import PERSONAL_LETTERS
from openchance.demo.letters.reviews import REVIEWS
from openchance.demo.letters.work import CANCEL_REASONS, CHANGE_REQUESTS, DELIVERY_NOTES, PLANS
from openchance.demo.texts import LetterText

COVER_LETTERS: tuple[LetterText, ...] = GENERAL_LETTERS + PERSONAL_LETTERS

__all__ = [
    "ANSWERS",
    "CANCEL_REASONS",
    "CHANGE_REQUESTS",
    "COVER_LETTERS",
    "DECLINE_NOTES",
    "DELIVERY_NOTES",
    "GENERAL_LETTERS",
    "PERSONAL_LETTERS",
    "PLANS",
    "PRIVATE_NOTES",
    "REVIEWS",
]
