"""The number on the bell follows, live."""

from typing import Any

import pytest
from asgiref.sync import sync_to_async
from django.test import Client

from apps.core.db import atomic
from apps.notifications.kinds import Kind
from apps.notifications.services import mark_all_read, notify
from apps.users.models import User
from tests.sockets.ends import End, connected, in_a_loop

pytestmark = pytest.mark.django_db
KIND = Kind(name="test.live", line="Line", email=False)


@sync_to_async
def tell(user: User, key: str) -> None:
    with atomic():
        notify(user, KIND, key=key, url="/")


async def unread(end: End) -> Any:
    while "notifications" not in (frame := await end.heard("unread")):
        pass  # the number of messages
    return frame["notifications"]


@in_a_loop
async def test_the_count_follows(olga: User, signed_in: Any) -> None:
    end = await connected(await sync_to_async(signed_in)(olga))
    await tell(olga, "1")
    assert await unread(end) == 1
    await tell(olga, "2")
    assert await unread(end) == 2
    await sync_to_async(mark_all_read)(olga)
    assert await unread(end) == 0
    await end.left()


@in_a_loop
async def test_a_greeting_says_how_it_stands(olga: User, signed_in: Any) -> None:
    await tell(olga, "1")
    end = End(await sync_to_async(signed_in)(olga))
    assert await end.opened()
    assert await unread(end) == 1
    await end.left()


@in_a_loop
async def test_nobody_hears_of_others(olga: User, eve: User, signed_in: Any) -> None:
    end = await connected(await sync_to_async(signed_in)(olga))
    await tell(eve, "1")
    assert await end.receive_nothing(timeout=0.3)
    await end.left()


@in_a_loop
async def test_a_visitor_has_no_bell(db: None) -> None:
    end = End(Client())
    assert await end.opened()
    assert await end.closed() == 4401
