"""Keys and public codes."""

import secrets
import uuid

from uuid_utils.compat import uuid7 as _uuid7

CODE_ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"  # nothing that reads like something else
CODE_LENGTH = 8


def uuid7() -> uuid.UUID:
    """A new key that sorts by time of making (RFC 9562, version 7)."""
    return _uuid7()


def new_code() -> str:
    """A short random code for a public address: 31^8, so that addresses cannot be guessed."""
    return "".join(secrets.choice(CODE_ALPHABET) for _ in range(CODE_LENGTH))
