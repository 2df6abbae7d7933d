"""Second thoughts: for ten minutes the words, always the whole message. Both leave a trace."""

from django.utils import timezone

from apps.core.db import run_atomic
from apps.core.errors import NotAllowed, Refused, Stale
from apps.core.models import record
from apps.messages import words
from apps.messages.frames import push_changed
from apps.messages.models import Conversation, Member, Message, MessageFile, MessageVersion
from apps.messages.models.message import LONGEST
from apps.messages.permissions import why_not_write
from apps.users.models import User


@run_atomic
def edit(message: Message, *, by: User, text: str) -> Message:
    """The message says `text`, and that it was edited. Raises NotAllowed for anybody but its author, Stale after ten minutes, and Refused where its
    author cannot write any more: new words under an old message are a message too."""
    rows = Message.objects.select_related("conversation__application", "conversation__owner", "conversation__solver", "author")
    found = rows.get(pk=message.pk)
    if found.author_id != by.pk:
        raise NotAllowed("Only its author can edit a message.", row=found)
    if not found.is_editable(by):
        raise Stale("A message can be edited for 10 minutes. Write another one to correct it.", row=found)
    if sentence := why_not_write(by, found.conversation):
        raise Refused(sentence, field="text")
    said = words.clean(text)
    if not said and not found.files.exists():
        raise Refused("Write something, or delete the message.", field="text")
    if len(said) > LONGEST:
        raise Refused(f"Say it in {LONGEST:,} characters at most.", field="text")
    if said == found.text:
        return found
    keep_version(found)
    change(found, text=said, html=words.render(said), plain=words.plain(said), edited_at=timezone.now())
    record(found, "edit", by=by)
    follow_in_lists(found, said)
    push_changed(found)
    return found


@run_atomic
def delete(message: Message, *, by: User) -> Message:
    """Its words and files are gone from every page; that there was a message stays. Raises NotAllowed for others, Stale the second time."""
    found = Message.objects.select_related("conversation", "author").get(pk=message.pk)
    if found.author_id != by.pk:
        raise NotAllowed("Only its author can delete a message.", row=found)
    if found.is_deleted:
        raise Stale("This message is deleted already.", row=found)
    take_away(found, removed=False)
    record(found, "delete", by=by)
    return found


def take_away(message: Message, *, removed: bool) -> None:
    """Building block: nothing of the message is shown any more; `removed` says that moderation did it."""
    keep_version(message)
    change(message, text="", html="", plain="", deleted_at=timezone.now(), is_removed=removed)
    MessageFile.objects.filter(message=message).update(is_gone=True)
    follow_in_lists(message, "Message deleted")
    push_changed(message)


def keep_version(message: Message) -> None:
    MessageVersion.objects.create(message=message, text=message.text)


def change(message: Message, **changes: object) -> None:
    """Raises Stale where somebody deleted it meanwhile."""
    if Message.objects.filter(pk=message.pk, deleted_at=None).update(**changes) != 1:
        raise Stale("This message was deleted meanwhile.", row=message)
    for name, value in changes.items():
        setattr(message, name, value)


def follow_in_lists(message: Message, line: str) -> None:
    if Conversation.objects.filter(pk=message.conversation_id, last_seq=message.seq).exists():
        Member.objects.present().filter(conversation_id=message.conversation_id).update(last_text=words.one_line(line))
