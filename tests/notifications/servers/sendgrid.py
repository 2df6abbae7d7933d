"""SendGrid, as far as mail goes: v3/mail/send, its lists of addresses, and the event webhook, signed as SendGrid signs it.

with SendGridServer() as server:
    server.configure(settings)
    …
    server.taken[0].delivery
    server.tell(client, [server.event(server.taken[0], "bounce", reason="550 no such user")])
"""

import base64
import json
import secrets
import time
from collections import Counter
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from .loopback import Handler, Loopback

WEBHOOK = "/notifications/webhooks/sendgrid/"


@dataclass(frozen=True, slots=True)
class Letter:
    message_id: str
    to: str
    subject: str
    text: str
    html: str
    headers: dict[str, str]
    delivery: str  # our custom argument
    fault: str  # what was done to its sender all the same: "", "slow" or "taken_and_died"


class SendGridServer(Loopback):
    key = "SG.a-key-that-only-tests-know"

    def __init__(self) -> None:
        super().__init__(SendGridHandler)
        self.taken: list[Letter] = []
        self.problems: list[str] = []
        self.forgotten: Counter[tuple[str, str]] = Counter()  # (list, address)
        self.private = ec.generate_private_key(ec.SECP256R1())

    @property
    def public_key(self) -> str:
        return base64.b64encode(self.private.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)).decode()

    def environment(self) -> dict[str, Any]:
        """The site's settings that lead here."""
        return {
            "EMAIL_BACKEND": "anymail.backends.sendgrid.EmailBackend",
            "SENDGRID_API_KEY": self.key,
            "ANYMAIL": {"SENDGRID_API_KEY": self.key, "SENDGRID_API_URL": f"{self.origin}/v3/", "REQUESTS_TIMEOUT": 15},
            "SENDGRID_WEBHOOK_PUBLIC_KEY": [self.public_key],
        }

    def configure(self, settings: Any) -> None:
        for name, value in self.environment().items():
            setattr(settings, name, value)

    def event(self, letter: Letter, event: str, **words: Any) -> dict[str, Any]:
        """What became of a letter, as the webhook says it."""
        own = {
            "email": letter.to,
            "timestamp": int(time.time()),
            "event": event,
            "sg_event_id": secrets.token_urlsafe(16),
            "delivery": letter.delivery,
        }
        return own | {"sg_message_id": f"{letter.message_id}.recvd"} | words

    def signature(self, body: bytes, timestamp: str) -> str:
        return base64.b64encode(self.private.sign(timestamp.encode() + body, ec.ECDSA(SHA256()))).decode()

    def tell(self, client: Any, events: Any, *, age: int = 0, signature: str = "") -> Any:
        """Post signed events through Django's test client; returns its answer."""
        body, timestamp = json.dumps(events).encode(), str(int(time.time()) - age)
        headers = {
            "X-Twilio-Email-Event-Webhook-Signature": signature or self.signature(body, timestamp),
            "X-Twilio-Email-Event-Webhook-Timestamp": timestamp,
        }
        return client.post(WEBHOOK, body, content_type="application/json", headers=headers)


class SendGridHandler(Handler):
    server: SendGridServer

    def do_POST(self) -> None:
        kind = self.server.faults.next()
        if kind == "cut":
            self.misbehave(kind)
            return
        sent = json.loads(self.body())
        message_id = secrets.token_urlsafe(16)
        if kind in ("", "slow", "taken_and_died"):
            if problem := self.problem(sent):
                self.server.problems.append(problem)
                self.answer(400, {"errors": [{"message": problem}]})
                return
            with self.server.lock:
                self.server.taken.append(self.letter(sent, message_id, kind))
        if not self.misbehave(kind):
            self.answer(202, "", {"X-Message-Id": message_id})

    def do_DELETE(self) -> None:
        name, _, address = self.path.removeprefix("/v3/").rpartition("/")
        kind = self.server.faults.next()
        if not self.misbehave(kind):
            self.server.forgotten[(name, unquote(address))] += 1
            self.answer(204 if name == "suppression/bounces" else 404, "")

    def problem(self, sent: dict[str, Any]) -> str:
        if self.headers.get("Authorization") != f"Bearer {self.server.key}":
            return "not authorized"
        if self.path != "/v3/mail/send":
            return f"no such address: {self.path}"
        if [part["type"] for part in sent.get("content", [])] != ["text/plain", "text/html"]:
            return "both a plain text and an HTML part are wanted, in this order"
        return "" if sent["personalizations"][0].get("to") else "nobody to send it to"

    def letter(self, sent: dict[str, Any], message_id: str, kind: str) -> Letter:
        to = sent["personalizations"][0]
        arguments = sent.get("custom_args", {}) | to.get("custom_args", {})
        text, html = (part["value"] for part in sent["content"])
        subject = to.get("subject") or sent.get("subject", "")
        return Letter(message_id, to["to"][0]["email"], subject, text, html, sent.get("headers", {}), arguments.get("delivery", ""), kind)
