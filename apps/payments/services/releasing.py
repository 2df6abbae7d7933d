"""Approve and release, in one transaction: the delivery is approved, the held money is the solver's and the fee ours, the transfer is ordered."""

import logging
from collections.abc import Sequence
from typing import Any

from django.utils import timezone

from apps.contracts import services as contracts
from apps.contracts.models import Contract, Milestone
from apps.core.db import run_atomic
from apps.core.errors import NotAllowed, Refused, Stale
from apps.core.moves import take_turn
from apps.payments import documents, journal
from apps.payments.models import Payment

from .paying import pay_solver

logger = logging.getLogger(__name__)
BATCH = 500


def approve(
    milestone: Milestone, *, by: Any, verdicts: Sequence[dict[str, Any]] | None = None, feedback: str = "", round: int | None = None
) -> Milestone:
    """The owner approves what was delivered, and its money is released. Returns the milestone as it is now.

    `verdicts` are per criterion ({"met": True, "note": ""}); criteria without one count as met. `round` is the
    delivery that the owner saw. Raises NotAllowed, Stale.
    """
    if by is None:
        raise NotAllowed("Only a person can approve.", row=milestone)
    return release(milestone, by=by, verdicts=verdicts, feedback=feedback, round=round)


@run_atomic
def release(
    known: Milestone, *, by: Any, verdicts: Sequence[dict[str, Any]] | None = None, feedback: str = "", round: int | None = None
) -> Milestone:
    """`by` None is the review clock, which is read again here: a change request meanwhile has stopped it."""
    take_turn(Contract, known.contract_id)
    milestone: Milestone = Milestone.objects.select_related("contract", "owner", "solver").get(pk=known.pk)
    if by is None and not is_overdue(milestone):
        raise Stale("The review clock does not run any more.", row=milestone)
    contract, held = milestone.contract, milestone.held
    if by is not None and by.pk != milestone.owner_id:
        raise NotAllowed("Only the challenger approves a delivery.", row=milestone)
    if milestone.owner_id == milestone.solver_id:
        raise Refused("You cannot release money to yourself: the challenger and the solver are one account.", row=milestone)
    net, fee = held.fee(contract.fee_basis_points)
    words: dict[str, Any] = {"verdicts": list(verdicts) if verdicts else None, "feedback": feedback, "round": round}
    contracts.release(milestone, by=by, fee=fee, **words)
    journal.released(milestone, held, net, fee)
    documents.issue_invoice(milestone, fee, f"release:{milestone.pk}")
    payment = Payment.objects.get(milestone=milestone, status=Payment.Status.SUCCEEDED)
    pay_solver(f"release:{milestone.pk}", payment, milestone, net)
    return milestone


def is_overdue(milestone: Milestone) -> bool:
    due_at = milestone.review_due_at
    return milestone.status == Milestone.Status.DELIVERED and due_at is not None and due_at <= timezone.now()


def release_overdue() -> int:
    """Release what the challenger did not look at in time. Returns how many milestones; one that cannot be released stops no other."""
    due = Milestone.objects.filter(status="delivered", frozen_at=None, review_due_at__lte=timezone.now()).order_by("review_due_at")
    done = 0
    for milestone in list(due.only("contract")[:BATCH]):
        try:
            release(milestone, by=None)
            done += 1
        except Stale:  # decided meanwhile
            continue
        except Exception:
            logger.exception("Milestone %s was not released; it will be tried again.", milestone.pk)
    return done
