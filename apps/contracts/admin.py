"""Contracts for moderators: everything to read, nothing to write. State and money move through the services of payments only."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from apps.core.admin import Currency
from apps.users.permissions import is_moderator

from .models import Contract, Delivery, DeliveryFile, DisputeFile, DisputeStatement, Milestone


class ReadOnly(admin.ModelAdmin[Any]):
    """What was agreed, delivered and paid does not change by hand."""

    show_full_result_count = False
    list_per_page = 50

    def has_module_permission(self, request: HttpRequest) -> bool:
        return is_moderator(request.user)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return is_moderator(request.user)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class MilestoneRows(admin.TabularInline[Milestone, Contract]):
    model = Milestone
    fk_name = "contract"
    extra = 0
    can_delete = False
    show_change_link = True
    fields = ("position", "title", "status", "amount", "held", "due_at", "review_due_at", "round")
    readonly_fields = fields

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return is_moderator(request.user)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Contract)
class ContractAdmin(ReadOnly):
    list_display = ("title", "status", "owner", "solver", "total", "created_at", "changed_at")
    list_filter = ("status", Currency)
    list_select_related = ("owner", "solver")
    search_fields = ("title", "=id")
    ordering = ("-id",)
    inlines = (MilestoneRows,)
    view_on_site = True


@admin.register(Milestone)
class MilestoneAdmin(ReadOnly):
    list_display = ("title", "position", "status", "amount", "held", "due_at", "review_due_at")
    list_filter = ("status", Currency)
    search_fields = ("title", "=id")
    ordering = ("-id",)


@admin.register(Delivery)
class DeliveryAdmin(ReadOnly):
    list_display = ("milestone", "round", "status", "created_at", "decided_at")
    list_filter = ("status",)
    list_select_related = ("milestone",)
    search_fields = ("=id",)
    ordering = ("-id",)


@admin.register(DeliveryFile)
class DeliveryFileAdmin(ReadOnly):
    list_display = ("created_at", "name", "size", "delivery_id")
    ordering = ("-id",)


@admin.register(DisputeStatement)
class DisputeStatementAdmin(ReadOnly):
    """The queue of disputes, and their decision, is the payments' admin: it moves money."""

    list_display = ("created_at", "dispute_id", "side", "by", "amount")
    list_filter = ("side", Currency)
    list_select_related = ("by",)
    search_fields = ("dispute__exact",)
    ordering = ("-id",)


@admin.register(DisputeFile)
class DisputeFileAdmin(ReadOnly):
    list_display = ("created_at", "name", "size", "statement_id")
    ordering = ("-id",)
