"""One thing that needs somebody, and one that somebody else does next."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from apps.core.money import Money

VERIFY, URGENT, PAYOUTS, FUND, DECIDE, ANSWER, INVITED, REVIEW, DRAFT = range(9)
FAR = datetime.max.replace(tzinfo=timezone.get_default_timezone())


@dataclass(frozen=True)
class Need:
    """One thing to do: what, about what, why it matters, how much money, by when, and the button."""

    rank: int
    what: str
    title: str
    url: str
    why: str = ""
    button: str = "Open"
    amount: Money | None = None
    upper: Money | None = None  # the other end, where the amount is a range
    money_state: str = ""
    deadline: datetime | None = None
    start: datetime | None = None
    clockless: str = "No deadline"

    @property
    def order(self) -> tuple[int, datetime]:
        return self.rank, self.deadline or FAR


@dataclass(frozen=True)
class Wait:
    """Something that somebody else does next."""

    title: str
    url: str
    who: str
    by: datetime | None
    money: str
    money_state: str
