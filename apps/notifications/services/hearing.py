"""What SendGrid tells us about letters that left."""

from datetime import UTC, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone

from apps.core.db import run_atomic
from apps.notifications.models import Email, MailEvent, Suppression

from .suppressing import suppress

Reason, Fate = Suppression.Reason, Email.Fate
DROPS = (("spam report", Reason.COMPLAINT), ("unsubscribed", Reason.UNSUBSCRIBE), ("bounced", Reason.BOUNCE), ("invalid", Reason.BOUNCE))
FATES = {
    "delivered": Fate.DELIVERED,
    "deferred": Fate.DEFERRED,
    "bounce": Fate.BOUNCED,
    "dropped": Fate.DROPPED,
    "spamreport": Fate.COMPLAINT,
}
HEARD = frozenset({*FATES, "unsubscribe", "group_unsubscribe"})  # opens and clicks are nobody's business


def hear(events: list[Any]) -> int:
    """Store and act on each event once, by its id; returns how many were new. What is not shaped like one is passed over."""
    return sum(hear_one(event) for event in events if is_event(event))


def is_event(event: Any) -> bool:
    if not isinstance(event, dict) or not isinstance(event.get("event"), str) or event["event"] not in HEARD:
        return False
    key, address = event.get("sg_event_id"), event.get("email")
    if not (isinstance(key, str) and 0 < len(key) <= 120 and isinstance(address, str) and 3 <= len(address) <= 254):
        return False
    return "\x00" not in key + address and whole(key + address) == key + address


def whole(text: str) -> str:
    """The text with "?" for each half of a letter: JSON can say one (a long reason is cut anywhere), and no database keeps it."""
    return text.encode("utf-8", "replace").decode()


@run_atomic
def hear_one(event: dict[str, Any]) -> bool:
    """In one transaction: an event that is stored has been acted upon."""
    if MailEvent.objects.filter(key=event["sg_event_id"]).exists():
        return False
    at, detail = moment(event.get("timestamp")), " ".join(whole(str(event.get("reason") or event.get("response") or "")).split())[:300]
    email = letter(event)
    MailEvent.objects.create(key=event["sg_event_id"], event=event["event"], address=event["email"].lower(), email=email, at=at, detail=detail)
    if email is not None:
        note(email, event["event"], at)
    if (reason := reason_of(event)) is not None:
        suppress(event["email"], reason, at=at, detail=detail)
    return True


def letter(event: dict[str, Any]) -> Email | None:
    """The row that was sent with this event's custom argument, if it went to this address."""
    try:
        found = Email.objects.filter(pk=str(event.get("delivery", ""))).first()
    except (ValidationError, ValueError):
        return None
    return found if found is not None and found.address.lower() == event["email"].lower() else None


def note(email: Email, event: str, at: datetime) -> None:
    """The letter's fate. Events come in any order: what was delivered is not put off any more, and a complaint is the last word."""
    fate = FATES.get(event)
    row = Email.objects.filter(pk=email.pk)
    if fate == Fate.DELIVERED:
        row.filter(delivered_at=None).update(delivered_at=at)
    if fate == Fate.DEFERRED:
        row = row.filter(fate="")
    elif fate == Fate.DELIVERED:
        row = row.filter(fate__in=["", Fate.DEFERRED])
    elif fate is not None and fate != Fate.COMPLAINT:
        row = row.exclude(fate=Fate.COMPLAINT)
    if fate is not None:
        row.update(fate=fate)


def reason_of(event: dict[str, Any]) -> str | None:
    """Why no more mail should go there; None where it may.

    A bounce of type “blocked” is about the letter or the day, not the address; SendGrid drops for other reasons too (its quota, a spam filter).
    """
    match event["event"]:
        case "bounce":
            return None if event.get("type") == "blocked" else Reason.BOUNCE
        case "dropped":
            words = str(event.get("reason", "")).lower()
            return next((reason for part, reason in DROPS if part in words), None)
        case "spamreport":
            return Reason.COMPLAINT
        case "unsubscribe" | "group_unsubscribe":
            return Reason.UNSUBSCRIBE
    return None


def moment(timestamp: Any) -> datetime:
    """Unix seconds; now, for anything that is not a time of the last years."""
    try:
        at = datetime.fromtimestamp(int(timestamp), UTC)
    except (TypeError, ValueError, OverflowError, OSError):
        return timezone.now()
    return min(at, timezone.now())
