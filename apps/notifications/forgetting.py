"""What is not remembered for ever: that an address bounced, at the mail provider; and what webhooks told us, here."""

import logging
from datetime import timedelta

from django.utils import timezone

from . import sendgrid
from .models import MailEvent, Suppression, TextEvent

logger = logging.getLogger(__name__)
HEARD = timedelta(days=90)  # providers repeat themselves for a few days at most
BATCH = 1000


def forget(row: Suppression) -> bool:
    """The provider sends to the address again. Doing it twice is harmless; what fails is tried again by the clock."""
    try:
        sendgrid.forget(row.address)
    except OSError as error:  # requests' own errors are
        logger.warning("SendGrid did not forget an address: %s", error)
        return False
    return Suppression.objects.filter(pk=row.pk, forgotten_at=None).update(forgotten_at=timezone.now()) == 1


def forget_heard() -> int:
    """What webhooks told us is only there so that a repetition changes nothing: after 90 days it goes. Returns how many rows did."""
    return forget_oldest(MailEvent) + forget_oldest(TextEvent)


def forget_oldest(model: type[MailEvent] | type[TextEvent]) -> int:
    """Keys are in the order of time, so the first ones are the oldest: no index is needed for it."""
    before = timezone.now() - HEARD
    oldest = model._default_manager.order_by("id").values_list("pk", "created_at")[:BATCH]
    return model._default_manager.filter(pk__in=[pk for pk, at in oldest if at < before]).delete()[0]
