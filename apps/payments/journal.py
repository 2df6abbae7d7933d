"""Which accounts each movement touches. Debits are +, credits −; see models.Account.

fund       clearing +A                        held −A             the gateway has the money, we hold it for the contract
fee        gateway fees +F                    clearing −F         the gateway keeps its own part; ours to bear, the parties never see it
release    held +A                            payable −net, platform fees −fee
transfer   payable +net                       clearing −net       when the gateway confirmed
refund     held +A                            refunds −A          when it was decided
refunded   refunds +A                         clearing −A         when the gateway confirmed
late       clearing +A                        refunds −A          paid, but no longer wanted: goes back at once
… failed   the confirmed movement backwards, when the gateway takes its word back: the debt stands again, and the operation runs again
A refund or transfer that fails before it was confirmed books nothing: the money still stands in refunds or payable, and is tried again.
"""

from apps.contracts.models import Milestone
from apps.core.money import Money

from .gateways.base import Checkout
from .ledger import post
from .models import Account, JournalEntry, Operation, Payment

Kind = JournalEntry.Kind


def funded(payment: Payment, checkout: Checkout) -> None:
    sides = [(Account.CLEARING, payment.amount, payment.owner), (Account.HELD, -payment.amount, None)]
    key = f"fund:{payment.pk}"
    post(Kind.FUND, key=key, reference=checkout.charge_id, contract=payment.contract, milestone=payment.milestone, postings=sides)
    gateway_fee(payment, checkout)


def arrived_late(payment: Payment, checkout: Checkout) -> None:
    sides = [(Account.CLEARING, payment.amount, payment.owner), (Account.REFUNDS, -payment.amount, None)]
    key = f"late:{payment.pk}"
    post(Kind.LATE, key=key, reference=checkout.charge_id, contract=payment.contract, milestone=payment.milestone, postings=sides)
    gateway_fee(payment, checkout)


def gateway_fee(payment: Payment, checkout: Checkout) -> None:
    if not checkout.fee:
        return
    sides = [(Account.GATEWAY_FEES, checkout.fee, None), (Account.CLEARING, -checkout.fee, None)]
    key = f"fee:{payment.pk}"
    post(Kind.GATEWAY_FEE, key=key, reference=checkout.charge_id, contract=payment.contract, milestone=payment.milestone, postings=sides)


def released(milestone: Milestone, held: Money, net: Money, fee: Money) -> None:
    sides = [(Account.HELD, held, None), (Account.PAYABLE, -net, milestone.solver), (Account.PLATFORM_FEES, -fee, None)]
    post(Kind.RELEASE, key=f"release:{milestone.pk}", contract=milestone.contract, milestone=milestone, postings=sides)


def refund_ordered(milestone: Milestone, held: Money) -> None:
    sides = [(Account.HELD, held, None), (Account.REFUNDS, -held, None)]
    post(Kind.REFUND, key=f"refund:{milestone.pk}", contract=milestone.contract, milestone=milestone, postings=sides)


def confirmed(operation: Operation, reference: str) -> None:
    """The gateway says that the transfer or refund arrived, under the operation's present key."""
    if operation.kind == Operation.Kind.TRANSFER:
        kind, sides = Kind.TRANSFER, [(Account.PAYABLE, operation.amount, operation.solver), (Account.CLEARING, -operation.amount, None)]
    else:
        kind, sides = Kind.REFUNDED, [(Account.REFUNDS, operation.amount, None), (Account.CLEARING, -operation.amount, operation.owner)]
    key = f"done:{operation.idempotency_key}"
    post(kind, key=key, reference=reference, contract=operation.contract, milestone=operation.milestone, postings=sides)


def taken_back(operation: Operation, reference: str) -> None:
    """The gateway says that it failed after all: the confirmed movement backwards."""
    if operation.kind == Operation.Kind.TRANSFER:
        kind, sides = Kind.TRANSFER_FAILED, [(Account.CLEARING, operation.amount, None), (Account.PAYABLE, -operation.amount, operation.solver)]
    else:
        kind, sides = Kind.REFUND_FAILED, [(Account.CLEARING, operation.amount, operation.owner), (Account.REFUNDS, -operation.amount, None)]
    key = f"failed:{operation.idempotency_key}"
    post(kind, key=key, reference=reference, contract=operation.contract, milestone=operation.milestone, postings=sides)
