"""Letters and lines, for the operator. What a letter says is not shown: it may hold a link that opens an account."""

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest

from apps.users.readonly import ReadOnly

from . import services
from .models import Email, Notification


@admin.register(Email)
class EmailAdmin(ReadOnly):
    list_display = ["subject", "address", "kind", "status", "attempts", "due_at", "created_at"]
    list_filter = ["status"]
    search_fields = ["address__startswith"]
    search_help_text = "The beginning of an address, in lower case"
    ordering = ["-id"]
    fields = ["subject", "address", "kind", "status", "attempts", "due_at", "done_at", "error", "created_at"]
    actions = ["try_again"]

    @admin.action(description="Try again to send (given up ones)", permissions=["moderate"])
    def try_again(self, request: HttpRequest, queryset: QuerySet[Email]) -> None:
        count = sum(services.retry(email, by=request.user) for email in queryset.filter(status="failed")[:200])  # type: ignore[arg-type]
        self.message_user(request, f"{count} waiting to be sent again.", messages.SUCCESS if count else messages.WARNING)


@admin.register(Notification)
class NotificationAdmin(ReadOnly):
    list_display = ["text", "kind", "recipient", "created_at", "read_at"]
    list_select_related = ["recipient"]
    ordering = ["-id"]
    fields = ["recipient", "actor", "kind", "text", "url", "created_at", "read_at"]
