"""Applications, to look at: what becomes of one is for its two sides to decide."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from .models import Application, ApplicationFile


class ReadOnly(admin.ModelAdmin[Any]):
    show_full_result_count = False

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Application)
class ApplicationAdmin(ReadOnly):
    list_display = ("created_at", "status", "challenge", "solver", "amount", "days")
    list_filter = ("status",)
    list_select_related = ("challenge", "solver")
    ordering = ("-id",)
    exclude = ("letter_html", "note")  # a private note stays private

    @admin.display(description="Price")
    def amount(self, application: Application) -> str:
        return str(application.price)


@admin.register(ApplicationFile)
class ApplicationFileAdmin(ReadOnly):
    list_display = ("created_at", "name", "size", "application_id")
    ordering = ("-id",)
