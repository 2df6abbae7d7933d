"""Once a day the gateway is asked for everything that it told: what never reached us is stored now, and handled like the rest."""

from datetime import datetime, timedelta

from django.utils import timezone

from apps.payments.gateways import current, gateway
from apps.payments.gateways.errors import GatewayOff
from apps.payments.models import Sweep

from .hearing import store

EVERY = timedelta(days=1)
AGAIN = timedelta(hours=1)  # after a sweep that did not come through, or whose process died
OVERLAP = timedelta(hours=2)  # events that were created late, by a clock that is not ours
KEPT = timedelta(days=29)  # gateways keep events for 30 days


def sweep_missed() -> int:
    """Store what the gateway of new payments told since the last sweep and we do not have. Returns how many events; 0 when it is not due yet."""
    name, now = current(), timezone.now()
    sweep, _ = Sweep.objects.get_or_create(gateway=name, defaults={"swept_to": now - KEPT})
    if now - sweep.swept_to < EVERY or not claim(sweep, now):
        return 0
    try:
        missed = gateway(name).missed(max(sweep.swept_to - OVERLAP, now - KEPT))
    except GatewayOff:
        return 0
    stored = sum(store(name, notice) for notice in missed)
    Sweep.objects.filter(pk=sweep.pk).update(swept_to=now, missed_count=stored)
    return stored


def claim(sweep: Sweep, now: datetime) -> bool:
    """False when somebody else sweeps, or has tried in vain just now."""
    if sweep.asked_at and now - sweep.asked_at < AGAIN:
        return False
    return Sweep.objects.filter(pk=sweep.pk, asked_at=sweep.asked_at).update(asked_at=now) == 1
