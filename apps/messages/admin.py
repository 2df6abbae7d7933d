"""The queue of reported messages. Nothing else of conversations is here: moderators read what was reported, and five messages around it."""

from collections.abc import Callable
from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html

from apps.core.errors import Refused
from apps.users.readonly import ReadOnly

from . import services
from .models import Message, MessageReport, MessageVersion

AROUND = 5


@admin.register(MessageReport)
class MessageReportAdmin(ReadOnly):
    list_display = ("created_at", "status", "reason", "author", "reporter", "beginning")
    list_filter = ("status", "reason")
    list_select_related = ("author", "reporter")
    ordering = ("-id",)
    fields = ("created_at", "status", "reason", "note", "reporter", "author_page", "words", "earlier", "surroundings")
    readonly_fields = fields
    actions = ("keep", "remove")

    @admin.display(description="What it said")
    def beginning(self, report: MessageReport) -> str:
        return report.words[:80] or "(files only)"

    @admin.display(description="Author")
    def author_page(self, report: MessageReport) -> str:
        """Where the author can be suspended."""
        return format_html('<a href="{}">{}</a>', reverse("admin:users_user_change", args=[report.author_id]), report.author)

    @admin.display(description="Said before it was edited or deleted")
    def earlier(self, report: MessageReport) -> str:
        return "\n\n".join(MessageVersion.objects.filter(message=report.message_id).order_by("id").values_list("text", flat=True)) or "-"

    @admin.display(description="Around it")
    def surroundings(self, report: MessageReport) -> str:
        found: Message = report.message
        near = Message.objects.filter(conversation=found.conversation_id, seq__gte=found.seq - AROUND, seq__lte=found.seq + AROUND)
        words = {"messages": near.select_related("author").order_by("seq"), "reported": found}
        return render_to_string("admin/messaging/_surroundings.html", words)

    @admin.action(description="Keep: it is within the rules", permissions=["moderate"])
    def keep(self, request: HttpRequest, queryset: QuerySet[MessageReport]) -> None:
        each(self, request, queryset, services.keep, "kept")

    @admin.action(description="Remove the message", permissions=["moderate"])
    def remove(self, request: HttpRequest, queryset: QuerySet[MessageReport]) -> None:
        each(self, request, queryset, services.remove, "removed")


def each(page: MessageReportAdmin, request: HttpRequest, rows: QuerySet[MessageReport], verb: Callable[..., Any], done: str) -> None:
    """Do `verb` to every row, and say what became of each."""
    number = 0
    for report in rows:
        try:
            verb(report, by=request.user)
        except Refused as refusal:
            page.message_user(request, f"{report}: {refusal.sentence}", messages.ERROR)
        else:
            number += 1
    if number:
        page.message_user(request, f"{number} {done}.")
