"""Doors to what becomes of one application."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from apps.applications import services
from apps.applications.forms import DeclineForm, NoteForm
from apps.core.errors import Refused
from apps.core.moves import stale

from .doors import SignedIn, back, find, show_refusal
from .reading import show


@require_POST
def withdraw(request: SignedIn, pk: UUID) -> HttpResponse:
    application = services.withdraw(find(request, pk), by=request.user)
    messages.success(request, "Your application is withdrawn.")
    return redirect(application)


@require_POST
def shortlist(request: SignedIn, pk: UUID) -> HttpResponse:
    application = services.shortlist(find(request, pk), by=request.user)
    if request.htmx:
        return render(request, "applications/_star.html", {"application": application})
    return back(request, application)


@require_POST
def unshortlist(request: SignedIn, pk: UUID) -> HttpResponse:
    application = services.unshortlist(find(request, pk), by=request.user)
    if request.htmx:
        return render(request, "applications/_star.html", {"application": application})
    return back(request, application)


@require_POST
def decline(request: SignedIn, pk: UUID) -> HttpResponse:
    application = find(request, pk)
    form = DeclineForm(request.POST)
    if application.can("decline", request.user) and not form.is_valid():
        return show(request, application, status=422, decline=form)
    reason, note = request.POST.get("reason", ""), request.POST.get("note", "")
    declined, _ = services.decline([application], by=request.user, reason=reason, note=note)
    if not declined:
        application.refresh_from_db()
        raise stale(application)
    messages.success(request, f"Declined; {application.solver} was told why.")
    return redirect("applications:compare", application.challenge.slug, application.challenge.code)


@require_POST
def note(request: SignedIn, pk: UUID) -> HttpResponse:
    application = find(request, pk)
    form = NoteForm(request.POST, auto_id="private_%s")
    if not form.is_valid():
        return show(request, application, status=422, note=form)
    try:
        services.save_note(application, by=request.user, note=form.cleaned_data["note"])
    except Refused as refusal:
        if refusal.field is None:
            raise
        return show(request, application, status=show_refusal(form, refusal), note=form)
    messages.success(request, "Your note is saved. Only you see it.")
    return back(request, application)
