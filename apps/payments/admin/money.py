"""Where the money is: the operators' overview, and what one contract holds."""

from typing import Any
from uuid import UUID

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path
from django.views.decorators.http import require_safe

from apps.contracts.models import Contract, Milestone
from apps.core.models import Event
from apps.core.money import Money
from apps.payments import overview
from apps.payments.models import JournalEntry, Operation, Payment

from . import deciding
from .page import page

FIGURES = {"Agreed": "amount", "Funded": "funded", "Held": "held", "Released": "released", "Fee": "fee", "Refunded": "refunded"}


@require_safe
def money(request: HttpRequest) -> HttpResponse:
    """All of it at a look; each table leads on to its whole list."""
    held = overview.held()
    words: dict[str, Any] = {
        "held": [(one, overview.held_contracts(one.currency, size=5)[0]) for one in held],
        "payable": overview.payable(),
        "payable_in_all": overview.payable_in_all(),
        "receivable": overview.receivable(),
        "stuck": overview.stuck().select_related("solver")[: overview.FEW],
        "stuck_count": overview.stuck().count(),
        "dead_letters": overview.dead_letters()[: overview.FEW],
        "dead_letter_count": overview.dead_letters().count(),
        "chargebacks": overview.open_chargebacks().select_related("owner", "solver")[: overview.FEW],
        "findings": overview.open_findings()[: overview.FEW],
        "finding_count": overview.open_findings().count(),
        "balances": overview.balances(anew="anew" in request.GET),
    }
    return page(request, "money.html", "Money", **words)


@require_safe
def held(request: HttpRequest, currency: str) -> HttpResponse:
    number = int(found) if (found := request.GET.get("page", "")).isdecimal() and 0 < int(found) < 10_000 else 1
    rows, more = overview.held_contracts(currency, number)
    total = next((one for one in overview.held() if one.currency == currency), None)
    return page(request, "money_held.html", f"Held in {currency}", rows=rows, total=total, number=number, more=more, others=overview.held())


@require_safe
def contract(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One contract's money: what each milestone holds, what was booked, what the gateway was asked for, and who decided."""
    found = get_object_or_404(Contract.objects.select_related("owner", "solver"), pk=pk)
    milestones = list(Milestone.objects.filter(contract=found).order_by("position"))
    entries = JournalEntry.objects.filter(contract=found).order_by("created_at", "id").prefetch_related("postings")
    sides = [[(side.get_account_display(), Money(side.amount_minor, side.currency)) for side in one.postings.all()] for one in entries]
    words: dict[str, Any] = {
        "contract": found,
        "milestones": [(one, [(name, Money(getattr(one, f"{field}_minor"), one.currency)) for name, field in FIGURES.items()]) for one in milestones],
        "payments": Payment.objects.filter(contract=found).order_by("created_at"),
        "operations": Operation.objects.filter(contract=found).order_by("created_at"),
        "entries": list(zip(entries, sides, strict=True)),
        "events": Event.objects.filter(subject_id__in=[found.pk, *(one.pk for one in milestones)]).select_related("actor").order_by("-at")[:40],
    }
    return page(request, "money_contract.html", str(found), **words)


def urls(site: admin.AdminSite) -> list[URLPattern]:
    """Of these pages, below the admin's own address."""
    own: list[tuple[str, Any, str]] = [
        ("", money, "money"),
        ("held/<slug:currency>/", held, "money_held"),
        ("contracts/<uuid:pk>/", contract, "money_contract"),
        ("milestones/<uuid:pk>/refund/", deciding.refund, "money_refund"),
        ("milestones/<uuid:pk>/freeze/", deciding.freeze, "money_freeze"),
        ("milestones/<uuid:pk>/unfreeze/", deciding.unfreeze, "money_unfreeze"),
        ("press/<slug:kind>/<uuid:pk>/", deciding.press, "money_press"),
    ]
    return [path(f"payments/money/{address}", site.admin_view(view), name=name) for address, view, name in own]
