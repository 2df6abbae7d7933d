"""The socket of the bell: how many notifications are unread, as it changes."""

from typing import Any

from channels.auth import get_user
from channels.db import database_sync_to_async
from channels.generic.websocket import AsyncJsonWebsocketConsumer

from apps.core.live import user_group

SIGNED_OUT = 4401  # the page does not try again


class UnreadConsumer(AsyncJsonWebsocketConsumer):  # type: ignore[misc]
    """Sends {"unread": n} on connecting and after each change. Whose socket it is, is asked again before each message."""

    group = ""

    async def connect(self) -> None:
        await self.accept()
        user = self.scope.get("user")
        if user is None or not user.is_authenticated:
            await self.close(code=SIGNED_OUT)
            return
        self.group = user_group(user.pk)
        await self.channel_layer.group_add(self.group, self.channel_name)
        await self.unread_changed({})

    async def disconnect(self, code: int) -> None:
        if self.group:
            await self.channel_layer.group_discard(self.group, self.channel_name)

    async def unread_changed(self, event: dict[str, Any]) -> None:
        count = await self.count()
        if count is None:
            await self.close(code=SIGNED_OUT)
        else:
            await self.send_json({"unread": count})

    async def session_ended(self, event: dict[str, Any]) -> None:
        """Closes the sockets of one session, or, without a session named, all of them."""
        if event.get("session") in (None, self.scope["session"].session_key):
            await self.close(code=SIGNED_OUT)

    async def count(self) -> int | None:
        """The column as it is now; None once the session has ended, for whatever reason."""
        session = self.scope["session"]
        if not await database_sync_to_async(session.exists)(session.session_key):
            return None
        user = await get_user(self.scope)  # looks whether the session's hash is still the user's
        return user.unread_count if user.is_authenticated else None
