"""Refunds of charges: they may stay pending, and a pending or finished one may fail later."""

from decimal import Decimal

from ..balances import book
from ..calls import Call
from ..currencies import check_divisible, check_positive, shown
from ..errors import Json, Refusal, required
from ..events import emit
from ..params import check_metadata
from ..world import World


def create(call: Call) -> Json:
    world, params = call.world, call.params
    charge = charge_of(world, params)
    left = charge["amount"] - charge["amount_refunded"]
    amount, currency = params.get("amount", left), charge["currency"]
    metadata = check_metadata(params.get("metadata"))
    if charge["disputed"] and charge["_dispute_open"]:
        raise Refusal(f"Charge {charge['id']} has been charged back; cannot issue a refund.", code="charge_disputed")
    if left == 0:
        raise Refusal(f"Charge {charge['id']} has already been refunded.", code="charge_already_refunded")
    check_positive(amount)
    check_divisible(amount, currency)
    if amount > left:
        message = f"Refund amount ({shown(amount, currency)}) is greater than unrefunded amount on charge ({shown(left, currency)})"
        raise Refusal(message, param="amount")
    manner = world.refund_manners.pop(0) if world.refund_manners else charge.get("_refunds") or "succeeded"
    status = {"status": "succeeded"} if manner == "succeeded" else {"status": "pending", "pending_reason": "processing"}
    row = world.refunds.add(blank(world, charge) | status | {"amount": amount, "metadata": metadata, "reason": params.get("reason")})
    give_back(world, charge, row)
    if manner in ("failed", "failing"):
        fail(world, row)
    return row


def blank(world: World, charge: Json) -> Json:
    card = {"type": "refund", "reference_status": "pending", "reference_type": "acquirer_reference_number"}
    return {
        "id": world.new_id("re"),
        "object": "refund",
        "balance_transaction": None,
        "charge": charge["id"],
        "created": world.now(),
        "currency": charge["currency"],
        "customer": charge["customer"],
        "destination_details": {"type": "card", "card": card},
        "payment_intent": charge["payment_intent"],
        "payment_method": charge["payment_method"],
    }


def charge_of(world: World, params: Json) -> Json:
    if "charge" in params:
        charge = world.charges.get(params["charge"], param="charge", status=400)
    elif "payment_intent" in params:
        intent = world.intents.get(params["payment_intent"], param="payment_intent", status=400)
        if not intent["latest_charge"]:
            raise Refusal(f"This PaymentIntent ({intent['id']}) does not have a successful charge to refund.", param="payment_intent")
        charge = world.charges.rows[intent["latest_charge"]]
    else:
        raise required("charge")
    if charge["status"] != "succeeded":
        raise Refusal(f"Charge {charge['id']} has not succeeded; there is nothing to refund.", code="charge_not_refundable")
    return charge


def give_back(world: World, charge: Json, row: Json) -> None:
    amount, currency, rate = settled_share(world, charge, row["amount"])
    row["_settled"] = amount
    row["balance_transaction"] = book(world, "refund", -amount, currency, row["id"], rate=rate)["id"]
    count(charge, row["amount"], amount)
    emit(world, "refund.created", row)
    emit(world, "charge.refunded", charge)


def settled_share(world: World, charge: Json, amount: int) -> tuple[int, str, Decimal | None]:
    settled, currency, rate = world.balances.settle(amount, charge["currency"])
    return (settled, currency, rate) if currency == charge["_settled_currency"] else (amount, charge["_settled_currency"], None)


def count(charge: Json, amount: int, settled: int) -> None:
    charge["amount_refunded"] += amount
    charge["refunded"] = charge["amount_refunded"] == charge["amount"]
    charge["_spent"] += settled


def succeed(world: World, row: Json) -> None:
    """A pending refund arrived."""
    row |= {"status": "succeeded", "pending_reason": None}
    emit(world, "refund.updated", row, previous={"status": "pending"})


def fail(world: World, row: Json, reason: str = "lost_or_stolen_card") -> None:
    """The bank did not take it: the money is back on the platform's balance."""
    before, charge = row["status"], world.charges.rows[row["charge"]]
    original = world.transactions.rows[row["balance_transaction"]]
    line = book(world, "refund_failure", row["_settled"], original["currency"], row["id"])
    row |= {"status": "failed", "failure_reason": reason, "failure_balance_transaction": line["id"], "pending_reason": None}
    count(charge, -row["amount"], -row["_settled"])
    emit(world, "refund.failed", row)
    emit(world, "refund.updated", row, previous={"status": before})
    emit(world, "charge.refund.updated", row, previous={"status": before})


def retrieve(call: Call) -> Json:
    return call.row(call.world.refunds)


def update(call: Call) -> Json:
    row = call.row(call.world.refunds)
    if "metadata" in call.params:
        row["metadata"] = {} if call.params["metadata"] == "" else check_metadata({**row["metadata"], **call.params["metadata"]})
    emit(call.world, "refund.updated", row)
    return row


def listing(call: Call) -> Json:
    return call.page(call.world.refunds, charge=call.params.get("charge"), payment_intent=call.params.get("payment_intent"))
