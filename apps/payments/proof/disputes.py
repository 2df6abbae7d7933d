"""Disputes between the parties: what was settled is what moved."""

from typing import Any

from apps.contracts.models import Dispute
from apps.payments.models import Account

from .sums import Problems, entries_by_key, on


def check_disputes(keys: list[Any]) -> Problems:
    """The milestone is where its dispute is, and the outcome is in the ledger."""
    found: Problems = []
    rows = list(Dispute.objects.select_related("milestone").filter(pk__in=keys))
    entries = entries_by_key(f"settle:{one.milestone_id}" for one in rows)
    for one in rows:
        if one.is_live != (one.milestone.status == "disputed"):
            found.append((one.pk, f"it is {one.status}, and its milestone is {one.milestone.status}"))
        sides = entries.get(f"settle:{one.milestone_id}")
        if (one.status == "settled") != (sides is not None):
            found.append((one.pk, f"it is {one.status}, and that does not agree with the entry settle:{one.milestone_id}"))
        elif sides is not None:
            parted = on(sides, Account.HELD), -on(sides, Account.PAYABLE) - on(sides, Account.PLATFORM_FEES)
            if parted != (one.held_minor, one.outcome_minor):
                found.append((one.pk, f"its outcome is {one.outcome_minor} of {one.held_minor}, the ledger says {parted[1]} of {parted[0]}"))
    return found
