"""A bare Channels echo: each frame goes to a group that everybody is in. No session, no database."""

import os
from typing import Any

from django.conf import settings

settings.configure(
    SECRET_KEY="echo",
    CHANNEL_LAYERS={
        "default": {
            "BACKEND": f"channels_redis.{os.environ['ECHO_LAYER']}",
            "CONFIG": {"hosts": [os.environ["ECHO_REDIS"]], **({"capacity": 10_000} if os.environ["ECHO_LAYER"].startswith("core") else {})},
        }
    },
)

import django  # noqa: E402

django.setup()

from channels.generic.websocket import AsyncWebsocketConsumer  # noqa: E402


class Echo(AsyncWebsocketConsumer):  # type: ignore[misc]
    async def connect(self) -> None:
        await self.channel_layer.group_add("room", self.channel_name)
        await self.accept()

    async def disconnect(self, code: int) -> None:
        await self.channel_layer.group_discard("room", self.channel_name)

    async def receive(self, text_data: str | None = None, bytes_data: bytes | None = None) -> None:
        await self.channel_layer.group_send("room", {"type": "said", "text": text_data})

    async def said(self, event: dict[str, Any]) -> None:
        await self.send(text_data=event["text"])


application = Echo.as_asgi()
