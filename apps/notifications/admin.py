"""What leaves the house, for the operator. What a letter says is not shown: it may hold a link that opens an account."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest

from apps.users.models import User
from apps.users.readonly import ReadOnly

from . import services
from .models import Delivery, Email, MailEvent, Notification, Phone, PushMessage, PushSubscription, Suppression, TextEvent, TextMessage
from .models.device import REMOVED
from .push import devices
from .sms import verifying

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
    search_fields = ["address__startswith"]
    ordering = ["-id"]
    fields = ["event", "address", "at", "detail", "key"]


@admin.register(TextEvent)
class TextEventAdmin(ReadOnly):
    list_display = ["key", "created_at"]
    search_fields = ["key__startswith"]
    search_help_text = "The beginning of the provider’s id of the text"
    ordering = ["-id"]
    fields = ["key", "created_at"]


class Reach(ReadOnly):
    """Where somebody hears of things: found by the person, and taken away from them. Addresses, keys, codes and whole numbers are not shown."""

    list_select_related = ["user"]
    search_fields = ["=user"]
    search_help_text = "The beginning of a handle"
    ordering = ["-id"]
    actions = ["remove"]

    def get_search_results(self, request: HttpRequest, queryset: QuerySet[Any], search_term: str) -> tuple[QuerySet[Any], bool]:
        term = search_term.strip().lower()
        return (queryset.filter(user__in=list(User.objects.filter(handle__startswith=term)[:100])) if term else queryset), False

    def take_away(self, row: Any, by: Any) -> bool:
        raise NotImplementedError

    @admin.action(description="Remove", permissions=["moderate"])
    def remove(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        count = sum(self.take_away(row, request.user) for row in queryset[:100])
        self.message_user(request, f"Removed: {count}.", messages.SUCCESS if count else messages.WARNING)


@admin.register(PushSubscription)
class PushSubscriptionAdmin(Reach):
    list_display = ["name", "user", "standing", "used_at", "failed_at", "failure", "created_at"]
    fields = ["name", "user", "standing", "used_at", "failed_at", "failure", "created_at"]
    readonly_fields = ["standing"]

    @admin.display(description="State")
    def standing(self, device: PushSubscription) -> str:
        return "Removed" if device.sign_in == REMOVED else "Listens" if device.is_current else "Signed out"

    def take_away(self, row: PushSubscription, by: Any) -> bool:
        return devices.remove(row, by=by)


@admin.register(Phone)
class PhoneAdmin(Reach):
    list_display = ["masked", "user", "verified_at", "stopped_at", "failed_at", "failure", "texts"]
    fields = ["masked", "user", "verified_at", "stopped_at", "failed_at", "failure", "code_sent_at", "attempts", "texts_since", "texts", "created_at"]
    readonly_fields = ["masked"]

    @admin.display(description="Number")
    def masked(self, phone: Phone) -> str:
        return phone.masked or "None"

    def take_away(self, row: Phone, by: Any) -> bool:
        return verifying.remove(row.user, by=by)
