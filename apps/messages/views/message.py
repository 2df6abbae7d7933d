"""What can be done to one message: edit, delete, report."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from apps.core.errors import Refused
from apps.core.limits import limit
from apps.messages import services
from apps.messages.forms import EditForm, ReportForm
from apps.messages.lines import lines
from apps.messages.models import Member, Message

from .doors import SignedIn, find_message


@require_safe
def message(request: SignedIn, pk: UUID, seq: int) -> HttpResponse:
    """The message by itself, and what its reader may do with it."""
    return show(request, *find_message(request, pk, seq))


def show(request: SignedIn, member: Member, found: Message, *, status: int = 200, **bound: forms.Form) -> HttpResponse:
    mine = found.author_id == request.user.pk
    words = {
        "talk": member,
        "conversation": member.conversation,
        "line": lines([found], {found.author_id: found.author})[0],
        "mine": mine,
        "edit": bound.get("edit") or (EditForm(initial={"text": found.text}) if found.is_editable(request.user) else None),
        "report": bound.get("report") or (None if mine else ReportForm()),
    }
    return render(request, "messages/_message_verbs.html" if request.htmx else "messages/message.html", words, status=status)


@require_POST
def edit(request: SignedIn, pk: UUID, seq: int) -> HttpResponse:
    member, found = find_message(request, pk, seq)
    form = EditForm(request.POST)
    if not form.is_valid():
        return show(request, member, found, status=422, edit=form)
    limit(request, "edit_message", "60/h")
    try:
        services.edit(found, by=request.user, text=form.cleaned_data["text"])
    except Refused as refusal:
        if refusal.field is None:
            raise
        form.add_error("text", refusal.sentence)
        return show(request, member, found, status=422, edit=form)
    return back(member, found)


@require_POST
def delete(request: SignedIn, pk: UUID, seq: int) -> HttpResponse:
    member, found = find_message(request, pk, seq)
    services.delete(found, by=request.user)
    return back(member, found)


@require_POST
def report(request: SignedIn, pk: UUID, seq: int) -> HttpResponse:
    member, found = find_message(request, pk, seq)
    form = ReportForm(request.POST)
    if not form.is_valid():
        return show(request, member, found, status=422, report=form)
    limit(request, "report_message", "20/h")
    services.report(found, by=request.user, **form.cleaned_data)
    messages.success(request, "Thank you. A moderator will look at it, and you will be told what came of it.")
    return back(member, found)


def back(member: Member, found: Message) -> HttpResponse:
    """To the message in its conversation; a recent one is on the conversation's first page."""
    recent = found.seq > member.conversation.last_seq - 30
    return redirect(f"{member.conversation.get_absolute_url()}#m{found.seq}" if recent else found.get_absolute_url())
