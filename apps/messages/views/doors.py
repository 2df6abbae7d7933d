"""What the doors of this app share."""

from uuid import UUID

from django.http import Http404, HttpRequest
from django_htmx.middleware import HtmxDetails

from apps.messages.models import Member, Message
from apps.messages.talk import MOST, find_member
from apps.users.models import User


class SignedIn(HttpRequest):
    """Every door here is behind the sign-in (LoginRequiredMiddleware)."""

    user: User
    htmx: HtmxDetails


def number(text: str | None) -> int:
    """A message's number in an address; 0 where there is none. Raises Http404 for anything else."""
    if not text:
        return 0
    if not text.isascii() or not text.isdecimal() or len(text) > 10 or int(text) > MOST:
        raise Http404("No such place.")
    return int(text)


def find_message(request: SignedIn, pk: UUID, seq: int) -> tuple[Member, Message]:
    """The reader's place, and the message at its number; 404 where either is missing."""
    member = find_member(request.user, pk)
    message = Message.objects.filter(conversation_id=pk, seq=seq).select_related("author").first() if seq <= MOST else None
    if message is None:
        raise Http404("There is no such message.")
    message.conversation = member.conversation
    return member, message
