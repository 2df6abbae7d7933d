"""Checkout Sessions in payment mode, paid on the hosted page."""

import heapq
import re
from typing import Any

from ..calls import Call
from ..currencies import check_charge_amount, check_currency
from ..errors import Json, Refusal, missing, required
from ..events import emit
from ..params import check_metadata
from ..render import listed
from ..world import World

EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
SHORTEST, LONGEST = 30 * 60, 24 * 3600


def create(call: Call) -> Json:
    world, params = call.world, call.params
    if params.get("mode") != "payment":
        raise required("mode") if "mode" not in params else Refusal("This server knows only mode=payment.", param="mode", ours=True)
    if params.get("ui_mode", "hosted_page") != "hosted_page":
        raise Refusal("This server knows only ui_mode=hosted_page.", param="ui_mode", ours=True)
    items = [line_item(world, number, item) for number, item in enumerate(params.get("line_items", []))]
    if not items:
        raise required("line_items")
    currency = items[0]["currency"]
    if any(item["currency"] != currency for item in items):
        raise Refusal("All line items must have the same currency.", param="line_items", ours=True)
    total = sum(item["amount_total"] for item in items)
    check_charge_amount(total, currency, "line_items")
    end, ends = checked_end(world, params)
    sums = {"amount_subtotal": total, "amount_total": total, "currency": currency, "expires_at": end}
    row = world.sessions.add(blank(world, call) | sums | {"_line_items": items})
    heapq.heappush(world.session_ends, (ends, row["id"]))
    return row


def blank(world: World, call: Call) -> Json:
    params = call.params
    session_id = world.new_id("cs_test", 58)
    return {
        "id": session_id,
        "object": "checkout.session",
        "adaptive_pricing": {"enabled": False},
        "automatic_tax": {"enabled": False, "liability": None, "provider": None, "status": None},
        "billing_address_collection": params.get("billing_address_collection"),
        "cancel_url": checked_url(params, "cancel_url"),
        "client_reference_id": limited(params, "client_reference_id", 200),
        "client_secret": None,
        "created": world.now(),
        "custom_fields": [],
        "custom_text": params.get("custom_text", {}),
        "customer": params.get("customer"),
        "customer_creation": params.get("customer_creation", "if_required"),
        "customer_details": None,
        "customer_email": checked_email(params),
        "invoice": None,
        "livemode": world.livemode,
        "locale": params.get("locale"),
        "metadata": check_metadata(params.get("metadata")),
        "mode": "payment",
        "payment_intent": None,
        "payment_link": None,
        "payment_method_types": ["card", "sepa_debit"],
        "payment_status": "unpaid",
        "phone_number_collection": {"enabled": False},
        "setup_intent": None,
        "shipping_options": [],
        "status": "open",
        "submit_type": params.get("submit_type"),
        "subscription": None,
        "success_url": checked_url(params, "success_url", needed=True),
        "total_details": {"amount_discount": 0, "amount_shipping": 0, "amount_tax": 0},
        "ui_mode": "hosted_page",
        "url": f"{call.base_url}/c/pay/{session_id}",
        "_intent": intent_fields(params.get("payment_intent_data", {})),
    }


def intent_fields(given: Json) -> Json:
    description = given.get("description")
    if description and len(description) > 1000:
        raise Refusal("Invalid description: must be at most 1000 characters", param="payment_intent_data[description]", ours=True)
    return {
        "description": description,
        "metadata": check_metadata(given.get("metadata"), "payment_intent_data[metadata]"),
        "on_behalf_of": given.get("on_behalf_of"),
        "receipt_email": given.get("receipt_email"),
        "statement_descriptor_suffix": given.get("statement_descriptor_suffix"),
        "transfer_group": given.get("transfer_group"),
    }


