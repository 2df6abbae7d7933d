"""What the gateway is asked to do."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from apps.core.admin import Currency
from apps.payments import services
from apps.payments.models import Operation

from .readonly import ReadOnly


@admin.register(Operation)
class OperationAdmin(ReadOnly):
    list_display = ["created_at", "kind", "amount", "status", "waits_for", "attempts", "key_number", "due_at", "solver", "reference", "error"]
    list_filter = ["status", "kind", "waits_for", Currency]
    list_select_related = ["solver"]
    search_fields = ["reference__startswith", "decision__startswith"]
    actions = ["try_again"]

    @admin.action(description="Try again now (waiting ones)", permissions=["act"])
    def try_again(self, request: HttpRequest, queryset: QuerySet[Operation]) -> None:
        self.each(request, queryset, lambda one: services.retry_operation(one, by=request.user), "tried again.")
