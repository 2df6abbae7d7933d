"""What the admin's pages share: moderators look, and nothing is written by hand."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from .permissions import is_moderator


class ForModerators:
    """Moderators see it. Nothing is made, changed or deleted by hand; actions call services."""

    def has_module_permission(self, request: HttpRequest) -> bool:
        return is_moderator(request.user)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return is_moderator(request.user)

    def has_moderate_permission(self, request: HttpRequest) -> bool:
        """For actions."""
        return is_moderator(request.user)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class ReadOnly(ForModerators, admin.ModelAdmin[Any]):
    show_full_result_count = False
    list_per_page = 50


class ReadOnlyRows(ForModerators, admin.TabularInline[Any, Any]):
    extra = 0
    can_delete = False
