"""A dispute as its readers see it: the two sides beside each other, what is asked of the reader, and what happens if nobody does anything."""

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from apps.core.money import Money

from . import permissions
from .models import Dispute, DisputeFile, DisputeStatement


@dataclass
class Statement:
    """What one side said once, with its files."""

    row: DisputeStatement
    person: Any
    files: list[DisputeFile]


@dataclass
class Side:
    """One of the two: who, as what, the amount that stands, and what it said, the newest first."""

    name: str
    person: Any
    role: str
    offer: Money | None
    asked: bool
    yours: bool
    statements: list[Statement] = field(default_factory=list)

    @property
    def words(self) -> list[Statement]:
        """Those that say something, or bring something."""
        return [one for one in self.statements if one.row.text_html or one.files]

    @property
    def earlier(self) -> list[Money]:
        """The amounts that it stated before, the newest first."""
        return [one.row.amount for one in self.statements[1:]]


@dataclass
class Case:
    """For one reader; `dispute` with milestone, contract, owner and solver. Only `statements` asks the database, twice."""

    dispute: Dispute
    user: Any

    @property
    def is_party(self) -> bool:
        return permissions.is_party(self.user, self.dispute)

    @property
    def other(self) -> Any:
        """The other side; for who is no party, nobody."""
        dispute = self.dispute
        return None if not self.is_party else dispute.solver if self.user.pk == dispute.owner_id else dispute.owner

    @cached_property
    def sides(self) -> list[Side]:
        """The challenger's, then the solver's; without their statements."""
        dispute = self.dispute
        people = (("owner", dispute.owner, "Challenger"), ("solver", dispute.solver, "Solver"))
        return [Side(name, who, role, dispute.offer_of(name), dispute.asked_by(name), who.pk == self.user.pk) for name, who, role in people]

    @cached_property
    def told(self) -> list[Side]:
        """The sides with everything that they said."""
        by_side: dict[str, list[Statement]] = {"owner": [], "solver": []}
        for one in self.statements[::-1]:
            by_side[one.row.side].append(one)
        for side in self.sides:
            side.statements = by_side[side.name]
        return self.sides

    @cached_property
    def statements(self) -> list[Statement]:
        """In the order they came."""
        dispute = self.dispute
        rows = list(DisputeStatement.objects.filter(dispute=dispute).order_by("created_at", "id"))
        files: dict[Any, list[DisputeFile]] = {one.pk: [] for one in rows}
        for stored in DisputeFile.objects.filter(statement_id__in=list(files)) if files else ():
            files[stored.statement_id].append(stored)
        return [Statement(one, dispute.owner if one.side == "owner" else dispute.solver, files[one.pk]) for one in rows]

    @property
    def latest(self) -> Any:
        """The key of the newest statement: what one has read up to."""
        return self.statements[-1].row.pk if self.statements else ""

    @property
    def owner(self) -> str:
        """As the reader would say it."""
        return "you" if self.user.pk == self.dispute.owner_id else str(self.dispute.owner)

    @property
    def solver(self) -> str:
        return "you" if self.user.pk == self.dispute.solver_id else str(self.dispute.solver)

    @property
    def mine(self) -> Money | None:
        return next((one.offer for one in self.sides if one.yours), None)

    @property
    def theirs(self) -> Money | None:
        return next((one.offer for one in self.sides if not one.yours), None) if self.is_party else None

    @property
    def may(self) -> dict[str, bool]:
        user, dispute = self.user, self.dispute
        return {
            "state": permissions.can_state_amount(user, dispute),
            "accept": dispute.can("accept", user),
            "ask": permissions.can_ask_staff(user, dispute),
            "decide": dispute.can("decide", user),
        }

    @property
    def fee_percent(self) -> str:
        return f"{self.dispute.contract.fee_basis_points / 100:g}%"

    @property
    def answers(self) -> bool:
        """The reader has not stated an amount yet."""
        return self.may["state"] and self.mine is None

    def split(self, amount: Money) -> tuple[Money, Money, Money]:
        """(for the solver, our fee, back to the challenger) of `amount` for the solver."""
        net, fee = amount.fee(self.dispute.contract.fee_basis_points)
        return net, fee, self.dispute.held - amount

    @property
    def outcome(self) -> tuple[Money, Money, Money] | None:
        return None if self.dispute.outcome is None else self.split(self.dispute.outcome)

    @property
    def accepting(self) -> tuple[Money, Money, Money] | None:
        """What the reader would agree to."""
        return None if self.theirs is None else self.split(self.theirs)
