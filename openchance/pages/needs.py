"""What needs somebody, and what they wait for: gathered from every app in a fixed number of bounded queries."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property, partial
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from apps.applications.models import LIVE, Application
from apps.challenges.models import Challenge, Invitation
from apps.contracts.models import Contract, Milestone
from apps.contracts.standing import Standing, contracts_of, standings
from apps.core.money import Money
from apps.core.prepared import Prepared
from apps.core.templatetags.house import day_words, money_text
from apps.payments.payouts import PayoutDesk, sums, waiting_for_account
from apps.reviews.models import Review
from apps.reviews.permissions import is_reviewable
from apps.users.permissions import has_verified_email

from .need import DECIDE, DRAFT, FUND, PAYOUTS, REVIEW, URGENT, VERIFY, Need, Wait
from .talk import accept_invitation, answer_questions, invitations_of

__all__ = ["Desk", "Need", "Wait"]
MOST = 8  # of each sort; the rest is behind “see all”
INVITATIONS_SHOWN = 3  # one's own work comes first
OF_CHALLENGE = (
    "status", "title", "slug", "code", "currency", "reward_min_minor", "reward_max_minor", "deadline_at", "published_at", "live_count",
    "unanswered_count", "removed_at",
)  # fmt: skip
OF_APPLICATION = ("status", "currency", "price_minor", "owner__handle", "owner__name", "challenge__title", "challenge__deadline_at")


def live_contracts(role: str, user: UUID) -> QuerySet[Contract]:
    """First what needs the reader, then what waits."""
    mine = contracts_of(user, role, which=Q(**{f"{role}_task__gt": Contract.Task.NONE}))
    return mine.order_by(f"{role}_task", f"{role}_due_at")[: 2 * MOST]


def ended_contracts(roles: tuple[str, ...], user: UUID, since: datetime) -> QuerySet[Contract]:
    mine = contracts_of(user, *roles, which=Q(status__in=("completed", "cancelled"), changed_at__gte=since))
    return mine.order_by("-changed_at", "-pk")[:MOST]


LIVE_CONTRACTS = {role: Prepared(partial(live_contracts, role)) for role in ("owner", "solver")}
ENDED_CONTRACTS: dict[tuple[str, ...], Prepared[Contract]] = {
    roles: Prepared(partial(ended_contracts, roles)) for roles in (("owner",), ("solver",), ("owner", "solver"))
}


@Prepared
def reviewed_by(author: UUID, contracts: list[UUID]) -> QuerySet[Review, UUID]:
    return Review.objects.filter(author_id=author, contract_id__in=contracts).values_list("contract_id", flat=True)


@Prepared
def challenges_of(owner: UUID) -> QuerySet[Challenge]:
    mine = Challenge.objects.filter(owner_id=owner, status__in=("draft", "open", "closed"), removed_at=None)
    return mine.only(*OF_CHALLENGE).order_by("-changed_at", "-pk")[: 3 * MOST]


@Prepared
def applications_of(solver: UUID) -> QuerySet[Application]:
    mine = Application.objects.filter(solver_id=solver, status__in=LIVE).select_related("challenge", "owner")
    return mine.only(*OF_APPLICATION).order_by("-changed_at", "-pk")[:MOST]


@dataclass
class Desk:
    """Everything on one person's desk; eight queries, none of them larger than a few dozen rows."""

    user: Any

    @cached_property
    def roles(self) -> list[str]:
        """Those that the reader has ever had in a contract: where the counters say nothing, nothing is asked."""
        return ["owner"] * bool(self.user.awarded_count) + ["solver"] * bool(self.user.won_count)

    @cached_property
    def contracts(self) -> list[Standing]:
        """Live ones in either role: first what needs the reader, then what waits."""
        rows: list[Contract] = []
        for role in self.roles:
            rows += LIVE_CONTRACTS[role](self.user.pk)
        return standings(rows, self.user)

    @cached_property
    def challenges(self) -> list[Challenge]:
        return challenges_of(self.user.pk)

    @cached_property
    def applications(self) -> list[Application]:
        return applications_of(self.user.pk) if self.user.applied_count else []

    @cached_property
    def invitations(self) -> list[Invitation]:
        """Those that wait for an answer, to challenges that still take applications."""
        return [one for one in invitations_of(self.user.pk) if one.challenge.is_open]

    @cached_property
    def unreviewed(self) -> list[Contract]:
        """Ended lately, and the reader has not written yet."""
        if not self.roles:
            return []
        since = timezone.now() - timedelta(days=settings.REVIEW_BLIND_DAYS)
        ended = ENDED_CONTRACTS[tuple(self.roles)](self.user.pk, since)
        rows = [one for one in ended if is_reviewable(one) and one.ended_at and one.ended_at > since]
        if not rows:
            return []
        written = set(reviewed_by(self.user.pk, [one.pk for one in rows]))
        return [one for one in rows if one.pk not in written]

    @cached_property
    def needs(self) -> list[Need]:
        """The most pressing first."""
        found = [] if has_verified_email(self.user) else [verify()]
        found += [from_contract(one) for one in self.contracts if one.yours]
        found += self.payouts
        found += [decide(one) for one in self.challenges if one.live_count and not one.is_draft]
        found += [answer_questions(one) for one in self.challenges if one.unanswered_count and one.is_open]
        found += [accept_invitation(one) for one in self.invitations[:INVITATIONS_SHOWN]]
        found += [write_review(one, self.user) for one in self.unreviewed]
        found += [finish_draft(one) for one in self.challenges if one.is_draft][:3]
        return sorted(found, key=lambda one: one.order)

    @cached_property
    def waits(self) -> list[Wait]:
        found = [wait_for(one) for one in self.contracts if not one.yours][:MOST]
        found += [wait_open(one) for one in self.challenges if one.is_open and not one.live_count][:MOST]
        return found + [wait_decision(one) for one in self.applications]

    @property
    def payouts(self) -> list[Need]:
        """Money that the reader can set free by setting up their payout account."""
        waiting = waiting_for_account(self.user.pk) if "solver" in self.roles else []
        button = PayoutDesk(self.user).standing.button if waiting else ""
        return [set_up_payouts(amount, button) for amount in sums([one.amount for one in waiting])] if button else []

    @property
    def more(self) -> list[tuple[str, str]]:
        """(words, address) of the lists that hold what did not fit here."""
        role = ("As challenger", "challenger"), ("As solver", "solver")
        full = [one for one, column in zip(role, ("owner_id", "solver_id"), strict=True) if self.count(column) >= 2 * MOST]
        found = [(f"{words}: all that needs you", f"{reverse('contracts:list')}?as={name}&state=needs") for words, name in full]
        many = [("All your invitations", reverse("challenges:invitations"))] if len(self.invitations) > INVITATIONS_SHOWN else []
        return found + many

    def count(self, column: str) -> int:
        return sum(getattr(one.contract, column) == self.user.pk for one in self.contracts)


