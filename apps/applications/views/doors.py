"""What the doors of this app share."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django_htmx.middleware import HtmxDetails

from apps.applications.models import Application
from apps.challenges.models import Challenge
from apps.core.errors import Refused
from apps.core.permissions import is_owner
from apps.users.models import User
from apps.users.permissions import is_moderator


class SignedIn(HttpRequest):
    """Every door here is behind the sign-in (LoginRequiredMiddleware)."""

    user: User
    htmx: HtmxDetails


def find(request: SignedIn, pk: UUID) -> Application:
    """The application, if this person may see it; 404 otherwise."""
    rows = Application.objects.visible_to(request.user).select_related("challenge", "owner", "solver")
    return get_object_or_404(rows, pk=pk)


def find_challenge(request: SignedIn, code: str) -> Challenge:
    rows = Challenge.objects.visible_to(request.user).select_related("owner")
    return get_object_or_404(rows, code=code)


def find_own_challenge(request: SignedIn, code: str) -> Challenge:
    """One whose applications this person may see: the owner's, and any for moderators."""
    challenge = find_challenge(request, code)
    if not (is_owner(request.user, challenge) or is_moderator(request.user)):
        raise Http404
    return challenge


def back(request: SignedIn, fallback: Any) -> HttpResponse:
    """To the page it came from, if that is one of ours."""
    origin = request.META.get("HTTP_REFERER", "")
    safe = url_has_allowed_host_and_scheme(origin, allowed_hosts={request.get_host()}, require_https=request.is_secure())
    return redirect(origin if safe else fallback)


def show_refusal(form: forms.Form, refusal: Refused) -> int:
    """Put a verb's refusal where the user looks, so that nothing typed is lost; returns the status of the page."""
    form.add_error(refusal.field if refusal.field in form.fields else None, refusal.sentence)
    return refusal.status_code
