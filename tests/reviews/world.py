"""Ended contracts, and what the tests of reviews look at."""

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from apps.contracts.models import Contract
from apps.notifications.models import Notification
from apps.reviews import services
from apps.reviews.models import Exchange, Review
from apps.users.models import User
from tests.contracts.world import contract, fresh, released, verbs

__all__ = ["ago", "completed", "contract", "ended", "fresh", "marks", "standing", "told", "verbs", "write"]


def completed(owner: User, solver: User) -> Contract:
    """Both milestones delivered, approved and released."""
    agreement = contract(owner, solver)
    for position in (1, 2):
        released(agreement, position)
    done: Contract = fresh(agreement)
    return done


def ended(agreement: Contract, moment: datetime) -> Contract:
    """The same, but it ended then; what was made since moves along."""
    Contract.objects.filter(pk=agreement.pk).update(ended_at=moment)
    Exchange.objects.filter(contract=agreement).update(closes_at=moment + timedelta(days=14))
    Review.objects.filter(contract=agreement).update(publish_at=moment + timedelta(days=14))
    moved: Contract = fresh(agreement)
    return moved


def ago(**span: int) -> datetime:
    return timezone.now() - timedelta(**span)


def marks(stars: int = 4, **changes: Any) -> dict[str, Any]:
    return {"stars": stars, "quality": 5, "communication": 3, "timeliness": 4, "text": "Careful, **kind** and quick."} | changes


def write(agreement: Contract, by: User, stars: int = 4) -> Review:
    return services.write(agreement, by=by, **marks(stars))


def standing(user: User) -> dict[str, tuple[int, int]]:
    """(stars, reviews) as solver and as challenger."""
    found = fresh(user)
    return {"solver": (found.solver_stars, found.solver_reviews), "challenger": (found.challenger_stars, found.challenger_reviews)}


def told(user: User) -> list[str]:
    kinds = Notification.objects.filter(recipient=user).order_by("created_at", "id").values_list("kind", flat=True)
    return [kind for kind in kinds if kind.startswith("review.")]
