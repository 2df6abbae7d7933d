"""The rows of which standings are made, and no more of them than they read."""

from collections.abc import Iterable
from functools import reduce
from operator import or_
from typing import Any
from uuid import UUID

from django.db import models
from django.db.models import Q

from apps.contracts.models import Contract, Dispute, Milestone
from apps.core.prepared import Prepared

from .words import Standing

# All that lists and the dashboard read of a contract, of its milestones, and of the other side: the rest of these rows is long and costs time.
OF_CONTRACT = (
    "owner", "solver", "status", "title", "currency", "total_minor", "created_at", "changed_at", "first_delivered_at", "ended_at",
    "cancel_proposed_by",
)  # fmt: skip
EVERY = Q()
OF_PERSON = ("handle", "name")
OF_MILESTONE = (
    "contract", "status", "position", "currency", "amount_minor", "due_at", "funded_at", "delivered_at", "review_due_at", "round",
    "held_minor", "released_minor", "refunded_minor", "fee_minor", "frozen_at",
)  # fmt: skip


def contracts_of(user: Any, *roles: str, which: Q = EVERY) -> models.QuerySet[Contract]:
    """Those of `which` where `user` is in one of `roles` ("owner", "solver"), with the other side; of both only what standings and lists read."""
    others = ["solver" if role == "owner" else "owner" for role in roles]
    people = [f"{other}__{column}" for other in others for column in OF_PERSON]
    mine = reduce(or_, [Q(which, **{role: user}) for role in roles])  # the index of each role serves its whole condition
    return Contract.objects.filter(mine).select_related(*others).only(*OF_CONTRACT, *people)


@Prepared
def disputes_of(milestones: list[UUID]) -> models.QuerySet[Dispute]:
    return Dispute.objects.filter(milestone_id__in=milestones)


def live_disputes(milestones: Iterable[Milestone]) -> dict[UUID, Dispute]:
    """By milestone; one query where one of them is in dispute, else none."""
    disputed = [one.pk for one in milestones if one.status == "disputed"]
    return {one.milestone_id: one for one in disputes_of(disputed)} if disputed else {}


@Prepared
def milestones_of(contracts: list[UUID]) -> models.QuerySet[Milestone]:
    return Milestone.objects.filter(contract_id__in=contracts).only(*OF_MILESTONE).order_by()


def standings(contracts: Iterable[Contract], user: Any) -> list[Standing]:
    """The standing of each contract for `user`, in the same order; one query for all their milestones."""
    rows = list(contracts)
    for one in rows:
        if one.owner_id == user.pk:
            one.owner = user
        else:
            one.solver = user
    by_contract: dict[Any, list[Milestone]] = {one.pk: [] for one in rows}
    found = milestones_of(list(by_contract)) if rows else []
    for milestone in sorted(found, key=lambda one: one.position):
        by_contract[milestone.contract_id].append(milestone)
    disputes = live_disputes(found)
    return [Standing(one, by_contract[one.pk], user, disputes) for one in rows]
