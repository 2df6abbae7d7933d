"""Statements that are compiled once and asked again: a busy page asks the same few questions, and Django builds and compiles each of them anew,
which takes longer than the database's answer. Only the statement is kept, never a row; see docs/decisions/prepared-statements.md.
"""

from .statements import Prepared, PreparedUpdate

__all__ = ["Prepared", "PreparedUpdate"]
