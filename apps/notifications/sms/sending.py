"""One text to one number that somebody has verified."""

import logging
from datetime import timedelta

from django.conf import settings
from django.db.models import F
from django.utils import timezone

from apps.notifications.models import Phone
from apps.notifications.transport import Rejected, Stopped

from . import stopping, twilio

logger = logging.getLogger(__name__)

A_DAY = timedelta(days=1)


def send(number: str, text: str, *, reference: str) -> str:
    """Send `text` to a verified number and return the provider's id; `reference` is the row's key, which comes back with what became of it.

    Raises Later, Rejected (also beyond TEXTS_PER_DAY, and for a number that nobody has verified) or Stopped. What the provider says about the number
    itself is written down: nothing more is sent to one that is stopped or does not exist. Without Twilio's variables it goes to the log.
    """
    phone = Phone.objects.filter(number=number, verified_at__isnull=False).first() if number else None
    if phone is None or phone.failed_at:
        raise Rejected("nobody has verified this number" if phone is None else phone.failure)
    if phone.stopped_at:
        raise Stopped("its owner sent STOP")
    if not count(phone):
        raise Rejected(f"more than {settings.TEXTS_PER_DAY} texts to one person in a day")
    try:
        return hand_over(number, text, reference)
    except Exception as error:
        give_back(phone)
        if isinstance(error, Stopped):
            stopping.stop(number)
        elif isinstance(error, twilio.NoSuchNumber):
            stopping.mark_unreachable(number, error.reason)
        raise


def hand_over(number: str, text: str, reference: str) -> str:
    """To Twilio, or into the log; no question asked."""
    if not twilio.is_on():
        logger.info("Text to %s…: %s", number[:4], text)
        return f"log-{reference}"
    return twilio.deliver(number, text, reference=reference)


def count(phone: Phone) -> bool:
    """One more text to this person today; False when there were enough. The first of a day begins the count."""
    now = timezone.now()
    mine = Phone.objects.filter(pk=phone.pk)
    if mine.filter(texts_since__lte=now - A_DAY).update(texts_since=now, texts=1) == 1:
        return True
    limit = settings.TEXTS_PER_DAY
    return (mine.filter(texts__lt=limit) if limit else mine).update(texts=F("texts") + 1) == 1


def give_back(phone: Phone) -> None:
    Phone.objects.filter(pk=phone.pk, texts__gt=0).update(texts=F("texts") - 1)
