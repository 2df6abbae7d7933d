"""Doors for owners who want somebody to apply. What the invited do with it has its doors in challenges."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from apps.applications import services
from apps.applications.forms.inviting import InviteForm, InvitePersonForm
from apps.challenges.models import Challenge, Invitation
from apps.challenges.services.inviting import MOST
from apps.challenges.views.fetching import own_challenge
from apps.challenges.views.verbs import asks_first
from apps.core.errors import Refused
from apps.core.limits import limit
from apps.users.models import User

from .doors import SignedIn, show_refusal

OFFERED = 50  # of one's own open challenges, in the list to choose from


@asks_first
def invited(request: SignedIn, slug: str, code: str) -> HttpResponse:
    """Who was invited to one's own challenge, when, and what they answered; and a form for more."""
    challenge = own_challenge(request, code)
    form, status = InviteForm(request.POST if request.method == "POST" else None), 200
    if form.is_bound and form.is_valid():
        try:
            limit(request, "invite", "30/h")
            fresh = services.invite_people(challenge, form.cleaned_data["people"], by=request.user, note=form.cleaned_data["note"])
        except Refused as refusal:
            status = show_refusal(form, refusal)
        else:
            messages.success(request, said(fresh, challenge))
            return redirect("applications:invited", challenge.slug or "draft", challenge.code)
    rows = Invitation.objects.filter(challenge=challenge).select_related("user").order_by("-created_at", "-pk")[:MOST]
    words = {"challenge": challenge, "form": form, "invitations": [(one, one.can("withdraw", request.user)) for one in rows]}
    words["takes_more"] = challenge.is_draft or challenge.is_open
    return render(request, "applications/invited.html", words, status=422 if form.errors and status == 200 else status)


def said(fresh: list[User], challenge: Challenge) -> str:
    if not fresh:
        return "They were invited already; nobody was told twice."
    names = ", ".join(str(user) for user in fresh[:5]) + (f" and {len(fresh) - 5} more" if len(fresh) > 5 else "")
    return f"You invited {names}." if not challenge.is_draft else f"You invited {names}; they are told when you publish."


@asks_first
def invite_person(request: SignedIn, handle: str) -> HttpResponse:
    """From somebody's profile: to which of one's open challenges."""
    person = get_object_or_404(User.objects.visible_to(request.user), handle=handle.lower())
    if person.pk == request.user.pk:
        raise Http404
    mine = Challenge.objects.filter(owner=request.user, status="open", removed_at=None).select_related("owner").defer("search_title", "search_body")
    challenges = [one for one in mine.order_by("-changed_at", "-pk")[:OFFERED] if one.is_open]
    form, status = InvitePersonForm(request.POST if request.method == "POST" else None, challenges=challenges), 200
    if form.is_bound and form.is_valid():
        try:
            limit(request, "invite", "30/h")
            fresh = services.invite_people(form.chosen, [person], by=request.user, note=form.cleaned_data["note"])
        except Refused as refusal:
            refusal.field = "challenge"
            status = show_refusal(form, refusal)
        else:
            messages.success(request, said(fresh, form.chosen))
            return redirect("applications:invited", form.chosen.slug, form.chosen.code)
    words = {"person": person, "form": form, "challenges": challenges}
    return render(request, "applications/invite_person.html", words, status=422 if form.errors and status == 200 else status)
