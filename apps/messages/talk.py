"""One conversation as one reader sees it now: what the page, its fragments and the panel beside a contract show."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import QuerySet
from django.http import Http404
from django.utils import timezone
from django.utils.safestring import SafeString

from apps.contracts.models import Contract
from apps.core.prepared import Prepared
from apps.users.blocks import Block
from apps.users.models import User

from . import faces
from .happenings import Happening, happenings, woven
from .lines import Line, lines
from .models import Conversation, Member, Message
from .permissions import why_not_write

STRETCH = 30  # messages of a page
CATCH_UP = 100
MOST = 2_000_000_000  # no conversation has more messages


@dataclass
class Talk:
    """`lines` in order, `entries` with what happened between them; `earlier` and `later` are the numbers to ask from for what is before and after
    them, 0 where there is nothing."""

    member: Member
    reader: User
    lines: list[Line] = field(default_factory=list)
    entries: list[Line | Happening] = field(default_factory=list)
    earlier: int = 0
    later: int = 0
    contract: Contract | None = None
    why: str = ""  # why the reader cannot write here
    blocks: bool = False  # the reader has blocked the other side

    @property
    def conversation(self) -> Conversation:
        return self.member.conversation

    @property
    def other(self) -> User:
        return self.member.other

    @property
    def drawn(self) -> SafeString:
        return faces.entries(self.entries)

    @property
    def last_seq(self) -> int:
        return self.lines[-1].message.seq if self.lines else 0

    @property
    def clock(self) -> str:
        """What time it is for the other side, where that is another one than the reader's."""
        now = timezone.now()
        there, here = (now.astimezone(ZoneInfo(one.timezone)) for one in (self.other, self.reader))
        return f"{there:%H:%M} for {self.other.get_short_name()}" if there.utcoffset() != here.utcoffset() else ""

    @property
    def people(self) -> dict[Any, User]:
        return {self.reader.pk: self.reader, self.other.pk: self.other}


@Prepared
def places(conversation: UUID) -> QuerySet[Member]:
    return Member.objects.filter(conversation_id=conversation).select_related("conversation__application", "other")


@Prepared
def places_and_contract(conversation: UUID) -> QuerySet[Member]:
    return Member.objects.filter(conversation_id=conversation).select_related("conversation__application__contract", "other")


@Prepared
def newest_before(conversation: UUID, seq: int) -> QuerySet[Message]:
    return Message.objects.filter(conversation_id=conversation, seq__lt=seq).defer("text", "plain").order_by("-seq")[: STRETCH + 1]


@Prepared
def oldest_after(conversation: UUID, seq: int) -> QuerySet[Message]:
    return Message.objects.filter(conversation_id=conversation, seq__gt=seq).defer("text", "plain").order_by("seq")[:CATCH_UP]


def find_member(reader: User, pk: UUID, *, with_contract: bool = False) -> Member:
    """The reader's place in the conversation, and the one across. Raises Http404 where they have none, moderators included."""
    found = {one.user_id: one for one in (places_and_contract if with_contract else places)(pk)}
    mine = found.get(reader.pk)
    if mine is None or mine.left_at is not None:
        raise Http404("There is no such conversation.")
    mine.across = found.get(mine.other_id)
    mine.conversation.know(reader, mine.other)
    return mine


def read_talk(reader: User, member: Member, *, before: int = 0) -> Talk:
    """The page: its newest messages, or those before a number."""
    talk = Talk(member, reader)
    conversation, application = member.conversation, member.conversation.application
    shown, since = stretch(talk, before)
    people = talk.people | others(conversation, talk.people, shown)
    new = (0, 0)
    if member.unread and not before:
        first = next((one.seq for one in shown if one.seq > member.read_seq and one.author_id != reader.pk), 0)
        new = (first, member.unread)
    talk.lines = lines(shown, people, reader, read=how_far(member), new=new)
    talk.contract = getattr(application, "contract", None)
    until = shown[-1].created_at if talk.later else None
    talk.entries = list(woven(talk.lines, happenings(conversation, talk.contract, people, since=since, until=until)))
    talk.why = why_not_write(reader, conversation)
    talk.blocks = bool(talk.why) and Block.objects.filter(blocker=reader, blocked=talk.other).exists()
    return talk


def stretch(talk: Talk, before: int) -> tuple[list[Message], datetime | None]:
    """The messages, and when the one before them was written: what happened after that stands on the same page."""
    found = newest_before(talk.conversation.pk, before or MOST)[: STRETCH + 1][::-1]
    since = found[0].created_at if len(found) > STRETCH else None
    found = found[-STRETCH:]
    if found:
        talk.earlier = found[0].seq if found[0].seq > 1 else 0
        talk.later = found[-1].seq + STRETCH + 1 if found[-1].seq < talk.conversation.last_seq else 0
    return found, since


def others(conversation: Conversation, known: dict[Any, User], messages: list[Message]) -> dict[Any, User]:
    """Whoever else wrote: nobody, as long as a conversation has two sides."""
    missing = {one.author_id for one in messages} - set(known)
    return {one.pk: one for one in User.objects.filter(pk__in=list(missing))} if missing else {}


def how_far(member: Member) -> tuple[int, Any]:
    """Up to which message the other side has read, and when."""
    return (member.across.read_seq, member.across.read_at) if member.across else (0, None)


def catch_up(reader: User, member: Member, after: int) -> tuple[list[Line], int]:
    """What follows the message `after`, at most CATCH_UP of it, and up to which number that is complete: numbers are given in the order of commits,
    so nothing with a smaller one comes later."""
    found = oldest_after(member.conversation_id, after)
    people = {reader.pk: reader, member.other_id: member.other}
    people |= others(member.conversation, people, found)
    return lines(found, people, reader, read=how_far(member)), found[-1].seq if found else after