def line_item(world: World, number: int, given: Json) -> Json:
    place = f"line_items[{number}]"
    price = given.get("price_data")
    if price is None:
        raise required(f"{place}[price_data]")
    for name in ("product_data", "unit_amount"):
        if name not in price:
            raise required(f"{place}[price_data][{name}]")
    quantity = given.get("quantity")
    if quantity is None:
        raise required(f"{place}[quantity]")
    currency = check_currency(price["currency"], f"{place}[price_data][currency]")
    unit, product = price["unit_amount"], price["product_data"]
    if unit < 0 or quantity < 1:
        raise Refusal("Invalid non-negative integer", code="parameter_invalid_integer", param=f"{place}[price_data][unit_amount]", ours=True)
    amount = unit * quantity
    metadata = check_metadata(product.get("metadata"), f"{place}[price_data][product_data][metadata]")
    return {
        "id": world.new_id("li"),
        "object": "item",
        "amount_discount": 0,
        "amount_subtotal": amount,
        "amount_tax": 0,
        "amount_total": amount,
        "currency": currency,
        "description": product["name"],
        "metadata": check_metadata(given.get("metadata"), f"{place}[metadata]"),
        "price": {"id": world.new_id("price"), "object": "price", "currency": currency, "unit_amount": unit, "type": "one_time"},
        "quantity": quantity,
        "_more": product.get("description"),
        "_metadata": metadata,
    }


def checked_url(params: Json, name: str, *, needed: bool = False) -> str | None:
    url: str | None = params.get(name)
    if url is None and needed:
        raise required(name)
    if url is not None and not re.match(r"https?://[^\s/]", url):
        raise Refusal("Not a valid URL", code="url_invalid", param=name, ours=True)
    return url


def checked_email(params: Json) -> str | None:
    email: str | None = params.get("customer_email")
    if email is not None and not EMAIL.fullmatch(email):
        raise Refusal(f"Invalid email address: {email}", code="email_invalid", param="customer_email")
    return email


def checked_end(world: World, params: Json) -> tuple[int, int]:
    """`expires_at`, and when that is by the server's clock: the site counts from the real time, however far the clock was moved."""
    now, moved = world.now(), int(world.clock_offset)
    end: int = params.get("expires_at", now + LONGEST)
    for ends in (end, end + moved):
        if now + SHORTEST - 5 <= ends <= now + LONGEST + 5:
            return end, ends
    message = "The `expires_at` timestamp must be between 30 minutes and 24 hours from Checkout Session creation."
    raise Refusal(message, param="expires_at")


def limited(params: Json, name: str, longest: int) -> Any:
    value = params.get(name)
    if value is not None and len(value) > longest:
        raise Refusal(f"Invalid string: {name}; must be at most {longest} characters", param=name, ours=True)
    return value


def retrieve(call: Call) -> Json:
    return call.row(call.world.sessions)


def listing(call: Call) -> Json:
    return call.page(call.world.sessions, payment_intent=call.params.get("payment_intent"), status=call.params.get("status"))


def line_items(call: Call) -> Json:
    return listed(call.row(call.world.sessions)["_line_items"], call.path)


def expire(call: Call) -> Json:
    row = call.row(call.world.sessions)
    if row["status"] != "open":
        status = row["status"]
        raise Refusal(f'Only Checkout Sessions with a status in ["open"] can be expired. This Checkout Session has a status of `{status}`.')
    expire_if_open(call.world, row["id"])
    return row


def expire_due(world: World) -> None:
    """Open sessions past their time become expired, as the clock says."""
    now = world.now()
    while world.session_ends and world.session_ends[0][0] <= now:
        expire_if_open(world, heapq.heappop(world.session_ends)[1])


def expire_if_open(world: World, session_id: str) -> None:
    row = world.sessions.rows[session_id]
    if row["status"] != "open":
        return
    row["status"], row["url"] = "expired", None
    emit(world, "checkout.session.expired", row)
    intent = world.intents.rows.get(row["payment_intent"] or "")
    if intent is not None:
        intent |= {"status": "canceled", "canceled_at": world.now(), "cancellation_reason": "expired", "next_action": None}
        emit(world, "payment_intent.canceled", intent)


def open_session(world: World, session_id: str) -> Json:
    """For the pages and control. Raises `Refusal` when it cannot be paid any more."""
    row = world.sessions.rows.get(session_id)
    if row is None:
        raise missing("checkout.session", session_id)
    if row["status"] != "open":
        raise Refusal(f"This Checkout Session is {row['status']}.", code="checkout_session_not_open")
    return row
