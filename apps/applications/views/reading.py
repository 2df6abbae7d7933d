"""Doors for both sides: one's own applications, one application, its files."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from apps.applications.forms import DeclineForm, NoteForm
from apps.applications.history import history
from apps.applications.models import LIVE, Application
from apps.applications.standing import acceptance, standing
from apps.core.keyset import keyset_page
from apps.core.permissions import is_owner, is_solver
from apps.core.uploads import serve

from .doors import SignedIn, find

GROUPS = {"open": ("Waiting", LIVE), "accepted": ("Accepted", ("accepted",)), "ended": ("Ended", ("declined", "withdrawn", "expired"))}


@require_safe
def mine(request: SignedIn) -> HttpResponse:
    """One's own applications, the last changed first; those one has received are reached from each challenge."""
    chosen = request.GET.get("show", "open")
    chosen = chosen if chosen in GROUPS else "open"
    rows = Application.objects.filter(solver=request.user, status__in=GROUPS[chosen][1]).select_related("challenge", "owner")
    page = keyset_page(rows, "-changed_at", after=request.GET.get("after", ""), before=request.GET.get("before", ""))
    groups = [(name, words) for name, (words, _) in GROUPS.items()]
    return render(request, "applications/list.html", {"page": page, "groups": groups, "chosen": chosen})


@require_safe
def detail(request: SignedIn, pk: UUID) -> HttpResponse:
    """One application, for its solver, the challenge's owner and moderators."""
    return show(request, find(request, pk))


def show(request: SignedIn, application: Application, *, status: int = 200, **bound: forms.Form) -> HttpResponse:
    """The page; `bound` forms (decline, note) say what was wrong with them."""
    questions = application.challenge.questions
    words: dict[str, Any] = {
        "application": application,
        "challenge": application.challenge,
        "standing": standing(application, request.user),
        "moves": application.moves_for(request.user),
        "is_owner": is_owner(request.user, application),
        "is_solver": is_solver(request.user, application),
        "plan": application.parts(),
        "work_days": sum(part["days"] for part in application.plan),
        "answered": list(zip(questions, application.answers, strict=False)),
        "files": list(application.files.all()),
        "history": history(application),
        "decline": bound.get("decline") or DeclineForm(),
        "note": bound.get("note") or NoteForm(initial={"note": application.note}, auto_id="private_%s"),
        "accept": acceptance(application, max(application.challenge.live_count - 1, 0)),
    }
    return render(request, "applications/detail.html", words, status=status)


@require_safe
def file(request: SignedIn, pk: UUID, file: UUID) -> HttpResponseBase:
    """A file of an application, for whoever may see the application."""
    return serve(get_object_or_404(find(request, pk).files, pk=file), preview="preview" in request.GET)
