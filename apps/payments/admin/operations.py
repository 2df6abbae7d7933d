"""What the gateway is asked to do."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from apps.core.admin import Currency
from apps.payments import overview, services
from apps.payments.models import Operation

from .readonly import ReadOnly


class Stuck(admin.SimpleListFilter):
    title = "stuck"
    parameter_name = "stuck"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("1", "Failing, or waiting for nothing that we know of")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.filter(overview.is_stuck()) if self.value() else queryset


@admin.register(Operation)
class OperationAdmin(ReadOnly):
    list_display = ["created_at", "kind", "amount", "status", "waits_for", "attempts", "key_number", "due_at", "solver", "reference", "error"]
    list_filter = [Stuck, "status", "kind", "waits_for", Currency]
    list_select_related = ["solver"]
    search_fields = ["reference__startswith", "decision__startswith"]
    actions = ["try_again"]

    @admin.action(description="Try again now (waiting ones)", permissions=["act"])
    def try_again(self, request: HttpRequest, queryset: QuerySet[Operation]) -> None:
        self.each(request, queryset, lambda one: services.retry_operation(one, by=request.user), "tried again.")
