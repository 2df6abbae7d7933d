"""A push service (RFC 8030): gives out subscriptions with real keys, asks who sends (RFC 8292), and reads what came (RFC 8291).

with PushServer() as server:
    settings.PUSH_HOSTS = [server.origin]
    keys = server.subscribe()           # {"endpoint": …, "p256dh": …, "auth": …}: what a browser would tell us
    …
    server.taken[0].payload["title"]
"""

import json
import secrets
import time
from base64 import urlsafe_b64decode
from dataclasses import dataclass
from typing import Any, cast

import http_ece
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from py_vapid import Vapid02
from py_vapid.utils import b64urlencode

from .loopback import Handler, Loopback

LONGEST = 4096  # bytes of a message


@dataclass(frozen=True, slots=True)
class Taken:
    """One message that arrived, as the device reads it."""

    endpoint: str
    payload: dict[str, Any]
    ttl: int
    urgency: str
    topic: str
    fault: str  # what was done to its sender all the same: "", "slow" or "taken_and_died"


class Device:
    def __init__(self, key: str) -> None:
        self.key, self.private, self.secret = key, ec.generate_private_key(ec.SECP256R1()), secrets.token_bytes(16)

    @property
    def p256dh(self) -> str:
        return str(b64urlencode(self.private.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)))

    def read(self, body: bytes) -> dict[str, Any]:
        return cast(dict[str, Any], json.loads(http_ece.decrypt(body, private_key=self.private, auth_secret=self.secret, version="aes128gcm")))


class PushServer(Loopback):
    def __init__(self) -> None:
        super().__init__(PushHandler)
        self.devices: dict[str, Device] = {}
        self.taken: list[Taken] = []

    def subscribe(self, key: str = "") -> dict[str, str]:
        """A new device; with `key` (VAPID_PUBLIC_KEY) it is told things by the owner of that key alone, as in browsers."""
        token = secrets.token_urlsafe(48)
        device = self.devices[f"/push/{token}"] = Device(key)
        return {"endpoint": f"{self.origin}/push/{token}", "p256dh": device.p256dh, "auth": str(b64urlencode(device.secret))}

    def forget(self, endpoint: str) -> None:
        """The device is no more: 410 from now on."""
        del self.devices[endpoint.removeprefix(self.origin)]

    def arrived(self, endpoint: str) -> list[Taken]:
        return [one for one in self.taken if one.endpoint == endpoint]


class Wrong(Exception):
    """What a push service answers to a bad request."""

    def __init__(self, status: int, words: str) -> None:
        super().__init__(words)
        self.status = status


class PushHandler(Handler):
    server: PushServer

    def do_POST(self) -> None:
        kind = self.server.faults.next()
        if kind == "cut":
            self.misbehave(kind)
            return
        body = self.body()
        try:
            if kind in ("", "slow", "taken_and_died"):
                taken = self.take(body, kind)
                with self.server.lock:
                    self.server.taken.append(taken)
        except Wrong as wrong:
            if wrong.status != 410:
                self.server.problems.append(str(wrong))
            self.answer(wrong.status, str(wrong))
            return
        if not self.misbehave(kind):
            self.answer(201, "", {"Location": f"{self.server.origin}/message/{secrets.token_hex(4)}"})

    def take(self, body: bytes, kind: str) -> Taken:
        device = self.server.devices.get(self.path)
        if device is None:
            raise Wrong(410, "no such subscription")
        self.ask_who(device.key)
        if len(body) > LONGEST:
            raise Wrong(413, "too large")
        if self.headers["Content-Encoding"] != "aes128gcm":
            raise Wrong(400, "not aes128gcm")
        if not (self.headers["TTL"] or "").isdigit():
            raise Wrong(400, "no TTL")
        if len(self.headers["Topic"] or "") > 32:
            raise Wrong(400, "the topic is too long")
        try:
            payload = device.read(body)
        except Exception as error:
            raise Wrong(400, f"cannot be read: {type(error).__name__}") from error
        return Taken(
            f"{self.server.origin}{self.path}", payload, int(self.headers["TTL"]), self.headers["Urgency"] or "", self.headers["Topic"] or "", kind
        )

    def ask_who(self, key: str) -> None:
        """Raises Wrong unless the request is signed, for this service, with a signature that holds now, by the key of the subscription."""
        authorization = self.headers["Authorization"] or ""
        try:
            known = Vapid02.verify(authorization)
            words = dict(part.strip().split("=", 1) for part in authorization.split(" ", 1)[1].split(","))
            claims = json.loads(urlsafe_b64decode(words["t"].split(".")[1] + "=="))
        except Exception as error:
            raise Wrong(401, f"not signed: {type(error).__name__}") from error
        if not known:
            raise Wrong(403, "a false signature")
        if claims["aud"] != self.server.origin:
            raise Wrong(403, f"meant for {claims['aud']}")
        if not time.time() < claims["exp"] <= time.time() + 24 * 60 * 60:
            raise Wrong(403, "the signature does not hold now")
        if not str(claims.get("sub", "")).startswith(("mailto:", "https://")):
            raise Wrong(403, "nobody to reach")
        if key and words["k"] != key:
            raise Wrong(403, "the subscription is another sender's")
