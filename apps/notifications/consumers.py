"""The socket of the bell: how many notifications are unread, as it changes."""

from typing import Any

from channels.db import database_sync_to_async
from channels.generic.websocket import AsyncJsonWebsocketConsumer

from apps.core.live import user_group
from apps.users.models import User

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

    @database_sync_to_async  # type: ignore[untyped-decorator]
    def count(self) -> int | None:
        """The column as it is now; None once the session has ended or the user is suspended."""
        session = self.scope["session"]
        if not session.exists(session.session_key):
            return None
        return User.objects.filter(pk=self.scope["user"].pk, is_active=True).values_list("unread_count", flat=True).first()
