"""Events, for a sweep of what was never delivered. Those of a connected account are listed with its Stripe-Account header, as at Stripe."""

from fnmatch import fnmatchcase

from ..calls import Call
from ..errors import Json, Refusal
from ..render import listed

KEPT_FOR = 30 * 86400


def retrieve(call: Call) -> Json:
    return call.row(call.world.events)


def listing(call: Call) -> Json:
    params, shelf = call.params, call.world.events
    types = params.get("types")
    if types is not None and "type" in params:
        raise Refusal("You may pass either `type` or `types`, not both.", param="types", ours=True)
    if types is not None and len(types) > 20:
        raise Refusal("You may pass up to 20 types.", param="types", ours=True)
    patterns = types or ([params["type"]] if "type" in params else None)
    delivered = params.get("delivery_success")
    oldest = call.world.now() - KEPT_FOR
    limit = min(max(params.get("limit", 10), 1), 100)
    found: list[Json] = []
    walk = dict(params, limit=100)
    while len(found) <= limit:
        rows, more = shelf.page(walk, {}, account=call.account)
        for row in rows:
            fits = patterns is None or any(fnmatchcase(row["type"], pattern) for pattern in patterns)
            if fits and row["created"] >= oldest and delivered in (None, row["pending_webhooks"] == 0):
                found.append(row)
        if not more or "ending_before" in params:
            break
        walk["starting_after"] = rows[-1]["id"]
    return listed(found[:limit], call.path, len(found) > limit)
