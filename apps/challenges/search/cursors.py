"""Where a page of results begins or ends: the value it is ordered by, and the serial, which is unique. Nothing shifts when challenges arrive."""

import base64
import binascii
import json
from datetime import UTC, datetime
from typing import Any, NamedTuple

TYPES: dict[str, tuple[type, ...]] = {"newest": (int,), "reward": (int,), "relevance": (float, int), "ending": (str,)}


class Place(NamedTuple):
    value: Any  # of the column it is ordered by
    serial: int


def encode(place: Place) -> str:
    value = place.value.isoformat() if isinstance(place.value, datetime) else place.value
    packed = json.dumps([value, place.serial], separators=(",", ":"))
    return base64.urlsafe_b64encode(packed.encode()).decode().rstrip("=")


def decode(cursor: str, sort: str) -> Place | None:
    """The place that a cursor of that order means; None where it is no cursor of ours."""
    try:
        value, serial = json.loads(base64.b64decode(cursor[:200] + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True))
        if type(serial) is not int or not 0 <= serial < 2**63 or type(value) not in TYPES[sort]:
            return None
        if sort == "ending":
            value = datetime.fromisoformat(value)
            return Place(value.astimezone(UTC), serial) if value.tzinfo else None
        return Place(value, serial) if -(2**63) <= value < 2**63 else None
    except (ValueError, TypeError, OverflowError, binascii.Error, RecursionError):
        return None
