"""The pages of an application's form: beside the price stands what the solver's payout account needs, which payments knows."""

from uuid import UUID

from django.http import HttpResponse
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from apps.applications.views import proposing
from apps.applications.views.doors import SignedIn
from apps.challenges.models import Challenge
from apps.payments.payout_notices import listed
from apps.payments.payouts import PayoutDesk


def apply(request: SignedIn, slug: str, code: str) -> HttpResponse:
    return proposing.apply(request, slug, code, beside=readiness)


def edit(request: SignedIn, pk: UUID) -> HttpResponse:
    return proposing.edit(request, pk, beside=readiness)


def readiness(request: SignedIn, challenge: Challenge) -> SafeString:
    """Where what is earned here would go. It never stands in the way of applying."""
    desk = PayoutDesk(request.user)
    return render_to_string("payments/_readiness.html", {"desk": desk, "needs": listed(desk.needs), "currency": challenge.currency})
