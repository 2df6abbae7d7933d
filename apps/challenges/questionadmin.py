"""The moderators' queue of questions: what was reported first, hidden and shown again through the services."""

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.helpers import ActionForm
from django.db.models import QuerySet
from django.http import HttpRequest

from apps.core.models import Event
from apps.users.readonly import ReadOnly

from . import services
from .models import Question


class ReasonForm(ActionForm):
    reason = forms.CharField(required=False, max_length=300, label="Reason")


class Queue(admin.SimpleListFilter):
    """What was reported comes without choosing anything."""

    title = "queue"
    parameter_name = "queue"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("hidden", "Hidden"), ("all", "All")]

    def choices(self, changelist: Any) -> Any:
        found = list(super().choices(changelist))
        return [{**found[0], "display": "Reported"}, *found[1:]]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Question]) -> QuerySet[Question]:
        if self.value() == "all":
            return queryset
        return queryset.filter(hidden_at__isnull=False) if self.value() == "hidden" else queryset.filter(reported_at__isnull=False)


@admin.register(Question)
class QuestionAdmin(ReadOnly):
    list_display = ("reported_at", "text", "asker", "answer", "challenge", "status", "hidden_at")
    list_filter = (Queue, "status")
    list_select_related = ("asker", "challenge")
    ordering = ("-reported_at", "-id")
    action_form = ReasonForm
    actions = ("hide", "restore", "let_stand")

    @admin.display(description="Reports")
    def reports(self, question: Question) -> str:
        """Why people reported it, newest first."""
        found = Event.objects.of(question).filter(verb="report").order_by("-at", "-id")[:20]
        return "\n".join(one.note for one in found) or "None"

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        return [*[field.name for field in Question._meta.fields], "reports"]

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return self.get_readonly_fields(request, obj)

    @admin.action(description="Hide, with a reason", permissions=["moderate"])
    def hide(self, request: HttpRequest, queryset: QuerySet[Question]) -> None:
        self.act_on(request, queryset, services.hide_question, "hidden", reason=request.POST.get("reason", ""))

    @admin.action(description="Show again, with a reason", permissions=["moderate"])
    def restore(self, request: HttpRequest, queryset: QuerySet[Question]) -> None:
        self.act_on(request, queryset, services.restore_question, "shown again", reason=request.POST.get("reason", ""))

    @admin.action(description="Let it stand: nothing is wrong", permissions=["moderate"])
    def let_stand(self, request: HttpRequest, queryset: QuerySet[Question]) -> None:
        self.act_on(request, queryset, services.let_question_stand, "left as they are")
