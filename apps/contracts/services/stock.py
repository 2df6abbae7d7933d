"""Taking stock: what a contract needs from each side is copied onto its row, in the transaction of each verb."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.utils import timezone

from apps.contracts.models import Contract, Milestone
from apps.core.moves import stale

ENDED = ("released", "refunded", "settled")
Task = Contract.Task
NOTHING: dict[str, Any] = {"owner_task": Task.NONE, "solver_task": Task.NONE, "owner_due_at": None, "solver_due_at": None}  # once it has ended


def tasks(contract: Contract, milestones: Iterable[Milestone]) -> dict[str, Any]:
    """The four columns that say what each side of a live contract is asked to do, and by when."""
    milestones = list(milestones)
    reviews = [one.review_due_at for one in milestones if one.status == "delivered"]
    works = [one.due_at for one in milestones if one.status == "funded"]
    planned = any(one.status == "planned" for one in milestones)
    owner = Task.REVIEW if reviews else Task.FUND if planned and not works else Task.WAIT
    solver = Task.DELIVER if works else Task.WAIT
    if contract.has_proposal and contract.cancel_proposed_by_id == contract.solver_id:
        owner = Task.ANSWER
    elif contract.has_proposal:
        solver = Task.ANSWER
    return {"owner_task": owner, "owner_due_at": earliest(reviews), "solver_task": solver, "solver_due_at": earliest(works)}


def earliest(moments: list[datetime | None]) -> datetime | None:
    return min((one for one in moments if one is not None), default=None)


def take_stock(contract: Contract) -> list[Milestone]:
    """The contract's tasks are up to date; returns its milestones. Raises Stale when the contract has ended.

    It always writes to the contract's row: two verbs on one contract at once collide there, and one of them starts again.
    """
    milestones = list(Milestone.objects.filter(contract=contract))
    changes = tasks(contract, milestones) | {"changed_at": timezone.now()}
    if Contract.objects.filter(pk=contract.pk, status=contract.status, status__in=("awaiting", "active")).update(**changes) != 1:
        contract.refresh_from_db(fields=["status"])
        raise stale(contract)
    for field, value in changes.items():
        setattr(contract, field, value)
    return milestones
