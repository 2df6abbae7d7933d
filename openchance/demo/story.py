"""One challenge's life after its posting, told through the services, each step at its own moment."""

import random
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

import time_machine

from apps.applications import services as applications
from apps.challenges import services as challenges
from apps.challenges.models import Challenge
from apps.contracts import services as contracts
from apps.contracts.models import Contract, Milestone
from apps.core.money import Money
from apps.payments import services as payments
from apps.payments.gateways.sandbox import pay
from apps.payments.models import Payment
from apps.reviews import services as reviews
from apps.users.models import User

from .letters import (
    ANSWERS,
    CHANGE_REQUESTS,
    DECLINE_NOTES,
    DELIVERY_NOTES,
    DISPUTE_WORDS,
    GENERAL_LETTERS,
    PERSONAL_LETTERS,
    PRIVATE_NOTES,
    REVIEWS,
)
from .letters.talk import REPLIES
from .plan import Fate
from .talk import Talk
from .texts import ChallengeText, LetterText


class Story:
    """Days run from the posting, `fate.age` days ago, to the last event, `fate.ago` days ago."""

    def __init__(
        self, challenge: Challenge, owner: User, applicants: list[User], bystanders: list[User], fate: Fate, now: datetime, rng: random.Random
    ) -> None:
        self.challenge, self.owner, self.applicants, self.fate, self.now, self.rng = challenge, owner, applicants, fate, now, rng
        self.talk = Talk(self, bystanders)

    def run(self, text: ChallengeText) -> None:
        self.talk.before()
        received = [self.apply(number, solver) for number, solver in enumerate(self.applicants)]
        self.talk.after()
        if text.clarification and received and self.fate.end in ("open", "closed"):
            with self.at(0.5):
                applications.clarify(self.challenge, text.clarification, by=self.owner)
        self.look_at(received)
        if self.fate.end == "closed":
            with self.at(1):
                challenges.close_due()
        elif self.fate.end == "cancelled":
            with self.at(1):
                applications.cancel_challenge(
                    self.fresh(self.challenge),
                    by=self.owner,
                    reason="The building that this was for has been sold. I would rather stop now than let you wait.",
                )
        elif self.fate.end != "open":
            self.work(received[0])

    @contextmanager
    def at(self, share: float) -> Iterator[None]:
        """The moment at that share of the story."""
        days = self.fate.age - share * (self.fate.age - self.fate.ago)
        with time_machine.travel(self.now - timedelta(days=days)):
            yield

    def apply(self, number: int, solver: User) -> Any:
        letter = self.letter(number, solver)
        plan = self.plan(number)
        with self.at(self.applying(number)):
            return applications.submit(
                self.challenge,
                solver,
                letter=letter.body,
                price_minor=sum(part["amount_minor"] for part in plan),
                days=sum(part["days"] for part in plan),
                plan=plan,
                answers=[ANSWERS[question][number % 3] for question in self.challenge.questions],
                links=solver.links[:2],
                files=[],
            )

    def applying(self, number: int) -> float:
        """When the application with that number comes: one after the other, and before the deadline."""
        last = 0.95 if self.fate.end == "open" else 0.38
        last = min(last, 0.9 * (self.fate.age + self.fate.deadline) / (self.fate.age - self.fate.ago))
        return last * (number + 0.2 + 0.6 * self.rng.random()) / max(1, len(self.applicants))

    def letter(self, number: int, solver: User) -> LetterText:
        """What this person wrote for this challenge, or a letter that fits its field."""
        own = [one for one in PERSONAL_LETTERS if one.challenge == self.challenge.title and one.solver == solver.handle]
        field = [one for one in GENERAL_LETTERS if one.category == self.challenge.category.slug]  # type: ignore[union-attr]
        return (own or field)[0 if own else number % len(field)]

    def plan(self, number: int) -> list[dict[str, Any]]:
        """The milestones asked for; else the price in one part, or in two where the story needs a part that is done already."""
        if self.challenge.milestones:
            return list(self.challenge.milestones)
        low, high = self.challenge.reward_min_minor or 0, self.challenge.reward_max_minor or 0
        unit = max(1, 10 ** (len(str(low)) - 2))
        price = min(high, low + (high - low) * (number % 5) // 4 // unit * unit)
        days = self.rng.randint(6, 24)
        if not self.fate.done and self.rng.random() < 0.6:
            return [{"title": "All of it", "amount_minor": price, "days": days}]
        first, rest = Money(price, self.challenge.currency).fee(4000)
        return [
            {"title": "A first draft to judge", "amount_minor": rest.minor, "days": days // 2 + 1},
            {"title": "The finished work", "amount_minor": first.minor, "days": days // 2 + 1},
        ]

    def look_at(self, received: list[Any]) -> None:
        """Who decides soon has a shortlist, notes, and has declined somebody."""
        if len(received) < 3:
            return
        with self.at(0.4):
            for one in received[:2]:
                applications.shortlist(one, by=self.owner)
            applications.save_note(received[1], by=self.owner, note=self.rng.choice(PRIVATE_NOTES))
            if len(received) > 4:
                applications.decline([received[-1]], by=self.owner, reason="fit", note=self.rng.choice(DECLINE_NOTES))

    def work(self, application: Any) -> None:
        with self.at(0.45 if self.fate.end != "awaiting" else 1):
            contract = contracts.accept_application(application, by=self.owner)
        parts = list(contract.milestones.all())
        finished = len(parts) if self.fate.end == "completed" else min(self.fate.done, len(parts) - 1)
        steps = 3 * finished + 3
        for number, milestone in enumerate(parts[:finished]):
            self.fund(milestone, 0.46 + 0.54 * (3 * number) / steps)
            self.deliver(milestone, 0.46 + 0.54 * (3 * number + 1) / steps)
            with self.at(1 if self.fate.end == "completed" and number + 1 == finished else 0.46 + 0.54 * (3 * number + 2) / steps):
                payments.approve(self.fresh(milestone), by=self.owner)
                self.money()
        if self.fate.end == "completed":
            self.review(contract)
        elif self.fate.end != "awaiting":
            self.leave_off(contract, parts[finished], 0.46 + 0.54 * 3 * finished / steps)

    def leave_off(self, contract: Contract, milestone: Milestone, begun: float) -> None:
        """The milestone at which the story stands today."""
        end = self.fate.end
        self.fund(milestone, 1 if end == "funded" else begun)
        if end in ("delivered", "changes", "cancel_proposed", "disputed"):
            self.deliver(milestone, 1 if end == "delivered" else (begun + 1) / 2)
        if end == "changes":
            with self.at(1):
                delivery = milestone.deliveries.order_by("-round")[0]
                verdicts = [{"met": number > 0, "note": ""} for number in range(len(contract.criteria))]
                contracts.request_changes(delivery, by=self.owner, feedback=self.rng.choice(CHANGE_REQUESTS), verdicts=verdicts)
        elif end == "disputed":
            self.argue(milestone)
        elif end == "cancel_proposed":
            with self.at(1):
                contracts.propose_cancel(
                    self.fresh(contract), by=contract.solver, reason="My workshop was flooded; I cannot finish this before the spring."
                )
        elif end == "refunded":
            with self.at(1):
                payments.cancel_contract(self.fresh(contract), by=self.owner, reason="The exhibition was called off before the work could begin.")
                self.money()

    def argue(self, milestone: Milestone) -> None:
        """The challenger would pay a third, the solver asks four fifths; it is the challenger's turn."""
        found = self.fresh(milestone)
        unit = max(1, 10 ** (len(str(found.held_minor)) - 2))
        low, high = (Money(found.held_minor * part // 15 // unit * unit, found.currency) for part in (5, 12))
        with self.at(0.97):
            dispute = contracts.open_dispute(found, by=self.owner, amount=low, text=DISPUTE_WORDS[0])
        with self.at(1):
            payments.state_claim(dispute, by=found.solver, amount=high, text=DISPUTE_WORDS[1])

    def fund(self, milestone: Milestone, share: float) -> None:
        with self.at(share):
            payments.start_funding(self.fresh(milestone), by=self.owner)
            pay(Payment.objects.get(milestone=milestone, status="open").session_id)
            self.money()

    def deliver(self, milestone: Milestone, share: float) -> None:
        with self.at(share):
            found = self.fresh(milestone)
            answers = [f"Met: see part {number} of what I sent." for number in range(1, len(found.contract.criteria) + 1)]
            contracts.deliver(found, by=found.solver, note=self.rng.choice(DELIVERY_NOTES), answers=answers, files=[])

    def money(self) -> None:
        """The gateway's webhooks and what it was asked to do."""
        payments.handle_due_webhooks()
        payments.perform_due()
        payments.handle_due_webhooks()

    def review(self, contract: Contract) -> None:
        sides = [(self.owner, "challenger"), (contract.solver, "solver")]
        with time_machine.travel(self.now - timedelta(days=self.fate.ago - min(self.fate.ago * 0.6, 5))):
            for author, side in sides[: self.fate.reviews]:
                text = self.rng.choice([one for one in REVIEWS if one.by == side])
                aspects = {"quality": text.quality, "communication": text.communication, "timeliness": text.timeliness}
                reviews.write(self.fresh(contract), by=author, stars=text.stars, text=text.body, **aspects)
        with time_machine.travel(self.now):
            reviews.publish_due()
        self.reply(contract)

    def reply(self, contract: Contract) -> None:
        """Who did not get all the stars has something to say."""
        for number, review in enumerate(contract.reviews.filter(status="published", stars__lt=5).select_related("subject")):
            with time_machine.travel(max(review.published_at or self.now, self.now - timedelta(days=self.fate.ago / 2))):
                reviews.reply(review, by=review.subject, text=REPLIES[(len(contract.title) + number) % len(REPLIES)])

    @staticmethod
    def fresh(row: Any) -> Any:
        return type(row)._default_manager.get(pk=row.pk)
