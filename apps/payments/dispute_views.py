"""Doors of a dispute through which its money may go: amounts that meet, and one that is accepted."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from apps.contracts.dispute_views import draw_dispute, find_dispute
from apps.contracts.forms import AcceptForm, StatementForm
from apps.contracts.models import Dispute
from apps.contracts.permissions import is_party
from apps.contracts.views import SignedIn, form_page
from apps.core.errors import NotAllowed, Refused
from apps.core.limits import limit
from apps.core.money import Money

from . import services


@form_page
def state_claim(request: SignedIn, contract_id: UUID, position: int) -> HttpResponse:
    """The reader's amount, for the first time or anew."""
    dispute = find_dispute(request, contract_id, position)
    if not is_party(request.user, dispute):
        raise NotAllowed("Only the two sides of a dispute can state an amount.", row=dispute)
    if request.method != "POST" or not dispute.is_live:
        return redirect(dispute)
    stated = dispute.offer_of(dispute.side_of(request.user))
    form = StatementForm(request.POST, request.FILES, held=dispute.held, stated=stated, by=request.user)
    if not form.is_valid():
        return draw_dispute(request, dispute, form)
    limit(request, "dispute", "20/h")
    try:
        dispute = services.state_claim(dispute, by=request.user, **form.cleaned_data)
    except Refused as refusal:
        if refusal.field not in form.fields:
            raise
        form.add_error(refusal.field, refusal.sentence)
        return draw_dispute(request, dispute, form)
    messages.success(request, outcome(dispute) if dispute.outcome else f"Stated. {dispute.contract.other_party(request.user)} was told.")
    return redirect(dispute)


@require_POST
def accept_claim(request: SignedIn, contract_id: UUID, position: int) -> HttpResponse:
    dispute = find_dispute(request, contract_id, position)
    form = AcceptForm(request.POST)
    if is_party(request.user, dispute) and not form.is_valid():
        raise Refused("Say which amount you accept: open the dispute and use its button.", row=dispute)
    amount = Money(form.cleaned_data["amount"] if form.is_valid() else 0, dispute.currency)
    dispute = services.accept_claim(dispute, by=request.user, amount=amount)
    messages.success(request, outcome(dispute))
    return redirect(dispute)


def outcome(dispute: Dispute) -> str:
    return f"Settled: {dispute.outcome} for {dispute.solver}, before the fee; {dispute.back} for {dispute.owner}."
