"""Taking stock: what a contract needs from each side is copied onto its row, in the transaction of each verb."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.utils import timezone

from apps.contracts.models import Contract, Dispute, Milestone
from apps.core.moves import stale

ENDED = ("released", "refunded", "settled")
Task = Contract.Task
NOTHING: dict[str, Any] = {"owner_task": Task.NONE, "solver_task": Task.NONE, "owner_due_at": None, "solver_due_at": None}  # once it has ended


def tasks(contract: Contract, milestones: Iterable[Milestone], disputes: Iterable[Dispute] = ()) -> dict[str, Any]:
    """The four columns that say what each side of a live contract is asked to do, and by when."""
    milestones = list(milestones)
    reviews = [one.review_due_at for one in milestones if one.status == "delivered"]
    works = [one.due_at for one in milestones if one.status == "funded"]
    planned = any(one.status == "planned" for one in milestones) and not any(one.status == "disputed" for one in milestones)
    answers: dict[str, list[datetime | None]] = {side: [one.due_at for one in disputes if one.calls(side)] for side in ("owner", "solver")}
    owner = Task.REVIEW if reviews else Task.ANSWER if answers["owner"] else Task.FUND if planned and not works else Task.WAIT
    solver = Task.ANSWER if answers["solver"] else Task.DELIVER if works else Task.WAIT
    if contract.has_proposal and contract.cancel_proposed_by_id == contract.solver_id:
        owner = Task.ANSWER
    elif contract.has_proposal:
        solver = Task.ANSWER
    owner_due, solver_due = earliest(reviews + answers["owner"]), earliest(answers["solver"] or works)
    return {"owner_task": owner, "owner_due_at": owner_due, "solver_task": solver, "solver_due_at": solver_due}


def earliest(moments: list[datetime | None]) -> datetime | None:
    return min((one for one in moments if one is not None), default=None)


def take_stock(contract: Contract) -> list[Milestone]:
    """The contract's tasks are up to date; returns its milestones. Raises Stale when the contract has ended.

    It always writes to the contract's row: two verbs on one contract at once collide there, and one of them starts again.
    """
    milestones = list(Milestone.objects.filter(contract=contract))
    disputed = any(one.status == "disputed" for one in milestones)
    disputes = list(Dispute.objects.filter(contract=contract, status="open")) if disputed else []
    changes = tasks(contract, milestones, disputes) | {"changed_at": timezone.now()}
    if Contract.objects.filter(pk=contract.pk, status=contract.status, status__in=("awaiting", "active")).update(**changes) != 1:
        contract.refresh_from_db(fields=["status"])
        raise stale(contract)
    for field, value in changes.items():
        setattr(contract, field, value)
    return milestones
