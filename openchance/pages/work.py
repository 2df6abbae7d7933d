"""What the page of a contract says of the work: its milestones, the deliveries, what the reader can do."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from apps.contracts import permissions
from apps.contracts.cases import Case
from apps.contracts.forms import VerdictForm
from apps.contracts.models import Contract, Delivery, DeliveryFile, Dispute, Milestone
from apps.contracts.standing import Standing, live_disputes
from apps.core.money import Money
from apps.core.prepared import Prepared
from apps.core.templatetags.house import day_words
from apps.payments.lines import Line
from apps.payments.timeline import timeline

TO_DO = {"planned": "Fund", "funded": "Deliver", "delivered": "Review", "disputed": "Dispute", "settled": "Dispute"}
OF_DELIVERY = (
    "milestone", "status", "round", "note_html", "answers", "verdicts", "feedback_html", "created_at", "decided_at",
)  # fmt: skip


@dataclass
class Round:
    """A delivery with its files, and per criterion the solver's answer and the owner's verdict."""

    delivery: Delivery
    position: int  # of its milestone
    files: list[DeliveryFile]
    judged: list[dict[str, Any]]
    opened: bool  # feedback that has not been answered yet is shown unfolded


@dataclass(frozen=True)
class Action:
    """What the reader can do with a milestone in the table; `post`: by a form."""

    words: str
    url: str
    post: bool = False


@dataclass
class Part:
    """A milestone with what the page says of it."""

    milestone: Milestone
    number: int
    of: int
    deliveries: list[Round]
    action: Action | None
    arrived_at: datetime | None  # when the gateway confirmed the transfer to the solver

    @property
    def name(self) -> str:
        return f"Milestone {self.number}" if self.of > 1 else "The work"

    @property
    def waiting(self) -> Round | None:
        """For its review; while it is disputed there is none."""
        waiting = (one for one in self.deliveries if one.delivery.status == "waiting")
        return next(waiting, None) if self.milestone.status == "delivered" else None

    @property
    def last(self) -> Round | None:
        return self.deliveries[-1] if self.deliveries else None

    @property
    def is_late(self) -> bool:
        due = self.milestone.due_at
        return self.milestone.status == "funded" and due is not None and due < timezone.now()

    @property
    def steps(self) -> list[dict[str, Any]]:
        """Funded, delivered, approved, paid."""
        one = self.milestone
        paid = 4 if self.arrived_at else 3
        reached = {"planned": 0, "delivered": 2, "disputed": 2, "released": paid, "settled": paid}.get(one.status, 1)
        handed = one.delivered_at or (self.last.delivery.created_at if self.last else None)
        reviewed = f"by {day_words(one.review_due_at)}" if one.review_due_at else ""
        nothing = one.status == "refunded" or (one.status == "settled" and not one.released_minor)
        gone = "taken back" if one.was_taken_back else "refunded" if nothing else ""
        last = "settled" if one.status in ("disputed", "settled") else "approved"
        more = [
            day_words(one.funded_at),
            day_words(handed) if reached > 1 else f"by {day_words(one.due_at)}" if one.due_at and one.status == "funded" else "",
            day_words(one.ended_at) if reached > 2 else reviewed if reached == 2 else "",
            gone or {4: day_words(self.arrived_at), 3: "on its way"}.get(reached, f"when {last}"),
        ]
        words = ["Funded", "Delivered", last.capitalize(), "Paid"]
        going = one.status != "refunded"
        return [{"words": word, "done": n < reached, "current": going and n == reached, "more": more[n]} for n, word in enumerate(words)]


@dataclass(frozen=True)
class Choice:
    """The next milestones up to `through`, to be paid in one checkout."""

    through: int
    words: str
    amount: Money


@dataclass
class Work:
    """Everything the page shows of the contract itself; two more queries, for deliveries and files."""

    contract: Contract
    milestones: list[Milestone]
    user: Any

    @cached_property
    def lines(self) -> list[Line]:
        return timeline(self.contract, self.milestones, self.user)

    @cached_property
    def choices(self) -> list[Choice]:
        """How many milestones the owner can fund at once; nothing where there is only one left."""
        planned, amount = [one for one in self.milestones if one.status == "planned"], Money.zero(self.contract.currency)
        choices = []
        for one in planned:
            amount += one.amount
            first = planned[0].position
            words = f"Milestone {first}" if one.position == first else f"Milestones {first} to {one.position}"
            choices.append(Choice(one.position, words, amount))
        return choices if len(choices) > 1 else []

    @cached_property
    def standing(self) -> Standing:
        return Standing(self.contract, self.milestones, self.user, live_disputes(self.milestones))

    @cached_property
    def cases(self) -> list[Case]:
        """The live disputes, as the reader sees them, in the order of their milestones."""
        found = []
        for one in self.milestones:
            dispute: Dispute | None = self.standing.disputes.get(one.pk)
            if dispute is not None:
                dispute.milestone, dispute.contract = one, self.contract
                dispute.owner, dispute.solver = self.contract.owner, self.contract.solver
                found.append(Case(dispute, self.user))
        return found

    @cached_property
    def deliveries(self) -> list[Round]:
        """In the order they came."""
        if not any(one.round for one in self.milestones):
            return []
        deliveries = sorted(deliveries_of(self.contract.pk), key=lambda one: one.created_at)
        files: dict[Any, list[DeliveryFile]] = {one.pk: [] for one in deliveries}
        for stored in files_of(list(files)) if files else ():
            files[stored.delivery_id].append(stored)
        parts = {one.pk: one for one in self.milestones}
        rounds = []
        for one in deliveries:
            part = parts[one.milestone_id]
            unanswered = one.status == "changes" and part.status == "funded" and part.round == one.round
            rounds.append(Round(one, part.position, files[one.pk], judged(self.contract, one), unanswered))
        return rounds

    @cached_property
    def parts(self) -> list[Part]:
        of = len(self.milestones)
        arrived = {line.milestone_id: line.arrived_at for line in self.lines if line.glyph == "released"}
        rounds = {one.pk: [d for d in self.deliveries if d.delivery.milestone_id == one.pk] for one in self.milestones}
        return [Part(one, one.position, of, rounds[one.pk], self.action(one), arrived.get(one.pk)) for one in self.milestones]

    def action(self, one: Milestone) -> Action | None:
        """Of the milestone in focus the page itself shows what to do; milestones are funded in their order."""
        standing, words = self.standing, TO_DO.get(one.status, "")
        if one.status in ("disputed", "settled"):
            return Action(words, reverse("contracts:dispute", args=[self.contract.pk, one.position]))
        if not words or not self.contract.is_live:
            return None
        if one == standing.focus:
            return Action(words, "#now") if standing.yours else None
        if one.status == "planned" and one != standing.next_planned:
            return None
        if standing.is_owner and one.status in ("planned", "delivered"):
            name = "payments:fund" if one.status == "planned" else "payments:approve"
        elif standing.is_solver and one.status == "funded":
            name = "contracts:deliver"
        else:
            return None
        return Action(words, reverse(name, args=[self.contract.pk, one.position]), post=one.status == "planned")

    @cached_property
    def focus(self) -> Part | None:
        return next((one for one in self.parts if one.milestone == self.standing.focus), None)

    @cached_property
    def form(self) -> VerdictForm | None:
        """For the owner, while a delivery waits."""
        waiting = self.focus.waiting if self.focus else None
        if waiting is None or not self.standing.is_owner:
            return None
        return VerdictForm(criteria=self.contract.criteria, answers=waiting.delivery.answers, round=waiting.delivery.round)

    @property
    def may(self) -> dict[str, bool]:
        user, contract = self.user, self.contract
        milestone = self.focus.milestone if self.focus else None
        return {
            "dispute": milestone is not None and permissions.can_dispute(user, milestone),
            "leave": permissions.can_cancel_alone(user, contract),
            "propose": permissions.can_propose_to_cancel(user, contract) and not self.standing.disputes,
            "answer": permissions.can_agree_to_cancel(user, contract),
            "withdraw": permissions.can_withdraw_proposal(user, contract),
        }

    @property
    def fee(self) -> tuple[Money, Money]:
        """(what the solver gets of the milestone in focus, the fee)."""
        amount = self.focus.milestone.amount if self.focus else self.contract.total
        return amount.fee(self.contract.fee_basis_points)

    @property
    def fee_percent(self) -> str:
        return f"{self.contract.fee_basis_points / 100:g}%"

    @property
    def earlier(self) -> list[Round]:
        """All but the one that waits in focus, the newest first."""
        waiting = self.focus.waiting if self.focus else None
        return [one for one in self.deliveries[::-1] if one != waiting]


def judged(contract: Contract, delivery: Delivery) -> list[dict[str, Any]]:
    """Per criterion: its words, the solver's answer, the owner's verdict where there is one."""
    rows = []
    for number, words in enumerate(contract.criteria):
        answer = delivery.answers[number] if number < len(delivery.answers) else ""
        verdict = delivery.verdicts[number] if number < len(delivery.verdicts) else None
        rows.append({"criterion": words, "answer": answer, "verdict": verdict})
    return rows


@Prepared
def deliveries_of(pk: UUID) -> QuerySet[Delivery]:
    return Delivery.objects.filter(contract_id=pk).only(*OF_DELIVERY).order_by()


@Prepared
def files_of(deliveries: list[UUID]) -> QuerySet[DeliveryFile]:
    return DeliveryFile.objects.filter(delivery_id__in=deliveries)
