"""The money of one contract, movement by movement, for both sides alike."""

from dataclasses import dataclass, replace
from typing import Any

from apps.contracts.models import Contract, Milestone
from apps.core.money import Money, total
from apps.users.permissions import is_moderator

from .comebacks import came_back
from .contract_ledger import ContractLedger
from .lines import Line
from .models import Account, JournalEntry, Operation, Payment, Posting

Kind = JournalEntry.Kind


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of the bar, in its coordinates (BAR wide), and the figure below it."""

    name: str  # released, fee, held, back, open
    words: str
    amount: Money
    x: int = 0
    width: int = 0


OF_SOLVER = (Kind.REPAY, Kind.REVERSED, Kind.REVERSAL_FAILED)  # between the solver and us
WHY = {
    Operation.Wait.ACCOUNT: "waits until the payout account is ready",
    Operation.Wait.RESERVE: "is kept in reserve",
    Operation.Wait.HOLD: "waits, because payouts are on hold",
    Operation.Wait.CHARGEBACK: "waits, because the payer’s bank asks about the payment",
}
BAR, GAP = 4200, 18


def timeline(contract: Contract, known: list[Milestone] | None = None, reader: Any = None) -> list[Line]:
    """Every movement of the contract's money, the newest first; what only the solver may know is there for them and for staff.

    At most three queries, whatever the size; one more where the milestones are not `known`.
    """
    ledger = ContractLedger.of(contract.pk)
    knows = reader is not None and (reader.pk == contract.solver_id or is_moderator(reader))
    milestones = {one.pk: one for one in (Milestone.objects.filter(contract=contract) if known is None else known)}
    lines: list[Line] = []
    held = Money.zero(contract.currency)
    for entry in ledger.entries:
        milestone = milestones.get(entry.milestone_id) if entry.milestone_id else None
        for line in worded(entry, ledger, contract, milestone, held, knows):
            lines.append(marked(line if knows else replace(line, why=""), ledger.arrivals.get(entry.pk)))
            held = line.held_after
    return lines[::-1]


def worded(entry: JournalEntry, ledger: ContractLedger, contract: Contract, milestone: Milestone | None, held: Money, knows: bool) -> list[Line]:
    """An entry as lines; none for what only the solver may know, unless the reader `knows`."""
    sides, operation = ledger.postings.get(entry.pk, []), ledger.operations.get(entry.key)
    if entry.kind == Kind.SETTLE:
        back = ledger.operations.get(f"settle-refund:{entry.milestone_id}")
        return settled(entry, sides, operation, back, contract, milestone, held)
    if entry.kind in OF_SOLVER:
        return owed(entry, sides, ledger.confirmations.get(entry.key), contract, held) if knows else []
    return describe(entry, sides, operation, contract, milestone, held)


def describe(
    entry: JournalEntry, postings: list[Posting], operation: Operation | None, contract: Contract, milestone: Milestone | None, held: Money
) -> list[Line]:
    """What one entry is in words: a release is two lines, for the fee and for the rest."""
    noun = f"Milestone {milestone.position}" if milestone else "The contract"
    amounts = {account: sum_of(postings, account, contract.currency) for account in Account}
    waits = way_of(operation, entry)
    match entry.kind:
        case Kind.FUND:
            amount = -amounts[Account.HELD]
            return [Line(entry.created_at, "held", f"{noun} funded", f"by {contract.owner}", amount, held + amount, entry.reference)]
        case Kind.RELEASE:
            fee, net = -amounts[Account.PLATFORM_FEES], -amounts[Account.PAYABLE]
            rate = f"{contract.fee_basis_points / 100:g}%"
            lines = [Line(entry.created_at, "fee", "OpenChance fee", f"{rate} of {net + fee}", -fee, held - fee)] if fee else []
            return [*lines, Line(entry.created_at, "released", f"{noun} released", f"to {contract.solver}", -net, held - fee - net, **waits)]
        case Kind.REFUND:
            amount = -amounts[Account.HELD]
            return [Line(entry.created_at, "back", f"{noun} refunded", f"to {contract.owner}", amount, held + amount, **waits)]
        case Kind.LATE:
            words = f"for {noun.lower()}, which did not need it any more; sent back to {contract.owner}"
            return [Line(entry.created_at, "back", "Late payment", words, amounts[Account.CLEARING], held, moves=False, **waits)]
        case Kind.TRANSFER_FAILED | Kind.REFUND_FAILED:
            noun = "Payout" if entry.kind == Kind.TRANSFER_FAILED else "Refund"
            return [
                Line(entry.created_at, "open", f"{noun} failed", "and is tried again", amounts[Account.CLEARING], held, entry.reference, moves=False)
            ]
    return came_back(entry, amounts, contract, noun, held, waits)  # a confirmed transfer or refund stands with the line that ordered it


def way_of(operation: Operation | None, entry: JournalEntry) -> dict[str, Any]:
    """How far the gateway is with what the entry ordered."""
    return {
        "milestone_id": entry.milestone_id,
        "reference": operation.reference if operation else entry.reference,
        "arrived_at": operation.done_at if operation and operation.status == "done" else None,
        "waits": operation is not None and operation.status not in ("done", "cancelled"),
        "why": WHY[Operation.Wait(operation.waits_for)] if operation and operation.waits_for else "",
        "note": exchange(operation.settled, operation.currency, operation.rate) if operation else "",
        "reconciled_at": operation.reconciled_at if operation else None,
    }


def exchange(settled: Money | None, currency: str, rate: str) -> str:
    """How the gateway settled it, where it did so in another currency."""
    if settled is None or settled.currency == currency:
        return ""
    return f"settled as {settled}" + (f" at {rate}" if rate else "")


def marked(line: Line, payment: Payment | None) -> Line:
    """A payment that came in, with what the gateway said of it."""
    if payment is None:
        return line
    note = exchange(payment.settled, payment.currency, payment.rate)
    return replace(line, note=note, reconciled_at=payment.reconciled_at)


def owed(entry: JournalEntry, postings: list[Posting], operation: Operation | None, contract: Contract, held: Money) -> list[Line]:
    """What came back from the solver, or was kept from them, for what was taken back after a release."""
    amount = sum_of(postings, Account.RECEIVABLE, contract.currency)
    words = {
        Kind.REPAY: ("back", "Repaid", "kept from what was released, for what was taken back before"),
        Kind.REVERSED: ("back", f"Came back from {contract.solver}", "for what was taken back after the release"),
        Kind.REVERSAL_FAILED: ("open", "Did not come back after all", "and is asked for again"),
    }
    glyph, title, more = words[Kind(entry.kind)]
    amount = amount if amount.minor >= 0 else -amount
    marks: dict[str, Any] = {"milestone_id": entry.milestone_id, "reconciled_at": operation.reconciled_at if operation else None}
    return [Line(entry.created_at, glyph, title, more, amount, held, entry.reference, moves=False, **marks)]


def settled(
    entry: JournalEntry, postings: list[Posting], paid: Operation | None, back: Operation | None, contract: Contract, milestone: Any, held: Money
) -> list[Line]:
    """A dispute's outcome, as up to three lines: our fee, the solver's part, and what goes back."""
    noun = f"Dispute about milestone {milestone.position} settled" if milestone else "Dispute settled"
    fee, net, rest = (-sum_of(postings, account, contract.currency) for account in (Account.PLATFORM_FEES, Account.PAYABLE, Account.REFUNDS))
    lines, rate = [], f"{contract.fee_basis_points / 100:g}%"
    if fee:
        lines.append(Line(entry.created_at, "fee", "OpenChance fee", f"{rate} of {net + fee}", -fee, held - fee))
    if net:
        lines.append(Line(entry.created_at, "released", noun, f"to {contract.solver}", -net, held - fee - net, **way_of(paid, entry)))
    if rest:
        lines.append(Line(entry.created_at, "back", noun, f"back to {contract.owner}", -rest, held - fee - net - rest, **way_of(back, entry)))
    return lines


def sum_of(postings: list[Posting], account: Account, currency: str) -> Money:
    return total([Money(one.amount_minor, one.currency) for one in postings if one.account == account], currency)


def split(contract: Contract, milestones: list[Milestone]) -> list[Part]:
    """Where the contract's money is, as the pieces of a bar; from columns, without a query."""
    sums = {
        "released": sum(one.released_minor for one in milestones),
        "fee": sum(one.fee_minor for one in milestones),
        "held": sum(one.held_minor for one in milestones),
        "back": sum(one.refunded_minor for one in milestones),
        "open": sum(one.amount_minor for one in milestones if one.status == "planned" and contract.is_live),
    }
    words = {
        "released": f"Released to {contract.solver.get_short_name()}",
        "fee": f"Fee, {contract.fee_basis_points / 100:g}%",
        "held": "Held",
        "back": f"Back with {contract.owner.get_short_name()}",
        "open": "Not funded yet",
    }
    shown = {name: minor for name, minor in sums.items() if minor}
    whole, room = sum(shown.values()), BAR - GAP * max(len(shown) - 1, 0)
    parts, x = [], 0
    for name, minor in shown.items():
        width = room * minor // whole
        parts.append(Part(name, words[name], Money(minor, contract.currency), x, width))
        x += width + GAP
    return parts
