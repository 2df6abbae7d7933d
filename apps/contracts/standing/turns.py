"""Whose move it is in a contract, and about which milestone."""

from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any
from uuid import UUID

from apps.contracts.models import Contract, Dispute, Milestone


@dataclass(frozen=True)
class Turn:
    """One task of one side: `who` has it (the person; None is OpenChance, which decides a dispute), `what` it is (a `Contract.Task`), about which
    milestone. To answer without a milestone is to answer a proposal to cancel, with one to answer in its dispute.
    """

    who: Any
    what: int
    milestone: Milestone | None = None

    def is_of(self, user: Any) -> bool:
        return self.who is not None and self.who.pk == user.pk


@dataclass
class Turns:
    """Whose turn it is in one contract, for one reader; makes no queries. `milestones` are all of the contract's, in order; `disputes` those that are
    live, by milestone.
    """

    contract: Contract
    milestones: list[Milestone]
    user: Any
    disputes: dict[UUID, Dispute] = field(default_factory=dict)

    @property
    def is_owner(self) -> bool:
        return bool(self.user.pk == self.contract.owner_id)

    @property
    def is_solver(self) -> bool:
        return bool(self.user.pk == self.contract.solver_id)

    @property
    def other(self) -> Any:
        return self.contract.other_party(self.user)

    @property
    def proposer(self) -> Any:
        """Who proposed to cancel; None without a proposal."""
        by = self.contract.cancel_proposed_by_id
        return None if by is None else self.contract.owner if by == self.contract.owner_id else self.contract.solver

    def of_status(self, *statuses: str) -> list[Milestone]:
        return [one for one in self.milestones if one.status in statuses]

    @cached_property
    def in_review(self) -> list[Milestone]:
        """Delivered, the one whose clock ends first at the beginning."""
        return sorted(self.of_status("delivered"), key=lambda one: (one.review_due_at is None, one.review_due_at, one.position))

    @cached_property
    def in_work(self) -> list[Milestone]:
        """Funded and not delivered, the one due first at the beginning."""
        return sorted(self.of_status("funded"), key=lambda one: (one.due_at is None, one.due_at, one.position))

    @cached_property
    def next_planned(self) -> Milestone | None:
        return next(iter(self.of_status("planned")), None)

    @cached_property
    def in_dispute(self) -> list[Turn]:
        """Who has to say something in a dispute; OpenChance where it decides."""
        sides, turns = (("owner", self.contract.owner), ("solver", self.contract.solver)), []
        for one in self.of_status("disputed"):
            dispute = self.disputes.get(one.pk)
            called = [Turn(person, Contract.Task.ANSWER, one) for side, person in sides if dispute and dispute.calls(side)]
            turns += called or [Turn(None, Contract.Task.WAIT, one)]
        return turns

    @cached_property
    def turns(self) -> list[Turn]:
        """What is asked of either side now, the most pressing first."""
        contract, task = self.contract, Contract.Task
        if not contract.is_live:
            return []
        turns = [*self.in_dispute, *(Turn(contract.owner, task.REVIEW, one) for one in self.in_review)]
        turns += [Turn(contract.solver, task.DELIVER, one) for one in self.in_work]
        if not turns and self.next_planned:
            turns = [Turn(contract.owner, task.FUND, self.next_planned)]
        if contract.has_proposal:
            answers = contract.owner if contract.cancel_proposed_by_id == contract.solver_id else contract.solver
            turns.insert(0, Turn(answers, task.ANSWER))
        return turns

    @cached_property
    def turn(self) -> Turn | None:
        """The reader's own, else the other side's; None when the contract has ended."""
        return next((one for one in self.turns if one.is_of(self.user)), next(iter(self.turns), None))

    @property
    def yours(self) -> bool:
        return self.turn is not None and self.turn.is_of(self.user)

    @cached_property
    def focus(self) -> Milestone | None:
        """The milestone that the page is about now: of the reader's task, else of any, also while a proposal waits."""
        about = [one for one in self.turns if one.milestone]
        return next((one.milestone for one in about if one.is_of(self.user)), about[0].milestone if about else None)

    @property
    def clock(self) -> tuple[datetime | None, datetime | None]:
        """(deadline, its beginning) of the milestone in focus."""
        one = self.focus
        if one is None or one.status == "planned":
            return None, None
        if one.status == "disputed":
            dispute = self.disputes.get(one.pk)
            return (dispute.due_at, dispute.created_at) if dispute and dispute.status == "open" else (None, None)
        return (one.review_due_at, one.delivered_at) if one.status == "delivered" else (one.due_at, one.funded_at)
