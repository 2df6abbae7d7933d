"""Handing one row of the outbox to its provider, once, and writing down what became of it."""

import logging
from datetime import datetime

from django.utils import timezone

from . import channels
from .kinds import kind_of, registry
from .models import Delivery, Email, Notification, PushMessage, Suppression, preferences_of
from .push import devices
from .transport import Gone, Later, Rejected, Stopped

logger = logging.getLogger(__name__)


class Moot(Exception):
    """It need not leave any more; why, for the operator."""


class NotYet(Exception):
    """Its person wants quiet until then."""

    def __init__(self, until: datetime) -> None:
        super().__init__("Quiet hours.")
        self.until = until


def deliver(row: Delivery) -> bool:
    """Send it, if it is due and nobody else is sending it; True when the provider took it. A failure is put off, and given up after the last attempt.

    A worker that dies between the provider's yes and `settle` sends a second time after its lease. E-mails bear one Message-ID and push messages
    one tag, so that the copy is not seen as another; of texts there may be one more, and `lost` says so.
    """
    if not row.claim():
        return False
    try:
        check(row)
        provider_id = channels.HAND_OVER[row.channel](row)
    except Exception as error:
        give_way(row, error)
        return False
    return row.settle("done", provider_id=provider_id[:120])


def give_way(row: Delivery, error: Exception) -> None:
    """What becomes of a row that did not leave."""
    words = str(error) or type(error).__name__
    match error:
        case NotYet():
            row.wait_until(error.until, words)
        case Moot() | Stopped():
            row.settle("cancelled", error=words)
        case Gone():
            if isinstance(row, PushMessage) and row.device is not None and not devices.drop(row.device):
                row.put_off(f"The device has changed meanwhile. {words}")
            else:
                row.settle("cancelled", error=f"The device is gone. {words}")
        case Rejected():
            row.settle("failed", error=f"Refused for good: {words}")
        case _:
            logger.warning("%s %s was not sent, attempt %s: %s", row.channel, row.pk, row.attempts, words)
            row.put_off(f"{type(error).__name__}: {words}", seconds=error.seconds if isinstance(error, Later) else 0)


def check(row: Delivery) -> None:
    """Whether it should leave now. Raises Moot or NotYet: its person may have read it, chosen otherwise or gone to sleep since it was written."""
    if row.until_read and row.notification_id and Notification.objects.filter(pk=row.notification_id, read_at__isnull=False).exists():
        raise Moot("Read before it left.")
    if isinstance(row, Email) and (stop := Suppression.objects.stops(row.address)) is not None:
        raise Moot(f"No mail goes to this address: {stop.get_reason_display().lower()}.")
    kind = kind_of(row.kind)
    if row.recipient is None or kind.topic == "security" or (isinstance(row, Email) and kind.is_locked):
        return
    preferences = preferences_of(row.recipient)
    if kind.name in registry and not preferences.wants(kind, row.channel):
        raise Moot("Switched off before it left.")
    if (until := preferences.quiet_end(timezone.now())) is not None:
        raise NotYet(until)
