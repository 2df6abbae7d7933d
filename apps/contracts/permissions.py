"""Who may do what to a contract and its milestones. `owner` pays, `solver` works."""

from typing import TYPE_CHECKING, Any

from apps.core.permissions import is_owner, is_party, is_solver, nobody

if TYPE_CHECKING:
    from .models import Contract

__all__ = [
    "can_agree_to_cancel",
    "can_cancel_alone",
    "can_propose_to_cancel",
    "can_withdraw_proposal",
    "is_owner",
    "is_party",
    "is_solver",
    "nobody",
]


def can_cancel_alone(user: Any, contract: "Contract") -> bool:
    """Before the first delivery either side may leave at once: nothing has been handed over, and what was paid goes back in full."""
    return is_party(user, contract) and contract.is_live and contract.first_delivered_at is None


def can_propose_to_cancel(user: Any, contract: "Contract") -> bool:
    """After the first delivery it takes both sides."""
    return is_party(user, contract) and contract.status == "active" and contract.first_delivered_at is not None and not contract.has_proposal


def can_agree_to_cancel(user: Any, contract: "Contract") -> bool:
    """Also: may decline. Only the side that did not propose it."""
    return is_party(user, contract) and contract.is_live and contract.has_proposal and contract.cancel_proposed_by_id != user.pk


def can_withdraw_proposal(user: Any, contract: "Contract") -> bool:
    return is_party(user, contract) and contract.is_live and contract.cancel_proposed_by_id == user.pk
