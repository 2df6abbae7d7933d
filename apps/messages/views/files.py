"""Files of a conversation, for its members; those of a reported message, for moderators."""

from uuid import UUID

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from apps.core.keyset import keyset_page
from apps.core.uploads import serve, serve_preview
from apps.messages import faces
from apps.messages.inbox import address
from apps.messages.models import MessageFile, MessageReport
from apps.messages.talk import find_member
from apps.users.permissions import is_moderator

from .doors import SignedIn


@require_safe
def files(request: SignedIn, pk: UUID) -> HttpResponse:
    """Everything that was sent here, the newest first."""
    member = find_member(request.user, pk)
    rows = MessageFile.objects.filter(conversation_id=pk, is_gone=False)
    page = keyset_page(rows, "-created_at", size=50, after=request.GET.get("older", ""), before=request.GET.get("newer", ""))
    words = {
        "conversation": member.conversation,
        "other": member.other,
        "files": faces.files(page.rows) if page.rows else "",
        "newer": address(newer=page.newer) if page.newer else "",
        "older": address(older=page.older) if page.older else "",
    }
    return render(request, "messages/files.html", words)


@require_safe
def file(request: SignedIn, pk: UUID, file: UUID) -> HttpResponseBase:
    return serve(find_file(request, pk, file))


@require_safe
def preview(request: SignedIn, pk: UUID, file: UUID) -> HttpResponseBase:
    return serve_preview(find_file(request, pk, file))


def find_file(request: SignedIn, pk: UUID, file: UUID) -> MessageFile:
    """One of the reader's own conversation; for moderators, also one of a message that was reported. Raises Http404."""
    found = get_object_or_404(MessageFile, pk=file, conversation_id=pk, is_gone=False)
    if not (is_moderator(request.user) and MessageReport.objects.filter(message=found.message_id).exists()):
        find_member(request.user, pk)
    return found
