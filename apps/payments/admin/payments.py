"""Payments in."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from apps.core.admin import Currency
from apps.payments import services
from apps.payments.models import Payment

from .readonly import ReadOnly


@admin.register(Payment)
class PaymentAdmin(ReadOnly):
    list_display = ["created_at", "amount", "status", "gateway", "owner", "solver", "session_id", "charge_id"]
    list_filter = ["status", Currency]
    list_select_related = ["owner", "solver"]
    search_fields = ["session_id__startswith", "charge_id__startswith"]
    actions = ["ask_again"]

    @admin.action(description="Ask the gateway how it stands", permissions=["act"])
    def ask_again(self, request: HttpRequest, queryset: QuerySet[Payment]) -> None:
        self.each(request, queryset, lambda one: services.ask_gateway(one, by=request.user), "asked about.")
