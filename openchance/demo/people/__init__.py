"""Everybody in the demo world. All of them are invented, and their addresses lead nowhere."""

from openchance.demo.people.cast import CAST, STAFF
from openchance.demo.people.challengers import CHALLENGERS
from openchance.demo.people.solvers import NEWCOMERS, SOLVERS, TWO_SIDED
from openchance.demo.texts import PersonText

__all__ = ["PEOPLE", "STAFF"]

PEOPLE: tuple[PersonText, ...] = CAST + CHALLENGERS + TWO_SIDED + SOLVERS + NEWCOMERS