def verify() -> Need:
    why = "Without it you can look around, but neither post a challenge nor apply."
    return Need(
        VERIFY, "Verify your e-mail", "Confirm that the address is yours", reverse("settings:account"), why, "Verify", clockless="Takes a minute"
    )


def set_up_payouts(amount: Money, button: str) -> Need:
    title, why = f"{money_text(amount)} waits for your payout account", "It is yours, and goes out as soon as your account is ready."
    return Need(PAYOUTS, "Set up payouts", title, reverse("payments:payouts"), why, button, amount, None, "released", clockless="As soon as you like")


def from_contract(standing: Standing) -> Need:
    """The reader's task in one contract."""
    turn, contract, task = standing.turn, standing.contract, Contract.Task
    assert turn is not None  # noqa: S101  (only called for one's own turn)
    one, url = turn.milestone, contract.get_absolute_url()
    if one is not None and one.status == "disputed":
        return answer_dispute(standing, one)
    if turn.what == task.ANSWER or one is None:
        why = f"{standing.other} proposes to cancel it. Without an answer it goes on."
        return Need(
            URGENT, "Answer a proposal", contract.title, f"{url}#proposal", why, "Answer", standing.held or None, None, "held", standing.clock[0]
        )
    name = f"milestone {one.position} of {contract.title}" if len(standing.milestones) > 1 else contract.title
    if turn.what == task.REVIEW:
        why = f"If you do nothing, {money_text(one.held)} is released automatically on {day_words(one.review_due_at)}."
        title = f"{contract.solver} delivered {name}"
        return Need(URGENT, "Review a delivery", title, url, why, "Review delivery", one.held, None, "held", one.review_due_at, one.delivered_at)
    if turn.what == task.DELIVER:
        why = f"{contract.owner} requested changes." if one.round else f"For {contract.owner}. The money stays held until you deliver."
        return Need(URGENT, "Deliver", f"Deliver {name}", url, why, "Deliver", one.held, None, "held", one.due_at, one.funded_at)
    why = f"{contract.solver} begins when the money is held. Until the first delivery you can cancel free of charge."
    if contract.first_delivered_at:
        why = f"{contract.solver} goes on when the money is held."
    return Need(
        FUND, "Fund a milestone" if len(standing.milestones) > 1 else "Fund the work", f"Fund {name}", url, why, "Fund", one.amount, None, "planned"
    )


