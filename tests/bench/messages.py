"""A conversation of 50,000 messages and an inbox of 2,000 conversations, made once in the bench's own database, and the pages that show them."""

import uuid
from collections.abc import Iterable
from typing import Any

from apps.applications.models import Application
from apps.core.ids import uuid7
from apps.messages.models import Conversation, Member, Message
from apps.messages.services import find_or_open, send
from apps.users.models import User

MESSAGES, CONVERSATIONS, BATCH = 50_000, 2_000, 2_000
WORDS = ["the", "birds", "come", "so", "fast", "that", "they", "are", "two", "frames", "of", "blur", "near", "camera", "report", "level", "ring"]


def store(model: Any, rows: Iterable[Any]) -> None:
    batch: list[Any] = []
    for row in rows:
        batch.append(row)
        if len(batch) == BATCH:
            model.objects.bulk_create(batch)
            batch = []
    model.objects.bulk_create(batch)


def fill(conversation: Conversation) -> None:
    """MESSAGES in all, by turns; the last one through the service."""
    first, last = conversation.last_seq + 1, MESSAGES

    def message(seq: int) -> Message:
        text = " ".join(WORDS[(seq * 7 + place * seq) % len(WORDS)] for place in range(18))
        author = conversation.owner_id if seq % 2 else conversation.solver_id
        return Message(
            conversation=conversation, author_id=author, seq=seq, client_key=uuid.uuid4(), text=text, html=f"<p>{text}</p>", plain=text.lower()
        )

    store(Message, (message(seq) for seq in range(first, last)))
    Conversation.objects.filter(pk=conversation.pk).update(last_seq=last - 1)
    send(conversation, by=conversation.solver, text="The last one", client_key=uuid.uuid4())


def crowd(application: Application, number: int) -> None:
    """`number` more conversations of the application's owner, one in three unread."""
    fields = {field.attname: getattr(application, field.attname) for field in Application._meta.concrete_fields}
    copies = [Application(**{**fields, "id": uuid7(), "status": "declined"}) for _ in range(number)]
    store(Application, copies)
    sides = {"owner_id": application.owner_id, "solver_id": application.solver_id}
    talks = [Conversation(application=one, **sides, title="Count swifts", last_seq=1) for one in copies]
    store(Conversation, talks)
    places = {"user_id": application.owner_id, "other_id": application.solver_id}
    store(
        Member, (Member(conversation=one, **places, unread=int(n % 3 == 0), is_unread=n % 3 == 0, last_at=one.last_at) for n, one in enumerate(talks))
    )


def subjects() -> list[dict[str, object]]:
    olga = User.objects.get(handle="olga")
    application = Application.objects.filter(owner=olga, status="accepted").select_related("challenge", "owner", "solver").order_by("id")[0]
    conversation = find_or_open(application, by=olga)
    if conversation.last_seq < MESSAGES:
        fill(conversation)
    missing = CONVERSATIONS - Member.objects.filter(user=olga).count()
    if missing > 0:
        crowd(application, missing)
    at = conversation.get_absolute_url()
    paths = {
        "conversation": [at],
        "earlier": [f"{at}?before={MESSAGES // 2}", f"{at}?before=500"],
        "what follows": [f"{at}?after={MESSAGES - 10}"],
        "inbox": ["/messages/"],
        "unread": ["/messages/?show=unread"],
        "search": ["/messages/?q=birds+level", "/messages/?q=nowhere"],
    }
    return [{"name": f"messages, {name}", "paths": found, "who": "olga"} for name, found in paths.items()]
