"""The gateway that plays: its own books, where somebody may play the bank."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from apps.payments.gateways.sandbox import claims, till
from apps.payments.models import (
    SandboxChargeback,
    SandboxEvent,
    SandboxKey,
    SandboxRefund,
    SandboxReversal,
    SandboxScript,
    SandboxSession,
    SandboxTransfer,
)
from apps.users.permissions import is_finance

from .readonly import ReadOnly


@admin.register(SandboxSession)
class SandboxSessionAdmin(ReadOnly):
    """The payer's bank may want a charge back: here somebody may play it."""

    list_display = ["created_at", "reference", "amount", "status", "paid", "charge_id", "failure"]
    list_filter = ["status"]
    search_fields = ["reference__startswith"]
    actions = ["want_back", "ask"]

    @admin.action(description="The payer’s bank wants it back", permissions=["act"])
    def want_back(self, request: HttpRequest, queryset: QuerySet[SandboxSession]) -> None:
        self.each(request, queryset, lambda one: claims.want_back(one.charge_id), "wanted back.")

    @admin.action(description="The payer’s bank asks about it", permissions=["act"])
    def ask(self, request: HttpRequest, queryset: QuerySet[SandboxSession]) -> None:
        self.each(request, queryset, lambda one: claims.want_back(one.charge_id, asks=True), "asked about.")


@admin.register(SandboxTransfer, SandboxRefund, SandboxReversal)
class SandboxMovementAdmin(ReadOnly):
    """The bank's side of transfers and refunds: here somebody may play the bank."""

    list_display = ["created_at", "reference", "amount", "status", "charge_id", "error"]
    list_filter = ["status"]
    search_fields = ["reference__startswith"]
    actions = ["succeed", "fail"]

    @admin.action(description="The bank says: it arrived", permissions=["act"])
    def succeed(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        self.each(request, queryset, lambda one: till.resolve(one.reference, "succeeded"), "arrived.")

    @admin.action(description="The bank says: it failed", permissions=["act"])
    def fail(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        self.each(request, queryset, lambda one: till.resolve(one.reference, "failed", error="The bank sent it back."), "failed.")


@admin.register(SandboxChargeback)
class SandboxChargebackAdmin(ReadOnly):
    """The payer's bank, played."""

    list_display = ["created_at", "reference", "amount", "status", "taken", "charge_id", "due_at"]
    list_filter = ["status"]
    actions = ["take", "win", "lose"]

    @admin.action(description="The payer’s bank takes it, after having asked", permissions=["act"])
    def take(self, request: HttpRequest, queryset: QuerySet[SandboxChargeback]) -> None:
        self.each(request, queryset, lambda one: claims.take_money(one.reference), "taken.")

    @admin.action(description="The payer’s bank decides for us", permissions=["act"])
    def win(self, request: HttpRequest, queryset: QuerySet[SandboxChargeback]) -> None:
        self.each(request, queryset, lambda one: claims.decide(one.reference, won=True), "won.")

    @admin.action(description="The payer’s bank decides against us", permissions=["act"])
    def lose(self, request: HttpRequest, queryset: QuerySet[SandboxChargeback]) -> None:
        self.each(request, queryset, lambda one: claims.decide(one.reference, won=False), "lost.")


@admin.register(SandboxEvent)
class SandboxEventAdmin(ReadOnly):
    list_display = ["created_at", "kind", "object_id", "status", "attempts", "due_at", "answer"]
    list_filter = ["status"]


@admin.register(SandboxScript)
class SandboxScriptAdmin(ReadOnly):
    """Bad luck to order; the only thing here that is made by hand."""

    list_display = ["created_at", "call", "behaviour", "left"]

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return is_finance(request.user)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return is_finance(request.user)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return is_finance(request.user)


@admin.register(SandboxKey)
class SandboxKeyAdmin(ReadOnly):
    list_display = ["created_at", "key"]
    search_fields = ["key__startswith"]
