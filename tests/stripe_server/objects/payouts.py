"""Payouts to banks: automatic ones when the clock (control) runs them, others by request."""

from typing import Literal

from ..balances import book
from ..calls import Call
from ..currencies import PAID_OUT_IN_HUNDREDS, check_currency, check_positive
from ..errors import Json, Refusal
from ..events import emit
from ..params import check_metadata
from ..world import World
from .conditions import reachable

Ending = Literal["paid", "failed", "in_transit"]


def create(call: Call) -> Json:
    world, params = call.world, call.params
    amount, currency = params["amount"], check_currency(params["currency"])
    check_positive(amount)
    if call.account and not reachable(world, call.account)["payouts_enabled"]:
        raise Refusal("Payouts are not enabled for this account.", code="payouts_not_allowed")
    if currency in PAID_OUT_IN_HUNDREDS and amount % 100:
        raise Refusal(
            f"Invalid amount: payouts in {currency.upper()} must be evenly divisible by 100.", param="amount", code="parameter_invalid_integer"
        )
    if world.balances.available(call.account, currency) < amount:
        raise Refusal("You have insufficient funds in your Stripe account for this transfer.", code="balance_insufficient", param="amount")
    metadata = check_metadata(params.get("metadata"))
    return make(world, call.account, amount, currency, automatic=False, metadata=metadata, description=params.get("description"))


def make(
    world: World, account: str | None, amount: int, currency: str, *, automatic: bool, metadata: Json | None = None, description: str | None = None
) -> Json:
    banks = world.accounts.rows[account]["external_accounts"]["data"] if account else []
    row = world.payouts.add(
        {
            "id": world.new_id("po"),
            "object": "payout",
            "amount": amount,
            "arrival_date": world.now() + 86400,
            "automatic": automatic,
            "balance_transaction": None,
            "created": world.now(),
            "currency": currency,
            "description": description or ("STRIPE PAYOUT" if automatic else None),
            "destination": banks[0]["id"] if banks else None,
            "failure_balance_transaction": None,
            "failure_code": None,
            "failure_message": None,
            "livemode": world.livemode,
            "metadata": metadata or {},
            "method": "standard",
            "original_payout": None,
            "reconciliation_status": "completed" if automatic else "not_applicable",
            "reversed_by": None,
            "source_type": "card",
            "statement_descriptor": None,
            "status": "pending",
            "trace_id": {"status": "pending", "value": None},
            "type": "bank_account",
            "_account": account,
        }
    )
    if automatic:
        for line in world.transactions.where("_account", account):
            if line["_payout"] is None and line["status"] == "available" and line["currency"] == currency:
                mark(world, line, row["id"])
    line = book(world, "payout", -amount, currency, row["id"], account=account)
    mark(world, line, row["id"])
    row["balance_transaction"] = line["id"]
    emit(world, "payout.created", row, account=account)
    return row


def mark(world: World, line: Json, payout_id: str) -> None:
    """This balance transaction went out with that payout."""
    line["_payout"] = payout_id
    world.transactions.indexed["_payout"].setdefault(payout_id, []).append(line["id"])


def end(world: World, row: Json, ending: Ending) -> None:
    """The bank took it, or did not: then the money is back on the account's balance."""
    row["status"] = ending
    if ending == "failed":
        message = "The bank account has been closed."
        line = book(world, "payout_failure", row["amount"], row["currency"], row["id"], account=row["_account"])
        row |= {"failure_code": "account_closed", "failure_message": message, "failure_balance_transaction": line["id"]}
    emit(world, {"paid": "payout.paid", "failed": "payout.failed"}.get(ending, "payout.updated"), row, account=row["_account"])


def run(world: World, account: str | None, ending: Ending = "paid", *, scheduled: bool = True) -> list[Json]:
    """What is available goes to the bank, per currency; HUF and TWD in hundreds, the rest stays. `scheduled`: not where the schedule is manual."""
    if account is not None:
        owner = world.accounts.rows[account]
        if not owner["payouts_enabled"] or owner["_gone"] or (scheduled and owner["settings"]["payouts"]["schedule"]["interval"] == "manual"):
            return []
    made = []
    for currency, (available, _) in list(world.balances.amounts.get(account, {}).items()):
        amount = available // 100 * 100 if currency in PAID_OUT_IN_HUNDREDS else available
        if amount > 0:
            row = make(world, account, amount, currency, automatic=scheduled)
            end(world, row, ending)
            made.append(row)
    return made


def retrieve(call: Call) -> Json:
    return call.row(call.world.payouts)


def listing(call: Call) -> Json:
    return call.page(call.world.payouts, status=call.params.get("status"), destination=call.params.get("destination"), _account=call.account)
