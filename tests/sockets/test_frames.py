"""What a socket takes from its browser, and the code it closes with past that. Nothing of it is an error of ours."""

import json
import logging
from collections.abc import Iterator
from typing import Any

import pytest
from asgiref.sync import sync_to_async
from django.test import Client

from apps.core.sockets import BadFrame, limits, register_frame
from apps.users.models import User

from .ends import End, connected, in_a_loop

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nothing_is_logged(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    yield
    assert [record for record in caplog.records if record.levelno >= logging.ERROR and "not handled" not in record.message] == []


async def end_of(client: Client, olga: User) -> End:
    await sync_to_async(client.force_login)(olga)
    return await connected(client)


BAD = [
    ("", limits.NOT_JSON),
    ("{", limits.NOT_JSON),
    ("[]", limits.NOT_JSON),
    ('"ping"', limits.NOT_JSON),
    ("null", limits.NOT_JSON),
    ("1e999", limits.NOT_JSON),
    ("{}", limits.NOT_JSON),
    ('{"kind": 1}', limits.NOT_JSON),
    ('{"kind": ["ping"]}', limits.NOT_JSON),
    ("[" * 16000, limits.NOT_JSON),
    ('{"kind": "ping"' + " " * 10, limits.NOT_JSON),
    ('{"kind": "unread"}', limits.UNKNOWN_KIND),
    ('{"kind": "__class__"}', limits.UNKNOWN_KIND),
    ('{"kind": ""}', limits.UNKNOWN_KIND),
    (json.dumps({"kind": "ping", "more": "x" * limits.FRAME_BYTES}), limits.TOO_BIG),
    (json.dumps({"kind": "ping", "more": "é" * (limits.FRAME_BYTES // 2)}, ensure_ascii=False), limits.TOO_BIG),
]


@pytest.mark.parametrize(("text", "code"), BAD, ids=range(len(BAD)))
@in_a_loop
async def test_a_bad_frame_closes_the_socket(olga: User, client: Client, text: str, code: int) -> None:
    end = await end_of(client, olga)
    await end.say(text)
    assert await end.closed() == code


@in_a_loop
async def test_binary_closes_the_socket(olga: User, client: Client) -> None:
    end = await end_of(client, olga)
    await end.send_input({"type": "websocket.receive", "bytes": b"{}"})
    assert await end.closed() == limits.BINARY


@in_a_loop
async def test_a_flood_closes_the_socket(olga: User, client: Client) -> None:
    end = await end_of(client, olga)
    for _ in range(limits.BURST + 5):
        await end.say({"kind": "ping"})
    assert await end.closed() == limits.FLOOD


@in_a_loop
async def test_the_handler_of_an_app_answers_this_socket_alone(olga: User, client: Client, handlers: dict[str, Any]) -> None:
    register_frame(
        "where", lambda user, frame: {"kind": "where", "conversation": frame["conversation"], "seq": User.objects.filter(pk=user.pk).count()}
    )
    end, other = await end_of(client, olga), await end_of(client, olga)
    await end.say({"kind": "where", "conversation": "c"})
    assert await end.heard("where") == {"kind": "where", "conversation": "c", "seq": 1}
    assert await other.receive_nothing(timeout=0.1)
    await end.left()
    await other.left()


@in_a_loop
async def test_a_handler_may_have_nothing_to_say(olga: User, client: Client, handlers: dict[str, Any]) -> None:
    register_frame("typing", lambda user, frame: None)
    end = await end_of(client, olga)
    await end.say({"kind": "typing"})
    await end.say({"kind": "ping"})
    assert (await end.heard("pong"))["kind"] == "pong"
    await end.left()


@in_a_loop
async def test_what_a_handler_does_not_like_closes_the_socket(olga: User, client: Client, handlers: dict[str, Any]) -> None:
    def refuse(user: User, frame: Any) -> None:
        raise BadFrame

    register_frame("typing", refuse)
    end = await end_of(client, olga)
    await end.say({"kind": "typing"})
    assert await end.closed() == limits.BAD_FRAME


@in_a_loop
async def test_an_error_of_ours_is_logged_and_closes(olga: User, client: Client, handlers: dict[str, Any], caplog: pytest.LogCaptureFixture) -> None:
    register_frame("typing", lambda user, frame: {"kind": 1 / 0})
    end = await end_of(client, olga)
    await end.say({"kind": "typing"})
    assert await end.closed() == 1011
    assert "ZeroDivisionError" in caplog.text


def test_a_kind_has_one_handler(handlers: dict[str, Any]) -> None:
    register_frame("where", print)
    register_frame("where", print)
    for kind in ("where", "ping"):
        with pytest.raises(ValueError, match=kind):
            register_frame(kind, lambda user, frame: None)
