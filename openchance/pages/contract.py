"""The page of one contract: where it stands, the work, the money, the reviews."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from apps.contracts.faces import history_rows, verdict_rows
from apps.contracts.history import history
from apps.contracts.models import Contract, Milestone
from apps.contracts.permissions import is_party
from apps.core.forgery import form_token
from apps.core.prepared import Prepared
from apps.payments.comebacks import stops
from apps.payments.faces import timeline_rows
from apps.payments.payouts import waits_in
from apps.payments.timeline import split
from apps.reviews.facts import contract_reviews
from apps.users.permissions import is_moderator

from .faces import milestone_rows
from .work import Work

OF_MILESTONE = (
    "contract", "owner", "solver", "position", "title", "status", "currency", "amount_minor", "days", "due_at", "funded_at", "delivered_at",
    "review_due_at", "ended_at", "round", "held_minor", "released_minor", "refunded_minor", "fee_minor", "frozen_at", "frozen_reason",
)  # fmt: skip
OF_CONTRACT = (
    "application", "status", "title", "criteria", "currency", "total_minor", "fee_basis_points", "review_days", "created_at", "changed_at",
    "first_delivered_at", "ended_at", "cancel_proposed_by", "cancel_reason", "challenge__slug", "challenge__code",
    "exchange__contract", "exchange__closes_at",
    "owner__handle", "owner__name", "owner__avatar", "owner__challenger_stars", "owner__challenger_reviews",
    "solver__handle", "solver__name", "solver__avatar", "solver__solver_stars", "solver__solver_reviews",
)  # fmt: skip


@Prepared
def contract_of(pk: UUID) -> QuerySet[Contract]:
    return Contract.objects.filter(pk=pk).select_related("owner", "solver", "challenge", "exchange").only(*OF_CONTRACT).order_by()


@Prepared
def shown_milestones(pk: UUID) -> QuerySet[Milestone]:
    return Milestone.objects.filter(contract_id=pk).only(*OF_MILESTONE).order_by()


def find(request: HttpRequest, pk: UUID) -> Work:
    """Raises Http404 where the reader is neither party nor moderator."""
    user: Any = request.user
    contract = next(iter(contract_of(pk)), None)
    if contract is None or not (is_party(user, contract) or is_moderator(user)):  # as visible_to
        raise Http404
    milestones = sorted(shown_milestones(pk), key=lambda one: one.position)
    for one in milestones:
        one.contract = contract
    return Work(contract, milestones, user)


@require_safe
def detail(request: HttpRequest, pk: UUID) -> HttpResponse:
    work = find(request, pk)
    contract, milestones = work.contract, work.milestones
    context = {
        "contract": contract,
        "work": work,
        "standing": work.standing,
        "focus": work.focus,
        "form": work.form,
        "verdict_rows": verdict_rows(work.form, contract.solver.get_short_name()) if work.form else "",
        "may": work.may,
        "parts": split(contract, milestones),
        "lines": timeline_rows(work.lines),
        "milestone_rows": milestone_rows(work.parts, form_token(request)),
        "reviews": contract_reviews(contract, request.user),
        "stops": stops(contract, milestones, request.user),
        "payout_waits": waits_in(contract, milestones, request.user),
        "history": history_rows(history(contract, milestones)),
    }
    return render(request, "contracts/detail.html", context)
