"""The audit, for operators to read; and what the admin pages of all apps share."""

from typing import Any

from django.conf import settings
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from .models import Event
from .uploads.row import Upload


class Currency(admin.SimpleListFilter):
    """Of the currencies that there are; Django's own filter would read the whole table to find them."""

    title = "currency"
    parameter_name = "currency"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(code, code) for code in settings.CURRENCIES]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.filter(currency=self.value()) if self.value() else queryset


class Looked(admin.ModelAdmin[Any]):
    """Staff look at it, and nothing is written by hand."""

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


@admin.register(Event)
class EventAdmin(Looked):
    """Who did what, newest first; to find what happened to one row, search for its id."""

    list_display = ["at", "actor", "verb", "subject_type", "subject_id", "before", "after", "note"]
    list_select_related = ["actor"]
    search_fields = ["=subject_id"]
    search_help_text = "The id of the row that it happened to"
    ordering = ["-at"]


@admin.register(Upload)
class UploadAdmin(Looked):
    """What was sent and how far it came: what is stuck or refused is found by its state. Names are not shown: files of conversations are here too."""

    list_display = ["key", "owner", "status", "type", "size", "created_at", "changed_at"]
    list_select_related = ["owner"]
    list_filter = ["status"]
    search_fields = ["key__startswith"]
    search_help_text = "The beginning of the key in the storage"
    ordering = ["-id"]
    fields = ["key", "owner", "status", "type", "size", "digest", "open_until", "preview", "created_at", "changed_at"]
