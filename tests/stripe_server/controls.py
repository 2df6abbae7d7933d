"""The control verbs over HTTP, for a server in a process of its own: `POST /_control/<verb>` with a JSON object of the verb's arguments."""

import inspect
import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from .control import Control
from .errors import Json, Refusal
from .wire import Answer, Request

if TYPE_CHECKING:
    from .server import StripeServer

NOT_FROM_OUTSIDE = ("do", "signed", "take_deliveries", "sign")
VERBS = {name for name, member in vars(Control).items() if inspect.isfunction(member) and name not in NOT_FROM_OUTSIDE and name[0] != "_"}


def answer(server: "StripeServer", request: Request) -> Answer:
    """`{"result": …}`, or `{"error": "…"}` with 400. `"points"`, `"manners"` and so on (lists) are given as the verb's star arguments."""
    verb = request.path.removeprefix("/_control/").strip("/")
    try:
        given = json.loads(request.body or b"{}")
        return reply(200, {"result": perform(server, verb, given)})
    except Refusal as refusal:
        return reply(400, {"error": str(refusal)})
    except (TypeError, ValueError, LookupError, TimeoutError) as problem:
        return reply(400, {"error": f"{type(problem).__name__}: {problem}"})


def perform(server: "StripeServer", verb: str, given: Json) -> Any:
    if verb == "reset":
        return server.reset()
    if verb == "clear_violations":
        return server.state.violations.clear()
    if verb == "state":
        return overview(server)
    if verb not in VERBS:
        raise LookupError(f"no such verb: {verb}")
    method = getattr(server.control, verb)
    star = next((name for name, parameter in inspect.signature(method).parameters.items() if parameter.kind is parameter.VAR_POSITIONAL), None)
    return method(*given.pop(star, ()), **given) if star else method(**given)


def overview(server: "StripeServer") -> Json:
    world = server.state
    names = (
        "sessions",
        "intents",
        "charges",
        "transfers",
        "reversals",
        "refunds",
        "accounts",
        "payouts",
        "transactions",
        "disputes",
        "files",
        "events",
    )
    with server.lock:
        return {
            "counts": {name: len(getattr(world, name)) for name in names},
            "requests": world.requests,
            "clock": world.now(),
            "waiting": len(world.outbox.waiting),
            "manner": asdict(world.outbox.manner),
            "injected": world.faults.injected,
            "violations": world.violations,
            "balances": {account or "platform": own for account, own in world.balances.amounts.items()},
        }


def reply(status: int, body: Json) -> Answer:
    return Answer(status, json.dumps(body).encode())
