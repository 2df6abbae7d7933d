"""People, for moderators: looked at, and judged by the verbs; nothing is edited by hand."""

from collections.abc import Callable
from typing import Any

import allauth.account.admin  # noqa: F401  (registers addresses, which are taken out again below)
import django.contrib.auth.admin  # noqa: F401  (and groups)
from allauth.account.internal.flows.email_verification import send_verification_email_for_user
from allauth.account.models import EmailAddress
from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ActionForm
from django.contrib.auth.models import Group
from django.db.models import Q, QuerySet
from django.http import HttpRequest

from apps.core.errors import Refused

from . import services
from .models import BillingDetails, Block, User
from .permissions import is_finance, is_moderator
from .readonly import ReadOnly

admin.site.unregister(Group)  # nobody is in one: staff moderate, superusers appoint them
admin.site.unregister(EmailAddress)  # edited there, an address and its user would say different things


class ReasonForm(ActionForm):
    reason = forms.CharField(required=False, max_length=200, label="Reason", help_text="Shown to the person when suspended.")


@admin.register(User)
class UserAdmin(ReadOnly):
    list_display = ["handle", "name", "email", "email_verified_at", "suspended_at", "is_staff", "is_finance", "joined_at"]
    list_filter = ["is_staff", "is_finance", "is_active"]
    search_fields = ["handle"]
    search_help_text = "The beginning of a handle or of an e-mail address"
    ordering = ["-joined_at"]
    action_form = ReasonForm
    actions = ["suspend", "restore", "verify", "resend", "make_moderator", "unmake_moderator", "make_finance", "unmake_finance"]
    fields = [
        ("handle", "name"), ("email", "email_verified_at"), ("joined_at", "last_login"), ("is_active", "suspended_at", "suspension_reason"),
        ("is_staff", "is_finance", "is_superuser"), "headline", "bio", ("country", "timezone"), ("posted_count", "awarded_count", "paid_count"),
        ("applied_count", "won_count", "completed_count"), ("solver_stars", "solver_reviews"), ("challenger_stars", "challenger_reviews"),
    ]  # fmt: skip

    def get_search_results(self, request: HttpRequest, queryset: QuerySet[Any], search_term: str) -> tuple[QuerySet[Any], bool]:
        """By prefix, which an index answers; handles and addresses are in lower case."""
        term = search_term.strip().lower()
        return (queryset.filter(Q(handle__startswith=term) | Q(email__startswith=term)), False) if term else (queryset, False)

    def each(self, request: HttpRequest, people: QuerySet[User], verb: Callable[[User], Any], done: str) -> None:
        """Do it to each of them, and say for how many it worked and why not for the others."""
        count = 0
        for person in people[:100]:
            try:
                verb(person)
            except Refused as refusal:
                self.message_user(request, refusal.sentence, messages.WARNING)
            else:
                count += 1
        if count:
            self.message_user(request, f"{done}: {count}.", messages.SUCCESS)

    def has_administer_permission(self, request: HttpRequest) -> bool:
        return is_moderator(request.user) and bool(getattr(request.user, "is_superuser", False))

    @admin.action(description="Suspend (say a reason)", permissions=["moderate"])
    def suspend(self, request: HttpRequest, queryset: QuerySet[User]) -> None:
        reason, by = request.POST.get("reason", ""), moderator(request)
        self.each(request, queryset, lambda person: services.suspend(person, by=by, reason=reason), "Suspended")

    @admin.action(description="Restore", permissions=["moderate"])
    def restore(self, request: HttpRequest, queryset: QuerySet[User]) -> None:
        by = moderator(request)
        self.each(request, queryset, lambda person: services.restore(person, by=by), "Restored")

    @admin.action(description="Verify the e-mail address", permissions=["moderate"])
    def verify(self, request: HttpRequest, queryset: QuerySet[User]) -> None:
        by = moderator(request)
        self.each(request, queryset, lambda person: services.verify(person, by=by), "Verified")

    @admin.action(description="Send the verification message again", permissions=["moderate"])
    def resend(self, request: HttpRequest, queryset: QuerySet[User]) -> None:
        sent = sum(send_verification_email_for_user(request, person) for person in queryset.filter(email_verified_at=None)[:100])
        self.message_user(request, f"Sent: {sent}.", messages.SUCCESS if sent else messages.WARNING)

    @admin.action(description="Make moderator", permissions=["administer"])
    def make_moderator(self, request: HttpRequest, queryset: QuerySet[User]) -> None:
        by = moderator(request)
        self.each(request, queryset, lambda person: services.set_moderator(person, True, by=by), "Moderate now")

    @admin.action(description="No longer moderator", permissions=["administer"])
    def unmake_moderator(self, request: HttpRequest, queryset: QuerySet[User]) -> None:
        by = moderator(request)
        self.each(request, queryset, lambda person: services.set_moderator(person, False, by=by), "Moderate no longer")

    @admin.action(description="Give the finance role (moderators)", permissions=["administer"])
    def make_finance(self, request: HttpRequest, queryset: QuerySet[User]) -> None:
        by = moderator(request)
        self.each(request, queryset, lambda person: services.set_finance(person, True, by=by), "Have the finance role now")

    @admin.action(description="Take the finance role away", permissions=["administer"])
    def unmake_finance(self, request: HttpRequest, queryset: QuerySet[User]) -> None:
        by = moderator(request)
        self.each(request, queryset, lambda person: services.set_finance(person, False, by=by), "No longer have the finance role")


@admin.register(BillingDetails)
class BillingDetailsAdmin(ReadOnly):
    """Legal names and addresses: for those who answer questions about documents, and nobody else."""

    list_display = ["user", "legal_name", "country", "tax_id", "changed_at"]
    list_select_related = ["user"]
    search_fields = ["legal_name__startswith", "tax_id__startswith"]
    ordering = ["-id"]

    def has_module_permission(self, request: HttpRequest) -> bool:
        return is_finance(request.user)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return is_finance(request.user)


@admin.register(Block)
class BlockAdmin(ReadOnly):
    """Who wants nothing from whom: why an application, an invitation or a message was refused. Only the blocker ends it."""

    list_display = ["blocker", "blocked", "created_at"]
    list_select_related = ["blocker", "blocked"]
    ordering = ["-id"]
    fields = ["blocker", "blocked", "created_at"]


def moderator(request: HttpRequest) -> User:
    """Who decides: the person at this page."""
    assert isinstance(request.user, User)  # noqa: S101  (the admin lets nobody else in)
    return request.user
