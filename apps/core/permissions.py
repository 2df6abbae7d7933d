"""Predicates that need no app's nouns."""

from typing import Any


def nobody(user: Any, row: Any) -> bool:
    """For moves that only the house makes."""
    return False


def is_owner(user: Any, row: Any) -> bool:
    return bool(user.is_authenticated and row.owner_id == user.pk)


def is_solver(user: Any, row: Any) -> bool:
    return bool(user.is_authenticated and row.solver_id == user.pk)


def is_party(user: Any, row: Any) -> bool:
    return is_owner(user, row) or is_solver(user, row)
