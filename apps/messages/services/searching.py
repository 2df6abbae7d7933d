"""Finding words in one's own conversations, a step at a time: a search goes on until it has a page, or has taken as long as a page may."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from time import monotonic
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from apps.core.prepared import Prepared
from apps.messages import words
from apps.messages.models import Conversation, Member, Message
from apps.users.models import User

SHOWN = 20
STEP = 2_500  # messages that are looked through at once
CONVERSATIONS = 300  # of a page, however little was said in them
ENOUGH = 0.01  # seconds, after which no further step begins
LEAST = 2  # letters
MOST = 2_000_000_000
EPOCH, LATEST = datetime(1970, 1, 1, tzinfo=UTC), datetime(9999, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)
LAST_KEY = UUID(int=(1 << 128) - 1)
Seat = tuple[datetime, UUID, UUID, int]  # when something was said last, one's place, its conversation, how many messages that has


@dataclass(frozen=True)
class Place:
    """Where a search goes on: at one's place in a conversation, in the order of the inbox, there with the message `upto`; and after which of the
    matches of that step."""

    at: datetime = LATEST
    member: UUID = LAST_KEY
    upto: int = 0
    after: UUID | None = None

    @classmethod
    def of(cls, text: str) -> "Place":
        """Raises ValueError where the text is not ours."""
        if not text:
            return cls()
        at, member, upto, after = text.split(".")
        moment = timedelta(microseconds=number(at, (LATEST - EPOCH) // MICROSECOND))
        return cls(EPOCH + moment, UUID(member), number(upto, MOST), UUID(after) if after else None)

    def __str__(self) -> str:
        return f"{(self.at - EPOCH) // MICROSECOND}.{self.member.hex}.{self.upto}.{self.after.hex if self.after else ''}"


def number(text: str, most: int) -> int:
    if not (text.isascii() and text.isdecimal() and len(text) < 20 and int(text) <= most):
        raise ValueError(text)
    return int(text)


@dataclass(frozen=True)
class Found:
    message: Message
    conversation: Conversation
    other: Any
    mine: bool
    line: str


def search(user: User, sought: str, place: Place | None = None) -> tuple[list[Found], Place | None]:
    """Messages that contain every word of `sought`, accents and case apart, in conversations that `user` has not left, the newest first; and from
    where to go on, None at the end."""
    parts = [part for part in words.plain(sought).split() if part][:6]
    if sum(map(len, parts)) < LEAST:
        return [], None
    place, until = place or Place(), monotonic() + ENOUGH
    found = seats_from(user.pk, place)
    seats, further = found[:CONVERSATIONS], found[CONVERSATIONS:]
    beyond = Place(further[0][0], further[0][1]) if further else None
    on, shown = place if seats else None, list[Message]()
    while on and seats and len(shown) < SHOWN:
        within, following, seats = step(seats, on)
        more = matching(within, parts, on.after, SHOWN + 1 - len(shown))
        shown += more[: SHOWN - len(shown)]
        on = replace(on, after=shown[-1].pk) if more and more[-1] is not shown[-1] else following or beyond
        if monotonic() > until:
            break
    return results(user, shown, parts[0]), on


@Prepared
def places_from(user: UUID, at: datetime, member: UUID) -> QuerySet[Member, tuple[datetime, UUID, UUID]]:
    """One's places from this one on, in the order of the inbox, and one more than a page looks at."""
    rows = Member.objects.visible_to(User(pk=user)).filter(last_at__lte=at).filter(Q(last_at__lt=at) | Q(pk__lte=member))
    return rows.order_by("-last_at", "-pk").values_list("last_at", "pk", "conversation_id")[: CONVERSATIONS + 1]


@Prepared
def lengths_of(conversations: list[UUID]) -> QuerySet[Conversation, tuple[UUID, int]]:
    return Conversation.objects.filter(pk__in=conversations).values_list("pk", "last_seq")


def seats_from(user: UUID, place: Place) -> list[Seat]:
    """With their lengths, which are asked for in one question of their own: 300 joined rows take MongoDB four times as long."""
    found = places_from(user, place.at, place.member)
    lengths = dict(lengths_of([conversation for _, _, conversation in found])) if found else {}
    return [(at, member, conversation, lengths[conversation]) for at, member, conversation in found]


def step(seats: list[Seat], place: Place) -> tuple[Q | None, Place | None, list[Seat]]:
    """The next STEP messages, counted through the conversations in their order, each from its end; where the next step begins, and the
    places from there on; None and [] at their end."""
    whole: list[UUID] = []
    within, left = Q(), STEP
    for number, (at, member, conversation, length) in enumerate(seats):
        upto = min(place.upto or length, length) if member == place.member else length
        if not left:
            return either(whole, within), Place(at, member, upto if upto < length else 0), seats[number:]
        if upto > left:
            within |= Q(conversation_id=conversation, seq__lte=upto, seq__gt=upto - left)
            return either(whole, within), Place(at, member, upto - left), seats[number:]
        if upto < length:
            within |= Q(conversation_id=conversation, seq__lte=upto)
        elif length:
            whole.append(conversation)
        left -= upto
    return either(whole, within), None, []


def either(whole: list[UUID], within: Q) -> Q | None:
    found = within | Q(conversation_id__in=whole) if whole else within
    return found or None


def matching(within: Q | None, parts: list[str], after: UUID | None, limit: int) -> list[Message]:
    if within is None:
        return []
    rows = Message.objects.filter(within, deleted_at=None).defer("html", "plain")
    for part in parts:
        rows = rows.filter(plain__contains=part)
    if after:
        rows = rows.filter(pk__lt=after)
    return list(rows.order_by("-pk")[:limit])


@Prepared
def members_in(user: UUID, conversations: list[UUID]) -> QuerySet[Member]:
    rows = Member.objects.visible_to(User(pk=user)).filter(conversation_id__in=conversations).select_related("conversation", "other")
    return rows.only("conversation", "user", "other", "conversation__title", "other__name", "other__handle", "other__avatar")


def results(user: User, messages: list[Message], word: str) -> list[Found]:
    """With the conversations that they are in, as far as `user` still takes part."""
    keys = list({one.conversation_id for one in messages})
    members = {one.conversation_id: one for one in members_in(user.pk, keys)} if keys else {}
    newest = sorted(messages, key=lambda one: one.pk, reverse=True)
    return [shown_as(one, members[one.conversation_id], word) for one in newest if one.conversation_id in members]


def shown_as(message: Message, member: Member, word: str) -> Found:
    return Found(message, member.conversation, member.other, message.author_id == member.user_id, excerpt(message.text, word))


def excerpt(text: str, word: str) -> str:
    """One line of the text that holds the word, as far as it is written in it without accents."""
    line = " ".join(text.split())
    at = line.casefold().find(word)
    return words.one_line(f"…{line[at - 30 :]}" if at > 60 else line)
