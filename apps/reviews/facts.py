"""What a contract's page says about its reviews."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Avg, Count, QuerySet
from django.utils import timezone

from apps.contracts.models import Contract
from apps.core.prepared import Prepared
from apps.users.models import User

from .forms import ASPECTS
from .models import Exchange, Review, closing_time
from .permissions import is_reviewable, why_not_review


@dataclass(frozen=True, slots=True)
class ContractReviews:
    """`mine` is the reader's own in any state; `shown` are those the reader may read, the owner's about the solver first."""

    applies: bool  # whether there is anything to say yet
    can_write: bool
    why_not: str
    mine: Review | None
    other_wrote: bool
    shown: list[Review]
    closes_at: datetime | None
    is_open: bool
    other: Any


@Prepared
def reviews_of(contract: UUID) -> QuerySet[Review]:
    return Review.objects.filter(contract_id=contract)


def contract_reviews(contract: Contract, user: Any) -> ContractReviews:
    """For templates/reviews/_contract.html; one query beside `contract.exchange`, none while the contract goes on."""
    if not is_reviewable(contract):
        return ContractReviews(False, False, "", None, False, [], None, False, contract.other_party(user))
    written = sorted(reviews_of(contract.pk), key=lambda one: one.role, reverse=True)
    for one in written:
        one.author, one.subject = sides(contract, one)
    exchange: Exchange | None = getattr(contract, "exchange", None)
    closes_at = exchange.closes_at if exchange else closing_time(contract)
    mine = next((one for one in written if one.author_id == user.pk), None)
    why_not = why_not_review(user, contract, closes_at, timezone.now())
    return ContractReviews(
        applies=True,
        can_write=not mine and not why_not,
        why_not=why_not,
        mine=mine,
        other_wrote=any(one.author_id != user.pk for one in written),
        shown=[one for one in written if one.status == "published"],
        closes_at=closes_at,
        is_open=closes_at > timezone.now(),
        other=contract.other_party(user),
    )


def sides(contract: Contract, review: Review) -> tuple[Any, Any]:
    """(author, subject) of a review: the contract's two people, who are loaded already."""
    return (contract.owner, contract.solver) if review.author_id == contract.owner_id else (contract.solver, contract.owner)


def averages(subject: User, role: str) -> list[tuple[str, float, int]]:
    """(aspect, average stars, number of reviews) of what is public about somebody, all in all first; empty before the first review."""
    rows = Review.objects.published().filter(subject=subject, role=role)
    found: dict[str, Any] = rows.aggregate(number=Count("pk"), **{name: Avg(name) for name in ASPECTS[role]})
    if not found["number"]:
        return []
    return [(label, round(found[name], 1), found["number"]) for name, label in ASPECTS[role].items()]
