"""Twilio, as far as texts go: Messages.json, the account, and webhooks signed as Twilio signs them.

with TwilioServer() as server:
    server.configure(settings)
    …
    server.taken[0].body
    server.tell(client, server.stop("+4915123456789"))       # a signed webhook
"""

import base64
import hashlib
import hmac
import secrets
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs, urlsplit

from .loopback import Handler, Loopback

LONGEST = 1600  # characters of a text
STOPPED = 21610


@dataclass(frozen=True, slots=True)
class Text:
    sid: str
    to: str
    sender: str
    body: str
    callback: str
    fault: str  # what was done to its sender all the same: "", "slow" or "taken_and_died"

    @property
    def reference(self) -> str:
        return parse_qs(urlsplit(self.callback).query).get("reference", [""])[0]


class TwilioServer(Loopback):
    account = "AC" + "5" * 32
    token = "a-token-that-only-tests-know"
    number = "+15005550006"

    def __init__(self) -> None:
        super().__init__(TwilioHandler)
        self.taken: list[Text] = []
        self.stopped: set[str] = set()  # who sent STOP
        self.codes: dict[str, int] = {}  # number → the error that Twilio answers for it

    def configure(self, settings: Any) -> None:
        settings.TWILIO_ACCOUNT_SID, settings.TWILIO_AUTH_TOKEN, settings.TWILIO_FROM = self.account, self.token, self.number
        settings.TWILIO_API_URL, settings.TWILIO_TIMEOUT = self.origin, 0.6

    def arrived(self, number: str) -> list[Text]:
        return [text for text in self.taken if text.to == number]

    def said(self, number: str, words: str) -> dict[str, str]:
        """The webhook of a text that `number` sent us."""
        return {"MessageSid": new_id(), "AccountSid": self.account, "From": number, "To": self.number, "Body": words, "NumMedia": "0"}

    def stop(self, number: str) -> dict[str, str]:
        self.stopped.add(number)
        return self.said(number, "STOP") | {"OptOutType": "STOP"}

    def start(self, number: str) -> dict[str, str]:
        self.stopped.discard(number)
        return self.said(number, "Start")

    def became(self, text: Text, status: str, code: int = 0) -> dict[str, str]:
        """The webhook that says what became of a text: delivered, failed, undelivered."""
        words = {"MessageSid": text.sid, "MessageStatus": status, "To": text.to, "From": text.sender, "AccountSid": self.account}
        return words | ({"ErrorCode": str(code)} if code else {})

    def signature(self, address: str, words: dict[str, str]) -> str:
        """https://www.twilio.com/docs/usage/security: the address, then each field and its value in the order of the names."""
        whole = address + "".join(name + words[name] for name in sorted(words))
        return base64.b64encode(hmac.new(self.token.encode(), whole.encode(), hashlib.sha1).digest()).decode()

    def tell(self, client: Any, words: dict[str, str], *, path: str = "/notifications/webhooks/twilio/", site: str = "http://testserver") -> Any:
        """Post a signed webhook through Django's test client; returns its answer."""
        return client.post(path, words, headers={"X-Twilio-Signature": self.signature(site + path, words)})


def new_id() -> str:
    return "SM" + secrets.token_hex(16)


class TwilioHandler(Handler):
    server: TwilioServer

    def do_GET(self) -> None:
        if self.path != f"/2010-04-01/Accounts/{self.server.account}.json" or not self.is_known():
            self.error(401 if not self.is_known() else 404, 20003, "Authenticate")
            return
        self.answer(200, {"sid": self.server.account, "status": "active", "friendly_name": "OpenChance"})

    def do_POST(self) -> None:
        kind = self.server.faults.next()
        if kind == "cut":
            self.misbehave(kind)
            return
        fields = {name: values[0] for name, values in parse_qs(self.body().decode(), keep_blank_values=True).items()}
        text = None
        if kind in ("", "slow", "taken_and_died"):
            text = self.take(fields, kind)
            if text is None:
                return
        if not self.misbehave(kind) and text is not None:
            self.answer(201, {"sid": text.sid, "status": "queued", "to": text.to, "from": text.sender, "body": text.body, "error_code": None})

    def take(self, fields: dict[str, str], kind: str) -> Text | None:
        """The text, on record; None when it was refused and that was answered."""
        to, body = fields.get("To", ""), fields.get("Body", "")
        if refusal := self.refusal(fields, to, body):
            status, code, words = refusal
            if code != STOPPED and to not in self.server.codes:
                self.server.problems.append(words)
            self.error(status, code, words)
            return None
        text = Text(new_id(), to, fields.get("From") or fields["MessagingServiceSid"], body, fields.get("StatusCallback", ""), kind)
        with self.server.lock:
            self.server.taken.append(text)
        return text

    def refusal(self, fields: dict[str, str], to: str, body: str) -> tuple[int, int, str] | None:
        """Status, code and words; None for what is taken."""
        if not self.is_known():
            return 401, 20003, "Authenticate"
        if self.path != f"/2010-04-01/Accounts/{self.server.account}/Messages.json":
            return 404, 20404, "not found"
        if not to.startswith("+") or not to[1:].isdigit():
            return 400, 21211, "The 'To' number is not a valid phone number."
        if not fields.get("From") and not fields.get("MessagingServiceSid"):
            return 400, 21603, "A 'From' phone number is required."
        if not body or len(body) > LONGEST:
            return 400, 21617 if body else 21602, "The message body is missing, or too long."
        if to in self.server.stopped:
            return 400, STOPPED, "Attempt to send to unsubscribed recipient"
        return (400, self.server.codes[to], "refused") if to in self.server.codes else None

    def is_known(self) -> bool:
        expected = base64.b64encode(f"{self.server.account}:{self.server.token}".encode()).decode()
        return hmac.compare_digest(self.headers.get("Authorization", ""), f"Basic {expected}")

    def error(self, status: int, code: int, words: str) -> None:
        self.answer(status, {"code": code, "message": words, "more_info": f"https://www.twilio.com/docs/errors/{code}", "status": status})
