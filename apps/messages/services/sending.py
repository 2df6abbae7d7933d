"""A message is written: stored once, at its place, counted for everybody else, and shown on open pages after commit."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import IntegrityError
from django.db.models import Case, F, IntegerField, Q, QuerySet, Value, When
from django.utils import timezone

from apps.core.db import run_atomic
from apps.core.errors import NotAllowed, Refused
from apps.core.permissions import is_party
from apps.core.prepared import Prepared, PreparedUpdate
from apps.core.uploads import FILES_LIMIT, Sent, storing
from apps.messages import words
from apps.messages.frames import push_message, push_unread
from apps.messages.models import Conversation, Member, Message, MessageFile
from apps.messages.models.message import LONGEST
from apps.messages.permissions import why_not_write
from apps.users.models import User

from .opening import add_member

COUNTED = 4  # members whose open pages are told their new count; two sides need one, and in a crowd each page counts when it is loaded
NUMBER = IntegerField()
PATIENCE = timedelta(minutes=1)  # so long a message may stay unread before anybody is told of it elsewhere


def send(conversation: Conversation, *, by: User, text: str, client_key: UUID, files: Sequence[Sent] = ()) -> Message:
    """`by` has said `text`, with `files` that were checked before, in the `conversation` as it was just read, with its sides.

    The second call with one `client_key` returns the first one's message, whatever has been forbidden since: the index on the key refuses the second
    row, and the message of that time is the answer.

    Raises Refused where there is nothing to say or no writing any more, NotAllowed for whoever is no member.
    """
    said = words.clean(text)
    check(said, files)
    columns = {"text": said, "html": words.render(said), "plain": words.plain(said), "client_key": client_key, "has_files": bool(files)}
    try:
        if is_party(by, conversation) and (sentence := why_not_write(by, conversation)):
            raise Refused(sentence)
        with storing(MessageFile, files, by=by, conversation=conversation) as kept:
            return write(conversation, by, columns, kept)
    except (IntegrityError, Refused, NotAllowed):
        if found := taken(conversation, by, client_key):
            return found
        raise


def check(said: str, files: Sequence[Any]) -> None:
    if not said and not files:
        raise Refused("Write something, or attach a file.", field="text")
    if len(said) > LONGEST:
        raise Refused(f"Say it in {LONGEST:,} characters at most, or attach it as a file.", field="text")
    if len(files) > FILES_LIMIT:
        raise Refused(f"{FILES_LIMIT} files at most.", field="files")


def taken(conversation: Conversation, by: User, client_key: UUID) -> Message | None:
    return Message.objects.filter(conversation=conversation, author=by, client_key=client_key).first()


@Prepared
def members_of(conversation: UUID) -> QuerySet[Member]:
    return Member.objects.filter(conversation_id=conversation).select_related("conversation")


@PreparedUpdate
def take_place(conversation: UUID, now: datetime) -> Any:
    """The conversation gets its next number, by the first statement of the transaction: other writers wait here until this one has committed, so
    numbers are given in the order of commits, and one that is given up leaves no gap."""
    return Conversation.objects.filter(pk=conversation), {"last_seq": F("last_seq") + 1, "last_at": now}


@PreparedUpdate
def count_for_members(conversation: UUID, by: UUID, seq: int, line: str, now: datetime, tell_at: datetime) -> Any:
    """The message is unread for everybody else, who is told of it unless that is so already; its author has read so far: who answers has read."""
    mine, untold = Q(user_id=by), Q(tell_at=None, is_muted=False)
    return Member.objects.filter(conversation_id=conversation, left_at=None), {
        "last_at": now,
        "last_text": line,
        "last_is_mine": Case(When(mine, then=Value(True)), default=Value(False)),
        "read_seq": Case(When(mine, then=seq), default=F("read_seq"), output_field=NUMBER),
        "read_at": Case(When(mine, then=now), default=F("read_at")),
        "unread": Case(When(mine, then=0), default=F("unread") + 1, output_field=NUMBER),
        "is_unread": Case(When(mine, then=Value(False)), default=Value(True)),
        "tell_at": Case(When(mine, then=Value(None)), When(untold, then=tell_at), default=F("tell_at")),
    }


@PreparedUpdate
def count_for_people(people: list[UUID], by: UUID, read: int) -> Any:
    """One unread message more for each, and for the author as many less as were read."""
    less = When(pk=by, then=F("unread_messages") - read)
    return User.objects.filter(pk__in=people), {"unread_messages": Case(less, default=F("unread_messages") + 1, output_field=NUMBER)}


@run_atomic
def write(conversation: Conversation, by: User, columns: dict[str, Any], files: list[MessageFile]) -> Message:
    """As few statements as can be: one conversation's messages are written one after the other, so each of them is everybody's waiting."""
    now = timezone.now()
    take_place(conversation.pk, now)
    mine, others = check_member(members_of(conversation.pk), by)
    message = Message.objects.create(conversation=conversation, author=by, seq=mine.conversation.last_seq, **columns)
    for file in files:
        file.message = message
        file.save(force_insert=True)  # which claims what was sent; the transaction may run again
    push_message(message, by, files, [by.pk, *(one.user_id for one in others)])  # before the counts: people wait for it
    count(mine, others, message, words.one_line(message.text or files[0].name), now)
    return message


def check_member(found: list[Member], by: User) -> tuple[Member, list[Member]]:
    """The writer's own place, and the other members. Both sides of the application become members with the first message; whoever left stays out."""
    members, conversation = {one.user_id: one for one in found}, found[0].conversation
    if by.pk not in members and not is_party(by, conversation):
        raise NotAllowed("You do not take part in this conversation.")
    for side in (conversation.owner_id, conversation.solver_id):
        if side not in members:
            members[side] = add_member(conversation, side)
    mine = members.pop(by.pk)
    if mine.left_at is not None:
        raise NotAllowed("You do not take part in this conversation.")
    return mine, [one for one in members.values() if one.left_at is None]


def count(mine: Member, others: list[Member], message: Message, line: str, now: datetime) -> None:
    count_for_members(message.conversation_id, mine.user_id, message.seq, line, now, now + PATIENCE)
    changed = [one.user_id for one in (mine, *others) if one is not mine or mine.unread]
    if changed:
        count_for_people(changed, mine.user_id, mine.unread)
        push_unread(*changed[: COUNTED + 1])
