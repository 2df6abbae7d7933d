"""What was said about a contract, for whoever has to judge its payments."""

from datetime import datetime

from apps.contracts.models import Contract
from apps.messages.lines import files_of
from apps.messages.models import Conversation, Message, MessageFile

NEWEST = 200


def said_about(contract: Contract) -> list[tuple[datetime, str, str]]:
    """When, who and what: the newest NEWEST messages of the contract's conversation, the oldest first. Files stand there by name; of a message that
    was deleted only that there was one."""
    conversation = Conversation.objects.filter(application_id=contract.application_id).select_related("owner", "solver").first()
    if conversation is None:
        return []
    messages = list(Message.objects.filter(conversation=conversation).order_by("-seq")[:NEWEST])[::-1]
    names = {one.pk: one.name for one in (conversation.owner, conversation.solver)}
    files = files_of(messages)
    return [(one.created_at, names.get(one.author_id, "Staff"), words_of(one, files.get(one.pk, []))) for one in messages]


def words_of(message: Message, files: list[MessageFile]) -> str:
    if message.is_deleted:
        return "(removed by moderation)" if message.is_removed else "(deleted by its author)"
    words = [message.text] if message.text else []
    words += [f"File: {file.name}" for file in files]
    return "\n".join(words) + (" (edited)" if message.edited_at else "")
