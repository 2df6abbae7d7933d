"""A message is written: stored once, at its place, counted for everybody else, and shown on open pages after commit."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db.models import F, QuerySet
from django.utils import timezone

from apps.core.db import run_atomic
from apps.core.errors import NotAllowed, Refused
from apps.core.permissions import is_party
from apps.core.prepared import Prepared
from apps.core.uploads import FILES_LIMIT, Sent, storing
from apps.messages import words
from apps.messages.frames import push_message, push_unread
from apps.messages.models import Conversation, Member, Message, MessageFile
from apps.messages.models.message import LONGEST
from apps.messages.permissions import why_not_write
from apps.users.models import User

from .opening import add_member

COUNTED = 4  # members whose open pages are told their new count; two sides need one, and in a crowd each page counts when it is loaded
PATIENCE = timedelta(minutes=1)  # so long a message may stay unread before anybody is told of it elsewhere


class Repeated(Exception):
    """This key has been taken before: the transaction is undone, and the message of that time is the answer."""

    def __init__(self, message: Message) -> None:
        self.message = message


def send(conversation: Conversation, *, by: User, text: str, client_key: UUID, files: Sequence[Sent] = ()) -> Message:
    """`by` has said `text`, with `files` that were checked before. The second call with one `client_key` returns the first one's message.

    Raises Refused where there is nothing to say or no writing any more, NotAllowed for whoever is no member.
    """
    said = words.clean(text)
    check(said, files)
    if found := taken(conversation, by, client_key):
        return found
    try:
        with storing(MessageFile, files, by=by, conversation=conversation) as kept:
            return write(conversation, by, said, client_key, kept)
    except Repeated as repeated:
        return repeated.message


def check(said: str, files: Sequence[Any]) -> None:
    if not said and not files:
        raise Refused("Write something, or attach a file.", field="text")
    if len(said) > LONGEST:
        raise Refused(f"Say it in {LONGEST:,} characters at most, or attach it as a file.", field="text")
    if len(files) > FILES_LIMIT:
        raise Refused(f"{FILES_LIMIT} files at most.", field="files")


@Prepared
def with_key(conversation: UUID, author: UUID, client_key: UUID) -> QuerySet[Message]:
    return Message.objects.filter(conversation_id=conversation, author_id=author, client_key=client_key)


@Prepared
def conversation_with(pk: UUID) -> QuerySet[Conversation]:
    return Conversation.objects.filter(pk=pk).select_related("application", "owner", "solver")


@Prepared
def members_of(conversation: UUID) -> QuerySet[Member]:
    return Member.objects.filter(conversation_id=conversation)


def taken(conversation: Conversation, by: User, client_key: UUID) -> Message | None:
    return next(iter(with_key(conversation.pk, by.pk, client_key)), None)


@run_atomic
def write(conversation: Conversation, by: User, said: str, client_key: UUID, files: list[MessageFile]) -> Message:
    now = timezone.now()
    found = take_place(conversation, by, said or files[0].name, now)
    if before := taken(conversation, by, client_key):
        raise Repeated(before)
    mine, others = check_member(found, by)
    message = Message.objects.create(
        conversation=conversation,
        author=by,
        seq=found.last_seq,
        client_key=client_key,
        text=said,
        html=words.render(said),
        plain=words.plain(said),
    )
    for file in files:
        file.message = message
        file.save(force_insert=True)  # which claims what was sent; the transaction may run again
    push_message(message, by, files, [by.pk, *(one.user_id for one in others)])  # before the counts: people wait for it
    count(mine, others, message, now)
    return message


def take_place(conversation: Conversation, by: User, line: str, now: Any) -> Conversation:
    """The conversation with its next number, by the first statement of the transaction: other writers wait here until this one has committed, so
    numbers are given in the order of commits, and one that is given up leaves no gap."""
    same = Conversation.objects.filter(pk=conversation.pk)
    same.update(last_seq=F("last_seq") + 1, last_at=now, last_author=by, last_text=words.one_line(line))
    return conversation_with(conversation.pk)[0]


def check_member(found: Conversation, by: User) -> tuple[Member, list[Member]]:
    """The writer's own place, and the other members. Both sides of the application become members with the first message; whoever left stays out."""
    members = {one.user_id: one for one in members_of(found.pk)}
    if by.pk not in members and not is_party(by, found):
        raise NotAllowed("You do not take part in this conversation.")
    for side in (found.owner, found.solver):
        if side.pk not in members:
            members[side.pk] = add_member(found, side)
    mine = members.pop(by.pk)
    if mine.left_at is not None:
        raise NotAllowed("You do not take part in this conversation.")
    if sentence := why_not_write(by, found.other(by), found.application):
        raise Refused(sentence)
    return mine, [one for one in members.values() if one.left_at is None]


def count(mine: Member, others: list[Member], message: Message, now: Any) -> None:
    """The message is unread for everybody else, and its author has read so far."""
    present = Member.objects.filter(conversation_id=message.conversation_id, left_at=None)
    present.filter(user=mine.user_id).update(last_at=now, read_seq=message.seq, read_at=now, unread=0, is_unread=False, tell_at=None)
    if mine.unread:  # who answers has read
        push_unread(mine.user_id)
        User.objects.filter(pk=mine.user_id).update(unread_messages=F("unread_messages") - mine.unread)
    if not others:
        return
    rest = present.exclude(user=mine.user_id)
    rest.update(last_at=now, unread=F("unread") + 1, is_unread=True)
    if any(one.tell_at is None and not one.is_muted for one in others):
        rest.filter(tell_at=None, is_muted=False).update(tell_at=now + PATIENCE)
    User.objects.filter(pk__in=[one.user_id for one in others]).update(unread_messages=F("unread_messages") + 1)
    for one in others[:COUNTED]:
        push_unread(one.user_id)
