"""Doors for solvers: apply, change."""

from collections.abc import Callable
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from apps.applications import services
from apps.applications.forms import ProposalForm
from apps.applications.models import Application
from apps.applications.permissions import why_not_apply
from apps.challenges.models import Challenge
from apps.core.errors import NotAllowed, Refused
from apps.core.limits import limit
from apps.core.money import BadAmount, Money
from apps.core.moves import stale
from apps.core.text import render_markdown

from .doors import SignedIn, find, find_challenge, show_refusal

Beside = Callable[[SignedIn, Challenge], str]


def nothing(request: SignedIn, challenge: Challenge) -> str:
    return ""


@require_http_methods(["GET", "HEAD", "POST"])
def apply(request: SignedIn, slug: str, code: str, *, beside: Beside = nothing) -> HttpResponse:
    """The form of an application; whoever has applied already lands on theirs. `beside` draws what upper floors know, below the price."""
    challenge = find_challenge(request, code)
    if challenge.is_draft:
        raise Http404
    mine = services.live_application(challenge, request.user)
    if mine:
        messages.info(request, "You have applied already; this is your application.")
        return redirect(mine)
    if request.htmx and "price" in request.GET:
        return net_pay(request, challenge)
    if request.method != "POST":
        return show(request, ProposalForm.of(challenge, by=request.user), beside, why=why_not_apply(request.user, challenge))
    if is_round_trip(request):
        return show(request, typed(request, challenge), beside)
    form = ProposalForm(request.POST, request.FILES, challenge=challenge, by=request.user)
    if not form.is_valid():
        return show(request, form, beside, status=422)
    try:
        limit(request, "apply", "30/h")
        application = services.submit(challenge, request.user, files=form.cleaned_data["files"], **form.proposal().columns())
    except services.AlreadyApplied as refusal:
        return redirect(refusal.row)
    except Refused as refusal:
        return show(request, form, beside, status=show_refusal(form, refusal))
    messages.success(request, f"Your application is with {challenge.owner}.")
    return redirect(application)


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: SignedIn, pk: UUID, *, beside: Beside = nothing) -> HttpResponse:
    """The same form, with what the application says."""
    application = find(request, pk)
    if application.solver_id != request.user.pk:
        raise NotAllowed("Only the solver can change an application.", row=application)
    if application.is_decided:
        raise stale(application)
    challenge = application.challenge
    if request.method != "POST":
        return show(request, ProposalForm.of(challenge, application, by=request.user), beside)
    if is_round_trip(request):
        return show(request, typed(request, challenge, application), beside)
    form = ProposalForm(request.POST, request.FILES, challenge=challenge, application=application, by=request.user)
    if not form.is_valid():
        return show(request, form, beside, status=422)
    chosen = form.cleaned_data
    drop = [file for file in application.files.all() if str(file.pk) in chosen.get("drop", [])]
    try:
        services.edit(application, by=request.user, revision=chosen["revision"], files=chosen["files"], drop=drop, **form.proposal().columns())
    except Refused as refusal:
        return show(request, form, beside, status=show_refusal(form, refusal))
    messages.success(request, "Your application says this now.")
    return redirect(application)


def is_round_trip(request: SignedIn) -> bool:
    """The form comes back with one more part or with its preview; nothing is checked or saved."""
    return "more" in request.POST or "preview" in request.POST


def typed(request: SignedIn, challenge: Challenge, application: Application | None = None) -> ProposalForm:
    form = ProposalForm.again(request.POST, challenge, application, more=int("more" in request.POST), by=request.user)
    form.carry(request.POST, request.FILES)
    return form


def show(request: SignedIn, form: ProposalForm, beside: Beside, *, why: str = "", status: int = 200) -> HttpResponse:
    """The page around the form; where applying is not possible it says `why` instead."""
    challenge = form.challenge
    ends = [net_of(price) for price in dict.fromkeys((challenge.reward_min, challenge.reward_max)) if price]
    typed = request.POST.get("price") or (form.application.price.plain if form.application else "")
    words = {
        "challenge": challenge,
        "application": form.application,
        "form": form,
        "why": why,
        "preview": render_markdown(request.POST.get("letter", "")) if "preview" in request.POST else "",
        "ends": ends,
        "nets": nets_of(typed, challenge) or ends,
        "fee_percent": fee_percent(),
        "beside": "" if why else beside(request, challenge),
    }
    return render(request, "applications/apply.html", words, status=status)


def net_pay(request: SignedIn, challenge: Challenge) -> HttpResponse:
    """What a price leaves after the fee, as the line below it says."""
    ends = [net_of(price) for price in (challenge.reward_min, challenge.reward_max) if price]
    nets = nets_of(request.GET["price"], challenge) or ends
    return render(request, "applications/_net.html", {"nets": nets, "fee_percent": fee_percent()})


def nets_of(typed: str, challenge: Challenge) -> list[dict[str, Money]]:
    try:
        return [net_of(Money.parse(typed, challenge.currency))]
    except BadAmount:
        return []


def net_of(price: Money) -> dict[str, Money]:
    left, fee = price.fee(settings.FEE_BASIS_POINTS)
    return {"price": price, "left": left, "fee": fee}


def fee_percent() -> str:
    return f"{settings.FEE_BASIS_POINTS / 100:g}%"
