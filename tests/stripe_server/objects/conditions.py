"""What Stripe thinks of a connected account: ready, restricted, asked for papers, rejected or gone."""

from typing import Any, Literal

from ..errors import Json, Refusal
from ..events import emit
from ..world import World

Condition = Literal["ready", "restricted", "needs", "rejected", "deauthorized"]
PAPERS = ["individual.verification.document"]
DEADLINE = 7 * 86400


def reachable(world: World, account_id: str) -> Json:
    """An account that the platform may still see. Raises `Refusal` (403, as Stripe does)."""
    row = world.accounts.rows.get(account_id)
    if row is None or row["_gone"]:
        raise Refusal(
            f"The provided key does not have access to account '{account_id}' (or that account does not exist). "
            "Application access may have been revoked.",
            status=403,
            code="account_invalid",
        )
    return row


def requirements(due: list[str], disabled: str | None = None) -> Json:
    return {
        "alternatives": [],
        "current_deadline": None,
        "currently_due": list(due),
        "disabled_reason": disabled,
        "errors": [],
        "eventually_due": list(due),
        "past_due": list(due) if disabled == "requirements.past_due" else [],
        "pending_verification": [],
    }


def told(world: World, row: Json) -> None:
    emit(world, "account.updated", row, account=row["id"])


def set_condition(world: World, row: Json, condition: Condition, *, due: list[str] | None = None, reason: str | None = None) -> None:
    """What Stripe thinks of the account now, told by `account.updated` (or `…deauthorized`).

    `ready`: transfers and payouts on. `restricted`: off until `due` is given. `needs`: something is due, by a deadline where the account is on.
    `rejected`: off for good, with `reason`. `deauthorized`: the platform cannot see it any more.
    """
    if condition == "deauthorized":
        row["_gone"] = True
        application = {"id": "ca_test", "object": "application", "name": "OpenChance"}
        emit(world, "account.application.deauthorized", application, account=row["id"])
        return
    ready = condition == "ready"
    if condition == "needs":
        enabled = row["payouts_enabled"]
        row["requirements"] = requirements(due or PAPERS, None if enabled else "requirements.past_due")
        row["requirements"]["current_deadline"] = world.now() + DEADLINE if enabled else None
        told(world, row)
        return
    row |= {"charges_enabled": ready, "payouts_enabled": ready}
    row["capabilities"] = dict.fromkeys(row["capabilities"], "active" if ready else "inactive")
    if ready:
        row["details_submitted"] = True
        row["requirements"] = requirements([])
        row["tos_acceptance"] = {"date": world.now()}
        add_bank(world, row)
    elif condition == "rejected":
        row["requirements"] = requirements([], reason or "rejected.other")
    else:
        row["details_submitted"] = True
        row["requirements"] = requirements(due or PAPERS, reason or "requirements.past_due")
    told(world, row)


def add_bank(world: World, row: Json, last4: str = "3000") -> None:
    if row["external_accounts"]["data"]:
        return
    bank: dict[str, Any] = {
        "id": world.new_id("ba"),
        "object": "bank_account",
        "account": row["id"],
        "bank_name": "STRIPE TEST BANK",
        "country": row["country"],
        "currency": row["default_currency"],
        "default_for_currency": True,
        "last4": last4,
        "status": "new",
    }
    row["external_accounts"]["data"] = [bank]
