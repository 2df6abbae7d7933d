"""Who may open a socket: somebody signed in, from a page of ours."""

import pytest
from asgiref.sync import sync_to_async
from django.test import Client, override_settings

from apps.core.sockets import limits
from apps.users.models import User

from .ends import End, connected, in_a_loop

pytestmark = pytest.mark.django_db

FOREIGN = [
    *("null", "", "file://", "about:blank", "http://", "//testserver", "testserver", "http:testserver"),
    *("https://testserver", "http://testserver:81", "http://testserver.", "http://testserver/", "http://testserver/ws/", "ftp://testserver"),
    *("HTTP://TESTSERVER", "http://TESTSERVER", "http://testserver:", "http://testserver:0", "http://testserver:080", "http://testserver#"),
    *(
        "http://testserver.evil.example",
        "http://eviltestserver",
        "http://evil.testserver",
        "http://testserver@evil.example",
        "http://evil.example@testserver",
    ),
    *(
        "http://evil.example",
        "https://evil.example",
        "http://evil.example/testserver",
        "http://evil.example#testserver",
        "http://evil.example?testserver",
    ),
    *("http://localhost", "http://127.0.0.1", "http://[::1]", "http://127.1", "http://0x7f.1", "chrome-extension://abcdefghijklmnop"),
    *("http://testserver http://evil.example", "http://evil.example, http://testserver", " http://testserver", "http://t\xe9stserver"),
]


@in_a_loop
async def test_forty_foreign_origins(olga: User, client: Client) -> None:
    await sync_to_async(client.force_login)(olga)
    assert len(FOREIGN) == 40
    accepted = [origin for origin in FOREIGN if await End(client, origin).opened()]
    assert accepted == []


@in_a_loop
async def test_without_an_origin_it_is_no_page(olga: User, client: Client) -> None:
    await sync_to_async(client.force_login)(olga)
    assert not await End(client, None).opened()


@in_a_loop
async def test_two_origins_are_none(olga: User, client: Client) -> None:
    await sync_to_async(client.force_login)(olga)
    end = End(client)
    end.scope["headers"].append((b"origin", b"http://testserver"))
    assert not await end.opened()


@in_a_loop
async def test_another_path_is_no_socket(olga: User, client: Client) -> None:
    await sync_to_async(client.force_login)(olga)
    end = End(client)
    end.scope["path"] = "/ws/notifications/"
    assert not await end.opened()


@in_a_loop
async def test_the_site_is_the_host_that_was_asked(olga: User, client: Client) -> None:
    """A page that came from another name of ours talks to that name."""
    await sync_to_async(client.force_login)(olga)
    end = End(client, "http://localhost:8001")
    end.scope["headers"] = [(name, b"localhost:8001" if name == b"host" else value) for name, value in end.scope["headers"]]
    assert await end.opened()
    await end.left()


@in_a_loop
async def test_a_foreign_host_makes_no_origin_ours(olga: User, client: Client) -> None:
    await sync_to_async(client.force_login)(olga)
    end = End(client, "http://evil.example")
    end.scope["headers"] = [(name, b"evil.example" if name == b"host" else value) for name, value in end.scope["headers"]]
    assert not await end.opened()


@in_a_loop
async def test_behind_https_only_https_is_ours(olga: User, client: Client) -> None:
    await sync_to_async(client.force_login)(olga)
    with override_settings(HTTPS=True, SITE_URL="https://testserver", CSRF_TRUSTED_ORIGINS=["https://testserver"]):
        assert not await End(client, "http://testserver").opened()
        end = End(client, "https://testserver")
        assert await end.opened()
        await end.left()


@pytest.mark.parametrize("cookie", ["", "x", "'; drop", "é", "a" * 5000, "=;=;=", '"\\'])
@in_a_loop
async def test_a_visitor_is_sent_away(db: None, cookie: str) -> None:
    end = End(Client())
    end.scope["headers"] = [(name, b"session=" + cookie.encode() if name == b"cookie" else value) for name, value in end.scope["headers"]]
    assert await end.opened()
    assert await end.closed() == limits.SIGNED_OUT


@in_a_loop
async def test_the_oldest_of_too_many_tabs_gives_way(olga: User, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "PER_USER", 2)
    await sync_to_async(client.force_login)(olga)
    tabs = [await connected(client) for _ in range(3)]
    assert await tabs[0].closed() == limits.TOO_MANY
    for tab in tabs[1:]:
        await tab.say({"kind": "ping"})
        assert await tab.heard("pong")
        await tab.left()
