"""Out of a conversation, or quiet in it."""

from django.db.models import F
from django.utils import timezone

from apps.core.db import run_atomic
from apps.core.errors import NotAllowed, Stale
from apps.core.models import record
from apps.messages.frames import push_unread
from apps.messages.models import Conversation, Member
from apps.users.models import User
from apps.users.permissions import is_moderator


@run_atomic
def remove_member(conversation: Conversation, user: User, *, by: User) -> None:
    """`user` sees and hears nothing more of it: not what comes, nor what was said. Moderators may do it to others, anybody to themselves.

    Raises NotAllowed, and Stale where that one takes no part already.
    """
    if by.pk != user.pk and not is_moderator(by):
        raise NotAllowed("Only moderators can take somebody out of a conversation.", row=conversation)
    # First, as a message does: either it is before this, or it sees it.
    Conversation.objects.filter(pk=conversation.pk).update(last_seq=F("last_seq"))
    member = Member.objects.filter(conversation=conversation, user=user, left_at=None).first()
    if member is None:
        raise Stale("This person takes no part in the conversation.", row=conversation)
    Member.objects.filter(pk=member.pk).update(left_at=timezone.now(), unread=0, is_unread=False, tell_at=None)
    if member.unread:
        User.objects.filter(pk=user.pk).update(unread_messages=F("unread_messages") - member.unread)
        push_unread(user.pk)
    record(conversation, "leave" if by.pk == user.pk else "remove_member", by=by, member=str(user.pk))


@run_atomic
def set_muted(conversation: Conversation, *, by: User, value: bool) -> None:
    """Nothing outside the inbox tells `by` of new messages here, or does again. Raises NotAllowed for whoever is no member."""
    changes: dict[str, object] = {"is_muted": value} | ({"tell_at": None} if value else {})
    if Member.objects.filter(conversation=conversation, user=by, left_at=None).update(**changes) != 1:
        raise NotAllowed("You do not take part in this conversation.", row=conversation)
