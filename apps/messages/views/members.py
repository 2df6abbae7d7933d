"""Quiet in a conversation, or nothing more from its other side."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from apps.messages import services
from apps.messages.forms import MuteForm
from apps.messages.talk import find_member
from apps.users import services as people

from .doors import SignedIn


@require_POST
def mute(request: SignedIn, pk: UUID) -> HttpResponse:
    member = find_member(request.user, pk)
    form = MuteForm(request.POST)
    on = form.is_valid() and form.cleaned_data["on"]
    services.set_muted(member.conversation, by=request.user, value=on)
    messages.success(request, "Muted: new messages are in the inbox, and nowhere else." if on else "You are told of new messages here again.")
    return redirect(member.conversation)


@require_POST
def block(request: SignedIn, pk: UUID) -> HttpResponse:
    member = find_member(request.user, pk)
    people.block(member.other, by=request.user)
    messages.success(request, f"{member.other} is blocked: neither of you can write to the other.")
    return redirect(member.conversation)


@require_POST
def unblock(request: SignedIn, pk: UUID) -> HttpResponse:
    member = find_member(request.user, pk)
    people.unblock(member.other, by=request.user)
    messages.success(request, f"{member.other} is not blocked any more.")
    return redirect(member.conversation)
