"""Where a contract stands, whose move it is, what happens to the money: in words for the reader. Lists, the page and the dashboard say the same."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property, reduce
from operator import or_
from typing import Any
from uuid import UUID

from django.db import models
from django.db.models import Q
from django.utils import timezone

from apps.core.money import Money
from apps.core.prepared import Prepared
from apps.core.templatetags.house import day_words, money_text

from .models import Contract, Dispute, Milestone

# All that lists and the dashboard read of a contract, of its milestones, and of the other side: the rest of these rows is long and costs time.
OF_CONTRACT = (
    "owner", "solver", "status", "title", "currency", "total_minor", "created_at", "changed_at", "first_delivered_at", "ended_at",
    "cancel_proposed_by",
)  # fmt: skip
EVERY = Q()
OF_PERSON = ("handle", "name")
OF_MILESTONE = (
    "contract", "status", "position", "currency", "amount_minor", "due_at", "funded_at", "delivered_at", "review_due_at", "round",
    "held_minor", "released_minor", "refunded_minor", "fee_minor", "frozen_at",
)  # fmt: skip


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
class Standing:
    """Facts of one contract for one reader; makes no queries. `milestones` are all of the contract's, in order; `disputes` those that are live, by
    milestone.
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

    # --- words

    def named(self, milestone: Milestone) -> str:
        return f"Milestone {milestone.position} of {len(self.milestones)}" if len(self.milestones) > 1 else "The work"

    @property
    def state(self) -> str:
        one = self.focus
        if self.contract.status == "awaiting":
            return "Waiting for its first funding"
        if one is None:
            return str(self.contract.get_status_display())
        if one.status == "disputed":
            return f"{self.named(one)} is in dispute"
        if one.status == "delivered":
            return f"{self.named(one)} is delivered"
        if one.status == "funded":
            return f"{self.named(one)} needs changes" if one.round else f"{self.named(one)} is in work"
        return f"{self.named(one)} waits for funding"

    @property
    def state_more(self) -> str:
        one, contract = self.focus, self.contract
        if contract.ended_at:
            return f"On {day_words(contract.ended_at)}"
        if contract.status == "awaiting" or one is None:
            return f"Accepted on {day_words(contract.created_at)}"
        if one.frozen_at:
            return f"Money frozen since {day_words(one.frozen_at)}"
        if one.status == "disputed":
            dispute = self.disputes.get(one.pk)
            return f"Opened on {day_words(dispute.created_at)}" if dispute else ""
        if one.status == "delivered":
            return f"In review since {day_words(one.delivered_at)}"
        if one.status == "funded":
            return f"Money held since {day_words(one.funded_at)}"
        done = len(self.of_status("released", "settled"))
        return f"{done} of {len(self.milestones)} released"

    @property
    def move(self) -> str:
        turn = self.turn
        if turn is None:
            return "Nobody’s"
        whose = "Yours" if self.yours else f"{turn.who or 'OpenChance'}’s"
        what, one = turn.what, turn.milestone
        if one is not None and one.status == "disputed":
            return f"{whose}: {self.in_words(one)}"
        if what == Contract.Task.ANSWER or one is None:
            return f"{whose}: answer the proposal to cancel"
        if what == Contract.Task.REVIEW:
            return f"{whose}, until {day_words(one.review_due_at)}"
        if what == Contract.Task.DELIVER:
            return f"{whose}: deliver by {day_words(one.due_at)}"
        return f"{whose}: fund milestone {one.position}" if len(self.milestones) > 1 else f"{whose}: fund the work"

    @property
    def move_more(self) -> str:
        """What happens when nobody moves."""
        turn = self.turn
        if turn is None:
            return "This contract has ended"
        what, one = turn.what, turn.milestone
        if one is not None and one.frozen_at:
            return "Its money is frozen: none of it moves by itself"
        if one is not None and one.status == "disputed":
            return self.default_of(one)
        if what == Contract.Task.ANSWER or one is None:
            return "Without an answer the contract goes on"
        if what == Contract.Task.REVIEW:
            return f"Then {money_text(one.held)} is released automatically"
        if what == Contract.Task.DELIVER:
            late = one.due_at is not None and one.due_at < timezone.now()
            return "The date has passed; the money stays held" if late else "The money stays held until then"
        return "The work starts when the money is held"

    def in_words(self, disputed: Milestone) -> str:
        """What is asked in a dispute."""
        dispute = self.disputes.get(disputed.pk)
        if dispute is None or dispute.status == "deciding":
            return "decide the dispute"
        return f"{'agree' if dispute.is_answered else 'answer the dispute'} by {day_words(dispute.due_at)}"

    def default_of(self, disputed: Milestone) -> str:
        """What becomes of a dispute in which nobody does anything."""
        dispute = self.disputes.get(disputed.pk)
        if dispute is None or dispute.status == "deciding":
            return f"{money_text(disputed.held)} stays held until then"
        solver = "you" if self.is_solver else self.contract.solver
        return f"Then {money_text(dispute.default)} goes to {solver}" if dispute.default is not None else "Then OpenChance decides"

    @property
    def action(self) -> str:
        """The word on a list's button."""
        words = {Contract.Task.REVIEW: "Review", Contract.Task.ANSWER: "Answer", Contract.Task.DELIVER: "Deliver", Contract.Task.FUND: "Fund"}
        return words[Contract.Task(self.turn.what)] if self.turn is not None and self.yours else "Open"

    def total(self, column: str) -> Money:
        return Money(sum(getattr(one, column) for one in self.milestones), self.contract.currency)

    @property
    def held(self) -> Money:
        return self.total("held_minor")

    @property
    def released(self) -> Money:
        return self.total("released_minor")

    @property
    def fees(self) -> Money:
        return self.total("fee_minor")

    @property
    def refunded(self) -> Money:
        return self.total("refunded_minor")

    @property
    def to_come(self) -> Money:
        """What is not funded yet and still may be."""
        planned = self.of_status("planned") if self.contract.is_live else []
        return Money(sum(one.amount_minor for one in planned), self.contract.currency)

    @property
    def money(self) -> str:
        if self.held:
            return f"{money_text(self.held)} held"
        if self.contract.is_live or not (self.released or self.refunded):
            return "Nothing held"
        return f"{money_text(self.released)} released" if self.released else f"{money_text(self.refunded)} refunded"

    @property
    def money_state(self) -> str:
        if self.held:
            return "held"
        if self.contract.is_live or not (self.released or self.refunded):
            return "planned"
        return "released" if self.released else "refunded"

    @property
    def money_more(self) -> str:
        parts = [(self.released, "released"), (self.fees, "fee"), (self.refunded, "refunded"), (self.to_come, "to come")]
        words = [f"{money_text(amount)} {word}" for amount, word in parts if amount and f"{money_text(amount)} {word}" != self.money]
        return ", ".join(words) or f"{money_text(self.contract.total)} in all"


