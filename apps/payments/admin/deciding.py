"""What finance decides about one milestone's money, or one row of the gateway's: each form calls a service, which leaves an Event."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from apps.contracts.models import Milestone
from apps.core.errors import NotAllowed, Refused
from apps.payments import services
from apps.payments.gateways.errors import GatewayError
from apps.payments.models import Operation, Payment, WebhookEvent
from apps.users.models import User
from apps.users.permissions import is_finance

from .forms import ReasonForm, RefundForm
from .page import page

P = ParamSpec("P")
FULL = ("contract", "owner", "solver")


def for_finance(view: Callable[Concatenate[HttpRequest, User, P], HttpResponse]) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """The view gets who decides; other moderators may look at money, and no more."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if not isinstance(request.user, User) or not is_finance(request.user):
            raise NotAllowed("Only staff with the finance role can do this.")
        return view(request, request.user, *args, **kwargs)

    return guarded  # type: ignore[return-value]


def milestone_of(pk: UUID) -> Milestone:
    found: Milestone = get_object_or_404(Milestone.objects.select_related(*FULL), pk=pk)
    return found


def attempt(request: HttpRequest, form: Any, milestone: Milestone, verb: Callable[[], str]) -> HttpResponse | None:
    """Back at the contract with what was done, or why not; None when the form has to say it."""
    try:
        messages.success(request, verb())
    except Refused as refusal:
        if form is not None and refusal.field in form.fields:
            form.add_error(refusal.field, refusal.sentence)
            return None
        messages.error(request, refusal.sentence)
    return redirect("admin:money_contract", milestone.contract_id)


@for_finance
def freeze(request: HttpRequest, by: User, pk: UUID) -> HttpResponse:
    """Stop a milestone's money, with a reason."""
    milestone = milestone_of(pk)
    form = ReasonForm(request.POST if request.method == "POST" else None)

    def verb() -> str:
        services.freeze_milestone(milestone, by=by, reason=form.cleaned_data["reason"])
        return f"“{milestone}” is frozen."

    done = attempt(request, form, milestone, verb) if form.is_valid() else None
    return done or page(request, "money_freeze.html", "Freeze this money", form=form, milestone=milestone)


@for_finance
def unfreeze(request: HttpRequest, by: User, pk: UUID) -> HttpResponse:
    """Let it move again; asked once more before."""
    milestone = milestone_of(pk)

    def verb() -> str:
        services.unfreeze_milestone(milestone, by=by)
        return f"The money of “{milestone}” moves again."

    done = attempt(request, None, milestone, verb) if request.method == "POST" else None
    return done or page(request, "money_unfreeze.html", "Let this money move again", milestone=milestone)


@for_finance
def refund(request: HttpRequest, by: User, pk: UUID) -> HttpResponse:
    """Give a milestone's money back: the form, then what will happen, then it happens. The same press twice is one refund."""
    milestone = milestone_of(pk)
    form = RefundForm(request.POST if request.method == "POST" else None, milestone=milestone)
    preview = form.preview() if form.is_valid() else None

    def verb() -> str:
        return f"{form.refund(by).amount} goes back to {milestone.owner}."

    done = attempt(request, form, milestone, verb) if preview and "confirm" in request.POST else None
    return done or page(request, "money_refund.html", "Refund", form=form, milestone=milestone, preview=None if form.errors else preview)


@for_finance
@require_POST
def press(request: HttpRequest, by: User, kind: str, pk: UUID) -> HttpResponse:
    """One button beside one row: try an operation again, handle a dead letter again, ask the gateway about a payment."""
    verbs: dict[str, tuple[Any, Callable[[Any], Any], str]] = {
        "operation": (Operation, lambda row: services.retry_operation(row, by=by), "It is tried again now."),
        "webhookevent": (WebhookEvent, lambda row: services.retry_event(row, by=by), "It is handled again now."),
        "payment": (Payment, lambda row: services.ask_gateway(row, by=by), "The gateway was asked, and its answer is booked."),
    }
    if kind not in verbs:
        raise Http404
    model, verb, words = verbs[kind]
    row = get_object_or_404(model, pk=pk)
    try:
        done = verb(row)
    except (Refused, GatewayError) as error:
        messages.error(request, getattr(error, "sentence", "") or f"The gateway: {error}")
    else:
        messages.success(request, words) if done else messages.warning(request, "Nothing waits there any more.")
    back = request.headers.get("Referer", "")
    inside = url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure())
    return redirect(back if inside else "admin:money")
