"""What leaves the house, for the operator. What a letter says is not shown: it may hold a link that opens an account."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest

from apps.users.readonly import ReadOnly

from . import services
from .models import Delivery, Email, MailEvent, Notification, PushMessage, Suppression, TextMessage

STANDING = ["status", "attempts", "failures", "lost", "due_at", "done_at", "error", "provider_id", "created_at"]


class DeliveryAdmin(ReadOnly):
    """Waiting, done, given up; the last ones can be sent on their way again."""

    list_filter = ["status"]
    ordering = ["-id"]
    actions = ["try_again"]

    @admin.action(description="Try again to send (given up ones)", permissions=["moderate"])
    def try_again(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        failed: list[Delivery] = list(queryset.filter(status="failed")[:200])
        count = sum(services.retry(row, by=request.user) for row in failed)  # type: ignore[arg-type]
        self.message_user(request, f"{count} waiting to be sent again.", messages.SUCCESS if count else messages.WARNING)


@admin.register(Email)
class EmailAdmin(DeliveryAdmin):
    list_display = ["subject", "address", "kind", "status", "fate", "attempts", "due_at", "created_at"]
    search_fields = ["address__startswith"]
    search_help_text = "The beginning of an address, in lower case"
    fields = ["subject", "address", "kind", *STANDING, "fate", "delivered_at"]


@admin.register(PushMessage)
class PushMessageAdmin(DeliveryAdmin):
    list_display = ["body", "recipient", "kind", "status", "attempts", "due_at", "created_at"]
    list_select_related = ["recipient"]
    fields = ["body", "recipient", "device", "kind", "url", *STANDING]


@admin.register(TextMessage)
class TextMessageAdmin(DeliveryAdmin):
    """`lost`: how often a worker died with it in its hands. So often at most it may have arrived more than once: the provider knows no repeats."""

    list_display = ["text", "recipient", "kind", "status", "attempts", "lost", "due_at", "created_at"]
    list_select_related = ["recipient"]
    fields = ["text", "recipient", "kind", *STANDING]


@admin.register(Notification)
class NotificationAdmin(ReadOnly):
    list_display = ["text", "kind", "recipient", "created_at", "read_at"]
    list_select_related = ["recipient"]
    ordering = ["-id"]
    fields = ["recipient", "actor", "kind", "topic", "text", "times", "url", "created_at", "told_at", "read_at"]


@admin.register(Suppression)
class SuppressionAdmin(ReadOnly):
    list_display = ["address", "reason", "stands", "since", "lifted_at"]
    list_filter = ["reason", "stands"]
    search_fields = ["address__startswith"]
    ordering = ["-id"]
    fields = ["address", "reason", "detail", "stands", "since", "lifted_at", "forgotten_at"]


@admin.register(MailEvent)
class MailEventAdmin(ReadOnly):
    list_display = ["event", "address", "at", "detail"]
    list_filter = ["event"]
    search_fields = ["address__startswith"]
    ordering = ["-id"]
    fields = ["event", "address", "at", "detail", "key"]
