"""What the admin's pages share: moderators look, and nothing is written by hand."""

from collections.abc import Callable, Iterable
from typing import Any

from django.contrib import admin, messages
from django.http import HttpRequest

from apps.core.errors import Refused

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

    def act_on(self, request: HttpRequest, rows: Iterable[Any], verb: Callable[..., Any], done: str, **words: Any) -> None:
        """Do `verb` to every chosen row, by whoever pressed; say for how many it worked, and why not for the others."""
        number = 0
        for row in rows:
            try:
                verb(row, by=request.user, **words)
            except Refused as refusal:
                self.message_user(request, f"{row}: {refusal.sentence}", messages.ERROR)
            else:
                number += 1
        if number:
            self.message_user(request, f"{number} {done}.")


class ReadOnlyRows(ForModerators, admin.TabularInline[Any, Any]):
    extra = 0
    can_delete = False
