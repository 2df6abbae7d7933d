"""SendGrid beside sending: its webhook's signature, and its own lists of addresses. (Sending is Anymail's, see channels.py.)"""

import binascii
import time
from base64 import b64decode
from functools import lru_cache
from urllib.parse import quote

import requests
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ec import ECDSA, EllipticCurvePublicKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import load_der_public_key
from django.conf import settings

TOLERANCE = 600  # seconds between its clock and ours
LISTS = ("suppression/bounces", "suppression/blocks", "suppression/invalid_emails", "suppression/spam_reports", "asm/suppressions/global")


class BadSignature(Exception):
    """Not signed by SendGrid with a key that we know, or too long ago."""


def verify(body: bytes, signature: str, timestamp: str) -> None:
    """Raises BadSignature unless `signature` is SendGrid's over timestamp and body, and fresh.

    https://www.twilio.com/docs/sendgrid/for-developers/tracking-events/getting-started-event-webhook-security-features
    """
    if not timestamp.isascii() or not timestamp.isdigit() or abs(time.time() - int(timestamp[:12])) > TOLERANCE:
        raise BadSignature("the time is missing or too far from ours")
    try:
        signed = b64decode(signature, validate=True)
    except (binascii.Error, ValueError) as error:
        raise BadSignature("the signature is not base64") from error
    if not any(is_signed(key, signed, timestamp.encode() + body) for key in settings.SENDGRID_WEBHOOK_PUBLIC_KEY):
        raise BadSignature("no key of ours fits")


def is_signed(key: str, signature: bytes, payload: bytes) -> bool:
    try:
        public_key(key).verify(signature, payload, ECDSA(SHA256()))
    except InvalidSignature:
        return False
    return True


@lru_cache(maxsize=8)
def public_key(encoded: str) -> EllipticCurvePublicKey:
    """The key as SendGrid shows it: base64 of its DER form. Raises ValueError for anything else."""
    key = load_der_public_key(b64decode(encoded, validate=True))
    if not isinstance(key, EllipticCurvePublicKey):
        raise ValueError("SENDGRID_WEBHOOK_PUBLIC_KEY is not an ECDSA key")
    return key


def forget(address: str) -> None:
    """Take the address off all of SendGrid's lists; without a key of SendGrid's there are none. Raises requests' errors."""
    if not settings.SENDGRID_API_KEY:
        return
    headers = {"Authorization": f"Bearer {settings.SENDGRID_API_KEY}"}
    for name in LISTS:
        url = f"{settings.ANYMAIL['SENDGRID_API_URL'].rstrip('/')}/{name}/{quote(address, safe='')}"
        answer = requests.delete(url, headers=headers, timeout=20)
        if answer.status_code != 404:  # not on this list
            answer.raise_for_status()
