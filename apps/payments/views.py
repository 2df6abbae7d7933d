"""Doors to the money."""

from contextlib import suppress
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from apps.contracts.faces import verdict_rows
from apps.contracts.forms import ReasonForm, VerdictForm
from apps.contracts.models import Contract, Milestone
from apps.contracts.permissions import can_cancel_alone
from apps.core.errors import NotAllowed, Refused
from apps.core.money import Money, total

from . import services
from .exporting import csv_lines
from .gateways.errors import BadSignature, GatewayError, GatewayOff
from .history import PERIODS, ROLES, SORTS, History, movement
from .models import Payment

LONGEST_WEBHOOK = 256 * 1024  # bytes
form_page = require_http_methods(["GET", "HEAD", "POST"])


def find_milestone(request: HttpRequest, contract_id: UUID, position: int) -> Milestone:
    visible = Milestone.objects.visible_to(request.user).select_related("contract", "owner", "solver")
    milestone: Milestone = get_object_or_404(visible, contract_id=contract_id, position=position)
    return milestone


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    history = History.of(request.user, request.GET)  # type: ignore[arg-type]
    page = history.page(after=request.GET.get("after", ""), before=request.GET.get("before", ""))
    sums = history.sums()
    context = {
        "history": history,
        "sums": sums,
        "totals": history.totals(sums),
        "currencies": history.currencies(),
        "on_the_way": history.on_the_way(),
        "movements": [movement(posting) for posting in page.rows],
        "newer": history.address(before=page.newer) if page.newer else "",
        "older": history.address(after=page.older) if page.older else "",
        "roles": ROLES,
        "periods": PERIODS,
        "kinds": {kind: words for kind, (words, _) in SORTS.items()},
        "csv": history.address(),
    }
    return render(request, "payments/list.html", context)


@require_safe
def export(request: HttpRequest) -> StreamingHttpResponse:
    """What the list shows with the same filter, all of it, for spreadsheets."""
    history = History.of(request.user, request.GET)  # type: ignore[arg-type]
    response = StreamingHttpResponse(csv_lines(history), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="openchance-payments-{timezone.localdate():%Y-%m-%d}.csv"'
    response["Cache-Control"] = "no-store, private"
    return response


@require_POST
def fund(request: HttpRequest, contract_id: UUID, position: int) -> HttpResponse:
    milestone = find_milestone(request, contract_id, position)
    asked = request.POST.get("through", "")
    if asked and not (asked.isascii() and asked.isdigit() and len(asked) < 4):
        raise Refused("Choose which milestones to fund.", row=milestone)
    checkout = services.start_funding(milestone, by=request.user, through=int(asked) if asked else None)
    return redirect(checkout.removeprefix(settings.SITE_URL))  # stays on the host one signed in at


@require_safe
def returned(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Where the checkout sends people back to. The page says what is true now, whatever the webhooks do."""
    payments = Payment.objects.visible_to(request.user).select_related("contract", "milestone", "owner", "solver")
    payment = get_object_or_404(payments, pk=pk)
    with suppress(GatewayError):  # the page says that it waits
        if "left" in request.GET and payment.owner_id == request.user.pk:
            payment = services.leave_checkout(payment, by=request.user)
        else:
            payment = services.settle(payment)
    context = {"payment": payment, "milestone": payment.milestone, "contract": payment.contract, "mine": payment.owner_id == request.user.pk}
    parts = services.whole(payment)
    context |= {"parts": parts, "amount": total([one.amount for one in parts], payment.currency)}
    return render(request, "payments/returned.html", context)


@form_page
def approve(request: HttpRequest, contract_id: UUID, position: int) -> HttpResponse:
    milestone = find_milestone(request, contract_id, position)
    if milestone.owner_id != request.user.pk:
        raise NotAllowed("Only the challenger approves a delivery.", row=milestone)
    delivery = milestone.deliveries.filter(status="waiting").first()
    seen: dict[str, Any] = {"answers": delivery.answers, "round": delivery.round} if delivery else {}
    form = VerdictForm(request.POST or None, criteria=milestone.contract.criteria, **seen)
    if request.method == "POST" and (form.is_valid() or not form.is_bound):
        judged: dict[str, Any] = {}
        if form.is_bound:
            judged = {"verdicts": form.verdicts, "feedback": form.cleaned_data["feedback"], "round": form.cleaned_data["round"]}
        released = services.approve(milestone, by=request.user, **judged)
        messages.success(request, f"Approved. {Money(released.released_minor, released.currency)} goes to {milestone.solver}.")
        return redirect(milestone)
    if delivery is None:
        raise Refused("Nothing waits for your approval here.", row=milestone)
    if milestone.frozen_at is not None:
        raise Refused(f"This money is frozen: {milestone.frozen_reason} It cannot be released now.", row=milestone)
    net, fee = milestone.held.fee(milestone.contract.fee_basis_points)
    context = {"milestone": milestone, "contract": milestone.contract, "delivery": delivery, "form": form, "net": net, "fee": fee}
    context["verdict_rows"] = verdict_rows(form, milestone.solver.get_short_name())
    return render(request, "payments/approve.html", context, status=422 if form.is_bound else 200)


def find_contract(request: HttpRequest, contract_id: UUID) -> Contract:
    visible = Contract.objects.visible_to(request.user).select_related("owner", "solver")
    contract: Contract = get_object_or_404(visible, pk=contract_id)
    return contract


@form_page
def cancel(request: HttpRequest, contract_id: UUID) -> HttpResponse:
    contract = find_contract(request, contract_id)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        services.cancel_contract(contract, by=request.user, reason=form.cleaned_data["reason"])
        messages.success(request, "The contract is cancelled. What was held goes back in full.")
        return redirect(contract)
    if not can_cancel_alone(request.user, contract):
        raise Refused("After the first delivery, or once it has ended, a contract is not cancelled by one side alone.", row=contract)
    held = total([milestone.held for milestone in contract.milestones.all()], contract.currency)
    return render(request, "payments/cancel.html", {"contract": contract, "form": form, "held": held}, status=422 if form.is_bound else 200)


@require_POST
def agree_cancel(request: HttpRequest, contract_id: UUID) -> HttpResponse:
    contract = find_contract(request, contract_id)
    services.agree_cancel(contract, by=request.user)
    messages.success(request, "You agreed: the contract is cancelled, and what was held goes back.")
    return redirect(contract)


@csrf_exempt
@login_not_required
@require_POST
def webhook(request: HttpRequest, gateway: str) -> HttpResponse:
    """200: it is stored, or was before. 400: not signed by the gateway. 404: no such gateway here. 413: longer than any event."""
    length = request.META.get("CONTENT_LENGTH") or "0"
    if not length.isdecimal() or int(length) > LONGEST_WEBHOOK:
        return HttpResponse(status=413)
    try:
        services.receive(gateway, request.body, request.headers)
    except BadSignature:
        return HttpResponse(status=400)
    except GatewayOff:
        return HttpResponse(status=404)
    return HttpResponse(status=200)
