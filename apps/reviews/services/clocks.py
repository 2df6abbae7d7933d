"""What time does to reviews. Safe to run twice, and twice at once."""

import logging
from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from apps.contracts.models import Contract
from apps.core.db import run_atomic
from apps.core.errors import Stale
from apps.notifications.services import notify
from apps.reviews import notices
from apps.reviews.models import Exchange, Review

from .publishing import publish
from .writing import open_exchange

logger = logging.getLogger(__name__)
BATCH = 500
REMIND_BEFORE = timedelta(days=3)
CHUNK = 1000  # ids that one query takes


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
    reviewable = Q(status="completed") | Q(status="cancelled", first_delivered_at__isnull=False)
    keys = list(Contract.objects.filter(reviewable, ended_at__gte=since).order_by("ended_at").values_list("pk", flat=True))
    waiting: list[UUID] = []
    for start in range(0, len(keys), CHUNK):
        part = keys[start : start + CHUNK]
        invited = set(Exchange.objects.filter(contract_id__in=part).values_list("contract_id", flat=True))
        waiting += [key for key in part if key not in invited]
    done = 0
    for contract in Contract.objects.filter(pk__in=waiting[:BATCH]).select_related("owner", "solver"):
        try:
            done += invite(contract)
        except IntegrityError:
            continue  # invited at the same moment
        except Exception:
            logger.exception("The reviews of contract %s could not be asked for.", contract.pk)
    return done


@run_atomic
def invite(contract: Contract) -> int:
    exchange = open_exchange(contract)
    for person, other in ((contract.owner, contract.solver), (contract.solver, contract.owner)):
        url = reverse("reviews:write", args=[contract.pk])
        notify(person, notices.WAITING, key=str(contract.pk), url=url, contract=contract, other=other, closes_at=exchange.closes_at)
    return 1


def remind_unwritten() -> int:
    """Whoever has three days left to write, and has not, is reminded once. Returns how many exchanges were looked at."""
    now = timezone.now()
    due = Exchange.objects.filter(reminded_at=None, closes_at__gt=now, closes_at__lte=now + REMIND_BEFORE)
    done = 0
    for exchange in due.order_by("closes_at")[:BATCH]:
        try:
            done += remind(exchange)
        except Exception:
            logger.exception("Nobody was reminded of the reviews of contract %s; it will be tried again.", exchange.contract_id)
    return done


@run_atomic
def remind(exchange: Exchange) -> int:
    """By compare-and-set: 0 when another clock was first."""
    if Exchange.objects.filter(pk=exchange.pk, reminded_at=None).update(reminded_at=timezone.now()) != 1:
        return 0
    contract = Contract.objects.select_related("owner", "solver").get(pk=exchange.contract_id)
    written = set(Review.objects.filter(contract=contract).values_list("author_id", flat=True))
    for person, other in ((contract.owner, contract.solver), (contract.solver, contract.owner)):
        if person.pk not in written and person.is_active:
            url = reverse("reviews:write", args=[contract.pk])
            words = {"contract": contract, "other": other, "other_wrote": other.pk in written, "closes_at": exchange.closes_at}
            notify(person, notices.CLOSING, key=str(contract.pk), url=url, **words)
    return 1
