"""A stretch of a conversation as a page shows it: days, what follows what, what is new, what has been read."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from apps.core.prepared import Prepared

from .models import Message, MessageFile

FOLLOWS = timedelta(minutes=10)  # a message so soon after one by the same person stands under it without a name


@dataclass
class Line:
    """`day` where a day begins, `new` the number of unread messages that begin here; `read_at` on the last message that the other side has read."""

    message: Message
    author: Any
    files: list[MessageFile] = field(default_factory=list)
    mine: bool = False
    follows: bool = False
    day: date | None = None
    new: int = 0
    read_at: Any = None


def lines(
    messages: Iterable[Message], people: Mapping[Any, Any], reader: Any = None, *, read: tuple[int, Any] = (0, None), new: tuple[int, int] = (0, 0)
) -> list[Line]:
    """`messages` in their order, with their files; `people` by key. `read` is how far the other side has read, and when; `new` is the number of the
    first unread message, and how many there are."""
    found: list[Line] = []
    before, last = None, None
    files, zone = files_of(messages := list(messages)), timezone.get_current_timezone()
    for message in messages:
        line = Line(message, people[message.author_id], files.get(message.pk, []))
        line.mine = reader is not None and message.author_id == reader.pk
        on = message.created_at.astimezone(zone).date()
        if on != last:
            line.day = last = on
        if new[1] and message.seq == new[0]:
            line.new = new[1]
        line.follows = before is not None and not line.day and not line.new and follows(before.message, message)
        found.append(line)
        before = line
    mine = [line for line in found if line.mine and line.message.seq <= read[0]]
    if mine and read[1]:
        mine[-1].read_at = read[1]
    return found


def follows(before: Message, message: Message) -> bool:
    return before.author_id == message.author_id and message.created_at - before.created_at < FOLLOWS


@Prepared
def files_with(messages: list[UUID]) -> QuerySet[MessageFile]:
    rows = MessageFile.objects.filter(message_id__in=messages, is_gone=False)
    return rows.only("message", "conversation", "name", "size", "preview", "preview_width", "preview_height").order_by("id")


def files_of(messages: list[Message]) -> dict[Any, list[MessageFile]]:
    found: dict[Any, list[MessageFile]] = {}
    keys = [one.pk for one in messages if one.has_files and not one.is_deleted]
    for file in files_with(keys) if keys else ():
        found.setdefault(file.message_id, []).append(file)
    return found
