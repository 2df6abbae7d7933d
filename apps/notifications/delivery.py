"""Handing one letter to the mail provider."""

import logging

from django.conf import settings
from django.core.mail import EmailMultiAlternatives

from .models import Email

logger = logging.getLogger(__name__)


def deliver(email: Email) -> bool:
    """Send it, if it is due and nobody else is sending it; True when it left. A failure is put off, and given up after the last attempt.

    A worker that dies after sending and before settling sends a second time: both copies carry one Message-ID, so that mailboxes show one.
    """
    if not email.claim():
        return False
    try:
        message(email).send()
    except Exception as error:
        logger.warning("E-mail %s was not sent, attempt %s: %s", email.pk, email.attempts, error)
        email.put_off(f"{type(error).__name__}: {error}")
        return False
    return email.settle("done")


def message(email: Email) -> EmailMultiAlternatives:
    host = settings.SITE_URL.split("//")[-1].split(":")[0]
    headers = {"Message-ID": f"<{email.pk}@{host}>", "Auto-Submitted": "auto-generated"}
    whole = EmailMultiAlternatives(email.subject, email.text, to=[email.address], headers=headers)
    whole.attach_alternative(email.html, "text/html")
    return whole
