"""Letters and lines, for the operator. What a letter says is not shown: it may hold a link that opens an account."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest

from . import services
from .models import Email, Notification


class ReadOnly(admin.ModelAdmin[Any]):
    """Nothing here is made, changed or deleted by hand."""

    show_full_result_count = False

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Email)
class EmailAdmin(ReadOnly):
    list_display = ["subject", "address", "kind", "status", "attempts", "due_at", "created_at"]
    list_filter = ["status"]
    search_fields = ["address__startswith"]
    search_help_text = "The beginning of an address, in lower case"
    ordering = ["-id"]
    fields = ["subject", "address", "kind", "status", "attempts", "due_at", "done_at", "error", "created_at"]
    actions = ["try_again"]

    def has_try_again_permission(self, request: HttpRequest) -> bool:
        return bool(request.user.is_active and request.user.is_staff)

    @admin.action(description="Try again to send (given up ones)", permissions=["try_again"])
    def try_again(self, request: HttpRequest, queryset: QuerySet[Email]) -> None:
        count = sum(services.retry(email, by=request.user) for email in queryset.filter(status="failed")[:200])  # type: ignore[arg-type]
        self.message_user(request, f"{count} waiting to be sent again.", messages.SUCCESS if count else messages.WARNING)


@admin.register(Notification)
class NotificationAdmin(ReadOnly):
    list_display = ["text", "kind", "recipient", "created_at", "read_at"]
    list_select_related = ["recipient"]
    ordering = ["-id"]
    fields = ["recipient", "actor", "kind", "text", "url", "created_at", "read_at"]
