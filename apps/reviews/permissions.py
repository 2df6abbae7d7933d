"""Who may review what."""

from typing import TYPE_CHECKING, Any

from apps.core.permissions import is_party

if TYPE_CHECKING:
    from apps.contracts.models import Contract


def is_reviewable(contract: "Contract") -> bool:
    """Completed, or cancelled after work had been delivered: there is something to speak of."""
    return contract.status == "completed" or (contract.status == "cancelled" and contract.first_delivered_at is not None)


def why_not_review(user: Any, contract: "Contract", closes_at: Any, now: Any) -> str:
    """Why this person cannot review this contract now, in words for them, or ""."""
    if not is_party(user, contract):
        return "Only the two sides of a contract review each other."
    if contract.is_live:
        return "Reviews are written once the contract has ended."
    if not is_reviewable(contract):
        return "This contract ended before anything was delivered, so there is nothing to review."
    if closes_at <= now:
        return "The time for reviews of this contract is over."
    return ""
