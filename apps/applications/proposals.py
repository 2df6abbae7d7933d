"""What a proposal must say: one set of rules for the form and for the service."""

from dataclasses import asdict, dataclass
from typing import Any

from apps.challenges.models import Challenge
from apps.core.errors import Refused
from apps.core.money import Money, step

PARTS_LIMIT = 10
FILES_LIMIT = 5
LINKS_LIMIT = 10
DAYS_LIMIT = 730


@dataclass(frozen=True, slots=True)
class Proposal:
    """`plan` is a list of {"title", "amount_minor", "days"}; `answers` stand in the order of the challenge's questions."""

    letter: str
    price_minor: int
    days: int
    plan: list[dict[str, Any]]
    answers: list[str]
    links: list[str]

    def columns(self) -> dict[str, Any]:
        return asdict(self)


def fixed_price(challenge: Challenge) -> Money | None:
    """The price that every application has, or None where the reward is a range."""
    return None if challenge.reward_kind == Challenge.Reward.RANGE else challenge.reward_max


def problem_with_price(challenge: Challenge, price: Money) -> str:
    """Why this price cannot be asked for, or ""."""
    low, high = challenge.reward_min, challenge.reward_max
    if price.minor <= 0:
        return "The price must be more than zero."
    if price.minor % step(price.currency):
        return f"The last decimal of {price.currency} must be 0."
    if low is None or high is None or low <= price <= high:
        return ""
    if low == high:
        return f"The reward is fixed: the price is {low}."
    return f"The reward lies between {low} and {high}; so must the price."


def problem_with_plan(plan: list[dict[str, Any]], price: Money, days: int) -> str:
    """Why this plan cannot be agreed on, or ""."""
    if not 1 <= len(plan) <= PARTS_LIMIT:
        return f"A plan has 1 to {PARTS_LIMIT} parts."
    if any(not part["title"].strip() or part["amount_minor"] <= 0 or not 1 <= part["days"] <= DAYS_LIMIT for part in plan):
        return "Each part needs a title, an amount above zero and its days."
    planned = Money(sum(part["amount_minor"] for part in plan), price.currency)
    if planned != price:
        gap = price - planned if planned < price else planned - price
        return f"The parts add up to {planned}: {gap} {'less' if planned < price else 'more'} than the price of {price}."
    work = sum(part["days"] for part in plan)
    if work > days:
        return f"The parts take {work} days together, longer than the {days} you promise."
    return ""


def check_proposal(challenge: Challenge, proposal: Proposal) -> None:
    """Raises Refused, naming the field, where the rules forbid the proposal."""
    price = Money(proposal.price_minor, challenge.currency)
    if not proposal.letter.strip():
        raise Refused("Write a few sentences to the challenger.", field="letter")
    if not 1 <= proposal.days <= DAYS_LIMIT:
        raise Refused(f"Say how many days the work takes: 1 to {DAYS_LIMIT}.", field="days")
    if problem := problem_with_price(challenge, price):
        raise Refused(problem, field="price")
    if problem := problem_with_plan(proposal.plan, price, proposal.days):
        raise Refused(problem, field="plan")
    if len(proposal.answers) != len(challenge.questions) or not all(answer.strip() for answer in proposal.answers):
        raise Refused("Each question of the challenger needs an answer.", field="answers")
    if len(proposal.links) > LINKS_LIMIT:
        raise Refused(f"{LINKS_LIMIT} links at most.", field="links")
