"""What happens when somebody pays on the hosted page: payment intent, charge, fee, session, and their events."""

from typing import Literal

from ..balances import book, fee_of
from ..errors import Json
from ..events import emit
from ..world import World
from . import disputing
from .cards import card_of

Outcome = Literal["paid", "declined", "authenticate", "processing"]


BANK = "bank"
DECLINED = {"generic_decline": "Your card was declined.", "insufficient_funds": "Your card has insufficient funds."}


def attempt(world: World, session: Json, method: str, *, email: str = "", name: str = "") -> Outcome:
    """One press of the button "Pay", by card number or by `bank`."""
    intent = ensure_intent(world, session)
    details = {"email": email or session["customer_email"], "name": name or None, "phone": None, "address": None}
    session["_details"] = details
    if method == BANK:
        charge = new_charge(world, intent, "sepa_debit", "3000", details)
        charge |= {"status": "pending", "paid": False}
        intent |= {"status": "processing", "latest_charge": charge["id"], "next_action": None, "last_payment_error": None}
        emit(world, "charge.pending", charge)
        emit(world, "payment_intent.processing", intent)
        complete(world, session, paid=False)
        return "processing"
    card = card_of(method)
    if card.decline_code:
        decline(world, session, intent, method, card.decline_code)
        return "declined"
    if card.authenticate:
        action = {"type": "use_stripe_sdk", "use_stripe_sdk": {"type": "three_d_secure_redirect"}}
        intent |= {"status": "requires_action", "next_action": action, "last_payment_error": None, "_number": method}
        emit(world, "payment_intent.requires_action", intent)
        return "authenticate"
    succeed(world, session, intent, method)
    return "paid"


def authenticated(world: World, session: Json, passed: bool) -> Outcome:
    """The 3-D Secure step ended."""
    intent = world.intents.rows[session["payment_intent"]]
    if intent["status"] != "requires_action":
        return "declined"
    if passed:
        succeed(world, session, intent, intent["_number"])
        return "paid"
    fail_intent(intent, "payment_intent_authentication_failure", None, "We are unable to authenticate your payment method.", None)
    emit(world, "payment_intent.payment_failed", intent)
    return "declined"


def ensure_intent(world: World, session: Json) -> Json:
    if session["payment_intent"]:
        return world.intents.rows[session["payment_intent"]]
    intent_id = world.new_id("pi")
    intent = world.intents.add(
        {
            "id": intent_id,
            "object": "payment_intent",
            "amount": session["amount_total"],
            "amount_capturable": 0,
            "amount_received": 0,
            "application": None,
            "application_fee_amount": None,
            "automatic_payment_methods": {"enabled": True, "allow_redirects": "always"},
            "canceled_at": None,
            "cancellation_reason": None,
            "capture_method": "automatic_async",
            "client_secret": f"{intent_id}_secret_{world.new_id('x')[2:]}",
            "confirmation_method": "automatic",
            "created": world.now(),
            "currency": session["currency"],
            "customer": session["customer"],
            "last_payment_error": None,
            "latest_charge": None,
            "livemode": world.livemode,
            "next_action": None,
            "payment_method": None,
            "payment_method_types": session["payment_method_types"],
            "processing": None,
            "shipping": None,
            "status": "requires_payment_method",
            "transfer_data": None,
            "_session": session["id"],
        }
        | session["_intent"]
    )
    session["payment_intent"] = intent_id
    world.sessions.indexed["payment_intent"].setdefault(intent_id, []).append(session["id"])
    emit(world, "payment_intent.created", intent)
    return intent


def new_charge(world: World, intent: Json, kind: str, last4: str, details: Json | None) -> Json:
    method_id = world.new_id("pm")
    intent["payment_method"] = method_id
    method = {"last4": last4, "brand": "visa", "country": "US", "exp_month": 12, "exp_year": 2034, "funding": "credit", "network": "visa"}
    return world.charges.add(
        {
            "id": world.new_id("ch" if kind == "card" else "py"),
            "object": "charge",
            "amount": intent["amount"],
            "amount_captured": 0,
            "amount_refunded": 0,
            "application_fee_amount": None,
            "balance_transaction": None,
            "billing_details": details or {},
            "captured": False,
            "created": world.now(),
            "currency": intent["currency"],
            "customer": intent["customer"],
            "description": intent["description"],
            "disputed": False,
            "failure_balance_transaction": None,
            "failure_code": None,
            "failure_message": None,
            "livemode": world.livemode,
            "metadata": dict(intent["metadata"]),
            "on_behalf_of": intent["on_behalf_of"],
            "outcome": {"network_status": "approved_by_network", "risk_level": "normal", "seller_message": "Payment complete.", "type": "authorized"},
            "paid": True,
            "payment_intent": intent["id"],
            "payment_method": method_id,
            "payment_method_details": {"type": kind, kind: method if kind == "card" else {"last4": last4, "country": "DE"}},
            "receipt_email": intent["receipt_email"],
            "receipt_number": None,
            "receipt_url": None,
            "refunded": False,
            "source_transfer": None,
            "status": "succeeded",
            "transfer_group": intent["transfer_group"],
            "_settled": 0,
            "_settled_currency": intent["currency"],
            "_spent": 0,
            "_dispute_open": False,
        }
    )


