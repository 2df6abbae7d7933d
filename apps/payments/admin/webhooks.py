"""What the gateway told us, and what was given up of it."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from apps.payments import services
from apps.payments.models import Sweep, WebhookEvent

from .readonly import ReadOnly


@admin.register(WebhookEvent)
class WebhookEventAdmin(ReadOnly):
    list_display = ["created_at", "kind", "status", "attempts", "object_id", "subject", "account", "error"]
    list_filter = ["status"]
    search_fields = ["event_id__startswith"]
    actions = ["try_again"]

    @admin.action(description="Handle again (waiting and given up ones)", permissions=["act"])
    def try_again(self, request: HttpRequest, queryset: QuerySet[WebhookEvent]) -> None:
        self.each(request, queryset, lambda one: services.retry_event(one, by=request.user), "handled again.")


@admin.register(Sweep)
class SweepAdmin(ReadOnly):
    list_display = ["gateway", "swept_to", "asked_at", "missed_count"]
