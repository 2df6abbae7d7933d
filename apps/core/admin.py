"""The audit, for operators to read; and what the admin pages of all apps share."""

from typing import Any

from django.conf import settings
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from .models import Event


class Currency(admin.SimpleListFilter):
    """Of the currencies that there are; Django's own filter would read the whole table to find them."""

    title = "currency"
    parameter_name = "currency"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(code, code) for code in settings.CURRENCIES]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.filter(currency=self.value()) if self.value() else queryset


@admin.register(Event)
class EventAdmin(admin.ModelAdmin[Event]):
    """Who did what, newest first; to find what happened to one row, search for its id."""

    list_display = ["at", "actor", "verb", "subject_type", "subject_id", "before", "after", "note"]
    list_select_related = ["actor"]
    search_fields = ["=subject_id"]
    search_help_text = "The id of the row that it happened to"
    ordering = ["-at"]
    show_full_result_count = False
    list_per_page = 50

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return bool(request.user.is_active and request.user.is_staff)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
