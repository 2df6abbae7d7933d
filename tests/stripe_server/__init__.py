"""A server on loopback that speaks the part of Stripe's HTTP API that the site uses: the other side of the wire, for tests and for the demo.

It keeps state as Stripe does (objects, balances, idempotency keys, events), checks every request against the SDK's own typed parameters, can be told
to fail at seven points, sends signed webhooks, and serves the hosted pages. `StripeServer` starts it inside a test, `python -m tests.stripe_server`
by itself.
"""

from .server import StripeServer

__all__ = ["StripeServer"]
