"""Where solvers are paid, and who is paid otherwise than everybody."""

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.helpers import ActionForm
from django.db.models import QuerySet
from django.http import HttpRequest

from apps.payments import services
from apps.payments.models import PayoutAccount, PayoutTerms
from apps.payments.permissions import OWN
from apps.payments.services.holding import LONGEST_RESERVE
from apps.users.models import User
from apps.users.permissions import is_finance

from .readonly import ReadOnly

DAYS = forms.IntegerField(
    required=False,
    min_value=0,
    max_value=LONGEST_RESERVE,
    label="Reserve, in days",
    help_text="How long each released amount stays with us. Empty: as for everybody.",
)
REASON = forms.CharField(required=False, max_length=200, label="Reason of the hold", help_text="Shown to the person. Empty: no hold.")


class TermsForm(ActionForm):
    reason = REASON
    days = DAYS


class NewTermsForm(forms.ModelForm[PayoutTerms]):
    by: User  # who is asked
    handle = forms.CharField(max_length=40, label="Handle of the person")
    days = DAYS
    reason = REASON

    class Meta:
        model = PayoutTerms
        fields: tuple[str, ...] = ()

    def clean_handle(self) -> str:
        handle = str(self.cleaned_data["handle"]).strip().lower().removeprefix("@")
        self.person = User.objects.filter(handle=handle).first()
        if self.person is None:
            raise forms.ValidationError("Nobody has this handle.")
        if self.person == self.by:
            raise forms.ValidationError(OWN)
        return handle

    def clean_reason(self) -> str:
        reason = str(self.cleaned_data["reason"])
        if reason and PayoutTerms.objects.filter(user=getattr(self, "person", None), held_at__isnull=False).exists():
            raise forms.ValidationError("Payouts to this person are on hold already.")
        return reason


class Payee(ReadOnly):
    """A list whose rows are about one person each."""

    action_form = TermsForm
    list_select_related = ["user"]

    @admin.action(description="Hold all payouts (say a reason)", permissions=["act"])
    def hold(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        reason, by = request.POST.get("reason", ""), staff(request)
        self.each(request, queryset, lambda row: services.hold_payouts(row.user, by=by, reason=reason), "put on hold.")

    @admin.action(description="End the hold", permissions=["act"])
    def release_hold(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        by = staff(request)
        self.each(request, queryset, lambda row: services.release_hold(row.user, by=by), "paid again.")

    @admin.action(description="Set the reserve (say the days)", permissions=["act"])
    def set_reserve(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        by = staff(request)
        self.each(request, queryset, lambda row: services.set_reserve(row.user, days_of(request), by=by), "changed.")


def staff(request: HttpRequest) -> User:
    assert isinstance(request.user, User)  # noqa: S101  (the admin is behind the sign-in)
    return request.user


def days_of(request: HttpRequest) -> int | None:
    """As the form beside the actions has checked it before."""
    days: int | None = DAYS.clean(request.POST.get("days", ""))
    return days


@admin.register(PayoutAccount)
class PayoutAccountAdmin(Payee):
    list_display = ["created_at", "user", "gateway", "account_id", "state", "current", "country", "currency", "reason", "asked_at"]
    list_filter = ["state", "current"]
    search_fields = ["account_id__startswith"]
    search_help_text = "The beginning of the gateway’s id"
    actions = ["ask_again", "hold", "release_hold", "set_reserve"]

    @admin.action(description="Ask the gateway how it stands", permissions=["act"])
    def ask_again(self, request: HttpRequest, queryset: QuerySet[PayoutAccount]) -> None:
        self.each(request, queryset, services.refresh_account, "asked about.")


@admin.register(PayoutTerms)
class PayoutTermsAdmin(Payee):
    list_display = ["user", "reserve_days", "held_at", "held_reason"]
    actions = ["hold", "release_hold", "set_reserve"]

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return is_finance(request.user)

    def get_form(self, request: HttpRequest, obj: PayoutTerms | None = None, change: bool = False, **words: Any) -> Any:
        return super().get_form(request, obj, change, **words) if obj else type("NewTermsForm", (NewTermsForm,), {"by": request.user})

    def get_fields(self, request: HttpRequest, obj: PayoutTerms | None = None) -> Any:
        return ["user", "reserve_days", "held_at", "held_reason"] if obj else ["handle", "days", "reason"]

    def save_model(self, request: HttpRequest, obj: PayoutTerms, form: Any, change: bool) -> None:
        """The services write it; somebody who has terms already keeps their row."""
        by, person, typed = staff(request), form.person, form.cleaned_data
        terms = services.set_reserve(person, typed["days"], by=by)
        if typed["reason"]:
            terms = services.hold_payouts(person, by=by, reason=typed["reason"])
        obj.__dict__.update(terms.__dict__)
