"""How a dispute ends: its outcome moves the money in the transaction that decides it, one part released, one refunded."""

from collections.abc import Iterator
from typing import Any

from django.utils import timezone

from apps.contracts import dispute_notices
from apps.contracts import services as contracts
from apps.contracts.models import Contract, Dispute, DisputeFile, DisputeStatement, Milestone
from apps.contracts.permissions import can_decide, is_party
from apps.core.clocks import each, in_turn
from apps.core.db import run_atomic
from apps.core.errors import NotAllowed, Refused, Stale
from apps.core.money import Money
from apps.core.moves import take_turn
from apps.payments import documents, journal
from apps.payments.models import Payment
from apps.users.permissions import is_moderator

from .operating import order_refund
from .paying import pay_solver

BATCH = 500
CHANGED = "Meanwhile the other side states {amount}. Look at it first; nothing was done."


@run_atomic
def settle_dispute(dispute_id: Any, amount: Money, how: str, *, by: Any = None, reason: str = "") -> Dispute:
    """The solver gets `amount` less the contract's fee, the challenger the rest; the milestone, and with the last one the contract, has ended.

    Raises Stale when somebody was faster, Refused while the money is frozen, NotAllowed for who may not end it in this way (`how`).
    """
    dispute = contracts.read_dispute(dispute_id)
    milestone = dispute.milestone
    if not dispute.is_live:
        raise Stale(contracts.OVER, row=dispute)
    held = milestone.held
    net, fee = amount.fee(dispute.contract.fee_basis_points)
    back = held - amount
    contracts.settle(milestone, to_solver=net, fee=fee, refunded=back)
    contracts.close_dispute(dispute, how=how, outcome=amount, by=by, reason=reason)
    journal.settled(milestone, held, net, fee, back)
    documents.issue_invoice(milestone, fee, f"settle:{milestone.pk}")
    payment = Payment.objects.get(milestone=milestone, status=Payment.Status.SUCCEEDED)
    pay_solver(f"settle:{milestone.pk}", payment, milestone, net)
    if back:
        order_refund(f"settle-refund:{milestone.pk}", payment, back)
    return dispute


def state_claim(dispute: Dispute, *, by: Any, amount: Money, text: str, files: Any = ()) -> Dispute:
    """`by` states what the solver should get; where the two amounts meet, the dispute is settled in their middle. Returns it as it is now.

    Raises Stale when it is over or somebody was faster, Refused for what is no amount of this dispute, NotAllowed for others than the two sides.
    """
    with contracts.storing_evidence(files, by) as stored:
        return state(dispute, by, amount, text, stored)


@run_atomic
def state(dispute: Dispute, by: Any, amount: Money, text: str, stored: list[DisputeFile]) -> Dispute:
    take_turn(Contract, dispute.contract_id)
    dispute = contracts.read_dispute(dispute.pk)
    statement = contracts.add_statement(dispute, by=by, amount=amount, text=text, stored=stored)
    middle = dispute.crossed
    if middle is not None:
        return settle_dispute(dispute.pk, middle, Dispute.How.CROSSED)
    dispute_notices.tell_stated(dispute, statement)
    return dispute


@run_atomic
def accept_claim(dispute: Dispute, *, by: Any, amount: Money) -> Dispute:
    """`by` accepts what the other side states, which is `amount` on the page that they saw. Returns the dispute, settled.

    Raises Stale when the other side states something else meanwhile, Refused when it has stated nothing, NotAllowed for others than the two sides.
    """
    take_turn(Contract, dispute.contract_id)
    dispute = contracts.read_dispute(dispute.pk)
    if not is_party(by, dispute):
        raise NotAllowed("Only the two sides of a dispute can accept an amount.", row=dispute)
    if not dispute.is_live:
        raise Stale(contracts.OVER, row=dispute)
    theirs = dispute.offer_of("solver" if dispute.side_of(by) == "owner" else "owner")
    if theirs is None:
        raise Refused("The other side has not stated an amount yet.", row=dispute)
    if theirs != amount:
        raise Stale(CHANGED.format(amount=theirs), row=dispute)
    return settle_dispute(dispute.pk, theirs, Dispute.How.ACCEPTED, by=by)


@run_atomic
def decide_dispute(dispute: Dispute, *, by: Any, amount: Money, reason: str, seen: Any = None) -> Dispute:
    """Staff decide, free of charge, with their reasons for both sides. `seen` is the key of the latest statement that they read.

    Raises Stale when the dispute has moved on, or somebody stated something since; Refused without reasons or for what is no amount of it;
    NotAllowed for others than staff, and for staff whose own dispute it is.
    """
    take_turn(Contract, dispute.contract_id)
    dispute = contracts.read_dispute(dispute.pk)
    if not is_moderator(by):
        raise NotAllowed("Only OpenChance decides a dispute.", row=dispute)
    if not can_decide(by, dispute):
        raise NotAllowed("This dispute is your own, so somebody else has to decide it.", row=dispute)
    if not dispute.is_live:
        raise Stale(contracts.OVER, row=dispute)
    if dispute.status != "deciding":
        raise Refused("The two sides are still talking: there is nothing to decide yet.", row=dispute)
    if not reason.strip():
        raise Refused("Write down the reasons: both sides read them.", field="reason")
    contracts.check_amount(amount, dispute.held)
    latest = DisputeStatement.objects.filter(dispute=dispute).order_by("-created_at", "-id").first()
    if seen is not None and latest is not None and str(latest.pk) != str(seen):
        raise Stale(f"Meanwhile {latest.by} states {latest.amount}. Read it first; nothing was decided.", row=dispute)
    return settle_dispute(dispute.pk, amount, Dispute.How.DECIDED, by=by, reason=reason.strip())


def settle_silent_disputes() -> int:
    """Where the time is over: silence accepts the other side's amount; where both have stated one, OpenChance decides. Returns how many ended so.

    What is frozen waits, and stands in nobody's way; one that fails stops no other.
    """
    return each(end_overdue, in_turn(overdue_disputes()), passing=(Refused,))  # frozen, or decided meanwhile


def overdue_disputes() -> Iterator[Any]:
    """The keys of all whose money can move, from the oldest on."""
    over = Dispute.objects.filter(status="open", due_at__lte=timezone.now()).order_by("pk")
    rows = list(over.values_list("pk", "milestone_id")[:BATCH])
    while rows:
        frozen = set(Milestone.objects.filter(pk__in=[one for _, one in rows], frozen_at__isnull=False).values_list("pk", flat=True))
        yield from (key for key, milestone in rows if milestone not in frozen)
        rows = list(over.filter(pk__gt=rows[-1][0]).values_list("pk", "milestone_id")[:BATCH])


@run_atomic
def end_overdue(dispute_id: Any) -> bool:
    """Read again here: an answer meanwhile has changed what silence means."""
    dispute = contracts.read_dispute(dispute_id)
    if dispute.status != "open" or dispute.due_at > timezone.now():
        return False
    amount = dispute.default
    if amount is None:
        contracts.escalate(dispute)
    else:
        settle_dispute(dispute_id, amount, Dispute.How.SILENCE)
    return True
