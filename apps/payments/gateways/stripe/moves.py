"""Transfers, their reversals, and refunds [docs.stripe.com/connect/separate-charges-and-transfers]."""

from typing import Any

from apps.core.money import Money, step
from apps.payments.gateways.answers import Outcome
from apps.payments.gateways.base import Gateway
from apps.payments.gateways.errors import Shortage, WrongObject
from apps.payments.gateways.orders import RefundOrder, ReversalOrder, TransferOrder

from .amounts import from_stripe, settled_from_stripe, to_stripe
from .checkouts import rate_of
from .client import PAGE, Json, Refused, caused, check_mode, client, id_of, listed, looked, mark_of

SHORT = ("balance_insufficient", "insufficient_funds")
EXPAND: Any = {"expand": ["balance_transaction"]}
REFUND_STATES: dict[str, Any] = {"succeeded": "succeeded", "failed": "failed", "canceled": "failed"}


class Moves(Gateway):
    def transfer(self, order: TransferOrder) -> Outcome:
        words: Any = {
            "amount": to_stripe(order.amount),
            "currency": order.amount.currency.lower(),
            "destination": order.destination,
            "source_transaction": order.charge_id,
            "transfer_group": order.group,
            "metadata": {"reference": order.operation},
            **EXPAND,
        }
        made = caused(lambda: client().v1.transfers.create(words, keyed(order.key)), lambda: transfer_for(order.operation, order.group))
        same(made, order.amount, destination=order.destination, source_transaction=order.charge_id)
        return moved(made)

    def fetch_transfer(self, transfer_id: str) -> Outcome:
        return moved(check_mode(looked(lambda: client().v1.transfers.retrieve(transfer_id, EXPAND))))

    def find_transfer(self, operation: str, group: str) -> Outcome | None:
        found = transfer_for(operation, group)
        return moved(check_mode(found)) if found else None

    def refund(self, order: RefundOrder) -> Outcome:
        words: Any = {"charge": order.charge_id, "amount": to_stripe(order.amount), "metadata": {"reference": order.operation}, **EXPAND}
        made = caused(lambda: client().v1.refunds.create(words, keyed(order.key)), lambda: refund_for(order.operation, order.charge_id))
        same(made, order.amount, charge=order.charge_id)
        return refunded(made)

    def fetch_refund(self, refund_id: str) -> Outcome:
        return refunded(looked(lambda: client().v1.refunds.retrieve(refund_id, EXPAND)))

    def find_refund(self, operation: str, charge_id: str) -> Outcome | None:
        found = refund_for(operation, charge_id)
        return refunded(found) if found else None

    def reverse(self, order: ReversalOrder) -> Outcome:
        words: Any = {"amount": to_stripe(order.amount), "metadata": {"reference": order.operation}, **EXPAND}
        place = order.transfer_id
        try:
            create = client().v1.transfers.reversals.create
            made = caused(lambda: create(place, words, keyed(order.key)), lambda: reversal_for(order.operation, place))
        except Refused as refusal:
            if refusal.code not in SHORT:
                raise
            raise Shortage(str(refusal), self.available(place, order.amount.currency)) from refusal
        same(made, order.amount, transfer=place)
        return moved(made)

    def fetch_reversal(self, reversal_id: str, transfer_id: str) -> Outcome:
        return moved(looked(lambda: client().v1.transfers.reversals.retrieve(transfer_id, reversal_id, EXPAND)))

    def find_reversal(self, operation: str, transfer_id: str) -> Outcome | None:
        found = reversal_for(operation, transfer_id)
        return moved(found) if found else None

    def available(self, transfer_id: str, currency: str) -> Money:
        """What the account that got the transfer has, and could give back."""
        transfer = looked(lambda: client().v1.transfers.retrieve(transfer_id))
        balance = looked(lambda: client().v1.balance.retrieve(options={"stripe_account": id_of(transfer["destination"])}))
        there = sum(one["amount"] for one in balance["available"] if one["currency"] == currency.lower())
        return floored(max(there, 0), currency)


def keyed(key: str) -> Any:
    return {"idempotency_key": key}


def floored(amount: int, currency: str) -> Money:
    """The largest amount that can be moved out of a balance."""
    return from_stripe(amount - amount % to_stripe(Money(step(currency), currency)), currency)


def transfer_for(operation: str, group: str) -> Json | None:
    found = listed(lambda: client().v1.transfers.list({"transfer_group": group, "limit": PAGE, "expand": ["data.balance_transaction"]}))
    return next((one for one in found if mark_of(one) == operation), None)


def refund_for(operation: str, charge_id: str) -> Json | None:
    found = listed(lambda: client().v1.refunds.list({"charge": charge_id, "limit": PAGE, "expand": ["data.balance_transaction"]}))
    return next((one for one in found if mark_of(one) == operation), None)


def reversal_for(operation: str, transfer_id: str) -> Json | None:
    found = listed(lambda: client().v1.transfers.reversals.list(transfer_id, {"limit": PAGE, "expand": ["data.balance_transaction"]}))
    return next((one for one in found if mark_of(one) == operation), None)


def same(thing: Json, amount: Money, **sides: str) -> None:
    """Raises WrongObject unless this is what was ordered."""
    check_mode(thing)
    said = from_stripe(thing["amount"], thing["currency"])
    if said != amount:
        raise WrongObject(f"{thing['id']} is about {said}, and {amount} was ordered.")
    for side, expected in sides.items():
        if id_of(thing.get(side)) != expected:
            raise WrongObject(f"{thing['id']} has {side} {id_of(thing.get(side)) or 'none'}, and {expected} was ordered.")


def moved(thing: Json) -> Outcome:
    """A transfer, or a reversal: Stripe makes it at once or not at all. One that was reversed later was a transfer all the same."""
    amount, rate = settled(thing)
    return Outcome(thing["id"], "succeeded", amount=amount or from_stripe(thing["amount"], thing["currency"]), rate=rate)


def refunded(refund: Json) -> Outcome:
    amount, rate = settled(refund)
    reason = str(refund.get("failure_reason") or "")
    return Outcome(refund["id"], REFUND_STATES.get(refund["status"], "pending"), error=reason, amount=amount, rate=rate)


def settled(thing: Json) -> tuple[Money | None, str]:
    """What left or reached our balance, without sign, and the rate; None where that is not known yet."""
    line = thing.get("balance_transaction")
    if not isinstance(line, dict):
        return None, ""
    return settled_from_stripe(abs(line["amount"]), line["currency"]), rate_of(line)
