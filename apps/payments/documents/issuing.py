"""Which document a decision calls for. Each function is called inside the transaction of the decision; the second time it finds what is there."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from django.conf import settings
from django.db import connection

from apps.contracts.models import Contract, Milestone
from apps.core.db import on_commit
from apps.core.money import Money
from apps.payments import tasks
from apps.payments.models import Account, Document, JournalEntry, Operation, Payment, Posting
from apps.users.models import User

from .snapshot import Contents, Line, line, snapshot

Kind = Document.Kind
HELD = "Held by OpenChance until you approve it"
LATE = "Came when it was not needed any more; all of it goes back to you"


def issue_receipt(payments: Sequence[Payment]) -> Document:
    """To the challenger, for one checkout: what we received, milestone by milestone."""
    lead, contract, solver = payments[0], payments[0].contract, str(payments[0].contract.solver)
    lines = [line(about(one.milestone), one.amount, LATE if one.status == Payment.Status.LATE else HELD) for one in payments]
    notes = [
        f"OpenChance holds what you paid until you approve what {solver} delivers. It is released to {solver} then, less the fee of OpenChance.",
        f"This is no invoice for the work. {solver} does the work and can write one.",
    ]
    facts = [*contract_facts(contract), ("Solver", solver), ("Payment reference", lead.charge_id)]
    key = f"receipt:{lead.lead_id or lead.pk}"
    milestone = lead.milestone if len(payments) == 1 else None
    return write(Kind.RECEIPT, key, lead.owner, contract, milestone, Contents(lines, "Received", facts, notes=notes))


def issue_invoice(milestone: Milestone, fee: Money, decision: str) -> Document | None:
    """To the challenger, for our fee on what `decision` released, which is in the ledger already; None where there is no fee."""
    if not fee:
        return None
    contract = milestone.contract
    gross = Money(of_entry(decision, Account.PAYABLE), fee.currency) + fee
    rate = f"{contract.fee_basis_points / 100:g}% of {gross}, released to {contract.solver}"
    paid = [Line("Taken out of what OpenChance held for you", -fee.minor), Line("Left to pay", 0)]
    facts = [*contract_facts(contract), ("Solver", str(contract.solver))]
    contents = Contents([line(f"Fee of OpenChance for {about(milestone, small=True)}", fee, rate)], "Total", facts, paid, tax_notes())
    return write(Kind.INVOICE, f"invoice:{decision}", contract.owner, contract, milestone, contents)


def issue_done(operation: Operation, reference: str) -> Document | None:
    """For what the gateway has confirmed: a transfer's statement, a refund's credit note; nothing for what came back from a solver."""
    operation.refresh_from_db(fields=["settled_minor", "settled_currency", "rate"])
    match operation.kind:
        case Operation.Kind.TRANSFER:
            return issue_statement(operation, reference)
        case Operation.Kind.REFUND:
            return issue_refund_note(operation, reference)
    return None


def issue_statement(operation: Operation, reference: str) -> Document:
    """To the solver, when the gateway has confirmed a transfer: from what was released to what arrives.

    A transfer that failed after it was confirmed gets another statement when it is done again, which takes the first one's place.
    """
    contract, milestone = operation.contract, operation.milestone
    facts = [*contract_facts(contract), ("Challenger", str(contract.owner)), ("Payout reference", reference)]
    if operation.settled_currency and operation.settled_currency != operation.currency:
        facts.append(("Sent as", f"{operation.settled}" + (f", rate {operation.rate}" if operation.rate else "")))
    notes = [f"OpenChance held this money for {contract.owner} and sent it to your payout account. The work is between the two of you."]
    earlier = (
        Document.objects.filter(kind=Kind.STATEMENT, contract=contract, decision__startswith=f"statement:{operation.pk}-").order_by("-id").first()
    )
    contents = Contents(earned(operation, milestone), "Paid out", facts, notes=notes)
    return write(Kind.STATEMENT, f"statement:{operation.idempotency_key}", operation.solver, contract, milestone, contents, earlier)


def earned(operation: Operation, milestone: Milestone) -> list[Line]:
    """From the ledger: what was released, less our fee, less what repaid a debt; the lines add up to the transfer."""
    decision = operation.decision.partition(":again:")[0]
    rate = f"{milestone.contract.fee_basis_points / 100:g}% of what was released"
    net, fee = of_entry(decision, Account.PAYABLE), of_entry(decision, Account.PLATFORM_FEES)
    repaid = -of_entry(f"repay:{decision}", Account.PAYABLE)
    if not net:
        return [line(f"Released for {about(milestone, small=True)}", operation.amount)]
    lines = [Line(f"Released for {about(milestone, small=True)}", net + fee)]
    lines += [Line("Fee of OpenChance", -fee, rate)] if fee else []
    lines += [Line("Kept to repay what you owed OpenChance", -repaid)] if repaid else []
    rest = net - repaid - operation.amount_minor
    return lines + ([Line("Taken back before it was sent", -rest)] if rest else [])


def of_entry(key: str, account: Account) -> int:
    """What an entry of the ledger credits to `account`, in minor units; 0 where there is no such entry."""
    entry = JournalEntry.objects.filter(key=key).first()
    amounts = Posting.objects.filter(entry=entry, account=account).values_list("amount_minor", flat=True) if entry else []
    return -sum(amounts)


def issue_refund_note(operation: Operation, reference: str) -> Document:
    """To the challenger, when the gateway has confirmed a refund: a credit note to the receipt. One that is done again has another."""
    contract, milestone, payment = operation.contract, operation.milestone, operation.payment
    facts = [*contract_facts(contract), ("Refund reference", reference)]
    lines = [line(f"Refund for {about(milestone, small=True)}", operation.amount, "To where the payment came from; a bank may need some days")]
    receipt = Document.objects.filter(decision=f"receipt:{payment.lead_id or payment.pk}").first()
    contents = Contents(lines, "Refunded", facts)
    return write(Kind.CREDIT_NOTE, f"refund-note:{operation.idempotency_key}", operation.owner, contract, milestone, contents, receipt)


def issue_taken_back(operation: Operation, reference: str) -> Document | None:
    """To the challenger, when a refund that was confirmed came back: the credit note is cancelled. The operation as it was when it was done.

    A transfer's statement stays until the transfer is done again: the next one takes its place.
    """
    if operation.kind != Operation.Kind.REFUND:
        return None
    contract, milestone = operation.contract, operation.milestone
    facts = [*contract_facts(contract), ("Refund reference", reference)]
    lines = [line(f"Refund for {about(milestone, small=True)} came back", -operation.amount, "Your bank sent it back; the money is still yours")]
    note = Document.objects.filter(decision=f"refund-note:{operation.idempotency_key}").first()
    contents = Contents(lines, "Refund cancelled", facts)
    return write(Kind.CREDIT_NOTE, f"refund-back:{operation.idempotency_key}", operation.owner, contract, milestone, contents, note)


def issue_fee_note(milestone: Milestone, fee: Money, decision: str) -> Document | None:
    """To the challenger, when a part of our fee, or all of it, is given back: a credit note to the invoice; None where it is nothing."""
    if not fee:
        return None
    contract = milestone.contract
    invoice = Document.objects.filter(decision__in=[f"invoice:release:{milestone.pk}", f"invoice:settle:{milestone.pk}"]).first()
    lines = [line(f"Fee given back for {about(milestone, small=True)}", fee, "A part of the refund of what was released")]
    contents = Contents(lines, "Credited", contract_facts(contract), notes=tax_notes())
    return write(Kind.CREDIT_NOTE, f"fee-note:{decision}", contract.owner, contract, milestone, contents, invoice)


def write(
    kind: Document.Kind,
    decision: str,
    person: User,
    contract: Contract,
    milestone: Milestone | None,
    contents: Contents,
    replaces: Document | None = None,
) -> Document:
    if not connection.in_atomic_block:
        raise RuntimeError("A document is written inside the transaction that decided it.")
    known = Document.objects.filter(decision=decision).first()
    if known:
        return known
    columns: dict[str, Any] = {"contract": contract, "milestone": milestone, "replaces": replaces, "currency": contract.currency}
    columns |= {"total_minor": contents.total, "data": snapshot(person, contents)}
    document = Document.objects.create(kind=kind, decision=decision, person=person, **columns)
    on_commit(partial(tasks.finish_document.enqueue, str(document.pk)), robust=True)
    return document


def about(milestone: Milestone, *, small: bool = False) -> str:
    return f"{'m' if small else 'M'}ilestone {milestone.position}: {milestone.title}"


def contract_facts(contract: Contract) -> list[tuple[str, str]]:
    return [("Contract", contract.title)]


def tax_notes() -> list[str]:
    return [settings.TAX_NOTE] if settings.TAX_NOTE else []
