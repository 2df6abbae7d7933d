"""Money, for the operator: everything to be read, nothing to be changed by hand. Actions go through the services."""

from contextlib import suppress
from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest

from apps.core.admin import Currency
from apps.core.money import Money

from . import services
from .gateways.base import GatewayError
from .gateways.sandbox import till
from .models import (
    JournalEntry,
    Operation,
    Payment,
    Posting,
    SandboxEvent,
    SandboxKey,
    SandboxRefund,
    SandboxScript,
    SandboxSession,
    SandboxTransfer,
    WebhookEvent,
)


class ReadOnly(admin.ModelAdmin[Any]):
    show_full_result_count = False
    list_per_page = 50
    ordering = ["-id"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_act_permission(self, request: HttpRequest) -> bool:
        """For actions: those who may see the page."""
        return self.has_view_permission(request)

    def say(self, request: HttpRequest, count: int, words: str) -> None:
        self.message_user(request, f"{count} {words}", messages.SUCCESS if count else messages.WARNING)


class PostingInline(admin.TabularInline[Any, Any]):
    model = Posting
    fields = readonly_fields = ("account", "amount_minor", "currency", "user")
    extra = 0
    can_delete = False

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(JournalEntry)
class JournalEntryAdmin(ReadOnly):
    list_display = ["created_at", "kind", "currency", "reference", "key", "contract"]
    list_filter = ["kind", Currency]
    list_select_related = ["contract"]
    search_fields = ["key__startswith", "reference__startswith"]
    inlines = [PostingInline]


@admin.register(Posting)
class PostingAdmin(ReadOnly):
    list_display = ["created_at", "account", "kind", "money", "user", "entry"]
    list_filter = ["account", "kind", Currency]
    list_select_related = ["user", "entry"]

    @admin.display(description="Amount")
    def money(self, posting: Posting) -> str:
        return str(Money(posting.amount_minor, posting.currency))


@admin.register(Payment)
class PaymentAdmin(ReadOnly):
    list_display = ["created_at", "amount", "status", "gateway", "owner", "solver", "session_id", "charge_id"]
    list_filter = ["status", Currency]
    list_select_related = ["owner", "solver"]
    search_fields = ["session_id__startswith"]
    actions = ["ask_again"]

    @admin.action(description="Ask the gateway how it stands", permissions=["act"])
    def ask_again(self, request: HttpRequest, queryset: QuerySet[Payment]) -> None:
        asked = 0
        for payment in queryset[:100]:
            with suppress(GatewayError):
                services.settle(payment)
                asked += 1
        self.say(request, asked, "asked about.")


@admin.register(Operation)
class OperationAdmin(ReadOnly):
    list_display = ["created_at", "kind", "amount", "status", "attempts", "key_number", "due_at", "reference", "error"]
    list_filter = ["status", "kind", Currency]
    search_fields = ["reference__startswith", "decision__startswith"]
    actions = ["try_again"]

    @admin.action(description="Try again now (waiting ones)", permissions=["act"])
    def try_again(self, request: HttpRequest, queryset: QuerySet[Operation]) -> None:
        self.say(request, sum(services.retry_operation(one, by=request.user) for one in queryset[:100]), "tried again.")


@admin.register(WebhookEvent)
class WebhookEventAdmin(ReadOnly):
    list_display = ["created_at", "kind", "status", "attempts", "object_id", "subject", "error"]
    list_filter = ["status"]
    search_fields = ["event_id__startswith"]
    actions = ["try_again"]

    @admin.action(description="Handle again (waiting and given up ones)", permissions=["act"])
    def try_again(self, request: HttpRequest, queryset: QuerySet[WebhookEvent]) -> None:
        self.say(request, sum(services.retry_event(one, by=request.user) for one in queryset[:100]), "handled again.")


@admin.register(SandboxSession)
class SandboxSessionAdmin(ReadOnly):
    list_display = ["created_at", "reference", "amount", "status", "paid", "charge_id", "failure"]
    list_filter = ["status"]
    search_fields = ["reference__startswith"]


@admin.register(SandboxTransfer, SandboxRefund)
class SandboxMovementAdmin(ReadOnly):
    """The bank's side of transfers and refunds: here somebody may play the bank."""

    list_display = ["created_at", "reference", "amount", "status", "charge_id", "error"]
    list_filter = ["status"]
    search_fields = ["reference__startswith"]
    actions = ["succeed", "fail"]

    @admin.action(description="The bank says: it arrived", permissions=["act"])
    def succeed(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        self.say(request, sum(till.resolve(one.reference, "succeeded") for one in queryset[:100]), "arrived.")

    @admin.action(description="The bank says: it failed", permissions=["act"])
    def fail(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        self.say(request, sum(till.resolve(one.reference, "failed", error="The bank sent it back.") for one in queryset[:100]), "failed.")


@admin.register(SandboxEvent)
class SandboxEventAdmin(ReadOnly):
    list_display = ["created_at", "kind", "object_id", "status", "attempts", "due_at", "answer"]
    list_filter = ["status"]


@admin.register(SandboxScript)
class SandboxScriptAdmin(admin.ModelAdmin[SandboxScript]):
    """Bad luck to order; the only thing here that is made by hand."""

    show_full_result_count = False
    list_display = ["created_at", "call", "behaviour", "left"]


@admin.register(SandboxKey)
class SandboxKeyAdmin(ReadOnly):
    list_display = ["created_at", "key"]
    search_fields = ["key__startswith"]
