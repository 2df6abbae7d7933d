"""What generated challenges are made of: twelve fields of work, as lists of pieces that fit together in any combination.

Pieces are plain words without any markup, so that a brief made of them needs no rendering.
"""

from openchance.demo.vocabulary.common import CLOSINGS, OPENINGS, ORGANISATIONS, PLACES
from openchance.demo.vocabulary.creative import CREATIVE
from openchance.demo.vocabulary.technical import TECHNICAL

VOCABULARIES = TECHNICAL + CREATIVE

__all__ = ["CLOSINGS", "OPENINGS", "ORGANISATIONS", "PLACES", "VOCABULARIES"]
