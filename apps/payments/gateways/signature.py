"""Webhook signatures: `t=<seconds>,v1=<hex HMAC-SHA256 of "<t>.<body>">`, as Stripe signs [docs.stripe.com/webhooks#verify-manually]."""

import hashlib
import hmac
import json
import time
from typing import Any

from apps.payments.gateways.errors import BadSignature

TOLERANCE = 300  # seconds, to either side: a signed time in the future is no better than an old one


def sign(body: bytes, secret: str, *, at: float | None = None) -> str:
    moment = int(time.time() if at is None else at)
    return f"t={moment},v1={digest(body, moment, secret)}"


def digest(body: bytes, moment: int, secret: str) -> str:
    return hmac.new(secret.encode(), str(moment).encode() + b"." + body, hashlib.sha256).hexdigest()


def verify(body: bytes, header: str, *secrets: str) -> dict[str, Any]:
    """The JSON object, signed with any of the secrets. Raises BadSignature for anything else, whatever bytes were sent."""
    moment, signatures = parse(header)
    expected = [digest(body, moment, secret).encode() for secret in secrets if secret]
    if not any(hmac.compare_digest(right, one.encode()) for right in expected for one in signatures):
        raise BadSignature("The signature does not match.")
    if abs(time.time() - moment) > TOLERANCE:
        raise BadSignature("The signature is too old, or of the future.")
    try:
        words = json.loads(body.decode())
    except (ValueError, RecursionError):
        raise BadSignature("The body is not JSON in UTF-8.") from None
    if not isinstance(words, dict):
        raise BadSignature("The body is not an event.")
    return words


def parse(header: str) -> tuple[int, list[str]]:
    moment, signatures = "", []
    for part in header.split(","):
        name, _, value = part.strip().partition("=")
        if name == "t":
            moment = value
        elif name == "v1":
            signatures.append(value)
    if not (moment.isascii() and moment.isdigit() and len(moment) < 16 and signatures):
        raise BadSignature("The signature cannot be read.")
    return int(moment), signatures
