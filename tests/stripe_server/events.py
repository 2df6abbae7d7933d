"""Every change is told: an Event with a snapshot of the object, kept for `events.list` and put out for delivery."""

import json
from typing import TYPE_CHECKING

from stripe._api_version import _ApiVersion

from .errors import Json

if TYPE_CHECKING:
    from .world import World

API_VERSION = _ApiVersion.CURRENT


def public(row: Json) -> Json:
    return {key: value for key, value in row.items() if key[0] != "_"}


def emit(world: "World", kind: str, row: Json, *, account: str | None = None, previous: Json | None = None) -> Json:
    """`account`: the connected account in which it happened; such events go to Connect endpoints only."""
    snapshot: Json = {"object": json.loads(json.dumps(public(row)))}
    if previous is not None:
        snapshot["previous_attributes"] = previous
    event: Json = {
        "id": world.new_id("evt"),
        "object": "event",
        "api_version": API_VERSION,
        "created": world.now(),
        "data": snapshot,
        "livemode": world.livemode,
        "pending_webhooks": 0,
        "request": {"id": world.request_id, "idempotency_key": world.request_key},
        "type": kind,
        "_account": account,
    }
    if account is not None:
        event["account"] = account
    world.events.add(event)
    for number, endpoint in enumerate(world.endpoints):
        if endpoint.connect == (account is not None):
            event["pending_webhooks"] += 1
            world.outbox.put(event["id"], number)
    return event
