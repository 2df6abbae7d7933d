"""Who may write where."""

from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from apps.core.prepared import Prepared
from apps.users.blocks import Block

if TYPE_CHECKING:
    from apps.applications.models import Application
    from apps.messages.models import Conversation

AFTERWARDS = timedelta(days=30)  # after an application has ended without a contract


def is_over(application: "Application") -> bool:
    """Declined, withdrawn or expired, and the time for a last word has passed too."""
    return not application.is_live and application.status != "accepted" and timezone.now() > application.changed_at + AFTERWARDS


@Prepared
def blocks_among(blockers: list[UUID], blocked: list[UUID]) -> QuerySet[Block]:
    return Block.objects.filter(blocker_id__in=blockers, blocked_id__in=blocked)


def why_not_write(user: Any, conversation: "Conversation") -> str:
    """Why this person, one of its two sides, cannot write into the conversation, in words for them, or "".

    Both sides are as they were just read: blocks are asked for only where one of the two has blocked anybody.
    """
    if is_over(conversation.application):
        return "This application ended more than 30 days ago. What was said stays here to be read."
    other = conversation.other(user)
    if not (user.blocked_count or other.blocked_count):
        return ""
    sides = [conversation.owner_id, conversation.solver_id]
    blocks = blocks_among(sides, sides)
    if any(one.blocker_id == user.pk for one in blocks):
        return f"You have blocked {other}. Unblock to write."
    if blocks:
        return f"{other} takes no messages from you."
    return ""
