"""Payments that the payer's bank wants back."""

from django.contrib import admin

from apps.core.admin import Currency
from apps.payments.models import Chargeback

from .readonly import ReadOnly


@admin.register(Chargeback)
class ChargebackAdmin(ReadOnly):
    list_display = ["created_at", "reference", "amount", "status", "reason", "due_at", "owner", "solver"]
    list_filter = ["status", Currency]
    list_select_related = ["owner", "solver"]
    search_fields = ["reference__startswith"]