def answer_dispute(standing: Standing, one: Milestone) -> Need:
    dispute, contract = standing.disputes[one.pk], standing.contract
    url = reverse("contracts:dispute", args=[contract.pk, one.position])
    why = f"{standing.default_of(one)}."
    if dispute.default is not None:
        why = f"Without your answer {money_text(dispute.default)} goes to {contract.solver if standing.is_owner else 'you'}."
    words = ("Settle a dispute", "Agree") if dispute.is_answered else ("Answer a dispute", "Answer")
    title = f"{contract.title}: how much is {contract.solver.get_short_name() if standing.is_owner else 'your'} work worth?"
    return Need(URGENT, words[0], title, url, why, words[1], one.held, None, "held", dispute.due_at, dispute.created_at)


def decide(challenge: Challenge) -> Need:
    count = challenge.live_count
    title = f"{count} {'person' if count == 1 else 'people'} applied to {challenge}"
    url = reverse("applications:compare", args=[challenge.slug or "challenge", challenge.code])
    why = "Nobody is declined before you choose." if challenge.is_open else "Applications are closed; they wait for your choice."
    deadline = challenge.deadline_at if challenge.is_open else None
    return Need(
        DECIDE, "Choose a solver", title, url, why, "Compare", challenge.reward_min, challenge.reward_max, "planned", deadline, challenge.published_at
    )


def write_review(contract: Contract, user: Any) -> Need:
    other = contract.other_party(user)
    closes = (contract.ended_at or contract.changed_at) + timedelta(days=settings.REVIEW_BLIND_DAYS)
    why = f"Neither side sees the other’s before both have written, or before {day_words(closes)}."
    title, url = f"How was working with {other}?", reverse("reviews:write", args=[contract.pk])
    return Need(REVIEW, "Write a review", title, url, f"{contract.title}. {why}", "Write", deadline=closes, start=contract.ended_at)


def finish_draft(challenge: Challenge) -> Need:
    url = reverse("challenges:edit", args=[challenge.slug or "draft", challenge.code])
    return Need(DRAFT, "Finish a draft", str(challenge), url, "Nobody sees it before you publish it.", "Go on", clockless="Saved")


def wait_for(standing: Standing) -> Wait:
    contract, turn = standing.contract, standing.turn
    words = {
        Contract.Task.REVIEW: "reviews the delivery",
        Contract.Task.DELIVER: "delivers",
        Contract.Task.FUND: "funds the next milestone",
        Contract.Task.ANSWER: "answers your proposal",
    }
    who = f"{turn.who} {words[Contract.Task(turn.what)]}" if turn and turn.what in words else ""
    if turn and turn.milestone and turn.milestone.status == "disputed":
        who = f"{turn.who} answers the dispute" if turn.who else "OpenChance decides the dispute"
    return Wait(contract.title, contract.get_absolute_url(), who, standing.clock[0], standing.money, standing.money_state)


def wait_open(challenge: Challenge) -> Wait:
    return Wait(str(challenge), challenge.get_absolute_url(), "Open, nobody has applied yet", challenge.deadline_at, "Not funded", "planned")


def wait_decision(application: Application) -> Wait:
    state = "You are shortlisted" if application.status == "shortlisted" else f"{application.owner} decides"
    price = f"{money_text(application.price)} asked"
    return Wait(str(application.challenge), application.get_absolute_url(), state, application.challenge.deadline_at, price, "planned")
