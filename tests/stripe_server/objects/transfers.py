"""Transfers to connected accounts, and their reversals."""

from ..balances import book
from ..calls import Call
from ..currencies import check_currency, check_divisible, check_positive, shown
from ..errors import Json, Refusal, missing, required
from ..events import emit
from ..params import check_metadata
from ..render import listed
from ..world import World


def create(call: Call) -> Json:
    world, params = call.world, call.params
    if "amount" not in params:
        raise required("amount")
    amount, currency = params["amount"], check_currency(params["currency"])
    check_positive(amount)
    check_divisible(amount, currency)
    metadata = check_metadata(params.get("metadata"))
    check_ready(world, params["destination"])
    charge = source_of(world, params["source_transaction"], amount, currency) if "source_transaction" in params else None
    if charge is None and world.balances.available(None, currency) < amount:
        raise insufficient("You have insufficient available funds in your Stripe account.")
    available_on = world.transactions.rows[charge["_balance_transaction"]]["available_on"] if charge else None
    group = params.get("transfer_group") or (charge["transfer_group"] if charge else None)
    row = world.transfers.add(blank(world, params) | {"currency": currency, "metadata": metadata, "transfer_group": group})
    row["reversals"] = listed([], f"/v1/transfers/{row['id']}/reversals")
    if charge:
        charge["_spent"] += amount
    line = book(world, "transfer", -amount, currency, row["id"], available_on=available_on, description=row["description"])
    row["balance_transaction"] = line["id"]
    receive(world, row, available_on)
    emit(world, "transfer.created", row)
    return row


def blank(world: World, params: Json) -> Json:
    return {
        "id": world.new_id("tr"),
        "object": "transfer",
        "amount": params["amount"],
        "amount_reversed": 0,
        "balance_transaction": None,
        "created": world.now(),
        "description": params.get("description"),
        "destination": params["destination"],
        "destination_payment": world.new_id("py"),
        "livemode": world.livemode,
        "reversals": None,
        "reversed": False,
        "source_transaction": params.get("source_transaction"),
        "source_type": "card",
    }


def receive(world: World, transfer: Json, available_on: int | None) -> None:
    """The other side: a payment on the connected account's balance."""
    account, amount, currency = transfer["destination"], transfer["amount"], transfer["currency"]
    line = book(world, "payment", amount, currency, transfer["destination_payment"], account=account, available_on=available_on)
    transfer["_arrival"] = line["id"]
    world.charges.add(
        {
            "id": transfer["destination_payment"],
            "object": "charge",
            "amount": amount,
            "amount_captured": amount,
            "amount_refunded": 0,
            "balance_transaction": line["id"],
            "captured": True,
            "created": transfer["created"],
            "currency": currency,
            "disputed": False,
            "livemode": transfer["livemode"],
            "metadata": {},
            "paid": True,
            "payment_intent": None,
            "refunded": False,
            "source_transfer": transfer["id"],
            "status": "succeeded",
            "transfer_group": transfer["transfer_group"],
            "_account": account,
        }
    )


def check_ready(world: World, account_id: str) -> None:
    """Raises `Refusal` for an account that is gone or that cannot take transfers."""
    account = world.accounts.rows.get(account_id)
    if account is None or account["_gone"]:
        raise missing("destination", account_id, param="destination", status=400)
    if account["capabilities"].get("transfers") != "active":
        raise Refusal(
            "Your destination account needs to have at least one of the following capabilities enabled: transfers, crypto_transfers, legacy_payments",
            code="insufficient_capabilities_for_transfer",
        )


def source_of(world: World, charge_id: str, amount: int, currency: str) -> Json:
    charge = world.charges.get(charge_id, param="source_transaction", status=400)
    if charge["status"] != "succeeded":
        raise Refusal(f"The source_transaction has the status {charge['status']}.", param="source_transaction")
    if charge["_settled_currency"] != currency:
        settled = charge["_settled_currency"]
        message = f"The currency of source_transaction's balance transaction ({settled}) must be the same as the transfer currency ({currency})"
        raise Refusal(message, param="currency")
    left = charge["_settled"] - charge["_spent"]
    if amount > left:
        message = (
            f"Insufficient funds: the transfer of {shown(amount, currency)} is greater than what is left of its charge ({shown(left, currency)})."
        )
        raise Refusal(message, code="balance_insufficient", param="amount")
    return charge


