"""What is off with the money, and the nights on which our books were compared with the gateway's."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from apps.payments.models import Finding, Reconciliation
from apps.payments.services import reporting

from .readonly import ReadOnly


@admin.register(Finding)
class FindingAdmin(ReadOnly):
    """The latest first; here somebody says that it is not off any more."""

    list_display = ["last_seen_at", "kind", "subject", "words", "status", "seen_count", "resolved_by"]
    list_filter = ["status", "kind"]
    list_select_related = ["resolved_by"]
    ordering = ["-last_seen_at"]
    search_fields = ["subject__startswith"]
    actions = ["resolve"]

    @admin.action(description="Resolved: it is not off any more", permissions=["act"])
    def resolve(self, request: HttpRequest, queryset: QuerySet[Finding]) -> None:
        self.each(request, queryset, lambda one: reporting.resolve(one, by=request.user), "resolved.")


@admin.register(Reconciliation)
class ReconciliationAdmin(ReadOnly):
    list_display = ["night", "gateway", "status", "checked_count", "difference_count", "attempts", "done_at", "error"]
    list_filter = ["status"]
    ordering = ["-night"]