def contracts_of(user: Any, *roles: str, which: Q = EVERY) -> models.QuerySet[Contract]:
    """Those of `which` where `user` is in one of `roles` ("owner", "solver"), with the other side; of both only what standings and lists read."""
    others = ["solver" if role == "owner" else "owner" for role in roles]
    people = [f"{other}__{column}" for other in others for column in OF_PERSON]
    mine = reduce(or_, [Q(which, **{role: user}) for role in roles])  # the index of each role serves its whole condition
    return Contract.objects.filter(mine).select_related(*others).only(*OF_CONTRACT, *people)


@Prepared
def disputes_of(milestones: list[UUID]) -> models.QuerySet[Dispute]:
    return Dispute.objects.filter(milestone_id__in=milestones)


def live_disputes(milestones: Iterable[Milestone]) -> dict[UUID, Dispute]:
    """By milestone; one query where one of them is in dispute, else none."""
    disputed = [one.pk for one in milestones if one.status == "disputed"]
    return {one.milestone_id: one for one in disputes_of(disputed)} if disputed else {}


@Prepared
def milestones_of(contracts: list[UUID]) -> models.QuerySet[Milestone]:
    return Milestone.objects.filter(contract_id__in=contracts).only(*OF_MILESTONE).order_by()


def standings(contracts: Iterable[Contract], user: Any) -> list[Standing]:
    """The standing of each contract for `user`, in the same order; one query for all their milestones."""
    rows = list(contracts)
    for one in rows:
        if one.owner_id == user.pk:
            one.owner = user
        else:
            one.solver = user
    by_contract: dict[Any, list[Milestone]] = {one.pk: [] for one in rows}
    found = milestones_of(list(by_contract)) if rows else []
    for milestone in sorted(found, key=lambda one: one.position):
        by_contract[milestone.contract_id].append(milestone)
    disputes = live_disputes(found)
    return [Standing(one, by_contract[one.pk], user, disputes) for one in rows]
