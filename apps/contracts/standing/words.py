"""Where a contract stands, in words for the reader."""

from django.utils import timezone

from apps.contracts.models import Contract, Milestone
from apps.core.templatetags.house import day_words, money_text

from .sums import Sums


class Standing(Sums):
    """Facts and words of one contract for one reader; makes no queries."""

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
