"""Challenges, and what people ask about them and are asked to."""

from .challenge import FILTERS, SHELF, Category, Challenge, ChallengeFile, ChallengeQuerySet, Clarification
from .invitation import Invitation
from .question import Question

__all__ = ["FILTERS", "SHELF", "Category", "Challenge", "ChallengeFile", "ChallengeQuerySet", "Clarification", "Invitation", "Question"]
