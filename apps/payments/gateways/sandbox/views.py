"""The hosted checkout page: public, at an address that cannot be guessed, as a bank's would be."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from apps.payments.gateways import gateway
from apps.payments.gateways.errors import GatewayOff

from . import till
from .models import SandboxSession

MANNERS = {"now": "Before you are sent back", "late": "Half a minute after you are sent back", "twice": "Twice"}


@login_not_required
@require_http_methods(["GET", "POST"])
def checkout(request: HttpRequest, reference: str) -> HttpResponse:
    try:
        gateway("sandbox")
    except GatewayOff as error:
        raise Http404 from error
    session = get_object_or_404(SandboxSession, reference=reference)
    if request.method == "POST":
        choice = request.POST.get("choice", "")
        manner = request.POST.get("manner", "now")
        return redirect(leave(session, choice, manner if manner in MANNERS else "now").removeprefix(settings.SITE_URL))
    is_open = session.status == "open" and session.expires_at > timezone.now()
    response = render(request, "sandbox/checkout.html", {"session": session, "is_open": is_open, "manners": MANNERS})
    response["Cache-Control"] = "no-store, private"
    return response


def leave(session: SandboxSession, choice: str, manner: str) -> str:
    """Do what the customer chose; the address to send them to."""
    if choice == "pay":
        till.pay(session.reference, manner=manner)
    elif choice == "decline":
        till.decline(session.reference, manner=manner)
    elif choice == "cancel":
        return session.cancel_url
    else:
        return f"/sandbox/checkout/{session.reference}/"
    return session.success_url
