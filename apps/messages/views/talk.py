"""A conversation: reading it, writing into it."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from apps.applications.models import Application
from apps.core.errors import Refused
from apps.core.limits import limit
from apps.core.permissions import is_party
from apps.messages import faces, services
from apps.messages.about import about
from apps.messages.forms import MessageForm
from apps.messages.frames import drawn
from apps.messages.inbox import Inbox
from apps.messages.models import Conversation, Member, Message
from apps.messages.talk import catch_up, find_member, read_talk

from .doors import SignedIn, number

RATE = "60/m"
SLOW_DOWN = "That was a lot at once. Wait a minute, then go on; what you have written stays here."


@require_safe
def detail(request: SignedIn, pk: UUID) -> HttpResponse:
    """The page; with `before` an earlier stretch of it, with `after` only what follows that message."""
    if "after" in request.GET:
        return follow(request, find_member(request.user, pk))
    return show(request, find_member(request.user, pk, with_contract=True))


def follow(request: SignedIn, member: Member) -> HttpResponse:
    found, upto = catch_up(request.user, member, number(request.GET["after"]))
    return render(request, "messages/_lines.html", {"lines": faces.entries(found), "upto": upto})


def show(request: SignedIn, member: Member, *, form: MessageForm | None = None, status: int = 200) -> HttpResponse:
    talk = read_talk(request.user, member, before=number(request.GET.get("before")))
    if request.htmx and "before" in request.GET:
        return render(request, "messages/_earlier.html", {"talk": talk})
    inbox = Inbox.beside(request.user)
    words: dict[str, Any] = {
        "talk": talk,
        "about": about(talk),
        "form": form or MessageForm(by=request.user, to=talk.other.get_short_name()),
        "inbox": inbox,
        "places": inbox.drawn(talk.conversation.pk),
    }
    return render(request, "messages/detail.html", words, status=status)


@require_POST
def open_conversation(request: SignedIn, application: UUID) -> HttpResponse:
    """Where one writes to the other side of an application."""
    rows = Application.objects.visible_to(request.user).select_related("challenge")
    return redirect(services.find_or_open(get_object_or_404(rows, pk=application), by=request.user))


@require_safe
def beside(request: SignedIn, application: UUID) -> HttpResponse:
    """The same conversation as a part of another page."""
    found = get_object_or_404(Application.objects.visible_to(request.user).select_related("owner", "solver"), pk=application)
    if not is_party(request.user, found):
        raise Http404("Moderators see no conversations.")
    conversation = Conversation.objects.filter(application=found).first()
    member = Member.objects.visible_to(request.user).filter(conversation=conversation).first() if conversation else None
    if member is None:
        return render(request, "messages/_beside_nothing.html", {"application": found})
    talk = read_talk(request.user, find_member(request.user, member.conversation_id, with_contract=True))
    return render(request, "messages/_beside.html", {"talk": talk, "form": MessageForm(by=request.user, to=talk.other.get_short_name())})


@require_POST
def send(request: SignedIn, pk: UUID) -> HttpResponse:
    """The message is stored once, whatever is pressed how often. A script gets the message itself, or one sentence of what is wrong."""
    member = find_member(request.user, pk)
    form = MessageForm(request.POST, request.FILES, by=request.user, to=member.other.get_short_name())
    if not form.is_valid():
        return refuse(request, member, form, 422)
    try:
        limit(request, "message", RATE, SLOW_DOWN)
        said = form.cleaned_data
        message = services.send(member.conversation, by=request.user, text=said["text"], client_key=said["key"], files=said["files"])
    except Refused as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else "text", refusal.sentence)
        return refuse(request, member, form, 422 if refusal.field else refusal.status_code)
    if request.htmx:
        return HttpResponse(answer(message, request))
    return redirect(f"{member.conversation.get_absolute_url()}#m{message.seq}")


def answer(message: Message, request: SignedIn) -> str:
    return message.drawn or drawn(message, request.user, [one for one in message.files.all() if not one.is_gone])


def refuse(request: SignedIn, member: Member, form: MessageForm, status: int) -> HttpResponse:
    if request.htmx:
        sentences = [str(error) for errors in form.errors.values() for error in errors]
        return HttpResponse(" ".join(sentences), status=status, content_type="text/plain; charset=utf-8")
    return show(request, member, form=form, status=status)


@require_POST
def read(request: SignedIn, pk: UUID) -> HttpResponse:
    """Everything up to `seq` is read."""
    member = find_member(request.user, pk)
    services.mark_read(member.conversation, by=request.user, seq=number(request.POST.get("seq")))
    return HttpResponse(status=204) if request.htmx else redirect(member.conversation)
