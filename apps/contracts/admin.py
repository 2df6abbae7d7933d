"""Contracts for moderators: everything to read, nothing to write. State and money move through the services of payments only."""

from django.contrib import admin

from apps.core.admin import Currency
from apps.users.readonly import ReadOnly, ReadOnlyRows

from .models import Contract, Delivery, DeliveryFile, DisputeFile, DisputeStatement, Milestone


class MilestoneRows(ReadOnlyRows):
    model = Milestone
    fk_name = "contract"
    show_change_link = True
    fields = ("position", "title", "status", "amount", "held", "due_at", "review_due_at", "round")
    readonly_fields = fields


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
