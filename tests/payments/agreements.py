"""Contracts of any currency and size, made as people make them."""

from collections.abc import Sequence
from typing import Any

from apps.contracts.services import accept_application
from apps.users.models import User
from openchance.demo import cast as demo


def agreement(owner: User, solver: User, currency: str, amounts: Sequence[int]) -> Any:
    """A contract with a milestone for each of `amounts`, in minor units; none of them funded."""
    price = sum(amounts)
    challenge = demo.open_challenge(owner, currency=currency, reward_min_minor=price, reward_max_minor=price)
    plan = [{"title": f"Part {number}", "amount_minor": minor, "days": 3} for number, minor in enumerate(amounts, start=1)]
    return accept_application(demo.application(challenge, solver, price_minor=price, days=3 * len(plan), plan=plan), by=owner)
