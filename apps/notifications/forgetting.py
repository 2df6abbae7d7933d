"""Asking the mail provider to send to an address again."""

import logging

from django.utils import timezone

from . import sendgrid
from .models import Suppression

logger = logging.getLogger(__name__)


def forget(row: Suppression) -> bool:
    """The provider sends to the address again. Doing it twice is harmless; what fails is tried again by the clock."""
    try:
        sendgrid.forget(row.address)
    except OSError as error:  # requests' own errors are
        logger.warning("SendGrid did not forget an address: %s", error)
        return False
    return Suppression.objects.filter(pk=row.pk, forgotten_at=None).update(forgotten_at=timezone.now()) == 1
