"""Paying one person otherwise than everybody: not now, or later. Staff decide it; the service that did it is on the row's record."""

from typing import Any

from django.db import IntegrityError
from django.utils import timezone

from apps.core.db import run_atomic
from apps.core.errors import NotAllowed, Refused, Stale
from apps.core.models import record
from apps.payments import payout_notices
from apps.payments.models import PayoutTerms
from apps.payments.permissions import OWN
from apps.users.models import User
from apps.users.permissions import is_finance

from .waiting import Wait, wake_waiting

LONGEST_RESERVE = 180  # days


def hold_payouts(user: User, *, by: User, reason: str) -> PayoutTerms:
    """From now on nothing is transferred to `user`; what is on its way arrives. `reason` is for them to read. Raises NotAllowed, Refused, Stale."""
    check(by, user)
    words = " ".join(reason.split())[:200]
    if not words:
        raise Refused("Say why, in a sentence that the person can read.", field="reason")
    return place(terms_for(user).pk, by, words)


@run_atomic
def place(terms_id: Any, by: User, reason: str) -> PayoutTerms:
    free: Any = PayoutTerms.objects.filter(pk=terms_id, held_at__isnull=True)
    if free.update(held_at=timezone.now(), held_reason=reason) != 1:
        raise Stale("Payouts to this person are on hold already.")
    terms = PayoutTerms.objects.select_related("user").get(pk=terms_id)
    event = record(terms, "hold", by=by, note=reason)
    payout_notices.tell_held(terms, key=str(event.pk))
    return terms


@run_atomic
def release_hold(user: User, *, by: User) -> PayoutTerms:
    """What waited goes out, as far as nothing else is in its way. Raises NotAllowed, Stale."""
    check(by, user)
    if PayoutTerms.objects.filter(user=user, held_at__isnull=False).update(held_at=None, held_reason="") != 1:
        raise Stale("Payouts to this person are not on hold.")
    terms = PayoutTerms.objects.select_related("user").get(user=user)
    event = record(terms, "release_hold", by=by)
    wake_waiting(user, Wait.HOLD)
    payout_notices.tell_lifted(terms, key=str(event.pk))
    return terms


def set_reserve(user: User, days: int | None, *, by: User) -> PayoutTerms:
    """Each released amount stays with us for so many days; None: as for everybody. Holds for what waits already, too. Raises NotAllowed, Refused."""
    check(by, user)
    if days is not None and not 0 <= days <= LONGEST_RESERVE:
        raise Refused(f"A reserve lasts from 0 to {LONGEST_RESERVE} days.", field="days")
    return write_reserve(terms_for(user).pk, days, by)


@run_atomic
def write_reserve(terms_id: Any, days: int | None, by: User) -> PayoutTerms:
    terms = PayoutTerms.objects.select_related("user").get(pk=terms_id)
    if terms.reserve_days != days:
        PayoutTerms.objects.filter(pk=terms_id).update(reserve_days=days)
        record(terms, "reserve", by=by, note="as for everybody" if days is None else f"{days} days")
        terms.reserve_days = days
        wake_waiting(terms.user, Wait.RESERVE)
    return terms


def terms_for(user: User) -> PayoutTerms:
    """The person's row, made where there is none."""
    try:
        return PayoutTerms.objects.filter(user=user).first() or make_terms(user)
    except IntegrityError:  # made twice at the same moment
        return PayoutTerms.objects.get(user=user)


@run_atomic
def make_terms(user: User) -> PayoutTerms:
    return PayoutTerms.objects.create(user=user)


def check(by: User, user: User) -> None:
    if not is_finance(by):
        raise NotAllowed("Only finance staff decide about payouts.")
    if by.pk == user.pk:
        raise NotAllowed(OWN)
