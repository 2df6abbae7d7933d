"""What open pages may say, and what they are told for it: members only."""

from types import SimpleNamespace
from typing import Any

import pytest

from apps.core.sockets.registry import BadFrame, handlers
from apps.messages import services
from apps.messages.frames import greet
from apps.messages.models import Conversation
from apps.users.models import User
from apps.users.services import block

from .world import fresh, heard, say


def test_the_others_see_who_is_typing(talk: Conversation, olga: User, sam: User, eve: User) -> None:
    say(talk, sam)
    with heard() as frames:
        handlers["typing"](olga, {"kind": "typing", "conversation": str(talk.pk)})
        handlers["typing"](eve, {"kind": "typing", "conversation": str(talk.pk)})
    assert frames == [({str(sam.pk)}, {"kind": "typing", "conversation": str(talk.pk), "by": str(olga.pk), "name": "Olga"})]


def test_who_is_blocked_is_not_seen_typing(talk: Conversation, olga: User, sam: User) -> None:
    say(talk, sam)
    block(sam, by=olga)
    with heard() as frames:
        for person in (olga, sam):
            handlers["typing"](person, {"kind": "typing", "conversation": str(talk.pk)})
    assert frames == []


def test_where_is_answered_to_members_alone(talk: Conversation, olga: User, sam: User, eve: User) -> None:
    say(talk, sam), say(talk, sam)
    asked = {"kind": "where", "conversation": str(talk.pk)}
    assert handlers["where"](sam, asked) == {"kind": "where", "conversation": str(talk.pk), "seq": 2}
    assert handlers["where"](eve, asked) is None
    services.remove_member(talk, olga, by=olga)
    assert handlers["where"](olga, asked) is None
    with heard() as frames:
        handlers["typing"](olga, asked | {"kind": "typing"})
    assert frames == []


@pytest.mark.parametrize("frame", [{}, {"conversation": None}, {"conversation": "x" * 9000}, {"conversation": {"$ne": 1}}, {"conversation": 7}])
def test_frames_that_name_no_conversation_are_bad(db: None, frame: dict[str, Any]) -> None:
    for kind in ("typing", "where"):
        with pytest.raises(BadFrame):
            handlers[kind](SimpleNamespace(pk=None), frame)


def test_a_page_learns_the_count_when_it_connects(talk: Conversation, olga: User, sam: User) -> None:
    say(talk, sam)
    assert greet(fresh(olga)) == {"kind": "unread", "messages": 1}
