"""Somebody has read up to a message."""

from django.db.models import F
from django.utils import timezone

from apps.core.db import run_atomic
from apps.core.errors import NotAllowed
from apps.messages.frames import members_of, push_read, push_unread
from apps.messages.models import Conversation, Member, Message
from apps.notifications import services as notifications
from apps.users.models import User


@run_atomic
def mark_read(conversation: Conversation, *, by: User, seq: int) -> bool:
    """`by` has read everything up to `seq`; True when that was not so before. Their counts go down by as much, and the others' pages show it.

    Raises NotAllowed for whoever is no member.
    """
    member = Member.objects.filter(conversation=conversation, user=by, left_at=None).first()
    if member is None:
        raise NotAllowed("You do not take part in this conversation.")
    last = Conversation.objects.values_list("last_seq", flat=True).get(pk=conversation.pk)
    seq = min(seq, last)
    if seq <= member.read_seq:
        return False
    left = Message.objects.filter(conversation=conversation, seq__gt=seq).exclude(author=by).count() if seq < last else 0
    changes: dict[str, object] = {"read_seq": seq, "read_at": timezone.now(), "unread": left, "is_unread": left > 0}
    if not left:
        changes["tell_at"] = None
    Member.objects.filter(pk=member.pk).update(**changes)
    if member.unread != left:
        User.objects.filter(pk=by.pk).update(unread_messages=F("unread_messages") - (member.unread - left))
        push_unread(by.pk)
    push_read(conversation.pk, by.pk, seq, members_of(conversation.pk))
    notifications.read_about(by, conversation.get_absolute_url())
    return True
