"""What time does to reviews. Safe to run twice, and twice at once."""

import logging
from datetime import timedelta

from django.conf import settings
from django.db import IntegrityError
from django.urls import reverse
from django.utils import timezone

from apps.contracts.models import Contract
from apps.core.db import run_atomic
from apps.core.errors import Stale
from apps.notifications.services import notify
from apps.reviews import notices
from apps.reviews.models import Exchange, Review
from apps.reviews.permissions import is_reviewable

from .publishing import publish
from .writing import open_exchange

logger = logging.getLogger(__name__)
BATCH = 500


def publish_due() -> int:
    """Sealed reviews whose time has come are public. Returns how many."""
    done = 0
    for review in Review.objects.filter(status="sealed", publish_at__lte=timezone.now()).order_by("publish_at")[:BATCH]:
        try:
            publish_one(review)
            done += 1
        except Stale:
            continue  # somebody was faster
        except Exception:
            logger.exception("Review %s could not be published.", review.pk)
    return done


@run_atomic
def publish_one(review: Review) -> None:
    publish(Review.objects.select_related("author", "subject", "contract").get(pk=review.pk))


def invite_reviews() -> int:
    """Both sides of contracts that ended lately are asked for their reviews, once. Returns how many contracts."""
    since = timezone.now() - timedelta(days=settings.REVIEW_BLIND_DAYS)
    ended = Contract.objects.filter(status__in=["completed", "cancelled"], ended_at__gte=since).order_by("-ended_at")
    keys = list(ended.values_list("pk", flat=True)[: 2 * BATCH])
    invited = set(Exchange.objects.filter(contract_id__in=keys).values_list("contract_id", flat=True))
    waiting = [key for key in keys if key not in invited][:BATCH]
    done = 0
    for contract in Contract.objects.filter(pk__in=waiting).select_related("owner", "solver"):
        try:
            done += invite(contract)
        except IntegrityError:
            continue  # invited at the same moment
        except Exception:
            logger.exception("The reviews of contract %s could not be asked for.", contract.pk)
    return done


@run_atomic
def invite(contract: Contract) -> int:
    if not is_reviewable(contract):
        return 0
    exchange = open_exchange(contract)
    for person, other in ((contract.owner, contract.solver), (contract.solver, contract.owner)):
        url = reverse("reviews:write", args=[contract.pk])
        notify(person, notices.WAITING, key=str(contract.pk), url=url, contract=contract, other=other, closes_at=exchange.closes_at)
    return 1
