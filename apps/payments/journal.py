"""Which accounts each movement touches. Debits are +, credits −; see models.Account.

fund       clearing +A                        held −A             the gateway has the money, we hold it for the contract
fee        gateway fees +F                    clearing −F         the gateway keeps its own part; ours to bear, the parties never see it;
                                                                  the other way round where it gives back what it took for a chargeback
release    held +A                            payable −net, platform fees −fee
settle     held +A                            payable −net, platform fees −fee, refunds −back: a dispute's outcome
repay      payable +x                         receivable −x       a release repays what the solver owes
transfer   payable +net                       clearing −net       when the gateway confirmed
refund     held +A                            refunds −A          when it was decided
refunded   refunds +A                         clearing −A         when the gateway confirmed
clawback   platform fees +f, payable +p, receivable +r            refunds −X, or disputes −X: taken back after the release
reversed   clearing +R                        receivable −R       when the gateway confirmed that it came back from the solver
chargeback disputes +D                        clearing −D         the payer's bank has taken it
… won      clearing +D                        disputes −D         and has given it back
… lost     held +h                            disputes −d, refunds −(h − d): of what was still held; what was released is clawed back
           refunds +b                         disputes −b         of what was on its way back and had not left
           losses +l                          disputes −l         what nothing covers any more
late       clearing +A                        refunds −A          paid, but no longer wanted: goes back at once
… failed   the confirmed movement backwards, when the gateway takes its word back: the debt stands again, and the operation runs again
A refund or transfer that fails before it was confirmed books nothing: the money still stands in refunds or payable, and is tried again.
"""

from apps.contracts.models import Milestone
from apps.core.money import Money, total

from .gateways.answers import Checkout
from .ledger import Side, post
from .models import Account, Chargeback, JournalEntry, Operation, Payment, Posting

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
    """Of the whole charge, in the currency in which the gateway settles: once, with the lead."""
    if payment.lead_id is None and checkout.fee:
        post_gateway_fee(f"fee:{payment.pk}", payment, checkout.fee, checkout.charge_id)


def post_gateway_fee(key: str, payment: Payment, fee: Money, reference: str) -> None:
    sides = [(Account.GATEWAY_FEES, fee, None), (Account.CLEARING, -fee, None)]
    post(Kind.GATEWAY_FEE, key=key, reference=reference, contract=payment.contract, milestone=payment.milestone, postings=sides)


def released(milestone: Milestone, held: Money, net: Money, fee: Money) -> None:
    sides = [(Account.HELD, held, None), (Account.PAYABLE, -net, milestone.solver), (Account.PLATFORM_FEES, -fee, None)]
    post(Kind.RELEASE, key=f"release:{milestone.pk}", contract=milestone.contract, milestone=milestone, postings=sides)


def settled(milestone: Milestone, held: Money, net: Money, fee: Money, back: Money) -> None:
    """A dispute's outcome: `held` is parted into `net` for the solver, our `fee`, and `back` to the challenger."""
    sides = [
        (Account.HELD, held, None),
        (Account.PAYABLE, -net, milestone.solver),
        (Account.PLATFORM_FEES, -fee, None),
        (Account.REFUNDS, -back, None),
    ]
    post(Kind.SETTLE, key=f"settle:{milestone.pk}", contract=milestone.contract, milestone=milestone, postings=sides)


def repaid(decision: str, milestone: Milestone, amount: Money) -> None:
    sides = [(Account.PAYABLE, amount, milestone.solver), (Account.RECEIVABLE, -amount, milestone.solver)]
    post(Kind.REPAY, key=f"repay:{decision}", contract=milestone.contract, milestone=milestone, postings=sides)


def clawed_back(key: str, milestone: Milestone, *, payable: Money, receivable: Money, fee: Money, into: Account) -> None:
    """After the release: `payable` was not sent to the solver yet, `receivable` they owe now, `fee` is ours; all of it goes `into` an account."""
    solver, amount = milestone.solver, payable + receivable + fee
    sides = [(Account.PAYABLE, payable, solver), (Account.RECEIVABLE, receivable, solver), (Account.PLATFORM_FEES, fee, None), (into, -amount, None)]
    post(Kind.CLAWBACK, key=f"clawback:{key}", contract=milestone.contract, milestone=milestone, postings=sides)


def charged_back(chargeback: Chargeback) -> None:
    """The payer's bank has taken the amount from us."""
    amount = chargeback.amount
    sides = [(Account.DISPUTES, amount, None), (Account.CLEARING, -amount, chargeback.owner)]
    write_chargeback(Kind.CHARGEBACK, f"chargeback:{chargeback.pk}", chargeback, sides)


def chargeback_fee(chargeback: Chargeback) -> None:
    """What the gateway keeps for it, as far as that is not booked yet: it may take more for our answer, and give all of it back when it is won."""
    fee, key, booked = Money(chargeback.fee_minor, chargeback.fee_currency), f"chargeback-fee:{chargeback.pk}", chargeback_fees(chargeback)
    rest = fee - total(booked, fee.currency)
    if rest:
        post_gateway_fee(f"{key}:{len(booked)}" if booked else key, chargeback.payment, rest, chargeback.reference)


