"""Finding words in one's own conversations."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from apps.messages import words
from apps.messages.models import Conversation, Member, Message
from apps.users.models import User

SHOWN = 20
CONVERSATIONS = 1000  # the last ones that one took part in
LEAST = 2  # letters


@dataclass(frozen=True)
class Found:
    message: Message
    conversation: Conversation
    other: Any
    mine: bool
    line: str


def search(user: User, sought: str, *, before: UUID | None = None) -> tuple[list[Found], UUID | None]:
    """The newest messages that contain every word of `sought`, accents and case apart, in conversations that `user` has not left; and from where to
    go on, None at the end. `before` is such a place."""
    parts = [part for part in words.plain(sought).split() if part][:6]
    if sum(map(len, parts)) < LEAST:
        return [], None
    members = Member.objects.visible_to(user).select_related("conversation", "other").order_by("-last_at", "-id")[:CONVERSATIONS]
    places = {one.conversation_id: one for one in members}
    rows = Message.objects.filter(conversation_id__in=list(places), deleted_at=None)
    for part in parts:
        rows = rows.filter(plain__contains=part)
    if before is not None:
        rows = rows.filter(pk__lt=before)
    messages = list(rows.order_by("-id")[: SHOWN + 1])
    shown = messages[:SHOWN]
    return [found(one, places[one.conversation_id], parts[0]) for one in shown], shown[-1].pk if len(messages) > SHOWN else None


def found(message: Message, member: Member, word: str) -> Found:
    return Found(message, member.conversation, member.other, message.author_id == member.user_id, excerpt(message.text, word))


def excerpt(text: str, word: str) -> str:
    """One line of the text that holds the word, as far as it is written in it without accents."""
    line = " ".join(text.split())
    at = line.casefold().find(word)
    return words.one_line(f"…{line[at - 30 :]}" if at > 60 else line)
