"""The keys by which push services know us (RFC 8292)."""

from functools import lru_cache
from time import time

from cryptography.hazmat.primitives import serialization
from django.conf import settings
from py_vapid import Vapid02, VapidException
from py_vapid.utils import b64urlencode

HALF_A_DAY = 12 * 60 * 60  # seconds for which a signature holds; a day is the most that services take


def is_on() -> bool:
    return bool(settings.VAPID_PRIVATE_KEY)


@lru_cache(maxsize=4)
def keys(private: str) -> Vapid02:
    """Raises ValueError for what is no private key."""
    try:
        return Vapid02.from_string(private)
    except (VapidException, ValueError, TypeError, IndexError) as error:
        raise ValueError("VAPID_PRIVATE_KEY is not a key: make new ones by manage.py make_vapid_keys.") from error


def public_key_of(pair: Vapid02) -> str:
    """As browsers want it: the point, uncompressed, in URL-safe base 64."""
    return str(b64urlencode(pair.public_key.public_bytes(serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint)))


def new_keys() -> tuple[str, str]:
    """A private key and the public one that belongs to it, each in one line."""
    pair = Vapid02()
    pair.generate_keys()
    number = pair.private_key.private_numbers().private_value
    return str(b64urlencode(number.to_bytes(32, "big"))), public_key_of(pair)


def signature(origin: str) -> str:
    """The Authorization header for the push service at `origin`."""
    claims = {"aud": origin, "sub": settings.VAPID_SUBJECT, "exp": int(time()) + HALF_A_DAY}
    return str(keys(settings.VAPID_PRIVATE_KEY).sign(claims)["Authorization"])


def check() -> None:
    """Raises ValueError where the variables do not fit together."""
    if public_key_of(keys(settings.VAPID_PRIVATE_KEY)) != settings.VAPID_PUBLIC_KEY:
        raise ValueError("VAPID_PUBLIC_KEY does not belong to VAPID_PRIVATE_KEY.")
    try:
        signature("https://push.example")
    except VapidException as error:
        raise ValueError("VAPID_SUBJECT must be mailto:… or https://…, where push services can reach you.") from error
