"""Payments that the payer's bank wants back: how they stand, our evidence, and what finance can do about it."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import admin, messages
from django.core.files.storage import default_storage
from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path
from django.views.decorators.http import require_POST, require_safe

from apps.core.admin import Currency
from apps.core.errors import NotAllowed, Refused
from apps.core.models import Event
from apps.payments import services
from apps.payments.gateways.errors import GatewayError
from apps.payments.models import Chargeback, JournalEntry, Payment

from .deciding import for_finance
from .page import page
from .readonly import ReadOnly

Verb = Callable[[Chargeback, Any], Any]
VERBS: dict[str, tuple[Verb, str]] = {
    "refresh": (lambda row, by: services.look(row.gateway, row.reference), "The gateway was asked, and its answer is booked."),
    "prepare": (lambda row, by: services.prepare_evidence(row), "The evidence file is new."),
    "send": (lambda row, by: services.send_evidence(row, by=by), "The evidence is with the bank."),
    "accept": (lambda row, by: services.accept_chargeback(row, by=by), "It is accepted: no evidence is sent."),
}


class StatementForm(forms.Form):
    statement = forms.CharField(
        label="Our statement",
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 8, "cols": 80}),
        help_text="The bank reads it first. What was agreed, delivered and approved is in the file anyhow.",
    )


def chargeback_of(pk: UUID) -> Chargeback:
    found: Chargeback = get_object_or_404(Chargeback.objects.select_related("contract", "owner", "solver", "payment"), pk=pk)
    return found


@for_finance
@require_POST
def press(request: HttpRequest, by: Any, pk: UUID, verb: str) -> HttpResponse:
    """One button of the page."""
    if verb not in VERBS:
        raise Http404
    row, (act, words) = chargeback_of(pk), VERBS[verb]
    try:
        act(row, by)
        messages.success(request, words)
    except Refused as refusal:
        messages.error(request, refusal.sentence)
    except GatewayError as error:
        messages.error(request, f"The gateway: {error}")
    return redirect("admin:payments_chargeback_change", row.pk)


@for_finance
@require_POST
def state(request: HttpRequest, by: Any, pk: UUID) -> HttpResponse:
    """An operator's own words; the file is made anew with them."""
    row, form = chargeback_of(pk), StatementForm(request.POST)
    if not form.is_valid():
        return show(request, row, form)
    try:
        services.prepare_evidence(services.state_our_case(row, form.cleaned_data["statement"], by=by))
        messages.success(request, "Your statement goes with the evidence.")
    except Refused as refusal:
        messages.error(request, refusal.sentence)
    return redirect("admin:payments_chargeback_change", row.pk)


@require_safe
def evidence(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """The file as it was, or will be, sent; moderators may read it."""
    row = chargeback_of(pk)
    if not row.evidence or not default_storage.exists(row.evidence_name):
        raise Http404("There is no evidence file yet.")
    return FileResponse(default_storage.open(row.evidence_name, "rb"), as_attachment=True, filename=f"evidence-{row.reference}.pdf")


def show(request: HttpRequest, row: Chargeback, form: StatementForm | None = None) -> HttpResponse:
    words: dict[str, Any] = {
        "row": row,
        "form": form or StatementForm(initial={"statement": row.statement}),
        "open_to_words": row.wants_evidence and not row.asked_at,
        "payments": Payment.objects.filter(gateway=row.gateway, charge_id=row.payment.charge_id).select_related("milestone"),
        "entries": JournalEntry.objects.filter(contract=row.contract, key__contains=str(row.pk)).order_by("created_at", "id"),
        "events": Event.objects.of(row).select_related("actor"),
    }
    return page(request, "chargeback.html", f"Chargeback of {row.amount}", **words)


@admin.register(Chargeback)
class ChargebackAdmin(ReadOnly):
    list_display = ["created_at", "reference", "amount", "status", "reason", "due_at", "sent_at", "owner", "solver"]
    list_filter = ["status", Currency]
    list_select_related = ["owner", "solver"]
    search_fields = ["reference__startswith"]
    actions = ["refresh", "send"]

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        own = [
            path("<uuid:pk>/evidence/", view(evidence), name="payments_chargeback_evidence"),
            path("<uuid:pk>/statement/", view(state), name="payments_chargeback_state"),
            path("<uuid:pk>/<slug:verb>/now/", view(press), name="payments_chargeback_press"),
        ]
        return [*own, *super().get_urls()]

    def change_view(self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None) -> HttpResponse:
        if not self.has_view_permission(request):
            raise NotAllowed("Only staff look at chargebacks.")
        try:
            return show(request, chargeback_of(UUID(object_id)))
        except ValueError as error:
            raise Http404 from error

    @admin.action(description="Ask the gateway how it stands", permissions=["act"])
    def refresh(self, request: HttpRequest, queryset: QuerySet[Chargeback]) -> None:
        self.each(request, queryset, lambda one: services.look(one.gateway, one.reference), "asked about.")

    @admin.action(description="Send the evidence now", permissions=["act"])
    def send(self, request: HttpRequest, queryset: QuerySet[Chargeback]) -> None:
        self.each(request, queryset, lambda one: services.send_evidence(one, by=request.user), "sent.")
