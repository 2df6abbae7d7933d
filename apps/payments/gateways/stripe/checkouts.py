"""Checkout Sessions: the page where the challenger pays [docs.stripe.com/api/checkout/sessions]."""

from datetime import UTC, datetime
from typing import Any

from apps.payments.gateways.answers import Checkout
from apps.payments.gateways.base import Gateway
from apps.payments.gateways.errors import GatewayRefusal, OutcomeUnknown, WrongObject
from apps.payments.gateways.orders import CheckoutOrder

from .amounts import fee_from_stripe, from_stripe, settled_from_stripe, to_stripe
from .client import Json, Refused, Repeated, asked, check_mode, client, id_of, mark_of

EXPAND = ["payment_intent.latest_charge.balance_transaction"]
LONGEST_NAME = 250


class Checkouts(Gateway):
    def create_checkout(self, order: CheckoutOrder) -> Checkout:
        """A failure under this key is a definite one: nobody has seen the page of a checkout whose answer never came, so nobody can pay there."""
        try:
            made = asked(lambda: client().v1.checkout.sessions.create(words_of(order), {"idempotency_key": order.key}))
        except Repeated as failure:
            raise GatewayRefusal(str(failure)) from failure
        checkout = read(made)
        return checkout if checkout.state == "open" and checkout.expires_at > datetime.now(UTC) else self.fetch_checkout(checkout.id)

    def fetch_checkout(self, checkout_id: str) -> Checkout:
        return read(asked(lambda: client().v1.checkout.sessions.retrieve(checkout_id, {"expand": EXPAND})))

    def expire_checkout(self, checkout_id: str) -> Checkout:
        try:
            return read(asked(lambda: client().v1.checkout.sessions.expire(checkout_id, {"expand": EXPAND})))
        except Refused:  # paid or expired meanwhile
            return self.fetch_checkout(checkout_id)


def words_of(order: CheckoutOrder) -> Any:
    """The same for the same payment at any time: Stripe compares them when a key comes again. How to pay is chosen in Stripe's dashboard."""
    mark = {"reference": order.payment}
    return {
        "mode": "payment",
        "client_reference_id": order.payment,
        "customer_email": order.payer_email,
        "line_items": [
            {
                "quantity": 1,
                "price_data": {
                    "currency": item.amount.currency.lower(),
                    "unit_amount": to_stripe(item.amount),
                    "product_data": {"name": item.title[:LONGEST_NAME]},
                },
            }
            for item in order.items
        ],
        "payment_intent_data": {"transfer_group": order.group, "metadata": mark, "description": order.title[:LONGEST_NAME]},
        "metadata": mark,
        "adaptive_pricing": {"enabled": False},  # the currency was agreed upon when the challenge was published
        "success_url": order.success_url,
        "cancel_url": order.cancel_url,
        "expires_at": int(order.expires_at.timestamp()),
    }


def read(session: Json) -> Checkout:
    """Raises WrongObject where session and charge do not agree, OutcomeUnknown where the settlement is not known yet."""
    check_mode(session)
    amount = from_stripe(session["amount_total"], session["currency"])
    paid = session["status"] == "complete" and session["payment_status"] == "paid"
    intent = session.get("payment_intent")
    facts: dict[str, Any] = {}
    if paid:
        facts = paid_facts(session, intent)
    elif session["status"] == "complete" and isinstance(intent, dict):
        facts = {"failure": failure_of(intent)}
    return Checkout(
        id=session["id"],
        url=session.get("url") or "",
        state=session["status"],
        amount=amount,
        expires_at=datetime.fromtimestamp(session["expires_at"], UTC),
        payment=mark_of(session) or session.get("client_reference_id") or "",
        paid=paid,
        **facts,
    )


def paid_facts(session: Json, intent: Any) -> dict[str, Any]:
    charge = intent.get("latest_charge") if isinstance(intent, dict) else None
    if not isinstance(charge, dict):
        raise OutcomeUnknown(f"Checkout {session['id']} is paid, and its charge is not there yet.")
    check_mode(charge)
    if charge["status"] != "succeeded" or (charge["amount"], charge["currency"]) != (session["amount_total"], session["currency"]):
        said = f"{charge['amount']} {charge['currency']} ({charge['status']})"
        raise WrongObject(f"Checkout {session['id']} is about {session['amount_total']} {session['currency']}, charge {charge['id']} about {said}.")
    line = charge.get("balance_transaction")
    if not isinstance(line, dict):
        raise OutcomeUnknown(f"Charge {charge['id']} is not settled yet.")
    return {
        "charge_id": id_of(charge),
        "fee": fee_from_stripe(line["fee"], line["currency"]),
        "settled": settled_from_stripe(line["amount"], line["currency"]),
        "rate": rate_of(line),
    }


def rate_of(line: Json) -> str:
    rate = line.get("exchange_rate")
    return "" if rate is None else str(rate)[:32]


def failure_of(intent: Json) -> str:
    """ "" while the bank has not said its last word."""
    if intent["status"] not in ("requires_payment_method", "canceled"):
        return ""
    error = intent.get("last_payment_error") or {}
    return str(error.get("message") or "The payment was declined.")
