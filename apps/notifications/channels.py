"""The provider of each channel. Each function hands one row over and returns the provider's id of it; each raises what transport.py names."""

import smtplib
from collections.abc import Callable
from typing import Any

from anymail.exceptions import AnymailRequestsAPIError  # type: ignore[import-untyped]
from django.conf import settings
from django.core.mail import EmailMultiAlternatives

from . import push, sms
from .models import Email, PushMessage, TextMessage, phone_of
from .push.sending import seconds_of
from .transport import Gone, Later, Rejected, Stopped
from .unsubscribing import headers_of

A_DAY = 24 * 60 * 60
FOR_GOOD = (550, 551, 553, 554)  # RFC 5321, 4.2.3: of this address or letter, not of today


def email(row: Email) -> str:
    """To SendGrid, an SMTP server or a file, as the settings say."""
    letter = message(row)
    try:
        letter.send()
    except smtplib.SMTPRecipientsRefused as refusal:
        code, words = next(iter(refusal.recipients.values()))
        if code in FOR_GOOD:
            raise Rejected(f"{code} {words.decode(errors='replace')}") from refusal
        raise
    except AnymailRequestsAPIError as refusal:
        verdict = reading(refusal)
        if verdict is None:
            raise
        raise verdict from refusal
    status: Any = getattr(letter, "anymail_status", None)
    return str(status.message_id or "") if status else ""


def reading(refusal: Any) -> Exception | None:
    """What SendGrid's refusal means: a throttle, or a letter that it will never take; None for what may pass."""
    response = refusal.response
    if refusal.status_code == 429:
        headers = response.headers if response is not None else {}
        return Later(seconds_of(headers.get("Retry-After", "")) or 60, "429 from SendGrid")
    if refusal.status_code in (400, 413):
        return Rejected(" ".join(str(refusal).split())[:300])
    return None


def message(row: Email) -> EmailMultiAlternatives:
    host = settings.SITE_URL.split("//")[-1].split(":")[0]
    headers = {"Message-ID": f"<{row.pk}@{host}>", "Auto-Submitted": "auto-generated"} | headers_of(row)
    whole = EmailMultiAlternatives(row.subject, row.text, to=[row.address], headers=headers)
    whole.attach_alternative(row.html, "text/html")
    setattr(whole, "metadata", {"delivery": str(row.pk)})  # noqa: B010  SendGrid's webhook names it with each event
    return whole


def push_message(row: PushMessage) -> str:
    if row.device is None:
        raise Gone("it was removed")
    payload = {"title": row.title, "body": row.body, "url": row.url, "tag": row.tag, "badge": row.device.user.unread_count}
    push.send(row.device, payload, urgent=row.urgent, topic=row.tag, ttl=A_DAY)
    return ""


def text_message(row: TextMessage) -> str:
    phone = phone_of(row.recipient) if row.recipient else None
    if phone is None:
        raise Stopped("There is no number that texts may go to.")
    return sms.send(phone.number, row.text, reference=str(row.pk))


HAND_OVER: dict[str, Callable[[Any], str]] = {
    Email.channel: email,
    PushMessage.channel: push_message,
    TextMessage.channel: text_message,
}
