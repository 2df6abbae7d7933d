"""Webhooks: written with what they tell of, sent after commit as real bytes, again until answered; late, double or shuffled when told so."""

import json
import logging
import random
import secrets
from datetime import timedelta
from functools import cache, partial
from typing import Any

import httpx
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.utils import timezone

from apps.core.db import on_commit

from .models import SandboxEvent
from .signature import HEADER, sign

logger = logging.getLogger(__name__)
LATE = timedelta(seconds=30)
GIVE_UP = timedelta(days=3)
PATH = "/payments/webhooks/sandbox/"


def emit(kind: str, thing: dict[str, Any], *, manner: str = "now") -> SandboxEvent:
    """Tell of `thing` after commit. `manner`: now, twice, late (30 s, after the customer has returned), queued (with the next `deliver_due`)."""
    moods = {manner, *chaos()}
    now = timezone.now()
    reference = f"evt_sandbox_{secrets.token_hex(12)}"
    event = SandboxEvent.objects.create(
        reference=reference,
        kind=kind,
        object_id=thing["id"],
        payload={"id": reference, "type": kind, "created": int(now.timestamp()), "data": {"object": thing}},
        copies=2 if "twice" in moods else 1,
        due_at=now + LATE if "late" in moods else now,
    )
    if not moods & {"late", "queued"}:
        on_commit(partial(deliver, event), robust=True)
    return event


def chaos() -> set[str]:
    """What SANDBOX_CHAOS asks of every event: late, twice, shuffle."""
    return {word.strip() for word in settings.SANDBOX_CHAOS.split(",") if word.strip()}


def deliver(event: SandboxEvent) -> bool:
    """Send it now, as often as it has copies; True when every copy was answered 2xx. What was not is due again later."""
    body = json.dumps(event.payload, separators=(",", ":")).encode()
    answers = [send(body) for _ in range(event.copies)]
    done = all(answer.startswith("2") for answer in answers)
    now = timezone.now()
    status = "delivered" if done else "given_up" if now - event.created_at > GIVE_UP else "waiting"
    due_at = now + timedelta(minutes=min(2**event.attempts, 360))
    SandboxEvent.objects.filter(pk=event.pk).update(status=status, attempts=event.attempts + 1, due_at=due_at, answer=answers[-1][:200])
    return done


def send(body: bytes) -> str:
    headers = {"Content-Type": "application/json", HEADER: sign(body, settings.SANDBOX_WEBHOOK_SECRET)}
    address = settings.SANDBOX_WEBHOOK_URL
    transport = None if address else httpx.WSGITransport(app=application(), raise_app_exceptions=False)
    try:
        with httpx.Client(transport=transport, timeout=10) as client:
            return str(client.post(address or settings.SITE_URL + PATH, content=body, headers=headers).status_code)
    except httpx.HTTPError as error:
        logger.warning("The sandbox could not deliver a webhook: %r", error)
        return repr(error)


@cache
def application() -> WSGIHandler:
    """The site itself, addressed as a stranger would: bytes in, status out."""
    return WSGIHandler()


def deliver_due(limit: int = 200) -> int:
    """Send what is due: late ones, queued ones, and those that nobody answered. Returns how many were sent."""
    events = list(SandboxEvent.objects.filter(status="waiting", due_at__lte=timezone.now()).order_by("due_at")[:limit])
    if "shuffle" in chaos():
        random.shuffle(events)
    for event in events:
        deliver(event)
    return len(events)
