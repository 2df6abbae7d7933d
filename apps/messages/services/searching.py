"""Finding words in one's own conversations, a bounded stretch of them at a time: neither database has to look through more than WINDOW messages."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Q

from apps.messages import words
from apps.messages.models import Conversation, Member, Message
from apps.users.models import User

SHOWN = 20
WINDOW = 10_000  # messages
CONVERSATIONS = 1000  # the last ones that one took part in
LEAST = 2  # letters


@dataclass(frozen=True)
class Place:
    """Where a search goes on: in which window, and after which message of it. Raises ValueError where its text is not ours."""

    window: int = 0
    after: UUID | None = None

    @classmethod
    def of(cls, text: str) -> "Place":
        window, _, after = text.partition(".")
        if text and not (window.isascii() and window.isdecimal() and len(window) < 6):
            raise ValueError(text)
        return cls(int(window or 0), UUID(after) if after else None)

    def __str__(self) -> str:
        return f"{self.window}.{self.after}" if self.after else str(self.window)


@dataclass(frozen=True)
class Found:
    message: Message
    conversation: Conversation
    other: Any
    mine: bool
    line: str


def search(user: User, sought: str, place: Place | None = None) -> tuple[list[Found], Place | None]:
    """Messages that contain every word of `sought`, accents and case apart, in conversations that `user` has not left, the newest first within each
    stretch; and from where to go on, None at the end."""
    place = place or Place()
    parts = [part for part in words.plain(sought).split() if part][:6]
    if sum(map(len, parts)) < LEAST:
        return [], None
    within, is_last = stretch(lengths(user), place.window * WINDOW)
    if within is None:
        return [], None
    rows = Message.objects.filter(within, deleted_at=None)
    for part in parts:
        rows = rows.filter(plain__contains=part)
    if place.after:
        rows = rows.filter(pk__lt=place.after)
    messages = list(rows.order_by("-id")[: SHOWN + 1])
    on = Place(place.window, messages[SHOWN - 1].pk) if len(messages) > SHOWN else None if is_last else Place(place.window + 1)
    keys = list({one.conversation_id for one in messages[:SHOWN]})
    members = Member.objects.visible_to(user).filter(conversation_id__in=keys).select_related("conversation", "other")
    places = {one.conversation_id: one for one in members}
    return [found(one, places[one.conversation_id], parts[0]) for one in messages[:SHOWN] if one.conversation_id in places], on


def lengths(user: User) -> list[tuple[UUID, int]]:
    """One's conversations, in the order of the inbox, and how many messages each has."""
    keys = list(Member.objects.visible_to(user).order_by("-last_at", "-id").values_list("conversation_id", flat=True)[:CONVERSATIONS])
    found = dict(Conversation.objects.filter(pk__in=keys).values_list("pk", "last_seq"))
    return [(key, found[key]) for key in keys]


def stretch(conversations: Iterable[tuple[UUID, int]], skip: int) -> tuple[Q | None, bool]:
    """The next WINDOW messages after the first `skip`, counted through the conversations in their order, each from its end; and whether they are the
    last."""
    whole, parts, left = [], [], WINDOW
    for key, length in conversations:
        past = min(skip, length)
        taken = min(length - past, left)
        skip, left = skip - past, left - taken
        if taken == length:
            whole.append(key)
        elif taken:
            parts.append(Q(conversation_id=key, seq__lte=length - past, seq__gt=length - past - taken))
        if past + taken < length:
            return union(whole, parts), False
    return union(whole, parts), True


def union(whole: list[UUID], parts: list[Q]) -> Q | None:
    found: Q | None = Q(conversation_id__in=whole) if whole else None
    for part in parts:
        found = part if found is None else found | part
    return found


def found(message: Message, member: Member, word: str) -> Found:
    return Found(message, member.conversation, member.other, message.author_id == member.user_id, excerpt(message.text, word))


def excerpt(text: str, word: str) -> str:
    """One line of the text that holds the word, as far as it is written in it without accents."""
    line = " ".join(text.split())
    at = line.casefold().find(word)
    return words.one_line(f"…{line[at - 30 :]}" if at > 60 else line)
