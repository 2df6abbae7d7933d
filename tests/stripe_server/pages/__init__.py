"""The hosted pages: checkout, onboarding, the Express dashboard, and an overview for whoever shows the demo."""

from typing import TYPE_CHECKING

from ..errors import Refusal
from ..wire import Answer, Request
from ..world import World
from . import checkout, express, onboarding
from .layout import page, sorry
from .overview import overview

if TYPE_CHECKING:
    from ..server import StripeServer


def answer(server: "StripeServer", request: Request) -> Answer:
    with server.lock:
        try:
            return choose(server.state, request)
        except Refusal as refusal:
            return sorry(refusal)


def choose(world: World, request: Request) -> Answer:
    match request.path.strip("/").split("/"):
        case [""]:
            return overview(world, request)
        case ["c", "pay", session_id]:
            return checkout.checkout(world, request, session_id)
        case ["setup", "s", visit]:
            return onboarding.form(world, request, visit)
        case ["setup", "e", account_id, token]:
            return onboarding.link(world, account_id, token)
        case ["express", "s", visit]:
            return express.dashboard(world, request, visit)
        case ["express", account_id, token]:
            return express.link(world, account_id, token)
        case _:
            return page("Not found", "<section><h1>Not found</h1></section>", status=404)
