"""One door for each verb. GET asks once more, for those without JavaScript; POST does it."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from apps.challenges import services
from apps.challenges.forms import DeadlineForm
from apps.challenges.models import Challenge
from apps.core.errors import Refused
from apps.core.limits import limit

from .drafts import edit_address
from .fetching import own_challenge

asks_first = require_http_methods(["GET", "HEAD", "POST"])


@require_POST
def publish(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    challenge = own_challenge(request, code)
    user: Any = request.user
    limit(request, "publish", "30/h")
    try:
        services.publish(challenge, by=user)
    except services.Incomplete:
        return redirect(f"{edit_address(challenge)}?publish")
    messages.success(request, "Your challenge is public.")
    return redirect(challenge)


@asks_first
def close(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    challenge = own_challenge(request, code)
    user: Any = request.user
    if request.method != "POST":
        return ask(
            request,
            challenge,
            "Close to applications",
            "No more applications come in. Those that came can still be accepted, and you can open it again.",
        )
    services.close(challenge, by=user)
    messages.success(request, "It takes no more applications.")
    return redirect(challenge)


@asks_first
def reopen(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    return until(request, own_challenge(request, code), services.reopen, "Open again", "It is open again.")


@asks_first
def extend(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    return until(request, own_challenge(request, code), services.extend, "Move the deadline", "The deadline is moved.")


def until(request: HttpRequest, challenge: Challenge, verb: Any, words: str, done: str) -> HttpResponse:
    """A verb that takes a new deadline."""
    form = DeadlineForm(request.POST or None)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                verb(challenge, by=request.user, deadline_at=form.deadline_at)
            except Refused as refusal:
                if not refusal.field:
                    raise
                form.add_error(refusal.field, refusal.sentence)
            else:
                messages.success(request, done)
                return redirect(challenge)
    return render(request, "challenges/deadline.html", {"challenge": challenge, "form": form, "words": words}, status=status)


@asks_first
def delete(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    challenge = own_challenge(request, code)
    user: Any = request.user
    if request.method != "POST":
        return ask(request, challenge, "Delete this draft", "The draft and its files are gone for good.", kind="delete")
    services.delete_draft(challenge, by=user)
    messages.success(request, f"“{challenge}” is deleted.")
    return redirect("challenges:mine")


@require_POST
def duplicate(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    user: Any = request.user
    copy = services.duplicate(own_challenge(request, code), by=user)
    messages.success(request, "This is a copy. Choose a deadline and publish it when it is ready.")
    return redirect(edit_address(copy))


def ask(request: HttpRequest, challenge: Challenge, title: str, text: str, *, kind: str = "solid") -> HttpResponse:
    return render(request, "challenges/confirm.html", {"challenge": challenge, "title": title, "text": text, "kind": kind})