def chargeback_fees(chargeback: Chargeback) -> list[Money]:
    """What is booked of it, the oldest first; what was given back is negative."""
    key = f"chargeback-fee:{chargeback.pk}"
    rows = JournalEntry.objects.filter(contract=chargeback.contract_id, kind=Kind.GATEWAY_FEE).order_by("created_at", "id")
    entries = [pk for pk, name in rows.values_list("pk", "key") if name == key or name.startswith(f"{key}:")]
    fees = {one.entry_id: one for one in Posting.objects.filter(entry_id__in=entries, account=Account.GATEWAY_FEES)}
    return [Money(fees[pk].amount_minor, fees[pk].currency) for pk in entries]


def write_chargeback(kind: JournalEntry.Kind, key: str, chargeback: Chargeback, sides: list[Side]) -> None:
    milestone = chargeback.payment.milestone
    post(kind, key=key, reference=chargeback.reference, contract=chargeback.contract, milestone=milestone, postings=sides)


def chargeback_won(chargeback: Chargeback) -> None:
    amount = chargeback.amount
    sides = [(Account.CLEARING, amount, chargeback.owner), (Account.DISPUTES, -amount, None)]
    write_chargeback(Kind.CHARGEBACK_WON, f"chargeback-won:{chargeback.pk}", chargeback, sides)


def chargeback_lost(chargeback: Chargeback, milestone: Milestone, held: Money, taken: Money) -> None:
    """What a milestone still held: `taken` is the bank's, the rest goes back to the challenger."""
    sides = [(Account.HELD, held, None), (Account.DISPUTES, -taken, None), (Account.REFUNDS, taken - held, None)]
    key = f"chargeback-lost:{chargeback.pk}:{milestone.pk}"
    post(Kind.CHARGEBACK_LOST, key=key, reference=chargeback.reference, contract=milestone.contract, milestone=milestone, postings=sides)


def chargeback_covered(chargeback: Chargeback, refund: Operation, part: Money) -> None:
    """What was on its way back to the challenger, and had not left, is the bank's."""
    sides: list[Side] = [(Account.REFUNDS, part, None), (Account.DISPUTES, -part, None)]
    key = f"chargeback-lost:{chargeback.pk}:{refund.pk}"
    post(Kind.CHARGEBACK_LOST, key=key, reference=chargeback.reference, contract=refund.contract, milestone=refund.milestone, postings=sides)


def chargeback_borne(chargeback: Chargeback, rest: Money) -> None:
    """What the bank took and nothing covers, because it had been refunded before, is our loss."""
    sides: list[Side] = [(Account.LOSSES, rest, None), (Account.DISPUTES, -rest, None)]
    write_chargeback(Kind.CHARGEBACK_LOST, f"chargeback-lost:{chargeback.pk}:ours", chargeback, sides)


def chargeback_regained(refund: Operation, part: Money) -> None:
    """A refund that we had thought gone did not leave: what a lost chargeback cost us is that much less."""
    sides: list[Side] = [(Account.REFUNDS, part, None), (Account.LOSSES, -part, None)]
    post(Kind.CORRECTION, key=f"regained:{refund.pk}", contract=refund.contract, milestone=refund.milestone, postings=sides)


def refund_ordered(milestone: Milestone, held: Money) -> None:
    sides = [(Account.HELD, held, None), (Account.REFUNDS, -held, None)]
    post(Kind.REFUND, key=f"refund:{milestone.pk}", contract=milestone.contract, milestone=milestone, postings=sides)


def confirmed(operation: Operation, reference: str) -> None:
    """The gateway says that it is done, under the operation's present key."""
    kind, sides = done(operation)
    key = f"done:{operation.idempotency_key}"
    post(kind, key=key, reference=reference, contract=operation.contract, milestone=operation.milestone, postings=sides)


def done(operation: Operation) -> tuple[JournalEntry.Kind, list[Side]]:
    amount = operation.amount
    match operation.kind:
        case Operation.Kind.TRANSFER:
            return Kind.TRANSFER, [(Account.PAYABLE, amount, operation.solver), (Account.CLEARING, -amount, None)]
        case Operation.Kind.REFUND:
            return Kind.REFUNDED, [(Account.REFUNDS, amount, None), (Account.CLEARING, -amount, operation.owner)]
        case Operation.Kind.REVERSAL:
            return Kind.REVERSED, [(Account.CLEARING, amount, None), (Account.RECEIVABLE, -amount, operation.solver)]
    raise AssertionError(operation.kind)


FAILED = {Kind.TRANSFER: Kind.TRANSFER_FAILED, Kind.REFUNDED: Kind.REFUND_FAILED, Kind.REVERSED: Kind.REVERSAL_FAILED}


def taken_back(operation: Operation, reference: str) -> None:
    """The gateway says that it failed after all: the confirmed movement backwards."""
    kind, sides = done(operation)
    backwards = [(account, -amount, user) for account, amount, user in sides]
    key = f"failed:{operation.idempotency_key}"
    post(FAILED[kind], key=key, reference=reference, contract=operation.contract, milestone=operation.milestone, postings=backwards)
