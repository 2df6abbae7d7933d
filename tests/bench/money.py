"""What money costs: releases from the approval to the gateway's word, and webhooks as they come in, each beside a bare insert in the same run."""

import json
import statistics
import uuid

from tests.stripe_server import StripeServer
from tests.stripe_server.deliveries import signed

from .load import Round
from .posting import Post, post_all
from .servers import granian, manage, worker

PORT, BARE_PORT = 8090, 8091
ADDRESS = "/payments/webhooks/stripe/"
RELEASES, INSERTS = 90, 400
RATE = 200  # webhooks a second
LIMIT_MS = 50  # p95 of their answers
ROUNDS = 3


def bench(database: str, seconds: float) -> bool:
    """Prints the figures; False where a webhook is answered too slowly, or something was not done."""
    manage(database, "shell", "--no-imports", "-c", "from tests.bench.bare_insert import make_table; make_table()")
    with StripeServer() as stripe:
        more = stripe.environment() | {"ALLOW_SANDBOX_PAYMENTS": "1"}
        with worker(database, more):
            good = releases(database, more)
            return webhooks(database, more, stripe.webhook_secret, seconds) and good


def releases(database: str, more: dict[str, str]) -> bool:
    words = f"from tests.bench.releases import show; show({RELEASES}, {INSERTS})"
    found = json.loads(manage(database, "shell", "--no-imports", "-c", words, more=more).splitlines()[-1])
    good = bool(found["count"] == found["expected"])
    rate, bare = found["rate"], found["bare"]
    print(f"{'releases, confirmed':<34}{rate:>8.1f}/s   decided at {found['decided']:.1f}/s; 1/{bare / rate:.0f} of {bare:.0f} inserts/s", flush=True)
    if not good:
        print(f"    {found['expected'] - found['count']} were not confirmed")
    return good


def webhooks(database: str, more: dict[str, str], secret: str, seconds: float) -> bool:
    events = int(RATE * seconds)
    with granian("openchance.wsgi:application", PORT, database, more=more), granian("tests.bench.bare_insert:application", BARE_PORT, database):
        ours: list[Round] = []
        bare: list[Round] = []
        post_all(PORT, ADDRESS, told(secret, 200), clients=8)  # warm-up
        post_all(BARE_PORT, "/", plain(200), clients=8)
        for _ in range(ROUNDS):
            ours.append(post_all(PORT, ADDRESS, told(secret, events), clients=16, rate=RATE))
            bare.append(post_all(BARE_PORT, "/", plain(events), clients=16, rate=RATE))
        fast = post_all(PORT, ADDRESS, told(secret, events), clients=16)
        base = post_all(BARE_PORT, "/", plain(events), clients=16)
    errors = [error for one in [*ours, fast] for error in one.errors]
    p95 = middle(ours, 95)
    ok = p95 < LIMIT_MS and not errors
    for name, rounds in ((f"webhooks at {RATE}/s", ours), (f"bare inserts at {RATE}/s", bare)):
        figures = "  ".join(f"p{percent} {middle(rounds, percent):.1f}ms" for percent in (50, 95, 99))
        print(f"{name:<34}{figures}{'' if ok else '  <-'}", flush=True)
    print(f"{'webhooks, 16 clients':<34}{fast.rate:>8.0f}/s{len(errors):>8}   {fast.rate / base.rate:.2f} of {base.rate:.0f} inserts/s", flush=True)
    for error in errors[:2]:
        print(f"    {error}")
    return ok


def middle(rounds: list[Round], percent: int) -> float:
    return statistics.median(one.percentile(percent) for one in rounds)


def told(secret: str, number: int) -> list[Post]:
    """Events of transfers that are not ours, each new, signed as Stripe signs them."""
    made = []
    for _ in range(number):
        key = uuid.uuid4().hex[:24]
        thing = {"id": f"tr_{key}", "object": "transfer", "amount": 2500, "currency": "eur", "metadata": {}}
        event = {"id": f"evt_{key}", "object": "event", "type": "transfer.updated", "livemode": False, "data": {"object": thing}}
        body, signature = signed(event, [secret])
        made.append((body, {"Content-Type": "application/json", "Stripe-Signature": signature}))
    return made


def plain(number: int) -> list[Post]:
    return [(uuid.uuid4().hex.encode(), {"Content-Type": "text/plain"}) for _ in range(number)]
