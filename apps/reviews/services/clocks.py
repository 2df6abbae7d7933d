"""What time does to reviews. Safe to run twice, and twice at once."""

from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from apps.contracts.models import Contract
from apps.core.clocks import each
from apps.core.db import run_atomic
from apps.core.errors import Stale
from apps.notifications.services import notify
from apps.reviews import notices
from apps.reviews.models import Exchange, Review

from .publishing import publish
from .writing import open_exchange

BATCH = 500
REMIND_BEFORE = timedelta(days=3)
CHUNK = 1000  # ids that one query takes


def publish_due() -> int:
    """Sealed reviews whose time has come are public. Returns how many."""
    due = Review.objects.filter(status="sealed", publish_at__lte=timezone.now()).order_by("publish_at")
    return each(publish_one, due[:BATCH], passing=(Stale,))


@run_atomic
def publish_one(review: Review) -> int:
    publish(Review.objects.select_related("author", "subject", "contract").get(pk=review.pk))
    return 1


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
    contracts = Contract.objects.filter(pk__in=waiting[:BATCH]).select_related("owner", "solver")
    return each(invite, contracts, passing=(IntegrityError,))  # invited at the same moment


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
    return each(remind, due.order_by("closes_at")[:BATCH])


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
