"""Who wants no texts, and what numbers get none. Each person is told once, in the app."""

from typing import Any

from django.urls import reverse
from django.utils import timezone

from apps.core.db import run_atomic
from apps.notifications.kinds import Kind
from apps.notifications.models import Phone
from apps.notifications.notices import STARTED, STOPPED, UNREACHABLE


@run_atomic
def stop(number: str) -> bool:
    """No more texts to this number; False when that was so before, or nobody has it."""
    phone = Phone.objects.filter(number=number, stopped_at=None).first() if number else None
    now = timezone.now()
    if phone is None or Phone.objects.filter(pk=phone.pk, number=number, stopped_at=None).update(stopped_at=now) != 1:
        return False
    tell(phone, STOPPED, now.isoformat())
    return True


@run_atomic
def start(number: str) -> bool:
    """Texts go to this number again; False when they did before."""
    phone = Phone.objects.filter(number=number, stopped_at__isnull=False).first() if number else None
    if phone is None or Phone.objects.filter(pk=phone.pk, number=number, stopped_at__isnull=False).update(stopped_at=None) != 1:
        return False
    tell(phone, STARTED, timezone.now().isoformat())
    return True


@run_atomic
def mark_unreachable(number: str, reason: str) -> bool:
    """Its carrier says that nothing will arrive: none is sent until its owner verifies it again."""
    phone = Phone.objects.filter(number=number, failed_at=None).first() if number else None
    now = timezone.now()
    if phone is None or Phone.objects.filter(pk=phone.pk, number=number, failed_at=None).update(failed_at=now, failure=reason[:200]) != 1:
        return False
    tell(phone, UNREACHABLE, now.isoformat(), reason=reason)
    return True


def tell(phone: Phone, kind: Kind, key: str, **words: Any) -> None:
    """Say it once, in the transaction that made it true."""
    from apps.notifications.services import notify  # the services send texts themselves

    notify(phone.user, kind, key=f"{phone.pk}:{key}", url=reverse("phone:page"), **words)
