"""Finding documents."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.db.models import QuerySet

from apps.contracts.models import Contract
from apps.core.keyset import Page, keyset_page
from apps.payments.models import Document
from apps.users.models import User

KINDS = {"": "All", "receipt": "Receipts", "invoice": "Invoices", "statement": "Payout statements", "credit_note": "Credit notes"}


@dataclass(frozen=True, slots=True)
class Shelf:
    """One person's documents, as the address asks for them."""

    user: User
    kind: str
    year: int | None
    contract: Contract | None

    @classmethod
    def of(cls, user: User, asked: Mapping[str, str]) -> "Shelf":
        """What the address asks for wrongly is left out."""
        kind, year = asked.get("kind", ""), asked.get("year", "")
        found = int(year) if year.isascii() and year.isdecimal() and len(year) == 4 else None
        return cls(user, kind if kind in KINDS else "", found, find_contract(user, asked.get("contract", "")))

    def rows(self) -> QuerySet[Document]:
        rows = Document.objects.filter(person=self.user)
        if self.contract:
            rows = rows.filter(contract=self.contract)
        if self.kind:
            rows = rows.filter(kind=self.kind)
        return rows.filter(year=self.year) if self.year else rows

    def page(self, *, after: str = "", before: str = "") -> Page[Document]:
        return keyset_page(self.rows().select_related("contract"), "-created_at", after=after, before=before)

    def years(self) -> list[int]:
        """In which the person has documents, the latest first."""
        years = Document.objects.filter(person=self.user, serial__gt=0).values_list("year", flat=True).distinct()
        return sorted({*years, *([self.year] if self.year else [])}, reverse=True)

    def address(self, **changes: str) -> str:
        words = {"contract": str(self.contract.pk) if self.contract else "", "kind": self.kind, "year": str(self.year or "")} | changes
        return "?" + urlencode({name: value for name, value in words.items() if value})


def find_contract(user: User, key: str) -> Contract | None:
    try:
        found: Contract | None = Contract.objects.visible_to(user).filter(pk=UUID(key)).first() if key else None
    except ValueError:
        return None
    return found


def documents_of(contract: Contract, user: Any) -> list[Document]:
    """Those of a contract that `user` may see, the newest first."""
    return list(Document.objects.visible_to(user).filter(contract=contract).order_by("-created_at", "-id"))
