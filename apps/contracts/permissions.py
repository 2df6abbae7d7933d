"""Who may do what to a contract and its milestones. `owner` pays, `solver` works."""

from typing import TYPE_CHECKING, Any

from apps.core.permissions import is_owner, is_party, is_solver, nobody
from apps.users.permissions import is_moderator

if TYPE_CHECKING:
    from .models import Contract, Dispute, Milestone

SENT_BACK = 2  # times, after which one may dispute what is not delivered

__all__ = [
    "can_accept_offer",
    "can_agree_to_cancel",
    "can_ask_staff",
    "can_cancel_alone",
    "can_decide",
    "can_dispute",
    "can_propose_to_cancel",
    "can_state_amount",
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


def can_dispute(user: Any, milestone: "Milestone") -> bool:
    """Either side, while a delivery waits for its review, or once two deliveries were sent back: while it is funded each round has ended that way."""
    return is_party(user, milestone) and (milestone.status == "delivered" or (milestone.status == "funded" and milestone.round >= SENT_BACK))


def can_state_amount(user: Any, dispute: "Dispute") -> bool:
    return is_party(user, dispute) and dispute.is_live


def can_accept_offer(user: Any, dispute: "Dispute") -> bool:
    """Of the other side, once it has made one."""
    return is_party(user, dispute) and dispute.offer_of("solver" if dispute.side_of(user) == "owner" else "owner") is not None


def can_ask_staff(user: Any, dispute: "Dispute") -> bool:
    """Once both have stated an amount, instead of waiting for the deadline."""
    return is_party(user, dispute) and dispute.status == "open" and dispute.is_answered and not dispute.asked_by(dispute.side_of(user))


def can_decide(user: Any, dispute: "Dispute") -> bool:
    """Staff, but never on what is their own."""
    return is_moderator(user) and not is_party(user, dispute)
