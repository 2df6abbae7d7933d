"""While Redis restarts, a socket process dies and connections are cut, every tab ends with the same messages in the same order, none twice.

CHATTERS tabs say SAYINGS messages each, through RESTARTS of Redis, DEATHS of a socket process and CUTS of connections. The control trusts its socket
alone, and fails.
"""

import asyncio
import os
import random
import time

import pytest
from django.test import Client

from apps.messages.models import Message
from apps.users.models import User
from tests.messages.world import conversation, say

from .chatter import Chatter
from .house import House

pytestmark = pytest.mark.django_db

CHATTERS = int(os.environ.get("CHATTERS", "6"))
SAYINGS = int(os.environ.get("SAYINGS", "10"))
RESTARTS = int(os.environ.get("RESTARTS", "1"))
DEATHS = int(os.environ.get("DEATHS", "1"))
CUTS = int(os.environ.get("CUTS", "10"))


async def restart_redis(house: House) -> None:
    assert house.redis is not None
    await asyncio.to_thread(house.redis.kill)
    await asyncio.sleep(random.uniform(0, 0.5))
    house.redis.start()


async def kill_sockets(house: House) -> None:
    process = random.choice(house.sockets)
    await asyncio.to_thread(process.kill)
    await asyncio.sleep(random.uniform(0, 0.5))
    process.start()


async def trouble(house: House, tabs: list[Chatter], done: list[int]) -> None:
    """Everything that was promised, evenly over the whole of it."""
    acts = ["redis"] * RESTARTS + ["death"] * DEATHS + ["cut"] * CUTS
    random.shuffle(acts)
    total = CHATTERS * SAYINGS
    for number, act in enumerate(acts):
        while len(done) < total * 0.95 * number / len(acts):
            await asyncio.sleep(0.01)
        if act == "redis":
            await restart_redis(house)
        elif act == "death":
            await kill_sockets(house)
        else:
            while not (open_ones := [one.tab for one in tabs if one.tab is not None and not one.tab.closed.done()]):
                await asyncio.sleep(0.05)
            random.choice(open_ones).cut()


async def chat(tab: Chatter, name: int, done: list[int]) -> None:
    for number in range(SAYINGS):
        await tab.say(f"{name}: {number}")
        done.append(name)
        await asyncio.sleep(0)


async def run(house: House, talk: str, cookies: list[str]) -> list[Chatter]:
    sockets = [process.port for process in house.sockets]
    tabs = [Chatter(talk, cookies[n % len(cookies)], house.web.port, sockets) for n in range(CHATTERS)]
    done: list[int] = []
    began = time.monotonic()
    await asyncio.gather(trouble(house, tabs, done), *(chat(tab, name, done) for name, tab in enumerate(tabs)))
    spent = time.monotonic() - began
    async with asyncio.timeout(60):
        while any(tab.last <= CHATTERS * SAYINGS for tab in tabs):
            await asyncio.sleep(0.05)
    for tab in tabs:
        await tab.leave()
    connections, repeats = sum(tab.connections for tab in tabs), sum(tab.repeats for tab in tabs)
    print(f"\n{CHATTERS} tabs, {len(done):,} messages in {spent:.0f} s; {RESTARTS} restarts of Redis, {DEATHS} deaths, {CUTS} cuts:", end=" ")
    print(f"{connections} connections, {repeats} repeated posts, all there {time.monotonic() - began - spent:.1f} s after the last")
    return tabs


def test_every_tab_ends_with_the_same_messages(street: House, olga: User, sam: User) -> None:
    talk = conversation(olga, sam)
    say(talk, sam, "The first message makes both members.")
    cookies = []
    for user in (olga, sam):
        client = Client()
        client.force_login(user)
        cookies.append(f"session={client.cookies['session'].value}")
    tabs = asyncio.run(run(street, str(talk.pk), cookies))
    stored = [(seq, str(pk)) for seq, pk in Message.objects.filter(conversation=talk).order_by("seq").values_list("seq", "pk")]
    assert [seq for seq, _ in stored] == list(range(1, CHATTERS * SAYINGS + 2))
    assert Message.objects.filter(conversation=talk).values_list("text", flat=True).distinct().count() == len(stored)
    assert all(tab.log == stored for tab in tabs)
    fooled = sum(tab.pushed != stored[1:] for tab in tabs)
    print(f"control, which trusts its socket alone: {fooled} of {CHATTERS} tabs are wrong")
    assert fooled > 0
