"""The queue of reported messages. Nothing else of conversations is here: moderators read what was reported, and five messages around it."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html

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
        self.act_on(request, queryset, services.keep, "kept")

    @admin.action(description="Remove the message", permissions=["moderate"])
    def remove(self, request: HttpRequest, queryset: QuerySet[MessageReport]) -> None:
        self.act_on(request, queryset, services.remove, "removed")
