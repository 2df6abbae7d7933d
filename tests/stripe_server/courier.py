"""Sending what waits in the outbox, from a thread of its own, until the site says 2xx."""

import http.client
import threading
import time
from collections.abc import Callable
from urllib.parse import urlsplit

from .deliveries import Delivery, signed
from .world import World

TIMEOUT = 10.0


class Courier:
    def __init__(self, world: Callable[[], World], lock: threading.RLock) -> None:
        self.world, self.lock = world, lock
        self.called = threading.Event()
        self.stopping = False
        self.on_the_way = 0
        self.connections: dict[str, http.client.HTTPConnection] = {}
        self.posting = threading.Lock()
        self.thread = threading.Thread(target=self.run, daemon=True, name="stripe-courier")

    def run(self) -> None:
        while not self.stopping:
            self.called.wait(0.05 if self.world().outbox.waiting else None)
            self.called.clear()
            if not self.world().outbox.manner.manual:
                self.round()

    def stop(self) -> None:
        self.stopping = True
        self.called.set()
        self.thread.join(TIMEOUT)

    def round(self, *, everything: bool = False) -> list[int]:
        """Delivers what is due; the statuses that the site answered (0: it could not be reached)."""
        with self.lock:
            deliveries = self.world().outbox.take(everything=everything)
            self.on_the_way += len(deliveries)
        statuses = []
        for delivery in deliveries:
            if self.stopping:
                break
            statuses.append(self.deliver(delivery))
            with self.lock:
                self.on_the_way -= 1
        return statuses

    def deliver(self, delivery: Delivery) -> int:
        world = self.world()
        with self.lock:
            event = world.events.rows.get(delivery.event_id)
            if event is None or delivery.endpoint >= len(world.endpoints):
                return 0
            endpoint = world.endpoints[delivery.endpoint]
            body, signature = signed(event, endpoint.secrets, at=time.time() + world.outbox.manner.skew)
        status = self.post(endpoint.url, body, signature)
        with self.lock:
            if 200 <= status < 300:
                reached = event.setdefault("_reached", [])
                if delivery.endpoint not in reached:
                    reached.append(delivery.endpoint)
                    event["pending_webhooks"] -= 1
            else:
                world.outbox.again(delivery)
        return status

    def post(self, url: str, body: bytes, signature: str) -> int:
        address = urlsplit(url)
        headers = {"Content-Type": "application/json; charset=utf-8", "Stripe-Signature": signature, "User-Agent": "Stripe/1.0 (stand-in)"}
        path = address.path + (f"?{address.query}" if address.query else "")
        with self.posting:
            for fresh in (False, True):
                connection = self.connections.get(address.netloc)
                if connection is None or fresh:
                    kind = http.client.HTTPSConnection if address.scheme == "https" else http.client.HTTPConnection
                    connection = self.connections[address.netloc] = kind(address.netloc, timeout=TIMEOUT)
                try:
                    connection.request("POST", path, body, headers)
                    answer = connection.getresponse()
                    answer.read()
                    return answer.status
                except (OSError, http.client.HTTPException):
                    connection.close()
        return 0
