"""Doors to the money."""

from contextlib import suppress

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST

from apps.contracts.models import Milestone

from . import services
from .gateways.base import BadSignature, GatewayError, GatewayOff
from .models import Payment

LONGEST_WEBHOOK = 256 * 1024  # bytes


@require_POST
def fund(request: HttpRequest, contract_id: str, position: int) -> HttpResponse:
    milestone = get_object_or_404(Milestone.objects.visible_to(request.user), contract_id=contract_id, position=position)
    return redirect(services.start_funding(milestone, by=request.user))


@require_GET
def returned(request: HttpRequest, pk: str) -> HttpResponse:
    """Where the checkout sends people back to. The page says what is true now, whatever the webhooks do."""
    payments = Payment.objects.visible_to(request.user).select_related("contract", "milestone", "owner", "solver")
    payment = get_object_or_404(payments, pk=pk)
    with suppress(GatewayError):  # the page says that it waits
        payment = services.leave_checkout(payment, by=request.user) if "left" in request.GET else services.settle(payment)
    mine = payment.owner_id == request.user.pk
    return render(request, "payments/returned.html", {"payment": payment, "milestone": payment.milestone, "mine": mine})


@csrf_exempt
@login_not_required
@require_POST
def webhook(request: HttpRequest, gateway: str) -> HttpResponse:
    """200: it is stored, or was before. 400: not signed by the gateway. 413: longer than any event."""
    if int(request.META.get("CONTENT_LENGTH") or 0) > LONGEST_WEBHOOK:
        return HttpResponse(status=413)
    try:
        services.receive(gateway, request.body, request.headers)
    except BadSignature:
        return HttpResponse(status=400)
    except GatewayOff:
        return HttpResponse(status=404)
    return HttpResponse(status=200)
