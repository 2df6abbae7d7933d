"""Disputes that wait for a decision: both sides beside each other, and what they are about. Whoever moderates may decide, unless it is their own."""

from itertools import zip_longest
from typing import Any
from uuid import UUID

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from apps.contracts.cases import Case
from apps.contracts.forms import DecisionForm
from apps.contracts.history import history
from apps.contracts.models import Delivery, Dispute
from apps.core.admin import Currency
from apps.core.errors import NotAllowed, Refused
from apps.payments import services

from .readonly import ReadOnly

FULL = ("milestone", "contract", "owner", "solver", "opened_by", "decided_by")


@admin.register(Dispute)
class DisputeAdmin(ReadOnly):
    """What waits for a decision first, the oldest first."""

    list_display = ["case", "status", "held", "owner_offer", "solver_offer", "owner", "solver", "created_at", "due_at", "settled_how"]
    list_display_links = None
    list_filter = ["status", "settled_how", Currency]
    list_select_related = FULL
    search_fields = ["=id"]
    ordering = ["status", "due_at"]  # deciding, open, settled, void

    @admin.display(description="About")
    def case(self, dispute: Dispute) -> SafeString:
        return format_html('<a href="{}">{}</a>', reverse("admin:contracts_dispute_decide", args=[dispute.pk]), dispute.milestone.title)

    def get_urls(self) -> list[URLPattern]:
        decide = self.admin_site.admin_view(self.decide)
        return [path("<uuid:pk>/decide/", decide, name="contracts_dispute_decide"), *super().get_urls()]

    def decide(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        dispute = get_object_or_404(Dispute.objects.select_related(*FULL), pk=pk)
        case = Case(dispute, request.user)
        form = decision_form(request, case)
        if form is not None and form.is_valid() and settled(request, dispute, form):
            return redirect("admin:contracts_dispute_changelist")
        context = {**self.admin_site.each_context(request), **about(case), "form": form, "title": f"Dispute: {dispute.milestone.title}"}
        return render(request, "admin/contracts/dispute/decide.html", context, status=422 if form is not None and form.is_bound else 200)


def decision_form(request: HttpRequest, case: Case) -> DecisionForm | None:
    """None for those who may not decide it, or not any more. Raises NotAllowed, or Refused, where they try."""
    if not case.may["decide"]:
        if request.method == "POST":
            raise NotAllowed("This dispute is your own, or is not waiting for a decision.", row=case.dispute)
        return None
    if request.method == "POST":
        return DecisionForm(request.POST, held=case.dispute.held)
    return DecisionForm(initial={"seen": case.latest}, held=case.dispute.held)


def settled(request: HttpRequest, dispute: Dispute, form: DecisionForm) -> bool:
    """False when the form has to say why not."""
    words = form.cleaned_data
    try:
        ended = services.decide_dispute(dispute, by=request.user, amount=words["amount"], reason=words["reason"], seen=words["seen"])
    except NotAllowed:
        raise
    except Refused as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, refusal.sentence)
        return False
    messages.success(request, f"Decided: {ended.outcome} for {ended.solver}, {ended.back} back to {ended.owner}. Both were told.")
    return True


def about(case: Case) -> dict[str, Any]:
    """What the page shows beside the two sides: the deliveries against the criteria, and what happened."""
    dispute, contract = case.dispute, case.dispute.contract
    deliveries = list(Delivery.objects.filter(milestone=dispute.milestone).prefetch_related("files").order_by("round"))
    judged = [(one, list(zip_longest(contract.criteria, one.answers, one.verdicts))) for one in deliveries]
    lines = history(contract, contract.milestones.all())
    return {"case": case, "dispute": dispute, "contract": contract, "milestone": dispute.milestone, "deliveries": judged, "lines": lines}
