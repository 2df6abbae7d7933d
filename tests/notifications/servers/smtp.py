"""A mail server that speaks SMTP (aiosmtpd), and can misbehave with the words of faults.py.

with SmtpServer() as server:
    server.configure(settings)
    …
    server.taken[0]["Subject"]
"""

import asyncio
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any, Self, cast

from aiosmtpd.controller import Controller

from .faults import Faults

ANSWERS = {
    "down": "421 4.3.0 Not available",
    "broken": "451 4.3.0 Broken",
    "throttled": "450 4.7.1 Too much at once",
    "forbidden": "535 5.7.8 Who are you",
    "rejected": "550 5.1.1 No such user here",
    "too_large": "552 5.3.4 Too large",
}


class Mailbox:
    def __init__(self, server: "SmtpServer") -> None:
        self.server = server

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: list[str]) -> str:
        kind = self.server.faults.next()
        self.server.next = kind
        if kind == "cut":
            server.transport.close()
            return "421 Bye"
        if kind == "stalled":
            await asyncio.sleep(60)
        if kind in ANSWERS:
            return ANSWERS[kind]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        self.server.taken.append(message_from_bytes(envelope.content, policy=default))
        if self.server.next == "taken_and_died":
            server.transport.close()
        if self.server.next == "slow":
            await asyncio.sleep(0.05)
        return "250 Taken"


class SmtpServer(Controller):
    def __init__(self) -> None:
        self.faults, self.taken, self.next = Faults(), cast(list[EmailMessage], []), ""
        super().__init__(Mailbox(self), hostname="127.0.0.1", port=0)

    def configure(self, settings: Any) -> None:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", self.port
        settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
        settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
        settings.EMAIL_TIMEOUT = 1

    def _trigger_server(self) -> None:
        """aiosmtpd knocks at its own port; with port 0 it must learn which one that is first."""
        started: Any = self.server
        self.port = started.sockets[0].getsockname()[1]
        super()._trigger_server()  # type: ignore[no-untyped-call]

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *error: object) -> None:
        self.stop()
