"""A socket lives as long as its session, whether or not anybody says that it ended."""

from typing import Any

import pytest
from asgiref.sync import sync_to_async
from django.test import Client

from apps.core.live import push
from apps.core.sockets import limits, people, register_frame
from apps.users import services
from apps.users.models import User

from .ends import connected, in_a_loop

pytestmark = pytest.mark.django_db


@pytest.fixture
def suspicious(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each delivery looks at the session."""
    monkeypatch.setattr(limits, "FRESH", 0.0)


@pytest.fixture
def restless(monkeypatch: pytest.MonkeyPatch) -> None:
    """Idle sockets are looked after all the time."""
    monkeypatch.setattr(limits, "ROUND", 0.1)


@pytest.fixture
def as_olga(olga: User, client: Client) -> Client:
    client.force_login(olga)
    return client


@in_a_loop
async def test_signing_out_closes_the_sockets_of_that_session(as_olga: Client, olga: User) -> None:
    elsewhere = Client()
    await sync_to_async(elsewhere.force_login)(olga)
    here, second_tab, there = await connected(as_olga), await connected(as_olga), await connected(elsewhere)
    await sync_to_async(as_olga.post)("/accounts/logout/")
    assert await here.closed() == limits.SIGNED_OUT
    assert await second_tab.closed() == limits.SIGNED_OUT
    assert await there.receive_nothing(timeout=0.3)
    await there.left()


@in_a_loop
async def test_suspension_closes_every_socket(as_olga: Client, olga: User) -> None:
    tab = await connected(as_olga)
    await sync_to_async(services.suspend)(olga, by=None, reason="Spam.")
    assert await tab.closed() == limits.SIGNED_OUT


def sign_out_silently(client: Client, user: User) -> None:
    client.session.delete()


def change_password(client: Client, user: User) -> None:
    user.set_password("a walk along the river")
    user.save()


def go_up_an_epoch(client: Client, user: User) -> None:
    User.objects.filter(pk=user.pk).update(session_epoch=7)


def deactivate(client: Client, user: User) -> None:
    User.objects.filter(pk=user.pk).update(is_active=False)


ENDINGS = [sign_out_silently, change_password, go_up_an_epoch, deactivate]


@pytest.mark.parametrize("ending", ENDINGS)
@in_a_loop
async def test_what_nobody_said_is_noticed_before_a_delivery(as_olga: Client, olga: User, suspicious: None, ending: Any) -> None:
    tab = await connected(as_olga)
    await sync_to_async(ending)(as_olga, olga)
    await sync_to_async(push)([olga.pk], {"kind": "notice", "html": "secret"})
    event = await tab.receive_output(timeout=5)
    assert event == {"type": "websocket.close", "code": limits.SIGNED_OUT}


@pytest.mark.parametrize("ending", ENDINGS)
@in_a_loop
async def test_what_nobody_said_is_noticed_by_itself(as_olga: Client, olga: User, restless: None, ending: Any) -> None:
    tab = await connected(as_olga)
    await sync_to_async(ending)(as_olga, olga)
    assert await tab.closed() == limits.SIGNED_OUT


@in_a_loop
async def test_what_is_said_is_looked_at_too(as_olga: Client, olga: User, suspicious: None, handlers: dict[str, Any]) -> None:
    register_frame("typing", lambda user, frame: {"kind": "heard"})
    tab = await connected(as_olga)
    await sync_to_async(sign_out_silently)(as_olga, olga)
    await tab.say({"kind": "typing", "conversation": "x"})
    assert await tab.closed() == limits.SIGNED_OUT


@in_a_loop
async def test_a_living_session_stays(as_olga: Client, olga: User, suspicious: None, restless: None) -> None:
    tab = await connected(as_olga)
    for number in range(3):
        await sync_to_async(push)([olga.pk], {"kind": "notice", "html": str(number)})
        assert (await tab.heard("notice"))["html"] == str(number)
    await tab.left()


@in_a_loop
async def test_a_push_to_many_tabs_asks_the_database_twice(as_olga: Client, olga: User, suspicious: None, monkeypatch: pytest.MonkeyPatch) -> None:
    tabs = [await connected(as_olga) for _ in range(5)]
    looks: list[int] = []
    really = people.look_again

    def counted(found: list[people.Person]) -> set[str]:
        looks.append(len(found))
        return really(found)

    monkeypatch.setattr(people, "look_again", counted)
    await sync_to_async(push)([olga.pk], {"kind": "notice"})
    for tab in tabs:
        await tab.heard("notice")
        await tab.left()
    assert looks == [5]
