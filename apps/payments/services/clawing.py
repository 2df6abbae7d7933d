"""After a release money comes back from where it is now: from a transfer that nobody has asked for yet, from the solver's account, or as a debt."""

from typing import Any

from apps.contracts import services as contracts
from apps.contracts.models import Milestone
from apps.core.errors import Refused
from apps.core.models import record
from apps.core.money import Money, step
from apps.payments import documents, journal
from apps.payments.models import Account, JournalEntry, Operation

from .operating import order_reversal, order_transfer
from .owing import again, owe

TAKEN_BACK = "Its money was taken back before it was sent."


def claw_back(milestone: Milestone, amount: Money, *, key: str, into: Account, by: Any = None) -> Milestone:
    """`amount` of what was released, our fee's share of it included, goes `into` refunds or disputes; the milestone as it is now.

    Call it inside the transaction that decided it; the same `key` again changes nothing. What was not sent to the solver yet is not sent; the
    rest is asked back from their account, and is their debt as far as that does not reach. Raises Refused when less was released, Stale.
    """
    milestone = Milestone.objects.select_related("contract", "owner", "solver").get(pk=milestone.pk)
    if JournalEntry.objects.filter(key=f"clawback:{key}").exists():
        return milestone
    net, fee = shares(milestone, amount)
    transfer = transfer_of(milestone)
    payable = unsend(transfer, net) if transfer else Money.zero(net.currency)
    receivable = net - payable
    contracts.take_back(milestone, net=net, fee=fee)
    journal.clawed_back(key, milestone, payable=payable, receivable=receivable, fee=fee, into=into)
    documents.issue_fee_note(milestone, fee, f"clawback:{key}")
    recover(milestone, transfer, receivable, key)
    record(milestone, "claw_back", by=by, amount=str(amount), key=key)
    return milestone


def shares(milestone: Milestone, amount: Money) -> tuple[Money, Money]:
    """(the solver's part of `amount`, our fee's): in proportion, ours rounded down to a chargeable amount. All of it leaves nothing over."""
    released, fee = milestone.released_minor, milestone.fee_minor
    if not 0 < amount.minor <= released + fee:
        raise Refused(f"Of this milestone {Money(released + fee, milestone.currency)} can be taken back at most.", row=milestone)
    cut = fee * amount.minor // (released + fee)
    if amount.minor < released + fee:
        cut -= cut % step(milestone.currency)
    cut = max(cut, amount.minor - released)
    return amount - Money(cut, milestone.currency), Money(cut, milestone.currency)


def transfer_of(milestone: Milestone) -> Operation | None:
    """The one that stands: of a milestone's transfers at most one was not cancelled."""
    transfers = Operation.objects.filter(milestone=milestone, kind=Operation.Kind.TRANSFER).exclude(status="cancelled")
    found: Operation | None = transfers.select_related("payment").order_by("-id").first()
    return found


def unsend(transfer: Operation, wanted: Money) -> Money:
    """What of `wanted` the transfer had not sent: it is cancelled then, and what it sends besides is ordered anew.

    Where nothing is pinned as its destination, nobody has asked the gateway under its present key; whoever wants to now is too late, or was
    faster, by this compare-and-set.
    """
    mine = Operation.objects.filter(pk=transfer.pk, status="pending", reference="", destination="", key_number=transfer.key_number)
    if not mine.end("cancelled", TAKEN_BACK):
        return Money.zero(wanted.currency)
    part = min(wanted, transfer.amount)
    rest = transfer.amount - part
    if rest:
        order_transfer(again(transfer.decision), transfer.payment, rest)
    record(transfer, "cancel", by=None, before="pending", after="cancelled", amount=str(part))
    return part


def recover(milestone: Milestone, transfer: Operation | None, amount: Money, key: str) -> None:
    """`amount` is receivable now: reversed as far as the transfer reaches, owed beyond that."""
    reach = Money.zero(amount.currency)
    if amount and transfer and transfer.status == Operation.Status.DONE:
        earlier = Operation.objects.filter(reverses=transfer, status__in=("pending", "failed", "done"))
        reach = min(amount, transfer.amount - Money(sum(one.amount_minor for one in earlier), amount.currency))
    if reach:
        order_reversal(f"reversal:{key}", transfer, reach)  # type: ignore[arg-type]
    owe(milestone.solver, amount - reach)
