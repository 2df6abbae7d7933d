"""Balances, balance transactions and the settings of payouts, of the platform or (Stripe-Account) of a connected account."""

from ..calls import Call
from ..errors import Json
from .accounts import schedule
from .conditions import reachable


def retrieve(call: Call) -> Json:
    balances = call.world.balances
    if call.account:
        reachable(call.world, call.account)
    own = balances.amounts.get(call.account, {})
    currencies = own or {balances.default_currency: [0, 0]}
    return {
        "object": "balance",
        "available": [amount(currency, pair[0]) for currency, pair in currencies.items()],
        "livemode": call.world.livemode,
        "pending": [amount(currency, pair[1]) for currency, pair in currencies.items()],
    }


def amount(currency: str, minor: int) -> Json:
    return {"amount": minor, "currency": currency, "source_types": {"card": minor}}


def retrieve_transaction(call: Call) -> Json:
    return call.row(call.world.transactions)


def list_transactions(call: Call) -> Json:
    params = call.params
    filters = {"source": params.get("source"), "_payout": params.get("payout"), "type": params.get("type"), "currency": params.get("currency")}
    if call.account:
        filters["_account"] = call.account
    return call.page(call.world.transactions, **filters)


def settings(call: Call) -> Json:
    """`/v1/balance_settings`: where this API version keeps the payout schedule (the account's own settings show the same)."""
    payouts = reachable(call.world, call.account)["settings"]["payouts"] if call.account else {"schedule": {"interval": "manual"}}
    kept = payouts["schedule"]
    shown = {name: kept.get(name) for name in ("interval", "monthly_payout_days", "weekly_payout_days")}
    delay = kept.get("delay_days", 2)
    return {
        "object": "balance_settings",
        "payments": {
            "debit_negative_balances": payouts.get("debit_negative_balances", False),
            "payouts": {
                "minimum_balance_by_currency": None,
                "schedule": shown,
                "statement_descriptor": payouts.get("statement_descriptor"),
                "status": "enabled",
            },
            "settlement_timing": {"delay_days": delay, "delay_days_override": payouts.get("delay_days_override")},
        },
    }


def update_settings(call: Call) -> Json:
    if call.account:
        payouts = reachable(call.world, call.account)["settings"]["payouts"]
        given = call.params.get("payments", {})
        if "schedule" in given.get("payouts", {}):
            payouts["schedule"] = schedule(payouts["schedule"], given["payouts"]["schedule"])
        if "debit_negative_balances" in given:
            payouts["debit_negative_balances"] = given["debit_negative_balances"]
        override = given.get("settlement_timing", {}).get("delay_days_override")
        if override is not None:
            payouts["delay_days_override"] = override or None
            payouts["schedule"]["delay_days"] = override or 2
    return settings(call)
