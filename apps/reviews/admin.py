"""The moderation queue of reviews: newest first, hidden and restored through the services."""

from django import forms
from django.contrib import admin
from django.contrib.admin.helpers import ActionForm
from django.db.models import QuerySet
from django.http import HttpRequest

from apps.users.readonly import ReadOnly

from . import services
from .models import Exchange, Review


class ReasonForm(ActionForm):
    reason = forms.CharField(required=False, max_length=300, label="Reason")


@admin.register(Review)
class ReviewAdmin(ReadOnly):
    list_display = ("created_at", "status", "stars", "title", "author", "subject", "role", "replied_at")
    list_filter = ("status", "role")
    list_select_related = ("author", "subject")
    ordering = ("-created_at",)
    search_fields = ("title",)
    action_form = ReasonForm
    actions = ("hide", "restore", "hide_reply", "restore_reply")

    @admin.action(description="Hide, with a reason", permissions=["moderate"])
    def hide(self, request: HttpRequest, queryset: QuerySet[Review]) -> None:
        self.act_on(request, queryset, services.hide, "hidden", reason=request.POST.get("reason", ""))

    @admin.action(description="Restore, with a reason", permissions=["moderate"])
    def restore(self, request: HttpRequest, queryset: QuerySet[Review]) -> None:
        self.act_on(request, queryset, services.restore, "restored", reason=request.POST.get("reason", ""))

    @admin.action(description="Hide the reply, with a reason", permissions=["moderate"])
    def hide_reply(self, request: HttpRequest, queryset: QuerySet[Review]) -> None:
        self.act_on(request, queryset, services.hide_reply, "without a reply now", reason=request.POST.get("reason", ""))

    @admin.action(description="Restore the reply, with a reason", permissions=["moderate"])
    def restore_reply(self, request: HttpRequest, queryset: QuerySet[Review]) -> None:
        self.act_on(request, queryset, services.restore_reply, "with a reply again", reason=request.POST.get("reason", ""))


@admin.register(Exchange)
class ExchangeAdmin(ReadOnly):
    list_display = ("contract", "closes_at", "written")
    list_select_related = ("contract",)
    ordering = ("-id",)
