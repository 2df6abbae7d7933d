"""Receipts, invoices, payout statements and credit notes: to find one and to read it."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from apps.core.admin import Currency
from apps.payments.models import Document

from .readonly import ReadOnly

FIRST = 2026  # year of documents


class Year(admin.SimpleListFilter):
    """Of the issue; Django's own filter would read the whole table to find them."""

    title = parameter_name = "year"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(str(year), str(year)) for year in range(timezone.now().year, FIRST - 1, -1)]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        asked = self.value() or ""
        return queryset.filter(year=int(asked)) if asked.isdecimal() and len(asked) == 4 else queryset


@admin.register(Document)
class DocumentAdmin(ReadOnly):
    list_display = ["number", "kind", "issued_at", "person", "total", "contract", "is_drawn", "links"]
    list_display_links = ["number", "kind"]
    list_filter = ["kind", Year, Currency]
    list_select_related = ["person", "contract"]
    search_fields = ["number__startswith"]
    readonly_fields = ["links"]

    @admin.display(description="PDF made", boolean=True)
    def is_drawn(self, document: Document) -> bool:
        return bool(document.file)

    @admin.display(description="Open")
    def links(self, document: Document) -> SafeString:
        file = reverse("payments:document_pdf", args=[document.pk])
        return format_html('<a href="{}">Page</a> · <a href="{}">PDF</a>', document.get_absolute_url(), file)
