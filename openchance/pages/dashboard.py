"""The dashboard: first what needs you, then what waits for others, then figures."""

from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any
from uuid import UUID

from django.db.models import Q, Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from apps.contracts.models import Milestone
from apps.core.faces.markup import markup
from apps.core.money import Money
from apps.core.prepared import Prepared

from .faces import need_row, wait_row
from .needs import Desk

NUMBERS = ["Nothing", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten", "Eleven", "Twelve"]
ROLES = {"challenger": "owner", "solver": "solver"}


@dataclass
class Sums:
    """The money of one currency, in one role."""

    currency: str
    held: int = 0
    in_review: int = 0
    released: int = 0  # this month: what the challenger paid, or what the solver got

    def amount(self, minor: int) -> Money:
        return Money(minor, self.currency)

    @property
    def held_money(self) -> Money:
        return self.amount(self.held)

    @property
    def review_money(self) -> Money:
        return self.amount(self.in_review)

    @property
    def released_money(self) -> Money:
        return self.amount(self.released)


def sums_of(column: str, user: UUID, month: datetime) -> Any:
    mine = Milestone.objects.filter(Q(**{column: user}, status__in=("funded", "delivered", "disputed")) | Q(**{column: user}, ended_at__gte=month))
    return mine.order_by().values("currency", "status").annotate(held=Sum("held_minor"), released=Sum("released_minor"), fee=Sum("fee_minor"))


SUMS = {column: Prepared(partial(sums_of, column)) for column in ROLES.values()}


def sums(user: Any, role: str) -> list[Sums]:
    """Per currency, the largest held first; one query over the columns of milestones."""
    month = timezone.localtime().replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    found: dict[str, Sums] = {}
    for row in SUMS[ROLES[role]](user.pk, month):
        one = found.setdefault(row["currency"], Sums(row["currency"]))
        one.held += row["held"]
        one.in_review += row["held"] if row["status"] == "delivered" else 0
        one.released += row["released"] + (row["fee"] if role == "challenger" else 0)
    return sorted(found.values(), key=lambda one: (-one.held, one.currency))


def heading(count: int) -> str:
    if count < len(NUMBERS):
        return (
            f"{NUMBERS[count]} need{'s' if count < 2 else ''} you"
            if count == 0
            else f"{NUMBERS[count]} thing{'s need' if count > 1 else ' needs'} you"
        )
    return f"{count} things need you"


def greeting() -> str:
    hour = timezone.localtime().hour
    return "Good morning" if 5 <= hour < 12 else "Good afternoon" if 12 <= hour < 18 else "Good evening"


def role_of(user: Any, asked: str) -> str:
    usual = "solver" if user.won_count and not user.awarded_count else "challenger"
    return asked if asked in ROLES else usual


@require_safe
def dashboard(request: HttpRequest) -> HttpResponse:
    user: Any = request.user
    desk, role = Desk(user), role_of(user, request.GET.get("as", ""))
    context = {
        "desk": desk,
        "need_rows": markup("".join([need_row(one, first=not number) for number, one in enumerate(desk.needs)])),
        "wait_rows": markup("".join([wait_row(one) for one in desk.waits])),
        "heading": heading(len(desk.needs)),
        "greeting": greeting(),
        "role": role,
        "has_both": bool(user.awarded_count and user.won_count),
        "sums": sums(user, role) if ROLES[role] in desk.roles else [],
        "earned": "Earned this month" if role == "solver" else "Released this month",
        "is_new": not (desk.needs or desk.waits or user.posted_count or user.applied_count),
    }
    return render(request, "pages/dashboard.html", context)
