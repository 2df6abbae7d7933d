"""The list of one's contracts: as challenger or as solver, narrowed to a state."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db import models

from .models import Contract
from .standing import Standing, contracts_of, standings

ROLES = {"challenger": "As challenger", "solver": "As solver"}
STATES = {
    "": "All",
    "needs": "Needs you",
    "awaiting": "Waiting for funding",
    "active": "Active",
    "completed": "Completed",
    "cancelled": "Cancelled",
}


@dataclass(frozen=True)
class Listing:
    """What the address asks for; anything unknown in it is left out."""

    user: Any
    role: str
    state: str

    @classmethod
    def of(cls, user: Any, query: Mapping[str, str]) -> "Listing":
        usual = "solver" if user.won_count and not user.awarded_count else "challenger"
        role, state = query.get("as", ""), query.get("state", "")
        return cls(user, role if role in ROLES else usual, state if state in STATES else "")

    @property
    def column(self) -> str:
        return "owner" if self.role == "challenger" else "solver"

    def rows(self) -> models.QuerySet[Contract]:
        rows = contracts_of(self.user, self.column)
        if self.state == "needs":
            return rows.filter(**{f"{self.column}_task__in": Contract.NEEDS})
        return rows.filter(status=self.state) if self.state else rows

    def standings(self, rows: list[Contract]) -> list[Standing]:
        return standings(rows, self.user)

    def address(self, **changes: str) -> str:
        asked = {"as": self.role, "state": self.state} | changes
        return "?" + urlencode({name: value for name, value in asked.items() if value})

    @property
    def everything(self) -> str:
        return self.address(state="")

    @property
    def roles(self) -> list[tuple[str, str, bool]]:
        """(words, address, current) of each tab."""
        return [(words, self.address(**{"as": role}), role == self.role) for role, words in ROLES.items()]

    @property
    def states(self) -> list[tuple[str, str, bool]]:
        return [(words, self.address(state=state), state == self.state) for state, words in STATES.items()]

    @property
    def state_words(self) -> str:
        return STATES[self.state]
