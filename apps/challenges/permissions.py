"""Who may do what to a challenge."""

from typing import TYPE_CHECKING, Any

from apps.core.permissions import is_owner, nobody
from apps.users.permissions import is_moderator

if TYPE_CHECKING:
    from .models import Challenge

__all__ = ["can_cancel", "can_edit", "is_owner", "nobody"]


def can_cancel(user: Any, challenge: "Challenge") -> bool:
    """The owner, and moderators."""
    return is_owner(user, challenge) or is_moderator(user)


def can_edit(user: Any, challenge: "Challenge") -> bool:
    """The brief may be changed until the first application; afterwards it can only be clarified."""
    return is_owner(user, challenge) and challenge.status in ("draft", "open", "closed") and not challenge.is_brief_closed
