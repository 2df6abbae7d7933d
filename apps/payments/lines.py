"""A line of the money's timeline."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from apps.core.money import Money


@dataclass(frozen=True, slots=True)
class Line:
    """One movement. `amount` is what it did to the held money, or, where it did nothing to it, the amount without a sign (`moves` False)."""

    at: datetime
    glyph: str  # what the money does: held, released, fee, back
    title: str
    words: str
    amount: Money
    held_after: Money
    reference: str = ""  # the gateway's id
    arrived_at: datetime | None = None  # confirmed by the gateway
    waits: bool = False  # ordered, not confirmed yet
    moves: bool = True
    milestone_id: Any = None
    why: str = ""  # what it waits for, where the reader may know
    note: str = ""  # of the exchange, where the gateway settles in another currency
    reconciled_at: datetime | None = None  # the gateway's own books said the same
