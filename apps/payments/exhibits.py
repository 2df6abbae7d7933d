"""What other rooms of the house know about a contract, for the evidence about its payments. Who puts the house together says whom to ask."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from apps.contracts.models import Contract


@dataclass(frozen=True)
class Words:
    """What one of the two sides said."""

    at: datetime
    who: str
    words: str


Reader = Callable[[Contract], Iterable[tuple[datetime, str, str]]]
readers: list[Reader] = []


def register(reader: Reader) -> None:
    """Evidence also says what `reader` knows of its contract: (when, who, words), a bounded number. Registered twice, asked once."""
    if reader not in readers:
        readers.append(reader)


def said_about(contract: Contract) -> list[Words]:
    """From all who know something, the oldest first."""
    found = [Words(*row) for reader in readers for row in reader(contract)]
    return sorted(found, key=lambda one: one.at)
