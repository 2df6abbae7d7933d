"""What open pages are told, after commit, and what they may say themselves. The writer names whom a frame goes to: no groups."""

from collections.abc import Iterable
from datetime import UTC
from typing import Any
from uuid import UUID

from django.utils import timezone

from apps.core.db import on_commit
from apps.core.live import push
from apps.core.prepared import Prepared
from apps.core.sockets.registry import BadFrame, Frame
from apps.users.blocks import Block
from apps.users.models import User

from . import faces
from .lines import Line
from .models import Conversation, Member, Message, MessageFile


def drawn(message: Message, author: Any, files: list[MessageFile]) -> str:
    """The message for anybody who takes part: the browser knows which are its reader's own, and shows times in their zone."""
    with timezone.override(UTC):
        return faces.message(Line(message, author, files))


def push_message(message: Message, author: User, files: list[MessageFile], keys: list[Any]) -> None:
    def tell() -> None:
        frame = {"kind": "message", "conversation": str(message.conversation_id), "seq": message.seq, "id": str(message.pk), "by": str(author.pk)}
        message.drawn = drawn(message, author, files)  # once: its author's page gets the same
        push(keys, frame | {"html": message.drawn})

    on_commit(tell, robust=True)


def push_changed(message: Message) -> None:
    """Edited or deleted. Whom it goes to is read in the writer's transaction."""
    keys = members_of(message.conversation_id)
    files = [] if message.is_deleted else list(message.files.all())

    def tell() -> None:
        frame = {"kind": "changed", "conversation": str(message.conversation_id), "id": str(message.pk)}
        push(keys, frame | {"html": drawn(message, message.author, files)})

    on_commit(tell, robust=True)


def push_read(conversation: UUID, by: UUID, seq: int, keys: list[Any]) -> None:
    """Also to the reader's other pages, whose lists count."""
    frame = {"kind": "read", "conversation": str(conversation), "by": str(by), "seq": seq}
    on_commit(lambda: push(keys, frame), robust=True)


@Prepared
def unread_of(people: list[UUID]) -> Any:
    return User.objects.filter(pk__in=people).order_by().values_list("pk", "unread_messages")


def push_unread(*keys: Any) -> None:
    """Each of these people's open pages is told their own count."""

    def tell() -> None:
        for key, count in unread_of(list(keys)):
            push([key], {"kind": "unread", "messages": count})

    on_commit(tell, robust=True)


def members_of(conversation: UUID) -> list[Any]:
    return list(Member.objects.filter(conversation_id=conversation, left_at=None).values_list("user_id", flat=True))


def conversation_in(frame: Frame) -> UUID:
    """Raises BadFrame."""
    try:
        return UUID(str(frame["conversation"]))
    except (KeyError, ValueError):
        raise BadFrame from None


def take_typing(user: User, frame: Frame) -> None:
    """The others' pages show that `user` is writing. From whoever takes no part, or is blocked, it goes nowhere."""
    conversation = conversation_in(frame)
    keys = members_of(conversation)
    others: Iterable[Any] = [key for key in keys if key != user.pk]
    if user.pk in keys and not any(Block.objects.between(user.pk, key) for key in others):
        push(others, {"kind": "typing", "conversation": str(conversation), "by": str(user.pk), "name": user.get_short_name()})


def take_where(user: User, frame: Frame) -> Frame | None:
    """The number of the conversation's last message: a page that knows less asks for the rest."""
    conversation = conversation_in(frame)
    if not Member.objects.filter(conversation_id=conversation, user=user, left_at=None).exists():
        return None
    seq = Conversation.objects.values_list("last_seq", flat=True).get(pk=conversation)
    return {"kind": "where", "conversation": str(conversation), "seq": seq}


def greet(user: User) -> Frame:
    return {"kind": "unread", "messages": user.unread_messages}
