"""What waits to be sent to the site's webhook endpoints, and in which manner it goes: at once or late, once or often, in order or not, or never."""

import hashlib
import hmac
import json
import random
import time
from collections.abc import Sequence
from dataclasses import dataclass

from .errors import Json

LAST_ATTEMPT = 12


@dataclass(slots=True)
class Endpoint:
    """Where events go: those of connected accounts when `connect`, else the platform's own. Several secrets: each signs (a rotation)."""

    url: str
    secrets: list[str]
    connect: bool = False


@dataclass(slots=True)
class Manner:
    """How deliveries are made: `manual` waits for control; `delay` seconds from…to; `copies` of each; `drop` is the chance that none comes."""

    manual: bool = False
    delay: tuple[float, float] = (0.0, 0.0)
    copies: tuple[int, int] = (1, 1)
    shuffle: bool = False
    drop: float = 0.0
    retry_after: float = 0.5  # doubles with every attempt
    skew: float = 0.0  # seconds that the signed time is off


@dataclass(slots=True)
class Delivery:
    event_id: str
    endpoint: int
    due: float
    attempt: int = 0


class Outbox:
    def __init__(self, seed: int | None = None) -> None:
        self.waiting: list[Delivery] = []
        self.manner = Manner()
        self.random = random.Random(seed)

    def put(self, event_id: str, endpoint: int) -> None:
        manner = self.manner
        if manner.drop and self.random.random() < manner.drop:
            return
        for _ in range(self.random.randint(*manner.copies)):
            self.waiting.append(Delivery(event_id, endpoint, time.time() + self.random.uniform(*manner.delay)))

    def take(self, *, everything: bool = False) -> list[Delivery]:
        """What is due (or everything), taken out of the box, in the order of the manner."""
        now = time.time()
        due = list(self.waiting) if everything else [delivery for delivery in self.waiting if delivery.due <= now]
        if due:
            taken = set(map(id, due))
            self.waiting = [delivery for delivery in self.waiting if id(delivery) not in taken]
        if self.manner.shuffle:
            self.random.shuffle(due)
        return due

    def again(self, delivery: Delivery) -> None:
        """The endpoint did not take it: once more, later."""
        if delivery.attempt + 1 < LAST_ATTEMPT:
            later = time.time() + self.manner.retry_after * 2**delivery.attempt
            self.waiting.append(Delivery(delivery.event_id, delivery.endpoint, later, delivery.attempt + 1))


def signed(event: Json, secrets: Sequence[str], *, at: float | None = None) -> tuple[bytes, str]:
    """The raw body of an event and its `Stripe-Signature` [docs.stripe.com/webhooks#verify-manually], in real time as the site's clock."""
    body = json.dumps({key: value for key, value in event.items() if key[0] != "_"}, separators=(",", ":")).encode()
    moment = int(time.time() if at is None else at)
    marks = [hmac.new(secret.encode(), b"%d." % moment + body, hashlib.sha256).hexdigest() for secret in secrets]
    return body, ",".join([f"t={moment}", *(f"v1={mark}" for mark in marks)])
