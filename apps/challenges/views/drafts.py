"""Writing a challenge: one form for the new, the draft and the public one."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from apps.challenges import services
from apps.challenges.forms import ChallengeForm
from apps.challenges.models import Challenge
from apps.core.errors import Refused, Stale
from apps.core.limits import limit
from apps.core.text import render_markdown
from apps.users.permissions import has_verified_email

from .fetching import own_challenge

GROWING = {"add_criterion": "criteria", "add_question": "questions", "add_milestone": "milestones"}


def create(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        return page(request, ChallengeForm(by=request.user), None)
    return take(request, None)


def edit(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    challenge = own_challenge(request, code)
    if not challenge.is_open_to_edits:
        return render(request, "challenges/closed_brief.html", {"challenge": challenge, "why": why_closed(challenge)}, status=200)
    if request.method == "POST":
        return take(request, challenge)
    form = ChallengeForm(challenge=challenge, by=request.user)
    problems = services.problems_of(challenge) if "publish" in request.GET else []
    return page(request, form, challenge, problems=problems)


def why_closed(challenge: Challenge) -> str:
    if challenge.is_brief_closed and challenge.status in ("open", "closed"):
        return services.CLOSED_BRIEF
    return f"This challenge is {challenge.get_status_display().lower()} and cannot be edited any more."


def take(request: HttpRequest, challenge: Challenge | None) -> HttpResponse:
    """A form that was sent, by whichever of its buttons."""
    action = request.POST.get("action", "save")
    if action in GROWING or action == "preview":
        form = ChallengeForm(request.POST, request.FILES, challenge=challenge, by=request.user, extra=GROWING.get(action, ""))
        return page(request, form, challenge, action=action)
    form = ChallengeForm(request.POST, request.FILES, challenge=challenge, by=request.user)
    if not form.is_valid():
        return page(request, form, challenge, status=422)
    try:
        challenge = keep(request, form, challenge)
    except services.Incomplete as refusal:
        return page(request, form, challenge, problems=refusal.problems, status=422)
    except Refused as refusal:
        return refused(request, form, challenge, refusal)
    return publish(request, challenge) if action == "publish" and challenge.is_draft else saved(request, challenge)


def keep(request: HttpRequest, form: ChallengeForm, challenge: Challenge | None) -> Challenge:
    user: Any = request.user
    uploads, invited = form.cleaned_data["uploads"], form.cleaned_data["invited"]
    if challenge is None:
        return services.create_draft(user, files=uploads, invited=invited, **form.columns)
    return services.save(challenge, by=user, seen=form.seen_at, files=uploads, drop=form.dropped, invited=invited, **form.columns)


def saved(request: HttpRequest, challenge: Challenge) -> HttpResponse:
    if challenge.is_draft:
        messages.success(request, "The draft is saved.")
        return redirect("challenges:edit", challenge.slug, challenge.code)
    messages.success(request, "Your changes are public.")
    return redirect(challenge)


def publish(request: HttpRequest, challenge: Challenge) -> HttpResponse:
    """The draft is saved already; what keeps it from being public is said on its page."""
    user: Any = request.user
    limit(request, "publish", "30/h")
    try:
        services.publish(challenge, by=user)
    except services.Incomplete:
        return redirect(f"{edit_address(challenge)}?publish")
    messages.success(request, "Your challenge is public.")
    return redirect(challenge)


def edit_address(challenge: Challenge) -> str:
    return reverse("challenges:edit", args=[challenge.slug or "draft", challenge.code])


def refused(request: HttpRequest, form: ChallengeForm, challenge: Challenge | None, refusal: Refused) -> HttpResponse:
    """What was typed is shown again with the reason; saving it a second time is a decision, made knowing what stands there now."""
    if challenge is None:
        raise refusal
    challenge = own_challenge(request, challenge.code)
    if not challenge.is_open_to_edits:
        return render(
            request, "challenges/closed_brief.html", {"challenge": challenge, "why": refusal.sentence, "typed": form.cleaned_data}, status=409
        )
    return page(request, form, challenge, refusal=refusal, stale=isinstance(refusal, Stale), status=409)


def page(
    request: HttpRequest, form: ChallengeForm, challenge: Challenge | None, *, status: int = 200, problems: services.Problems = (), **more: Any
) -> HttpResponse:
    user: Any = request.user
    form.lacks(problems)
    context = {
        "form": form,
        "challenge": challenge,
        "is_incomplete": bool(problems),
        "preview": render_markdown(str(form["brief"].value() or "")) if more.get("action") == "preview" else "",
        "is_verified": has_verified_email(user),
        "refusals": [more["refusal"].sentence] if "refusal" in more else [],
        "seen": challenge.changed_at.isoformat() if challenge else "",
        **more,
    }
    return render(request, "challenges/form.html", context, status=status)


@require_POST
def preview(request: HttpRequest) -> HttpResponse:
    """The brief as it will look: a fragment."""
    html = render_markdown(request.POST.get("brief", "")[:20000])
    return render(request, "challenges/_preview.html", {"preview": html})
