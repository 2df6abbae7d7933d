"""Challenges for moderators: what is new waits on top; they look, take down with a reason, bring back. Fields of work are edited here."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import admin, messages
from django.core.cache import cache
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from apps.core.errors import NotAllowed, Refused
from apps.users.permissions import is_moderator
from apps.users.readonly import ReadOnly

from . import services
from .models import Category, Challenge, ChallengeFile, Clarification, Invitation
from .questionadmin import QuestionAdmin
from .search.fields import CACHE_KEY

__all__ = ["CategoryAdmin", "ChallengeAdmin", "PartAdmin", "QuestionAdmin"]

MOST_AT_ONCE = 100


class Review(admin.SimpleListFilter):
    """What waits for a look comes first, without choosing anything."""

    title = "review"
    parameter_name = "review"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("done", "Looked at"), ("removed", "Taken down"), ("all", "All that are public, and drafts")]

    def choices(self, changelist: Any) -> Any:
        found = list(super().choices(changelist))
        return [{**found[0], "display": "Not looked at yet"}, *found[1:]]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Challenge]) -> QuerySet[Challenge]:
        if self.value() == "all":
            return queryset
        if self.value() == "removed":
            return queryset.exclude(removed_at=None)
        return queryset.exclude(reviewed_at=None) if self.value() == "done" else queryset.filter(reviewed_at=None, search_serial__isnull=False)


class ReasonForm(forms.Form):
    reason = forms.CharField(
        max_length=300, label="Reason", help_text="The owner will read it.", widget=forms.Textarea(attrs={"rows": 3, "autofocus": True})
    )


@admin.register(Challenge)
class ChallengeAdmin(ReadOnly):
    list_display = ["title", "owner", "status", "visibility", "published_at", "application_count", "reviewed_at", "taken_down"]
    list_filter = [Review, "status", "visibility"]
    list_select_related = ["owner"]
    search_fields = ["=code"]
    search_help_text = "The code at the end of the challenge’s address"
    ordering = ["-search_serial"]
    list_per_page = 50
    actions = ["mark_reviewed", "take_down", "bring_back"]
    exclude = ["search_title", "search_body", "search_serial", "brief_html", "reward_rank", "is_listed"]

    @admin.display(boolean=True)
    def taken_down(self, challenge: Challenge) -> bool:
        return challenge.removed_at is not None

    @admin.display(description="Moderation")
    def moderation(self, challenge: Challenge) -> SafeString:
        take = reverse("admin:challenges_challenge_take_down") + f"?ids={challenge.pk}"
        page = challenge.get_absolute_url()
        return format_html('<a href="{}">Take it down…</a> · <a href="{}">See its page</a>', take, page)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        return [*[field.name for field in Challenge._meta.fields if field.name not in (self.exclude or [])], "moderation"]

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return ["moderation", *[name for name in self.get_readonly_fields(request, obj) if name != "moderation"]]

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view(self.take_down_page)
        return [path("take-down/", view, name="challenges_challenge_take_down"), *super().get_urls()]

    @admin.action(description="Mark as looked at", permissions=["moderate"])
    def mark_reviewed(self, request: HttpRequest, queryset: QuerySet[Challenge]) -> None:
        self.each(request, queryset, "looked at", lambda one: services.mark_reviewed(one, by=request.user))  # type: ignore[arg-type]

    @admin.action(description="Take down, with a reason…", permissions=["moderate"])
    def take_down(self, request: HttpRequest, queryset: QuerySet[Challenge]) -> HttpResponse:
        ids = ",".join(str(key) for key in queryset.values_list("pk", flat=True)[:MOST_AT_ONCE])
        return redirect(f"{reverse('admin:challenges_challenge_take_down')}?ids={ids}")

    @admin.action(description="Bring back", permissions=["moderate"])
    def bring_back(self, request: HttpRequest, queryset: QuerySet[Challenge]) -> None:
        self.each(request, queryset, "brought back", lambda one: services.restore(one, by=request.user))  # type: ignore[arg-type]

    def take_down_page(self, request: HttpRequest) -> HttpResponse:
        """The page between: which challenges, and why."""
        if not is_moderator(request.user):
            raise NotAllowed("Only moderators can do this.")
        chosen = Challenge.objects.filter(pk__in=keys(request.GET.get("ids", ""))).select_related("owner")
        form = ReasonForm(request.POST or None)
        if request.method == "POST" and form.is_valid():
            reason = form.cleaned_data["reason"]
            self.each(request, chosen, "taken down", lambda one: services.remove(one, by=request.user, reason=reason))  # type: ignore[arg-type]
            return redirect("admin:challenges_challenge_changelist")
        context = {**self.admin_site.each_context(request), "title": "Take down", "opts": Challenge._meta, "form": form, "challenges": chosen}
        return render(request, "challenges/take_down.html", context)

    def each(self, request: HttpRequest, queryset: QuerySet[Challenge], done: str, verb: Any) -> None:
        """The verb for each; those that refuse are named and the others go on."""
        count = 0
        for challenge in queryset.select_related("owner")[:MOST_AT_ONCE]:
            try:
                verb(challenge)
            except Refused as refusal:
                messages.warning(request, f"{challenge}: {refusal.sentence}")
            else:
                count += 1
        if count:
            messages.success(request, f"{count} {done}.")


def keys(text: str) -> list[UUID]:
    found = []
    for part in text.split(",")[:MOST_AT_ONCE]:
        try:
            found.append(UUID(part))
        except ValueError:
            continue
    return found


@admin.register(Category)
class CategoryAdmin(admin.ModelAdmin[Category]):
    """Fields of work: made, renamed, ordered and switched off here. One that challenges use cannot be deleted."""

    list_display = ["name", "slug", "position", "is_active"]
    show_full_result_count = False
    list_editable = ["position", "is_active"]
    prepopulated_fields = {"slug": ["name"]}
    ordering = ["position", "name"]

    def save_model(self, request: HttpRequest, obj: Category, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        cache.delete(CACHE_KEY)

    def delete_model(self, request: HttpRequest, obj: Category) -> None:
        super().delete_model(request, obj)
        cache.delete(CACHE_KEY)


@admin.register(ChallengeFile, Clarification, Invitation)
class PartAdmin(ReadOnly):
    list_display = ["__str__", "challenge", "created_at"]
    list_select_related = ["challenge"]
    raw_id_fields = ["challenge"]
