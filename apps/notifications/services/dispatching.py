"""What was told becomes deliveries: by the channels that its person has chosen, at the hour that suits them."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone

from apps.notifications import wording
from apps.notifications.kinds import Kind
from apps.notifications.letters import write
from apps.notifications.models import Email, Notification, Preferences, PushMessage, PushSubscription, TextMessage, phone_of

from .posting import nudge, post


def dispatch(told: Notification, kind: Kind, preferences: Preferences, context: dict[str, Any], unique: str) -> None:
    """A row for each address, device and number."""
    user = preferences.user
    if user.email_verified_at is not None and preferences.email(kind) == "now":
        send_email(told, kind, preferences, context, unique)
    if preferences.push(kind):
        send_push(told, kind, preferences, context, unique)
    if told.times == 1 and preferences.sms(kind) and phone_of(user) is not None:
        text = wording.sms(wording.short(kind, user, context), wording.link(told.pk))
        common = shared(told, kind, preferences)
        nudge(TextMessage.objects.create(key=unique, text=text, until_read=True, due_at=due(kind, preferences), **common))


def shared(told: Notification, kind: Kind, preferences: Preferences) -> dict[str, Any]:
    return {"recipient": preferences.user, "notification": told, "kind": kind.name}


def due(kind: Kind, preferences: Preferences, *, email: bool = False) -> datetime:
    """When it may leave: not before its kind's waiting time, not in quiet hours."""
    now = timezone.now()
    if goes_at_once(kind, email=email):
        return now
    moment = now + kind.wait if email else now
    return preferences.quiet_end(moment) or moment


def goes_at_once(kind: Kind, *, email: bool) -> bool:
    """Security knows no quiet hours. Of money the e-mail does not either, since it makes no noise; devices and phones do."""
    return kind.topic == "security" or (email and kind.is_locked)


def send_email(told: Notification, kind: Kind, preferences: Preferences, context: dict[str, Any], unique: str) -> None:
    """A letter. Of a kind that waits, one for all that gather in the line until it is read, and it says what was told last."""
    letter = write(kind, preferences.user, told.url, context)
    if kind.wait and told.times > 1 and not kind.is_locked:
        if kind.group_line:
            letter = replace(letter, subject=told.text[:200])
        left = Email.objects.filter(notification=told)
        left.filter(status="pending", in_hand=False).update(subject=letter.subject, text=letter.text(), html=letter.html())
        if left.exists():
            return
    moment = due(kind, preferences, email=True)
    common = shared(told, kind, preferences)
    post(preferences.user.email, letter, key=unique, until_read=not kind.is_locked, due_at=moment, **common)


def send_push(told: Notification, kind: Kind, preferences: Preferences, context: dict[str, Any], unique: str) -> None:
    """The same few words for each device; what gathers in one line replaces itself on the screen."""
    devices = list(PushSubscription.objects.of(preferences.user))
    if not devices:
        return
    words = {
        "title": "OpenChance",
        "body": wording.short(kind, preferences.user, context, told.times),
        "url": reverse("notifications:read", args=[told.pk]),
        "tag": told.pk.hex,
        "urgent": kind.urgent,
    }
    common = shared(told, kind, preferences) | words | {"until_read": True, "due_at": due(kind, preferences)}
    for message in PushMessage.objects.bulk_create([PushMessage(key=f"{unique}:{one.pk}", device=one, **common) for one in devices]):
        nudge(message)
