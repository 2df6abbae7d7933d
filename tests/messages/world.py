"""Conversations, and what the tests of messages look at."""

import json
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile

from apps.applications.models import Application
from apps.core.sockets import publisher
from apps.messages import services
from apps.messages.models import Conversation, Member, Message
from apps.users.models import User
from openchance.demo.cast import application, open_challenge

__all__ = ["application", "conversation", "fresh", "heard", "kinds", "last_lines", "member", "notes", "open_challenge", "say", "seqs", "unread"]


def fresh(row: Any) -> Any:
    return type(row)._default_manager.get(pk=row.pk)


def conversation(owner: User, solver: User, **changes: Any) -> Conversation:
    """About the solver's application to a challenge of the owner's; the solver has opened it."""
    applied: Application = application(open_challenge(owner, **changes), solver)
    return services.find_or_open(applied, by=solver)


def say(about: Conversation, by: User, text: str = "Hello", **more: Any) -> Message:
    return services.send(about, by=by, text=text, **({"client_key": uuid.uuid4()} | more))


def notes(name: str = "notes.txt", content: bytes = b"Two plates, black and red.") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def member(about: Conversation, user: User) -> Member:
    return Member.objects.get(conversation=about, user=user)


def last_lines(about: Conversation) -> dict[Any, tuple[bool, str]]:
    """Whether it is their own, and what the last line in each one's inbox says."""
    rows = Member.objects.filter(conversation=about)
    return {one.user_id: (one.last_is_mine, one.last_text) for one in rows}


def seqs(about: Conversation) -> list[int]:
    return list(Message.objects.filter(conversation=about).order_by("seq").values_list("seq", flat=True))


def unread(user: User) -> int:
    """As the person's column has it; it says the same as their places."""
    found: int = fresh(user).unread_messages
    rows = Member.objects.filter(user=user, left_at=None).values_list("unread", "is_unread")
    assert found == sum(number for number, _ in rows), "the person's count is not the sum of the places'"
    assert all(flag == (number > 0) for number, flag in rows)
    return found


Heard = list[tuple[set[str], dict[str, Any]]]  # whom each frame was for, and what it says


@contextmanager
def heard() -> Iterator[Heard]:
    """What open pages are told meanwhile: in this process, or by way of Redis."""
    found: Heard = []

    def take(publication: str) -> None:
        keys, _, text = publication.partition("\n")
        if text.startswith("{"):
            found.append((set(keys.split()), json.loads(text)))

    if not settings.REDIS_URL:
        publisher.here.append(take)
        try:
            yield found
        finally:
            publisher.here.remove(take)
        return
    with publisher.connection().pubsub() as ear:  # type: ignore[no-untyped-call]
        ear.subscribe(publisher.channel())
        ear.get_message(timeout=1)
        yield found
        while (told := ear.get_message(timeout=0.2)) is not None:
            take(told["data"].decode())


def kinds(frames: Heard) -> list[str]:
    return [frame["kind"] for _, frame in frames]
