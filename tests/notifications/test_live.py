"""The socket of the bell."""

import asyncio
import functools
import json
from collections.abc import Callable, Coroutine
from typing import Any

import pytest
from asgiref.sync import sync_to_async
from asgiref.testing import ApplicationCommunicator
from channels.layers import channel_layers
from django.conf import settings
from django.test import Client

from apps.core.db import atomic
from apps.notifications.kinds import Kind
from apps.notifications.services import mark_all_read, notify
from apps.users import services
from apps.users.models import User
from openchance.asgi import application
from openchance.demo import cast

pytestmark = pytest.mark.django_db
KIND = Kind(name="test.live", line="Line", email=False)
SIGNED_OUT = 4401
Communicator: Any = ApplicationCommunicator  # comes without types


@pytest.fixture(autouse=True)
def fresh_layer() -> None:
    channel_layers.backends.clear()


@pytest.fixture
def olga() -> User:
    return cast.person("olga", "Olga Lindqvist")


@pytest.fixture
def as_olga(olga: User, client: Client) -> Client:
    client.force_login(olga)
    return client


def in_a_loop(test: Callable[..., Coroutine[Any, Any, None]]) -> Callable[..., None]:
    """The test runs in an event loop of its own, as the sockets of the site do."""

    @functools.wraps(test)
    def wrapper(*args: Any, **kwargs: Any) -> None:
        asyncio.run(test(*args, **kwargs))

    return wrapper


class Socket(Communicator):  # type: ignore[misc]
    """A browser's end of /ws/notifications/, with the cookies of `client`."""

    def __init__(self, client: Client, origin: str = "http://testserver") -> None:
        name = settings.SESSION_COOKIE_NAME
        cookie = client.cookies[name].value if name in client.cookies else ""
        headers = [(b"origin", origin.encode()), (b"host", b"testserver"), (b"cookie", f"{name}={cookie}".encode())]
        scope = {"type": "websocket", "path": "/ws/notifications/", "query_string": b"", "headers": headers, "subprotocols": []}
        super().__init__(application, scope)

    async def opened(self) -> bool:
        await self.send_input({"type": "websocket.connect"})
        return bool((await self.receive_output(timeout=5))["type"] == "websocket.accept")

    async def unread(self) -> int:
        message = await self.receive_output(timeout=5)
        return int(json.loads(message["text"])["unread"])

    async def closed(self) -> int:
        message = await self.receive_output(timeout=5)
        assert message["type"] == "websocket.close"
        return int(message["code"])

    async def left(self) -> None:
        await self.send_input({"type": "websocket.disconnect", "code": 1000})
        await self.wait(timeout=5)


async def connected(client: Client) -> Socket:
    one = Socket(client)
    assert await one.opened()
    assert await one.unread() == 0
    return one


@sync_to_async
def tell(user: User, key: str) -> None:
    with atomic():
        notify(user, KIND, key=key, url="/")


@in_a_loop
async def test_the_count_follows(as_olga: Client, olga: User) -> None:
    one = await connected(as_olga)
    await tell(olga, "1")
    assert await one.unread() == 1
    await tell(olga, "2")
    assert await one.unread() == 2
    await sync_to_async(mark_all_read)(olga)
    assert await one.unread() == 0
    await one.left()


@in_a_loop
async def test_nobody_hears_of_others(as_olga: Client, olga: User) -> None:
    eve = await sync_to_async(cast.person)("eve", "Eve Laurent")
    one = await connected(as_olga)
    await tell(eve, "1")
    assert await one.receive_nothing(timeout=0.3)
    await one.left()


@in_a_loop
async def test_a_visitor_is_turned_away(db: None) -> None:
    one = Socket(Client())
    assert await one.opened()
    assert await one.closed() == SIGNED_OUT


@in_a_loop
async def test_another_site_is_turned_away(as_olga: Client) -> None:
    assert not await Socket(as_olga, origin="https://evil.example").opened()


@in_a_loop
async def test_signing_out_closes_the_sockets_of_that_session(as_olga: Client, olga: User) -> None:
    elsewhere = Client()
    await sync_to_async(elsewhere.force_login)(olga)
    here, there = await connected(as_olga), await connected(elsewhere)
    await sync_to_async(as_olga.post)("/accounts/logout/")
    assert await here.closed() == SIGNED_OUT
    assert await there.receive_nothing(timeout=0.3)
    await there.left()


@in_a_loop
async def test_suspension_closes_every_socket(as_olga: Client, olga: User) -> None:
    one = await connected(as_olga)
    await sync_to_async(services.suspend)(olga, by=None, reason="Spam.")
    assert await one.closed() == SIGNED_OUT


@in_a_loop
async def test_a_session_that_is_gone_gets_no_count(as_olga: Client, olga: User) -> None:
    """The push of the sign-out was lost: the next message finds out."""
    one = await connected(as_olga)
    session = await sync_to_async(lambda: as_olga.session)()
    await sync_to_async(session.delete)()
    await tell(olga, "1")
    assert await one.closed() == SIGNED_OUT


@in_a_loop
async def test_a_new_password_ends_it(as_olga: Client, olga: User) -> None:
    one = await connected(as_olga)
    await sync_to_async(olga.set_password)("a walk along the river")
    await sync_to_async(olga.save)()
    await tell(olga, "1")
    assert await one.closed() == SIGNED_OUT
