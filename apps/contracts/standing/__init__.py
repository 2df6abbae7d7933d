"""Where a contract stands, whose move it is, what happens to the money: in words for the reader. Lists, the page and the dashboard say the same."""

from .rows import contracts_of, live_disputes, standings
from .words import Standing

__all__ = ["Standing", "contracts_of", "live_disputes", "standings"]
