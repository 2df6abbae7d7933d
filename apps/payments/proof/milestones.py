"""The columns of each milestone, its state, and what was ordered for it."""

from typing import Any

from apps.contracts.models import Milestone
from apps.payments.models import Account, Posting

from .sums import NOT_CANCELLED, Kind, Problems, grouped, on, ordered_of

CONFIRMED = (Kind.REFUNDED, Kind.REFUND_FAILED)


def check_milestones(keys: list[Any]) -> Problems:
    """funded = held + released + refunded + fees; each column as the ledger says; the state fits; frozen with a reason only."""
    found: Problems = []
    postings = grouped("milestone_id", keys)
    ordered = ordered_of("milestone_id", keys, NOT_CANCELLED)
    for one in Milestone.objects.filter(pk__in=keys):
        sides = [side for side in postings[one.pk] if side.currency == one.currency]
        words = [*columns(one, sides), *orders(sides, ordered.get((one.pk, "transfer"), 0), ordered.get((one.pk, "refund"), 0)), *state(one)]
        found += [(one.pk, word) for word in words]
    return found


def columns(one: Milestone, sides: list[Posting]) -> list[str]:
    found = []
    if one.funded_minor != one.held_minor + one.released_minor + one.refunded_minor + one.fee_minor:
        found.append("funded is not held + released + refunded + fees")
    from_held = on(sides, Account.HELD, Kind.REFUND, Kind.CHARGEBACK_LOST) - on(sides, Account.REFUNDS, Kind.SETTLE)
    ledger = {
        "funded": -on(sides, Account.HELD, Kind.FUND),
        "held": -on(sides, Account.HELD),
        "released": -on(sides, Account.PAYABLE, Kind.RELEASE, Kind.SETTLE, Kind.CLAWBACK) - on(sides, Account.RECEIVABLE, Kind.CLAWBACK),
        "refunded": from_held - on(sides, Account.REFUNDS, Kind.CLAWBACK) - on(sides, Account.DISPUTES, Kind.CLAWBACK),
        "fee": -on(sides, Account.PLATFORM_FEES),
    }
    for name, minor in ledger.items():
        column = getattr(one, f"{name}_minor")
        if column != minor:
            found.append(f"its {name} amount is {column}, the ledger says {minor}")
    return found


def orders(sides: list[Posting], sent: int, back: int) -> list[str]:
    """Everything that left payable or refunds by a decision is in an operation that was not cancelled."""
    found = []
    payable = -on(sides, Account.PAYABLE, Kind.RELEASE, Kind.SETTLE, Kind.REPAY, Kind.CLAWBACK)
    if payable != sent:
        found.append(f"{payable} should go to the solver, its transfers are about {sent}")
    refunds = -sum(side.amount_minor for side in sides if side.account == Account.REFUNDS and side.kind not in CONFIRMED)
    if refunds != back:
        found.append(f"{refunds} should go back to the challenger, its refunds are about {back}")
    return found


def state(one: Milestone) -> list[str]:
    found = []
    holds = one.status in ("funded", "delivered", "disputed")
    fits = (0, 0) if one.status == "planned" else (one.amount_minor, one.amount_minor if holds else 0)
    if (one.funded_minor, one.held_minor) != fits:
        found.append(f"it is {one.status}, with {one.funded_minor} funded and {one.held_minor} held")
    if (one.frozen_at is not None) != bool(one.frozen_reason):
        found.append("it is frozen without a reason" if one.frozen_at else "it has a reason to be frozen, and is not")
    return found
