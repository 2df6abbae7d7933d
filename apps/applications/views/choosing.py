"""Doors for owners: compare, decline several, clarify, cancel."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from apps.applications import services
from apps.applications.comparison import PAGE, SORTS
from apps.applications.comparison import compare as comparison_of
from apps.applications.forms import CancelForm, ClarifyForm, DeclineForm
from apps.applications.models import Application
from apps.applications.standing import acceptance, challenge_standing, count
from apps.challenges.models import Challenge
from apps.core.errors import Refused
from apps.core.moves import stale
from apps.core.permissions import is_owner
from apps.core.text import render_markdown

from .doors import SignedIn, find_own_challenge, show_refusal


@require_safe
def compare(request: SignedIn, slug: str, code: str) -> HttpResponse:
    """All applications to one challenge, for its owner and moderators."""
    return show_comparison(request, find_own_challenge(request, code), DeclineForm())


def show_comparison(
    request: SignedIn, challenge: Challenge, form: DeclineForm, *, chosen: list[str] | None = None, status: int = 200
) -> HttpResponse:
    where = request.GET
    comparison = comparison_of(challenge, tab=where.get("show", ""), sort=where.get("sort", ""), after=where.get("after", ""))
    others = max(comparison.live - 1, 0)
    words: dict[str, Any] = {
        "challenge": challenge,
        "comparison": comparison,
        "columns": [(row, acceptance(row, others)) for row in comparison.rows],
        "standing": challenge_standing(challenge, comparison.live, request.user),
        "sorts": SORTS.items(),
        "decline": form,
        "chosen": [UUID(key) for key in chosen or []],
        "is_owner": is_owner(request.user, challenge),
        "deciding": is_owner(request.user, challenge) and any(row.is_live for row in comparison.rows),
        "last": comparison.first + len(comparison.rows) - 1,
        "paged": comparison.total > PAGE,
    }
    return render(request, "applications/compare.html", words, status=status)


@require_POST
def decline_many(request: SignedIn, slug: str, code: str) -> HttpResponse:
    """Decline what was ticked, with one reason; what was decided meanwhile is left alone, and said."""
    challenge = find_own_challenge(request, code)
    chosen = request.POST.getlist("application")
    applications = chosen_applications(challenge, chosen)
    form = DeclineForm(request.POST)
    if not applications:
        form.add_error(None, "Tick at least one application.")
    if not form.is_valid():
        return show_comparison(request, challenge, form, chosen=chosen, status=422)
    declined, skipped = services.decline(applications, by=request.user, **form.cleaned_data)
    if declined:
        messages.success(request, f"{count(len(declined), 'application')} declined; each solver was told why.")
    if skipped:
        messages.warning(request, f"{count(len(skipped), 'application')} left as it was: decided or withdrawn meanwhile.")
    return redirect("applications:compare", challenge.slug, challenge.code)


def chosen_applications(challenge: Challenge, chosen: list[str]) -> list[Application]:
    """Raises Http404 when one of the ids is not an application to this challenge."""
    try:
        keys = {UUID(key) for key in chosen}
    except ValueError:
        raise Http404 from None
    applications = list(Application.objects.filter(pk__in=list(keys)[:1000], challenge=challenge))
    if len(applications) != len(keys):
        raise Http404
    return applications


@require_http_methods(["GET", "HEAD", "POST"])
def clarify(request: SignedIn, slug: str, code: str) -> HttpResponse:
    """Add to the brief; everybody with a live application is told."""
    challenge = find_own_challenge(request, code)
    if not is_owner(request.user, challenge):
        raise Http404
    if challenge.status not in ("open", "closed"):
        raise stale(challenge)
    preview = render_markdown(request.POST.get("text", "")) if "preview" in request.POST else ""
    form = ClarifyForm(request.POST if request.method == "POST" and not preview else None, initial={"text": request.POST.get("text", "")})
    if form.is_bound and form.is_valid():
        try:
            services.clarify(challenge, form.cleaned_data["text"], by=request.user)
        except Refused as refusal:
            return show_form(request, "clarify", challenge, form, status=show_refusal(form, refusal))
        messages.success(request, "Added to the brief; everybody who applied was told.")
        return redirect(challenge)
    return show_form(request, "clarify", challenge, form, status=422 if form.errors else 200, preview=preview)


@require_http_methods(["GET", "HEAD", "POST"])
def cancel_challenge(request: SignedIn, slug: str, code: str) -> HttpResponse:
    """End a challenge without choosing anybody; everybody with a live application is told why."""
    challenge = find_own_challenge(request, code)
    if not challenge.can("cancel", request.user):
        raise stale(challenge)
    form = CancelForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        services.cancel_challenge(challenge, by=request.user, reason=form.cleaned_data["reason"])
        messages.success(request, "The challenge is cancelled; everybody who applied was told.")
        return redirect(challenge)
    return show_form(request, "cancel", challenge, form, status=422 if form.errors else 200)


def show_form(request: SignedIn, name: str, challenge: Challenge, form: forms.Form, *, status: int, preview: str = "") -> HttpResponse:
    return render(request, f"applications/{name}.html", {"challenge": challenge, "form": form, "preview": preview}, status=status)
