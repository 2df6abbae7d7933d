"""A review becomes public, and its subject's columns say so in the same transaction."""

from typing import Any

from django.db.models import F
from django.utils import timezone

from apps.core.moves import move
from apps.notifications.services import notify
from apps.reviews import notices
from apps.reviews.models import Review
from apps.users.models import User


def publish(review: Review) -> None:
    """Building block: the sealed review is public and counts. Raises Stale when it is not sealed any more."""
    move(review, "publish", by=None, published_at=timezone.now())
    count(review, +1)
    tell_published(review)


def count(review: Review, sign: int) -> None:
    """The subject's sum of stars and number of reviews take the review in (+1) or leave it out (-1)."""
    stars, reviews = f"{review.side}_stars", f"{review.side}_reviews"
    changes: dict[str, Any] = {stars: F(stars) + sign * review.stars, reviews: F(reviews) + sign}
    User.objects.filter(pk=review.subject_id).update(**changes)


def tell_published(review: Review) -> None:
    url = review.get_absolute_url()
    notify(review.subject, notices.PUBLISHED, key=str(review.pk), url=url, actor=review.author, review=review, contract=review.contract)
