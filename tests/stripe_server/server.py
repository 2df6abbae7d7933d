"""The server in a thread: `with StripeServer(webhook_url=…) as stripe: …`."""

import contextlib
import pickle
import secrets
import threading
import time
from pathlib import Path
from types import TracebackType
from typing import Self

from . import api, controls, pages
from .control import Control
from .courier import Courier
from .deliveries import Endpoint
from .wire import Answer, Listener, Request
from .world import World

SAVE_EVERY = 1.0


class StripeServer:
    """Speaks at `url`. `webhook_url` gets the platform's events signed with `webhook_secret` and those of connected accounts with `connect_secret`.

    `keep` names a file in which the world survives a restart; `seed` makes ids and chances repeatable.
    """

    def __init__(
        self,
        *,
        host: str = "127.0.0.1",
        port: int = 0,
        key: str | None = None,
        webhook_url: str = "",
        webhook_secret: str | None = None,
        connect_secret: str | None = None,
        keep: Path | None = None,
        seed: int | None = None,
    ) -> None:
        self.key = key or f"sk_test_{secrets.token_urlsafe(18)}"
        self.webhook_secret = webhook_secret or f"whsec_{secrets.token_urlsafe(24)}"
        self.connect_secret = connect_secret or f"whsec_{secrets.token_urlsafe(24)}"
        self.lock = threading.RLock()
        self.keep, self.seed = keep, seed
        self.state = self.remembered() or World(seed=seed)
        self.control = Control(self)
        self.listener = Listener(host, port, self.answer)
        self.host, self.port = host, int(self.listener.server_address[1])
        self.url = f"http://{host}:{self.port}"
        self.api = api.Api(lambda: self.state, self.lock, self.key, lambda: self.url, self.told)
        self.courier = Courier(lambda: self.state, self.lock)
        self.thread = threading.Thread(target=self.listener.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True, name="stripe-server")
        self.stopped = threading.Event()
        self.state.endpoints = []
        self.state.livemode = self.key.startswith("sk_live")
        if webhook_url:
            self.add_endpoints(webhook_url)

    def add_endpoints(self, url: str) -> None:
        """The site's one address, registered twice as at Stripe: for the platform's events and for those of connected accounts."""
        self.state.endpoints += [Endpoint(url, [self.webhook_secret]), Endpoint(url, [self.connect_secret], connect=True)]

    @property
    def base_addresses(self) -> dict[str, str]:
        """For `stripe.StripeClient(key, base_addresses=…)`."""
        return dict.fromkeys(("api", "files", "connect", "meter_events"), self.url)

    def environment(self) -> dict[str, str]:
        """What the site reads to speak with this server."""
        return {
            "STRIPE_SECRET_KEY": self.key,
            "STRIPE_WEBHOOK_SECRETS": f"{self.webhook_secret},{self.connect_secret}",
            "STRIPE_API_URL": self.url,
            "STRIPE_FILES_URL": self.url,
            "STRIPE_CONNECT_URL": self.url,
            "STRIPE_PAGES": self.url,
        }

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.stop()

    def start(self) -> None:
        self.thread.start()
        self.courier.thread.start()
        if self.keep:
            threading.Thread(target=self.save_often, daemon=True, name="stripe-keeper").start()

    def stop(self) -> None:
        self.stopped.set()
        self.listener.close()
        self.courier.stop()
        self.save()

    def reset(self) -> None:
        """A new world with the same endpoints: no object, key, event, fault or violation is left."""
        with self.lock:
            before, self.state = self.state, World(seed=self.seed)
            self.state.endpoints, self.state.livemode = before.endpoints, before.livemode

    def answer(self, request: Request) -> Answer | None:
        with self.lock:
            api.tick(self.state)
        if request.path.startswith(("/v1/", "/oauth/")):
            return self.api.answer(request)
        try:
            if request.path.startswith("/_control/"):
                return controls.answer(self, request)
            return pages.answer(self, request)
        finally:
            self.told()

    def told(self) -> None:
        """Something may wait for delivery."""
        if self.state.outbox.waiting:
            self.courier.called.set()

    def save_often(self) -> None:
        seen = -1
        while not self.stopped.wait(SAVE_EVERY):
            mark = len(self.state.events) + self.state.requests
            if mark != seen:
                self.save()
                seen = mark

    def save(self) -> None:
        if self.keep is None:
            return
        with self.lock:
            content = pickle.dumps(self.state)
        self.keep.parent.mkdir(parents=True, exist_ok=True)
        fresh = self.keep.with_suffix(f".{time.time_ns()}")
        fresh.write_bytes(content)
        fresh.replace(self.keep)

    def remembered(self) -> World | None:
        if self.keep is None or not self.keep.exists():
            return None
        with contextlib.suppress(Exception):
            world = pickle.loads(self.keep.read_bytes())  # noqa: S301  our own file
            world.keys.in_use.clear()
            return world if vars(world).keys() == vars(World()).keys() else None  # else an older version's
        return None
