"""Somebody asks moderation to look at a message, and moderation decides."""

from django.db import IntegrityError
from django.utils import timezone

from apps.core.db import run_atomic
from apps.core.errors import NotAllowed, Refused, Stale
from apps.core.models import record
from apps.core.moves import move
from apps.messages import notices
from apps.messages.models import Member, Message, MessageReport
from apps.notifications.services import notify
from apps.users.models import User

from .editing import take_away


class AlreadyReported(Stale):
    """This person has reported this message before."""


def report(message: Message, *, by: User, reason: str, note: str = "") -> MessageReport:
    """The message waits in the queue of moderation, with the words that it has now.

    Raises NotAllowed for strangers and for one's own, AlreadyReported the second time, Refused where the message is gone.
    """
    try:
        return begin(message, by, reason, note.strip())
    except IntegrityError:
        raise AlreadyReported("You have reported this message already.", row=message) from None


@run_atomic
def begin(message: Message, by: User, reason: str, note: str) -> MessageReport:
    found = Message.objects.get(pk=message.pk)
    if found.author_id == by.pk or not Member.objects.filter(conversation_id=found.conversation_id, user=by, left_at=None).exists():
        raise NotAllowed("Only somebody who received a message can report it.", row=found)
    if found.is_deleted:
        raise Refused("This message is deleted already.", row=found)
    if reason not in MessageReport.Reason.values:
        raise Refused("Choose a reason.", field="reason")
    if MessageReport.objects.filter(message=found, reporter=by).exists():
        raise AlreadyReported("You have reported this message already.", row=found)
    made = MessageReport.objects.create(message=found, author_id=found.author_id, reporter=by, reason=reason, note=note, words=found.text)
    record(made, "report", by=by, after=made.status)
    return made


@run_atomic
def keep(made: MessageReport, *, by: User) -> MessageReport:
    """The message stays; the reporter is told. Raises NotAllowed, Stale."""
    found = MessageReport.objects.select_related("reporter", "message").get(pk=made.pk)
    event = move(found, "keep", by=by)
    tell(found, str(event.pk), "It stays, because it is within the rules. You can block the person, and then neither of you can write to the other.")
    return found


@run_atomic
def remove(made: MessageReport, *, by: User) -> MessageReport:
    """The message is gone from every page; its author and the reporter are told. Raises NotAllowed, Stale."""
    found = MessageReport.objects.select_related("reporter", "author", "message__conversation", "message__author").get(pk=made.pk)
    event = move(found, "remove", by=by)
    if found.message.is_deleted:
        Message.objects.filter(pk=found.message_id).update(is_removed=True, deleted_at=found.message.deleted_at or timezone.now())
    else:
        take_away(found.message, removed=True)
    record(found.message, "remove", by=by)
    url = found.message.conversation.get_absolute_url()
    notify(found.author, notices.REMOVED, key=str(event.pk), url=url, conversation=found.message.conversation, reason=found.get_reason_display())
    tell(found, str(event.pk), "It was removed.")
    return found


def tell(found: MessageReport, key: str, outcome: str) -> None:
    url = found.message.conversation.get_absolute_url()
    notify(found.reporter, notices.JUDGED, key=key, url=url, conversation=found.message.conversation, outcome=outcome)
