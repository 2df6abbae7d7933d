"""The ledger, and what people owe us."""

from django.contrib import admin

from apps.core.admin import Currency
from apps.core.money import Money
from apps.payments.models import Debt, JournalEntry, Posting
from apps.users.readonly import ReadOnlyRows

from .readonly import ReadOnly


class PostingInline(ReadOnlyRows):
    model = Posting
    fields = readonly_fields = ("account", "amount_minor", "currency", "user")


@admin.register(JournalEntry)
class JournalEntryAdmin(ReadOnly):
    list_display = ["created_at", "kind", "currency", "reference", "key", "contract"]
    list_filter = ["kind", Currency]
    list_select_related = ["contract"]
    search_fields = ["key__startswith", "reference__startswith"]
    inlines = [PostingInline]


@admin.register(Posting)
class PostingAdmin(ReadOnly):
    list_display = ["created_at", "account", "kind", "money", "user", "entry"]
    list_filter = ["account", "kind", Currency]
    list_select_related = ["user", "entry"]

    @admin.display(description="Amount")
    def money(self, posting: Posting) -> str:
        return str(Money(posting.amount_minor, posting.currency))


@admin.register(Debt)
class DebtAdmin(ReadOnly):
    list_display = ["user", "owed", "created_at"]
    list_filter = [Currency]
    list_select_related = ["user"]
