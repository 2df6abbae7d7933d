"""What finance types: a reason, an amount."""

from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from django import forms

from apps.contracts.models import Milestone
from apps.core.db import run_atomic
from apps.core.errors import Refused, Stale
from apps.core.money import BadAmount, Money
from apps.payments.models import Operation
from apps.payments.services import clawing, refunding
from apps.users.models import User

REASON_HELP = "For both sides to read."


class ReasonForm(forms.Form):
    reason = forms.CharField(max_length=200, widget=forms.Textarea(attrs={"rows": 2, "cols": 60}), help_text=REASON_HELP)


@dataclass(frozen=True)
class Preview:
    """What a refund will do, in amounts."""

    amount: Money
    from_held: bool
    net: Money  # the solver's part
    fee: Money  # our fee's
    unsent: Money  # of the solver's part: what a transfer that was not asked for yet still holds


class RefundForm(ReasonForm):
    """`key` is this press, `seen` where the money was when the form was shown: who comes second is told."""

    amount = forms.CharField(max_length=30, widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}))
    key = forms.UUIDField(widget=forms.HiddenInput)
    seen = forms.CharField(max_length=100, widget=forms.HiddenInput)
    field_order = ("amount", "reason")

    def __init__(self, *args: Any, milestone: Milestone, **kwargs: Any) -> None:
        self.milestone, most = milestone, refunding.refundable(milestone)
        kwargs["initial"] = {"amount": most.plain, "key": uuid4(), "seen": where(milestone)}
        super().__init__(*args, **kwargs)
        help_text = f"In {milestone.currency}. "
        help_text += f"Held money goes back whole: {most}." if milestone.held_minor else f"At most {most}, which is what was released, and our fee."
        self.fields["amount"].help_text = help_text

    def clean_amount(self) -> Money:
        try:
            return Money.parse(self.cleaned_data["amount"], self.milestone.currency)
        except BadAmount as error:
            raise forms.ValidationError(str(error)) from None

    def clean(self) -> dict[str, Any]:
        """The verb's own checks, so that a preview is never of something that would be refused."""
        found = super().clean() or {}
        if not self.errors:
            try:
                refunding.check(self.milestone, found["amount"], found["reason"])
            except Refused as refusal:
                self.add_error(refusal.field if refusal.field in self.fields else None, refusal.sentence)
        return found

    def preview(self) -> Preview:
        milestone, amount = self.milestone, self.cleaned_data["amount"]
        nothing = Money.zero(amount.currency)
        if milestone.held_minor:
            return Preview(amount, True, nothing, nothing, nothing)
        net, fee = clawing.shares(milestone, amount)
        transfer = clawing.transfer_of(milestone)
        unsent = transfer.status == "pending" and not transfer.reference and not transfer.destination if transfer else False
        return Preview(amount, False, net, fee, min(net, transfer.amount) if transfer and unsent else nothing)

    def refund(self, by: User) -> Operation:
        """Raises Stale when this money has moved meanwhile."""
        typed = self.cleaned_data
        return refund_as_seen(self.milestone, typed["amount"], seen=typed["seen"], by=by, reason=typed["reason"], key=typed["key"].hex)


def where(milestone: Milestone) -> str:
    """Where its money is, in one word: what a decision was made on."""
    return f"{milestone.held_minor}.{milestone.released_minor}.{milestone.fee_minor}.{milestone.refunded_minor}"


@run_atomic
def refund_as_seen(milestone: Milestone, amount: Money, *, seen: str, by: User, reason: str, key: str) -> Operation:
    """Refund what somebody looked at. Raises Stale when the money is elsewhere now: held money that was released is another decision."""
    again = Operation.objects.filter(decision=f"clawback:{milestone.pk}:{key}").exists()
    if not again and where(Milestone.objects.get(pk=milestone.pk)) != seen:
        raise Stale("Meanwhile this milestone’s money has moved. Look at where it is; nothing was done now.", row=milestone)
    return refunding.refund_milestone(milestone, amount, by=by, reason=reason, key=key)
