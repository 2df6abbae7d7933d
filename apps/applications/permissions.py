"""Who may do what to an application. `owner` is the challenge's owner, `solver` the one who applied."""

from typing import TYPE_CHECKING, Any

from apps.core.permissions import is_owner, is_party, is_solver, nobody
from apps.users.blocks import Block
from apps.users.permissions import has_verified_email

if TYPE_CHECKING:
    from apps.challenges.models import Challenge

__all__ = ["is_owner", "is_party", "is_solver", "nobody", "why_not_apply"]


def why_not_apply(user: Any, challenge: "Challenge") -> str:
    """Why this person cannot apply here, in words for them, or "". One who has applied already is a matter of its own."""
    if challenge.owner_id == user.pk:
        return "This is your own challenge; you cannot apply to it."
    if not challenge.is_open:
        return "This challenge takes no applications any more."
    if not has_verified_email(user):
        return "Confirm your e-mail address first: the challenger must be able to reach you."
    if Block.objects.between(user.pk, challenge.owner_id):
        return "You and this challenger cannot work together: one of you has blocked the other."
    return ""
