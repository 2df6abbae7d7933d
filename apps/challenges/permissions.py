"""Who may do what to a challenge."""

from typing import TYPE_CHECKING, Any

from apps.core.permissions import is_owner, nobody
from apps.users.blocks import Block
from apps.users.permissions import has_verified_email, is_moderator

if TYPE_CHECKING:
    from .models import Challenge

__all__ = ["can_cancel", "can_edit", "is_asker", "is_invited", "is_owner", "nobody", "why_not_ask"]


def can_cancel(user: Any, challenge: "Challenge") -> bool:
    """The owner, and moderators."""
    return is_owner(user, challenge) or is_moderator(user)


def can_edit(user: Any, challenge: "Challenge") -> bool:
    """The brief may be changed until the first application; afterwards it can only be clarified."""
    return is_owner(user, challenge) and challenge.status in ("draft", "open", "closed") and not challenge.is_brief_closed


def is_asker(user: Any, question: Any) -> bool:
    return bool(user.is_authenticated and question.asker_id == user.pk)


def is_invited(user: Any, invitation: Any) -> bool:
    return bool(user.is_authenticated and invitation.user_id == user.pk)


def why_not_ask(user: Any, challenge: "Challenge") -> str:
    """Why this person cannot ask here in public, in words for them, or ""."""
    if challenge.owner_id == user.pk:
        return "This is your own challenge. To add to it, clarify the brief."
    if not challenge.is_open:
        return "Questions are asked while a challenge takes applications."
    if not has_verified_email(user):
        return "Confirm your e-mail address first: the answer has to reach you."
    if Block.objects.between(user.pk, challenge.owner_id):
        return "You cannot ask here: one of you has blocked the other."
    return ""
