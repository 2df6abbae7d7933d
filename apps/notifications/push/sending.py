"""One message to one device."""

import json
import logging
from base64 import urlsafe_b64encode
from contextlib import suppress
from datetime import UTC
from email.utils import parsedate_to_datetime
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.utils import timezone
from pywebpush import WebPusher, WebPushException

from apps.notifications.models import PushSubscription
from apps.notifications.transport import Gone, Later, Rejected

from . import vapid, wire
from .hosts import door

logger = logging.getLogger(__name__)

MOST = 3000  # bytes before encryption; every service takes 4,096 after it (RFC 8030, 7.2)
A_DAY = 24 * 60 * 60
FOUR_WEEKS = 28 * A_DAY  # the longest time to live that services keep


def send(subscription: PushSubscription, payload: dict[str, Any], *, urgent: bool, topic: str, ttl: int) -> None:
    """Tell this device. `payload` says title, body, url (a path), tag and badge; `topic` lets a later message take the place of one that still
    waits at the push service; `ttl` are the seconds for which it may wait there.

    Raises Gone when the device is no more, or not its person's any more; Later when the service should be asked again; Rejected when it never will
    take this. Without VAPID keys it goes to the log.
    """
    if not subscription.is_current:
        raise Gone("nobody is signed in on this device any more")
    words = fitting(payload)
    if not vapid.is_on():
        logger.info("Push to device %s: %s", subscription.pk, payload.get("title", ""))
        return
    try:
        judge(wire_send(subscription, words, headers(urgent, topic, ttl)))
    except Rejected as refusal:
        subscription.refused(refusal.reason)
        raise
    subscription.took()


def is_current(subscription: PushSubscription) -> bool:
    """Whether its person is still the one who is signed in there."""
    user = subscription.user
    return bool(user.is_active) and subscription.sign_in == user.get_session_auth_hash()


def fitting(payload: dict[str, Any]) -> bytes:
    """The payload as JSON of MOST bytes at most: a body that is too long is cut, the rest is ours and short."""
    words = json.dumps(payload, ensure_ascii=False, separators=(",", ":")).encode()
    if len(words) <= MOST:
        return words
    room = len(str(payload.get("body", "")).encode()) - (len(words) - MOST) - 30
    body = str(payload.get("body", "")).encode()[: max(room, 0)].decode("utf-8", "ignore")
    shorter = json.dumps(payload | {"body": body + "…"}, ensure_ascii=False, separators=(",", ":")).encode()
    if len(shorter) > MOST:
        raise Rejected("the message is too long")
    return shorter


def headers(urgent: bool, topic: str, ttl: int) -> dict[str, str]:
    """RFC 8030, 5.2 to 5.4. A topic is 32 characters at most, and tells the service nothing: it is a hash."""
    made = {"TTL": str(min(max(ttl, 0), FOUR_WEEKS)), "Urgency": "high" if urgent else "normal"}
    if topic:
        made["Topic"] = urlsafe_b64encode(sha256(topic.encode()).digest()[:24]).decode()
    return made


def wire_send(subscription: PushSubscription, words: bytes, extra: dict[str, str]) -> wire.Answer:
    way = door(subscription.endpoint)
    try:
        keys = {"p256dh": subscription.p256dh, "auth": subscription.auth}
        sealed = WebPusher({"endpoint": subscription.endpoint, "keys": keys}).encode(words, "aes128gcm")["body"]
    except (WebPushException, ValueError) as error:
        raise Rejected("the device's keys are no keys") from error
    own = {
        "Authorization": vapid.signature(way.origin),
        "Content-Encoding": "aes128gcm",
        "Content-Type": "application/octet-stream",
    }
    return wire.post(way, sealed, own | extra, seconds=settings.PUSH_TIMEOUT)


def judge(answer: wire.Answer) -> None:
    """What the push service's status means (RFC 8030, 5 and 7.3)."""
    if 200 <= answer.status < 300:
        return
    reason = " ".join(f"{answer.status} {answer.body}".split())[:200]
    if answer.status in (404, 410):
        raise Gone(reason)
    if answer.status == 429 or answer.status >= 500:
        raise Later(seconds_of(answer.retry_after), reason)
    raise Rejected(reason)


def seconds_of(retry_after: str) -> int:
    """Of a Retry-After header, a number or a date (RFC 9110, 10.2.3); a day at most, 0 for anything else."""
    seconds = 0.0
    if retry_after.isascii() and retry_after.isdigit():
        seconds = float(retry_after[:9])
    else:
        with suppress(ValueError, TypeError):
            date = parsedate_to_datetime(retry_after)
            seconds = ((date if date.tzinfo else date.replace(tzinfo=UTC)) - timezone.now()).total_seconds()
    return int(min(max(seconds, 0), A_DAY))
