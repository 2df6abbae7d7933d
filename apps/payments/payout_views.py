"""Doors to settings → payouts: where a solver is paid, and what waits for them."""

from collections.abc import Callable
from contextlib import suppress
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from apps.core.errors import Refused
from apps.core.limits import limit
from apps.users.places import countries

from .gateways import gateway
from .gateways.answers import PayoutState
from .gateways.errors import GatewayError
from .models import PayoutAccount
from .payout_forms import CountryForm, ScheduleForm
from .payouts import PayoutDesk
from .services.accounts import refresh_account
from .services.onboarding import SCHEDULES, dashboard_page, set_schedule, start_onboarding

AWAY = "The payment service does not answer just now. This is what we know; the payouts to your bank are missing."


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    return show(request)


def show(request: HttpRequest, *, status: int = 200, refusal: str = "", **forms: Any) -> HttpResponse:
    """The page; without the gateway it says what we know ourselves."""
    user: Any = request.user
    desk = PayoutDesk(user)
    account = desk.account
    away, payouts = "", list[PayoutState]()
    if account and desk.is_told:
        try:
            payouts = gateway(account.gateway).payouts(account.account_id, limit=10)
        except GatewayError:
            away = AWAY
    context = {
        "desk": desk,
        "account": account,
        "country": countries().get(account.country, account.country) if account else "",
        "payouts": payouts,
        "away": away,
        "refusal": refusal,
        "country_form": CountryForm(initial={"country": account.country if account else user.country}),
        "schedule_form": ScheduleForm(initial={"schedule": account.schedule if account else "daily"}),
        "schedule": SCHEDULES.get(account.schedule, "") if account else "",
    } | forms
    return render(request, "payments/payouts.html", context, status=status)


@require_POST
def onboard(request: HttpRequest) -> HttpResponse:
    """To the gateway's page; an account that is there already needs no country."""
    user: Any = request.user
    form = CountryForm(request.POST)
    if "country" in request.POST and not form.is_valid():
        return show(request, status=422, country_form=form)
    country = form.cleaned_data["country"] if form.is_valid() else ""
    return leave(request, lambda: start_onboarding(user, country=country), country_form=form if "country" in request.POST else None)


@require_safe
def onboard_again(request: HttpRequest) -> HttpResponse:
    """The gateway sends people here whose link was used before, or is too old: they get another."""
    user: Any = request.user
    return leave(request, lambda: start_onboarding(user))


@require_safe
def onboard_return(request: HttpRequest) -> HttpResponse:
    """Where the gateway's page ends. What is true now the gateway says when asked."""
    user: Any = request.user
    desk = PayoutDesk(user)
    if desk.account and not desk.account.is_final:
        with suppress(GatewayError):  # the page shows what we know, and the webhook brings the rest
            account = refresh_account(desk.account)
            say(request, account)
    return redirect("payments:payouts")


def say(request: HttpRequest, account: PayoutAccount) -> None:
    if account.is_ready:
        messages.success(request, "Your payout account is ready.")
    elif account.state == PayoutAccount.State.REVIEW:
        messages.info(request, "The payment service checks what you sent. We tell you when your account is ready.")
    elif account.needs:
        messages.info(request, "The payment service still needs something from you.")


@require_POST
def dashboard(request: HttpRequest) -> HttpResponse:
    user: Any = request.user
    return leave(request, lambda: dashboard_page(user))


@require_POST
def schedule(request: HttpRequest) -> HttpResponse:
    user: Any = request.user
    form = ScheduleForm(request.POST)
    if not form.is_valid():
        return show(request, status=422, schedule_form=form)
    limit(request, "payouts", "30/h")
    try:
        set_schedule(user, form.cleaned_data["schedule"])
    except Refused as refusal:
        return show(request, status=refusal.status_code, refusal=refusal.sentence)
    messages.success(request, "Saved.")
    return redirect("payments:payouts")


def leave(request: HttpRequest, address: Callable[[], str], *, country_form: CountryForm | None = None) -> HttpResponse:
    """To the gateway's page, unless it is refused: then the page says why."""
    limit(request, "payouts", "30/h")
    try:
        return redirect(address())
    except Refused as refusal:
        if country_form is not None and refusal.field == "country":
            country_form.add_error("country", refusal.sentence)
            return show(request, status=422, country_form=country_form)
        return show(request, status=refusal.status_code, refusal=refusal.sentence)