def succeed(world: World, session: Json, intent: Json, number: str) -> None:
    card = card_of(number)
    charge = new_charge(world, intent, "card", number[-4:], session["_details"])
    charge["_refunds"] = card.refunds
    earn(world, intent, charge, at_once=card.at_once)
    complete(world, session, paid=True)
    if card.dispute:
        disputing.open_dispute(world, charge, reason=card.dispute)


def earn(world: World, intent: Json, charge: Json, *, at_once: bool = False) -> None:
    """The charge succeeded: its money less the fee is on the platform's balance, pending or available."""
    charge |= {"status": "succeeded", "paid": True, "captured": True, "amount_captured": charge["amount"]}
    intent |= {
        "status": "succeeded",
        "amount_received": intent["amount"],
        "latest_charge": charge["id"],
        "next_action": None,
        "last_payment_error": None,
    }
    emit(world, "charge.succeeded", charge)
    emit(world, "payment_intent.succeeded", intent)
    amount, currency, rate = world.balances.settle(charge["amount"], charge["currency"])
    ready = None if at_once else world.now() + world.balances.delay
    kind = "charge" if charge["id"].startswith("ch_") else "payment"
    line = book(
        world, kind, amount, currency, charge["id"], fee=fee_of(amount, currency), rate=rate, available_on=ready, description=charge["description"]
    )
    charge |= {"_balance_transaction": line["id"], "_settled": amount, "_settled_currency": currency}
    if not world.late_balance:
        show_balance(world, charge)


def show_balance(world: World, charge: Json) -> None:
    """Capture is asynchronous: `charge.updated` tells the balance transaction [docs.stripe.com/payments/payment-intents/asynchronous-capture]."""
    charge["balance_transaction"] = charge["_balance_transaction"]
    emit(world, "charge.updated", charge, previous={"balance_transaction": None})


def complete(world: World, session: Json, *, paid: bool) -> None:
    session |= {"status": "complete", "payment_status": "paid" if paid else "unpaid", "url": None, "customer_details": session["_details"]}
    emit(world, "checkout.session.completed", session)


def decline(world: World, session: Json, intent: Json, number: str, code: str) -> None:
    charge = new_charge(world, intent, "card", number[-4:], session["_details"])
    reason = DECLINED.get(code, DECLINED["generic_decline"])
    charge |= {"status": "failed", "paid": False, "failure_code": "card_declined", "failure_message": reason}
    charge["outcome"] = {"network_status": "declined_by_network", "reason": code, "seller_message": "The bank declined.", "type": "issuer_declined"}
    fail_intent(intent, "card_declined", code, reason, charge["id"])
    emit(world, "charge.failed", charge)
    emit(world, "payment_intent.payment_failed", intent)


def fail_intent(intent: Json, code: str, decline_code: str | None, message: str, charge: str | None) -> None:
    error = {"type": "card_error", "code": code, "decline_code": decline_code, "message": message, "charge": charge}
    status = "requires_payment_method"
    intent |= {
        "status": status,
        "latest_charge": charge or intent["latest_charge"],
        "next_action": None,
        "payment_method": None,
        "last_payment_error": error,
    }


def settle_bank(world: World, session: Json, *, succeeds: bool) -> None:
    """The slow bank answered: days after the session completed unpaid."""
    intent = world.intents.rows[session["payment_intent"]]
    charge = world.charges.rows[intent["latest_charge"]]
    if succeeds:
        earn(world, intent, charge)
        session["payment_status"] = "paid"
        emit(world, "checkout.session.async_payment_succeeded", session)
        return
    charge |= {"status": "failed", "failure_code": "insufficient_funds", "failure_message": "The account has insufficient funds."}
    fail_intent(intent, "payment_intent_payment_attempt_failed", None, "The bank did not make the payment.", charge["id"])
    emit(world, "charge.failed", charge)
    emit(world, "payment_intent.payment_failed", intent)
    emit(world, "checkout.session.async_payment_failed", session)
