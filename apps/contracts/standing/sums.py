"""What happens to a contract's money, in sums and words."""

from apps.core.money import Money
from apps.core.templatetags.house import money_text

from .turns import Turns


class Sums(Turns):
    """Of all its milestones; makes no queries."""

    def total(self, column: str) -> Money:
        return Money(sum(getattr(one, column) for one in self.milestones), self.contract.currency)

    @property
    def held(self) -> Money:
        return self.total("held_minor")

    @property
    def released(self) -> Money:
        return self.total("released_minor")

    @property
    def fees(self) -> Money:
        return self.total("fee_minor")

    @property
    def refunded(self) -> Money:
        return self.total("refunded_minor")

    @property
    def to_come(self) -> Money:
        """What is not funded yet and still may be."""
        planned = self.of_status("planned") if self.contract.is_live else []
        return Money(sum(one.amount_minor for one in planned), self.contract.currency)

    @property
    def money(self) -> str:
        if self.held:
            return f"{money_text(self.held)} held"
        if self.contract.is_live or not (self.released or self.refunded):
            return "Nothing held"
        return f"{money_text(self.released)} released" if self.released else f"{money_text(self.refunded)} refunded"

    @property
    def money_state(self) -> str:
        if self.held:
            return "held"
        if self.contract.is_live or not (self.released or self.refunded):
            return "planned"
        return "released" if self.released else "refunded"

    @property
    def money_more(self) -> str:
        parts = [(self.released, "released"), (self.fees, "fee"), (self.refunded, "refunded"), (self.to_come, "to come")]
        words = [f"{money_text(amount)} {word}" for amount, word in parts if amount and f"{money_text(amount)} {word}" != self.money]
        return ", ".join(words) or f"{money_text(self.contract.total)} in all"
