"""Money that comes back in words: the timeline's lines about it, and what both sides read while it is frozen."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from apps.contracts.models import Contract, Milestone
from apps.core.money import Money
from apps.core.templatetags.house import day_words

from .lines import Line
from .models import Account, Chargeback, JournalEntry

Kind = JournalEntry.Kind
Amounts = dict[Account, Money]  # of one entry, debits positive


def came_back(entry: JournalEntry, amounts: Amounts, contract: Contract, noun: str, held: Money, waits: dict[str, Any]) -> list[Line]:
    """What an entry about money that comes back is in words. What a solver owes us is not for the other side's eyes."""
    at, reference = entry.created_at, entry.reference
    taken = -amounts[Account.DISPUTES]
    match entry.kind:
        case Kind.CHARGEBACK:
            words = "by the payer’s bank, which has taken it until it decides"
            return [Line(at, "open", "Payment disputed", words, amounts[Account.DISPUTES], held, reference, moves=False)]
        case Kind.CHARGEBACK_WON:
            return [
                Line(at, "held", "The payment stands", "the payer’s bank has given it back", amounts[Account.CLEARING], held, reference, moves=False)
            ]
        case Kind.CHARGEBACK_LOST if amounts[Account.HELD]:
            rest = -amounts[Account.REFUNDS]
            lines = [Line(at, "back", f"{noun} charged back", "by the payer’s bank", -taken, held - taken, reference)]
            return lines + (
                [Line(at, "back", f"Rest of {noun.lower()} refunded", f"to {contract.owner}", -rest, held - taken - rest, **waits)] if rest else []
            )
        case Kind.CHARGEBACK_LOST if amounts[Account.REFUNDS]:
            return [Line(at, "back", f"Refund of {noun.lower()} stopped", "as the payer’s bank had taken it", taken, held, reference, moves=False)]
        case Kind.CLAWBACK if taken:
            words = "after its release, by the payer’s bank"
            return [Line(at, "back", f"{noun} charged back", words, taken, held, reference, moves=False)]
        case Kind.CLAWBACK:
            words = f"to {contract.owner}, after its release"
            return [Line(at, "back", f"{noun} refunded", words, -amounts[Account.REFUNDS], held, moves=False, **waits)]
    return []


@dataclass(frozen=True)
class Stop:
    """Money of the contract that does not move now: why, and what that means for the reader."""

    title: str
    words: str
    since: datetime


def stops(contract: Contract, milestones: Iterable[Milestone], user: Any) -> list[Stop]:
    """One for each chargeback that is not over, and for each other freeze. No query while nothing is frozen."""
    frozen = [one for one in milestones if one.frozen_at]
    if not frozen:
        return []
    claims = list(Chargeback.objects.filter(contract=contract).exclude(status__in=Chargeback.OVER).order_by("id"))
    found = [claimed(one, contract, user) for one in claims]
    others = [one for one in frozen if not claims or "bank" not in one.frozen_reason]
    for one in others:
        since = one.frozen_at or contract.changed_at
        found.append(
            Stop(f"The money of milestone {one.position} is frozen.", f"{one.frozen_reason} Until that is settled, nothing of it moves.", since)
        )
    return found


def claimed(claim: Chargeback, contract: Contract, user: Any) -> Stop:
    mine = user.pk == contract.owner_id
    whose = "Your bank" if mine else f"The bank of {contract.owner}"
    asks = claim.status == Chargeback.Status.WARNING
    title = f"{whose} {'asks about' if asks else 'wants back'} {claim.amount}."
    if claim.status == Chargeback.Status.SENT:
        what = "We have answered it, and it usually decides within two or three months."
    else:
        what = f"We answer it{f' by {day_words(claim.due_at)}' if claim.due_at else ''}, with what was agreed, delivered and approved here."
    if mine:
        means = (
            "Until it has decided, this money is not released, refunded or paid out. If you did not mean to dispute it, ask your bank to withdraw it."
        )
    elif user.pk == contract.solver_id:
        means = "Until it has decided, this money is not released or paid out, and you need not do anything. If it decides against us, it goes back."
    else:
        means = "Until it has decided, this money does not move."
    return Stop(title, f"{what} {means}", claim.created_at)