def insufficient(message: str) -> Refusal:
    return Refusal(f"{message} Insufficient funds.", code="balance_insufficient")


def retrieve(call: Call) -> Json:
    return call.row(call.world.transfers)


def update(call: Call) -> Json:
    row = call.row(call.world.transfers)
    if "metadata" in call.params:
        row["metadata"] = {} if call.params["metadata"] == "" else check_metadata({**row["metadata"], **call.params["metadata"]})
    if "description" in call.params:
        row["description"] = call.params["description"]
    emit(call.world, "transfer.updated", row)
    return row


def listing(call: Call) -> Json:
    return call.page(call.world.transfers, transfer_group=call.params.get("transfer_group"), destination=call.params.get("destination"))


def reverse(call: Call) -> Json:
    world, params, transfer = call.world, call.params, call.row(call.world.transfers)
    left = transfer["amount"] - transfer["amount_reversed"]
    amount, currency, account = params.get("amount", left), transfer["currency"], transfer["destination"]
    metadata = check_metadata(params.get("metadata"))
    if left == 0:
        raise Refusal(f"Transfer {transfer['id']} is already fully reversed.", code="transfer_already_reversed")
    check_positive(amount)
    check_divisible(amount, currency)
    if amount > left:
        message = f"Reversal amount ({shown(amount, currency)}) is greater than unreversed amount on transfer ({shown(left, currency)})"
        raise Refusal(message, param="amount")
    arrival = world.transactions.rows[transfer["_arrival"]]
    still_pending = arrival["status"] == "pending"
    if sum(world.balances.of(account, currency)[: 2 if still_pending else 1]) < amount:
        raise insufficient(f"The account {account} does not have enough available funds in {currency.upper()} to cover the reversal.")
    available_on = arrival["available_on"] if still_pending else None
    row = world.reversals.add(
        {
            "id": world.new_id("trr"),
            "object": "transfer_reversal",
            "amount": amount,
            "balance_transaction": None,
            "created": world.now(),
            "currency": currency,
            "destination_payment_refund": world.new_id("pyr"),
            "metadata": metadata,
            "source_refund": None,
            "transfer": transfer["id"],
        }
    )
    row["balance_transaction"] = book(world, "transfer_refund", amount, currency, row["id"], available_on=available_on)["id"]
    book(world, "payment_refund", -amount, currency, row["destination_payment_refund"], account=account, available_on=available_on)
    settle_reversal(world, transfer, row)
    return row


def settle_reversal(world: World, transfer: Json, reversal: Json) -> None:
    before = transfer["amount_reversed"]
    transfer["amount_reversed"] += reversal["amount"]
    transfer["reversed"] = transfer["amount_reversed"] == transfer["amount"]
    transfer["reversals"]["data"] = [row_of(reversal), *transfer["reversals"]["data"]][:10]
    if transfer["source_transaction"]:
        world.charges.rows[transfer["source_transaction"]]["_spent"] -= reversal["amount"]
    payment = world.charges.rows[transfer["destination_payment"]]
    payment |= {"amount_refunded": transfer["amount_reversed"], "refunded": transfer["reversed"]}
    emit(world, "transfer.reversed", transfer, previous={"amount_reversed": before})


def row_of(row: Json) -> Json:
    return {key: value for key, value in row.items() if key[0] != "_"}


def retrieve_reversal(call: Call) -> Json:
    row = call.world.reversals.get(call.ids[1])
    if row["transfer"] != call.ids[0]:
        raise missing("transfer reversal", call.ids[1])
    return row


def list_reversals(call: Call) -> Json:
    call.row(call.world.transfers)
    return call.page(call.world.reversals, transfer=call.ids[0])
