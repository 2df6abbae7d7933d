"""Doors to accepted work. The page of one contract is openchance/pages/contract.py: it mixes contracts, payments and reviews."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from apps.applications.models import Application
from apps.core.errors import NotAllowed, Refused
from apps.core.keyset import keyset_page
from apps.core.limits import limit
from apps.core.text import render_markdown
from apps.core.uploads import serve
from apps.users.models import User

from . import services
from .faces import verdict_rows
from .forms import DeliverForm, ReasonForm, VerdictForm
from .listing import Listing
from .models import Contract, Delivery, DeliveryFile, Milestone


class SignedIn(HttpRequest):
    """Every door here is behind the sign-in (LoginRequiredMiddleware)."""

    user: User


form_page = require_http_methods(["GET", "HEAD", "POST"])
NOT_NOW = {
    "planned": "This milestone is not funded yet. Wait with the work until its money is held.",
    "delivered": "This milestone is delivered and waits for its review.",
}


@require_safe
def index(request: SignedIn) -> HttpResponse:
    listing = Listing.of(request.user, request.GET)
    page = keyset_page(listing.rows(), "-changed_at", after=request.GET.get("after", ""), before=request.GET.get("before", ""))
    context = {
        "listing": listing,
        "contracts": listing.standings(page.rows),
        "newer": listing.address(before=page.newer) if page.newer else "",
        "older": listing.address(after=page.older) if page.older else "",
    }
    return render(request, "contracts/list.html", context)


@require_POST
def accept(request: SignedIn, pk: UUID) -> HttpResponse:
    application = get_object_or_404(Application.objects.visible_to(request.user), pk=pk)
    contract = services.accept_application(application, by=request.user)
    messages.success(request, f"You accepted {contract.solver}. The work can start when you fund the first milestone.")
    return redirect(contract)


def find_milestone(request: SignedIn, pk: UUID, position: int) -> Milestone:
    visible = Milestone.objects.visible_to(request.user).select_related("contract", "owner", "solver")
    milestone: Milestone = get_object_or_404(visible, contract_id=pk, position=position)
    return milestone


@form_page
def deliver(request: SignedIn, pk: UUID, position: int) -> HttpResponse:
    milestone = find_milestone(request, pk, position)
    if milestone.solver_id != request.user.pk:
        raise NotAllowed("Only the solver delivers.", row=milestone)
    form = deliver_form(request, milestone)
    if form.is_valid():
        words = form.cleaned_data
        services.deliver(milestone, by=request.user, note=words["note"], answers=form.answers, files=words["files"])
        messages.success(request, f"Delivered. {milestone.owner} has {milestone.contract.review_days} days to review it.")
        return redirect(milestone)
    if not milestone.can("deliver", request.user):
        raise Refused(NOT_NOW.get(milestone.status, "This milestone is over; nothing can be delivered any more."), row=milestone)
    context = {
        "milestone": milestone,
        "contract": milestone.contract,
        "form": form,
        "last": milestone.deliveries.order_by("-round").first(),
        "preview": render_markdown(request.POST["note"][:10000]) if "preview" in request.POST and "note" in request.POST else "",
    }
    return render(request, "contracts/deliver.html", context, status=422 if form.is_bound else 200)


def deliver_form(request: SignedIn, milestone: Milestone) -> DeliverForm:
    """Bound when something is to be delivered; a look at the preview only carries the words over."""
    criteria = milestone.contract.criteria
    if request.method == "POST" and "preview" not in request.POST:
        return DeliverForm(request.POST, request.FILES, criteria=criteria, by=request.user)
    form = DeliverForm(initial=request.POST.dict(), criteria=criteria, by=request.user)
    form.carry(request.POST, request.FILES)
    return form


@form_page
def request_changes(request: SignedIn, pk: UUID, position: int) -> HttpResponse:
    milestone = find_milestone(request, pk, position)
    if milestone.owner_id != request.user.pk:
        raise NotAllowed("Only the challenger requests changes.", row=milestone)
    delivery = seen_delivery(milestone, request.POST.get("round", ""))
    criteria = milestone.contract.criteria
    form = VerdictForm(
        request.POST if request.method == "POST" else None, criteria=criteria, answers=delivery.answers, round=delivery.round, changes=True
    )
    if form.is_valid():
        services.request_changes(delivery, by=request.user, feedback=form.cleaned_data["feedback"], verdicts=form.verdicts)
        messages.success(request, f"Changes requested. The clock has stopped, and {milestone.solver} was told.")
        return redirect(milestone)
    drawn = verdict_rows(form, milestone.solver.get_short_name())
    context = {"milestone": milestone, "contract": milestone.contract, "delivery": delivery, "form": form, "verdict_rows": drawn}
    return render(request, "contracts/request_changes.html", context, status=422 if form.is_bound else 200)


def seen_delivery(milestone: Milestone, round: str) -> Delivery:
    """The delivery that the page was about, or the latest. Raises Refused when nothing was delivered."""
    deliveries = milestone.deliveries.order_by("-round")
    delivery: Delivery | None = deliveries.filter(round=int(round)).first() if round.isdecimal() and len(round) < 5 else deliveries.first()
    if delivery is None or (not round and delivery.status != "waiting"):
        raise Refused("Nothing waits for your review here.", row=milestone)
    return delivery


def find_contract(request: SignedIn, pk: UUID) -> Contract:
    contract: Contract = get_object_or_404(Contract.objects.visible_to(request.user).select_related("owner", "solver"), pk=pk)
    return contract


@form_page
def propose_cancel(request: SignedIn, pk: UUID) -> HttpResponse:
    contract = find_contract(request, pk)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        limit(request, "propose_cancel", "10/h")
        services.propose_cancel(contract, by=request.user, reason=form.cleaned_data["reason"])
        messages.success(request, f"Proposed. {contract.other_party(request.user)} was asked; until then the contract goes on.")
        return redirect(contract)
    context = {"contract": contract, "form": form, "other": contract.other_party(request.user)}
    return render(request, "contracts/propose_cancel.html", context, status=422 if form.is_bound else 200)


@require_POST
def withdraw_cancel(request: SignedIn, pk: UUID) -> HttpResponse:
    contract = find_contract(request, pk)
    services.withdraw_cancel(contract, by=request.user)
    messages.success(request, "Your proposal is withdrawn. The contract goes on.")
    return redirect(contract)


@require_POST
def decline_cancel(request: SignedIn, pk: UUID) -> HttpResponse:
    contract = find_contract(request, pk)
    services.decline_cancel(contract, by=request.user)
    messages.success(request, "Declined. The contract goes on.")
    return redirect(contract)


@require_safe
def delivery_file(request: SignedIn, pk: UUID) -> HttpResponseBase:
    stored = get_object_or_404(DeliveryFile, pk=pk)
    if not Delivery.objects.visible_to(request.user).filter(pk=stored.delivery_id).exists():
        raise Http404
    return serve(stored, preview="preview" in request.GET)
