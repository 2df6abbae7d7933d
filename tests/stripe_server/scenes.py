"""Short ways to the states that tests begin with."""

from typing import Any

import stripe

from .server import StripeServer

CARD = "4242424242424242"


def session(client: stripe.StripeClient, amount: int = 10_000, currency: str = "eur", key: str | None = None, **more: Any) -> stripe.checkout.Session:
    """An open Checkout Session for one milestone."""
    params: dict[str, Any] = {
        "mode": "payment",
        "line_items": [{"quantity": 1, "price_data": {"currency": currency, "unit_amount": amount, "product_data": {"name": "Milestone 1"}}}],
        "payment_intent_data": {"transfer_group": "contract-1", "metadata": {"payment": "7"}},
        "success_url": "https://site.test/back/?session={CHECKOUT_SESSION_ID}",
        "cancel_url": "https://site.test/contract/",
        **more,
    }
    return client.v1.checkout.sessions.create(params, {"idempotency_key": key} if key else {})  # type: ignore[arg-type]


def charge(server: StripeServer, client: stripe.StripeClient, amount: int = 10_000, currency: str = "eur", card: str = CARD) -> stripe.Charge:
    """A paid session's charge, with its balance transaction."""
    paid = server.control.pay(session(client, amount, currency).id, card)
    intent = client.v1.payment_intents.retrieve(paid["payment_intent"], {"expand": ["latest_charge.balance_transaction"]})
    assert isinstance(intent.latest_charge, stripe.Charge)
    return intent.latest_charge


def account(server: StripeServer, client: stripe.StripeClient, *, ready: bool = True) -> str:
    """A connected Express account's id."""
    row = client.v1.accounts.create(
        {"type": "express", "country": "DE", "email": "sam@example.org", "capabilities": {"transfers": {"requested": True}}}
    )
    if ready:
        server.control.account(row.id, "ready")
    return row.id


def transfer(client: stripe.StripeClient, source: stripe.Charge, destination: str, amount: int = 9_000, key: str | None = None) -> stripe.Transfer:
    return client.v1.transfers.create(
        {"amount": amount, "currency": source.currency, "destination": destination, "source_transaction": source.id, "metadata": {"operation": "1"}},
        {"idempotency_key": key} if key else {},
    )
