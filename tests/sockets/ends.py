"""A browser's end of /ws/, without a server between."""

import asyncio
import functools
import json
from collections.abc import Callable, Coroutine
from typing import Any

from asgiref.testing import ApplicationCommunicator
from django.conf import settings
from django.test import Client

from openchance.asgi import application

OWN = "http://testserver"
Communicator: Any = ApplicationCommunicator  # comes without types


def in_a_loop(test: Callable[..., Coroutine[Any, Any, None]]) -> Callable[..., None]:
    """The test runs in an event loop of its own, as the sockets of the site do."""

    @functools.wraps(test)
    def wrapper(*args: Any, **kwargs: Any) -> None:
        asyncio.run(test(*args, **kwargs))

    return wrapper


class End(Communicator):  # type: ignore[misc]
    """The tab's side of the socket, with the cookies of `client`."""

    def __init__(self, client: Client, origin: str | None = OWN) -> None:
        name = settings.SESSION_COOKIE_NAME
        key = client.cookies[name].value if name in client.cookies else ""
        headers = [(b"host", b"testserver"), (b"cookie", f"{name}={key}".encode())]
        if origin is not None:
            headers.append((b"origin", origin.encode("latin-1")))
        super().__init__(
            application, {"type": "websocket", "path": "/ws/", "scheme": "ws", "query_string": b"", "headers": headers, "subprotocols": []}
        )

    async def opened(self) -> bool:
        await self.send_input({"type": "websocket.connect"})
        return bool((await self.receive_output(timeout=5))["type"] == "websocket.accept")

    async def heard(self, kind: str) -> dict[str, Any]:
        """The next frame of this kind; others are passed over."""
        while True:
            event = await self.receive_output(timeout=5)
            assert event["type"] == "websocket.send", event
            frame: dict[str, Any] = json.loads(event["text"])
            if frame["kind"] == kind:
                return frame

    async def say(self, frame: Any) -> None:
        await self.send_input({"type": "websocket.receive", "text": frame if isinstance(frame, str) else json.dumps(frame)})

    async def closed(self) -> int:
        """The code it is closed with; frames before are passed over."""
        while (event := await self.receive_output(timeout=5))["type"] != "websocket.close":
            pass
        return int(event["code"])

    async def left(self) -> None:
        await self.send_input({"type": "websocket.disconnect", "code": 1000})
        await self.wait(timeout=5)


async def connected(client: Client) -> End:
    """An open socket that has been greeted."""
    end = End(client)
    assert await end.opened()
    await end.say({"kind": "ping"})
    await end.heard("pong")
    return end
