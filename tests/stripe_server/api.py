"""Answering one API request: who asks, the key, the fault, the check of the parameters, the effect, the first answer kept."""

import json
import threading
import time
import traceback
from collections.abc import Callable
from typing import Any

from . import routes
from .calls import Call
from .errors import Json, Refusal
from .events import API_VERSION
from .faults import Fault
from .forms import Tree, Upload, read_form, read_multipart
from .keys import Kept, Name, in_use
from .objects import accounts, conditions, sessions
from .params import read_params
from .render import rendered
from .routes import Route
from .wire import Answer, Request
from .world import World

LONGEST_KEY = 255
OURS = Refusal("An unknown error occurred.", status=500, type="api_error")
UNAVAILABLE = Refusal("We are temporarily unable to answer; please try again.", status=503, type="api_error")
TOO_MANY = Refusal("Too many requests hit the API too quickly.", status=429, code="rate_limit")


class Api:
    """`/v1/…` and `/oauth/deauthorize`. One lock around the world: requests that run at once still take effect one after the other."""

    def __init__(self, world: Callable[[], World], lock: threading.RLock, key: str, base_url: Callable[[], str], told: Callable[[], None]) -> None:
        self.world, self.lock, self.key, self.base_url, self.told = world, lock, key, base_url, told
        self.running = 0

    def answer(self, request: Request) -> Answer | None:
        """`None`: the connection is cut."""
        world = self.world()
        request_id = world.new_id("req", 14)
        with self.lock:
            self.running += 1
            world.requests += 1
        try:
            return self.attempt(world, request, request_id)
        except Refusal as refusal:
            if refusal.ours:
                world.violations.append(f"{request.method} {request.path}: {refusal}")
            return answer_of(refusal.status, encode(refusal.body), request_id)
        except Exception:
            world.violations.append(f"{request.method} {request.path}: the stripe server itself failed\n{traceback.format_exc()}")
            return answer_of(OURS.status, encode(OURS.body), request_id)
        finally:
            with self.lock:
                self.running -= 1
            self.told()

    def attempt(self, world: World, request: Request, request_id: str) -> Answer | None:
        self.check_caller(world, request)
        if request.path.endswith("/contents") and request.method == "GET":
            return Answer(200, world.files.get(request.path.split("/")[3])["_content"], "application/octet-stream")
        route, ids = DEAUTHORIZE if request.path == "/oauth/deauthorize" else routes.find(request.method, request.path)
        raw, account = read_raw(request), request.headers.get("stripe-account") or None
        key = request.headers.get("idempotency-key") if request.method == "POST" else None
        if key is not None and not 0 < len(key) <= LONGEST_KEY:
            raise Refusal("Idempotency keys can be up to 255 characters long.", type="idempotency_error", ours=True)
        name: Name | None = (account, key) if key else None
        with self.lock:
            fault = world.faults.draw(request.method, request.path)
            if fault is not None and fault.point in ("cut", "before", "409", "429"):
                return without_effect(fault, key or "none", request_id)
            kept = world.keys.replay(name, request.path, canonical(raw), world.now()) if name else None
            if kept is None and route is not DEAUTHORIZE[0]:
                params = read_params(route.definition, raw)
            elif kept is None:
                params = raw
            if name and kept is None:
                world.keys.in_use.add(name)
        if fault is not None and fault.point == "timeout":
            time.sleep(fault.stall)
        if kept is not None:
            return None if fault is not None and fault.point == "after" else replayed(kept)
        call = Call(world, params, ids, account, self.base_url(), request.path)
        with self.lock:
            try:
                status, body = self.take_effect(route, call, fault, request_id, key)
            finally:
                if name:
                    world.keys.in_use.discard(name)
            if name:
                world.keys.kept[name] = Kept(request.path, canonical(raw), status, body, request_id, world.now())
        if fault is not None and fault.point == "after":
            return None
        return answer_of(status, body, request_id, key)

    def check_caller(self, world: World, request: Request) -> None:
        given = request.headers.get("authorization", "").removeprefix("Bearer ")
        if given != self.key:
            raise Refusal(f"Invalid API Key provided: {given[:8]}***", status=401, ours=True)
        version = request.headers.get("stripe-version")
        if version != API_VERSION and request.path.startswith("/v1/"):
            raise Refusal(f"Invalid Stripe API version: {version}; this server speaks {API_VERSION}.", ours=True)

    def take_effect(self, route: Route, call: Call, fault: Fault | None, request_id: str, key: str | None) -> tuple[int, bytes]:
        """The endpoint runs: from here on the answer, whatever it is, is the answer under the key."""
        world = call.world
        if fault is not None and fault.point == "500":
            return OURS.status, encode(OURS.body)
        world.request_id, world.request_key = request_id, key
        try:
            if call.account is not None:
                conditions.reachable(world, call.account)
            status, body = 200, encode(rendered(world, route.handler(call), call.params.get("expand", ())))
        except Refusal as refusal:
            if refusal.ours:
                raise  # parameters that do not fit are no execution: nothing is kept
            status, body = refusal.status, encode(refusal.body | {"request_id": request_id})
        except Exception:
            world.violations.append(f"{call.path}: the stripe server itself failed\n{traceback.format_exc()}")
            status, body = OURS.status, encode(OURS.body)
        finally:
            world.request_id = world.request_key = None
        if fault is not None and fault.point == "500_after":
            return OURS.status, encode(OURS.body)
        return status, body


DEAUTHORIZE: tuple[Route, list[str]] = (Route(accounts.deauthorize, None), [])


def tick(world: World) -> None:
    """What the clock brought: pending money becomes available, open sessions past their time expire."""
    world.balances.mature(world, world.now())
    sessions.expire_due(world)


def read_raw(request: Request) -> Tree:
    content_type = request.headers.get("content-type", "")
    if request.method != "POST":
        return read_form(request.query)
    if content_type.startswith("multipart/form-data"):
        return read_multipart(request.body, content_type)
    return read_form(request.body.decode())


def canonical(raw: Tree) -> str:
    """Two requests are the same when this is."""
    return json.dumps(raw, sort_keys=True, default=lambda upload: repr(upload) if isinstance(upload, Upload) else str(upload))


def encode(body: Json) -> bytes:
    return json.dumps(body, separators=(",", ":")).encode()


def without_effect(fault: Fault, key: str, request_id: str) -> Answer | None:
    if fault.point == "cut":
        return None
    refusal = {"before": UNAVAILABLE, "429": TOO_MANY}.get(fault.point) or in_use(key)
    return answer_of(refusal.status, encode(refusal.body), request_id)


def answer_of(status: int, body: bytes, request_id: str, key: str | None = None, **headers: Any) -> Answer:
    all_headers = {"Request-Id": request_id, "Stripe-Version": API_VERSION, **headers}
    if key:
        all_headers["Idempotency-Key"] = key
    if status in (409, 429) or status >= 500:
        all_headers["Stripe-Should-Retry"] = "true"
    return Answer(status, body, headers=all_headers)


def replayed(kept: Kept) -> Answer:
    return answer_of(kept.status, kept.body, kept.request_id, **{"Idempotent-Replayed": "true", "Original-Request": kept.request_id})
