"""Where solvers are paid, and who is paid differently."""

from django.contrib import admin

from apps.payments.models import PayoutAccount, PayoutTerms

from .readonly import ReadOnly


@admin.register(PayoutAccount)
class PayoutAccountAdmin(ReadOnly):
    list_display = ["created_at", "user", "gateway", "account_id", "state", "current", "country", "reason"]
    list_filter = ["state", "current"]
    list_select_related = ["user"]
    search_fields = ["account_id__startswith"]


@admin.register(PayoutTerms)
class PayoutTermsAdmin(ReadOnly):
    list_display = ["user", "reserve_days", "held_at", "held_reason"]
    list_select_related = ["user"]
