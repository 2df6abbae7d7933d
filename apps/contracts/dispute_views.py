"""Doors to disputes. Those that can move money are the payments' (apps/payments/dispute_views.py); they draw the same page."""

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from apps.core.errors import NotAllowed, Refused
from apps.core.limits import limit
from apps.core.uploads import serve

from . import services
from .cases import Case
from .forms import StatementForm
from .models import Dispute, DisputeFile, DisputeStatement, Milestone
from .permissions import can_dispute, is_party
from .views import SignedIn, find_milestone, form_page

EARLY = {
    "planned": "Nothing is held for this milestone yet, so there is nothing to dispute.",
    "funded": "A dispute can be opened while a delivery waits for its review, or after changes were requested twice.",
}


@form_page
def dispute(request: SignedIn, pk: UUID, position: int) -> HttpResponse:
    """The dispute about a milestone; where there is none, the form that opens one."""
    milestone = find_milestone(request, pk, position)
    found = dispute_of(milestone)
    if found is None:
        return open_dispute(request, milestone)
    if request.method == "POST":
        raise Refused("This milestone is in dispute already: state your amount below.", row=found)
    return draw_dispute(request, found)


def open_dispute(request: SignedIn, milestone: Milestone) -> HttpResponse:
    if not is_party(request.user, milestone):
        raise NotAllowed("Only the two sides of a contract can dispute it.", row=milestone)
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = StatementForm(*sent, held=milestone.held, by=request.user)
    if can_dispute(request.user, milestone) and form.is_valid():
        limit(request, "dispute", "20/h")
        opened = services.open_dispute(milestone, by=request.user, **form.cleaned_data)
        messages.success(request, f"The dispute is open. {milestone.contract.other_party(request.user)} was told.")
        return redirect(opened)
    if not can_dispute(request.user, milestone):
        raise Refused(EARLY.get(milestone.status, "This milestone is over; its money has moved."), row=milestone)
    other = milestone.solver if request.user.pk == milestone.owner_id else milestone.owner
    context = {"milestone": milestone, "contract": milestone.contract, "form": form, "other": other, "is_owner": other.pk == milestone.solver_id}
    context["days"] = settings.DISPUTE_DAYS
    return render(request, "contracts/open_dispute.html", context, status=422 if form.is_bound else 200)


def dispute_of(milestone: Milestone) -> Dispute | None:
    """With its people and rows, of a milestone that was found for the reader."""
    found: Dispute | None = Dispute.objects.select_related("contract", "owner", "solver", "milestone").filter(milestone=milestone).first()
    return found


def find_dispute(request: SignedIn, pk: UUID, position: int) -> Dispute:
    """Raises Http404 where the reader sees no such milestone, or it was never disputed."""
    found = dispute_of(find_milestone(request, pk, position))
    if found is None:
        raise Http404
    return found


def draw_dispute(request: SignedIn, found: Dispute, form: StatementForm | None = None) -> HttpResponse:
    """The page, with the reader's `form` as it was sent, or an empty one."""
    case = Case(found, request.user)
    bound = form is not None and form.is_bound
    if form is None and case.may["state"]:
        form = StatementForm(held=found.held, stated=case.mine, by=request.user)
    context = {"case": case, "dispute": found, "milestone": found.milestone, "contract": found.contract, "form": form}
    return render(request, "contracts/dispute.html", context, status=422 if bound else 200)


@require_POST
def ask_staff(request: SignedIn, pk: UUID, position: int) -> HttpResponse:
    found = services.ask_staff(find_dispute(request, pk, position), by=request.user)
    other = found.contract.other_party(request.user)
    deciding = found.status == "deciding"
    messages.success(request, "OpenChance decides. You are told as soon as it has." if deciding else f"Asked. {other} was told.")
    return redirect(found)


@require_safe
def dispute_file(request: SignedIn, pk: UUID) -> HttpResponseBase:
    stored = get_object_or_404(DisputeFile, pk=pk)
    statement = DisputeStatement.objects.only("dispute").get(pk=stored.statement_id)
    if not Dispute.objects.visible_to(request.user).filter(pk=statement.dispute_id).exists():
        raise Http404
    return serve(stored, preview="preview" in request.GET)
