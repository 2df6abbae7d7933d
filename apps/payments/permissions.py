"""Who decides about money: finance staff, and nobody about their own."""

from typing import Any

from apps.contracts.permissions import is_party
from apps.core.errors import NotAllowed

OWN = "This money is your own, so somebody else has to decide about it."


def check_stranger(by: Any, row: Any) -> None:
    """Raises NotAllowed where `by` pays, or is paid, for what the row is about. The house itself (None) is no party."""
    if by is not None and is_party(by, row):
        raise NotAllowed(OWN, row=row)
