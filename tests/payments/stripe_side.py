"""Stripe as the tests of the gateway meet it: our server on loopback, or Stripe itself where STRIPE_TEST_SECRET_KEY is set.

Stripe itself has no verb for what people and banks do: there a card is charged through the API, by Stripe's own test cards, and the solver's account
is the ready one that STRIPE_TEST_ACCOUNT names. What only our server can do (faults, clocks, slow banks) is skipped.
"""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest

from apps.core.money import Money
from apps.payments.gateways.orders import CheckoutOrder, Item, TransferOrder
from apps.payments.gateways.stripe import Stripe
from apps.payments.gateways.stripe.amounts import to_stripe
from apps.payments.gateways.stripe.client import client
from tests.stripe_server import StripeServer

REAL_KEY = os.environ.get("STRIPE_TEST_SECRET_KEY", "")
REAL_ACCOUNT = os.environ.get("STRIPE_TEST_ACCOUNT", "")
EUR = "EUR"
CARDS = {"": "pm_card_bypassPending", "dispute": "pm_card_createDispute"}


class Side:
    """The other side of the wire. `server` is None where it is Stripe itself."""

    def __init__(self, server: StripeServer | None) -> None:
        self.server, self.door, self.run = server, Stripe(), f"{time.time_ns():x}"

    def id(self, name: str) -> str:
        """A key or mark that no earlier run has used."""
        return f"{name}-{self.run}"

    @property
    def ours(self) -> StripeServer:
        """Our server, for what Stripe itself cannot be asked to do."""
        if self.server is None:
            pytest.skip("only our own server can do this")
        return self.server

    def charge(self, amount: Money, *, mark: str = "p", group: str = "g", card: str = "") -> str:
        """The id of a paid charge."""
        if self.server is None:
            words: Any = {
                "amount": to_stripe(amount),
                "currency": amount.currency.lower(),
                "payment_method": CARDS[card],
                "confirm": True,
                "automatic_payment_methods": {"enabled": True, "allow_redirects": "never"},
                "transfer_group": self.id(group),
                "metadata": {"reference": self.id(mark)},
            }
            return str(client().v1.payment_intents.create(words).latest_charge)
        session = self.door.create_checkout(order(amount, payment=self.id(mark), group=self.id(group)))
        self.server.control.pay(session.id)
        return self.door.fetch_checkout(session.id).charge_id

    def account(self) -> str:
        """The id of an account that can be paid."""
        if self.server is None:
            if not REAL_ACCOUNT:
                pytest.skip("STRIPE_TEST_ACCOUNT names no account that can be paid")
            return REAL_ACCOUNT
        words: Any = {"controller": {"stripe_dashboard": {"type": "express"}}, "country": "DE", "capabilities": {"transfers": {"requested": True}}}
        made = client().v1.accounts.create(words)
        self.server.control.account(made.id, "ready")
        return str(made.id)


@contextmanager
def switched_on(settings: Any, server: StripeServer) -> Iterator[StripeServer]:
    """The site's settings, as for Stripe, about the server on loopback."""
    settings.STRIPE_SECRET_KEY = server.key
    settings.STRIPE_WEBHOOK_SECRETS = [server.webhook_secret, server.connect_secret]
    settings.STRIPE_API_URL = settings.STRIPE_FILES_URL = settings.STRIPE_CONNECT_URL = server.url
    settings.STRIPE_TIMEOUT = 5.0
    with server:
        yield server
    assert server.control.violations() == [], "Stripe would have refused"
    assert server.control.drift() == {}


@pytest.fixture
def side(settings: Any) -> Iterator[Side]:
    if REAL_KEY:
        settings.STRIPE_SECRET_KEY = REAL_KEY
        yield Side(None)
        return
    with switched_on(settings, StripeServer(seed=7)) as server:
        yield Side(server)


def order(amount: Money, *, payment: str = "p", group: str = "g", key: str = "", **changes: Any) -> CheckoutOrder:
    first = Money(amount.minor // 2 // 10 * 10, amount.currency)
    words: dict[str, Any] = {
        "key": key or uuid4().hex,
        "payment": payment,
        "group": group,
        "amount": amount,
        "items": tuple(Item(f"Part {number}", one) for number, one in enumerate((first, amount - first), 1) if one),
        "title": "The tide clock",
        "payee": "Sam",
        "payer_email": "olga@example.org",
        "success_url": "https://site.test/back/",
        "cancel_url": "https://site.test/left/",
        "expires_at": datetime.now(UTC) + timedelta(hours=23),
    }
    return CheckoutOrder(**(words | changes))


def money(minor: int, currency: str = EUR) -> Money:
    return Money(minor, currency)


def sent(side: Side, charge: str, minor: int = 6000, *, key: str = "t1", account: str = "", currency: str = EUR) -> TransferOrder:
    return TransferOrder(side.id(key), side.id(key), money(minor, currency), account or side.account(), charge, side.id("g"))
