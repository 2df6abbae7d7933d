"""A message, its files, and the words that it had before."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone

from apps.core.addresses import row_address
from apps.core.models import Row
from apps.core.uploads import StoredFile

from .conversation import Conversation

EDITABLE = timedelta(minutes=10)
LONGEST = 5000  # characters


class Message(Row):
    """`seq` counts from 1 in its conversation, without gaps. The client's own key makes a repeated request one message."""

    drawn = ""  # as pages show it, where this very row has just been written
    conversation = models.ForeignKey(Conversation, on_delete=models.PROTECT, related_name="messages")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    seq = models.PositiveIntegerField(editable=False)
    client_key = models.UUIDField(editable=False)
    text = models.TextField(max_length=LONGEST, blank=True)
    html = models.TextField(blank=True, editable=False)
    plain = models.TextField(blank=True, editable=False)  # the words in lower case without accents, for searching
    has_files = models.BooleanField(default=False, editable=False)  # it came with some: nobody asks for those of the others
    edited_at = models.DateTimeField(null=True, blank=True, editable=False)
    deleted_at = models.DateTimeField(null=True, blank=True, editable=False)
    is_removed = models.BooleanField(default=False, editable=False)  # deleted by moderation

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["conversation", "seq"], name="one_message_at_a_place"),
            models.UniqueConstraint(fields=["conversation", "author", "client_key"], name="one_message_of_a_key"),
        ]
        indexes = [models.Index(fields=["conversation", "-seq"], name="message_history")]

    def __str__(self) -> str:
        return f"Message {self.seq} of {self.conversation_id}"

    def get_absolute_url(self) -> str:
        return f"{row_address('messages:detail', self.conversation_id)}?before={self.seq + 1}#m{self.seq}"

    @property
    def verbs_url(self) -> str:
        """Where it can be edited, deleted or reported."""
        return f"{row_address('messages:detail', self.conversation_id)}{self.seq}/"

    @property
    def is_deleted(self) -> bool:
        return self.deleted_at is not None

    def is_editable(self, user: Any) -> bool:
        """By its author, for ten minutes."""
        return self.author_id == user.pk and not self.is_deleted and timezone.now() < self.created_at + EDITABLE


class MessageFile(StoredFile):
    message = models.ForeignKey(Message, on_delete=models.PROTECT, related_name="files")
    conversation = models.ForeignKey(Conversation, on_delete=models.PROTECT, related_name="files")  # the message's, copied for its list of files
    is_gone = models.BooleanField(default=False, editable=False)  # with its message

    class Meta(StoredFile.Meta):
        abstract = False
        indexes = [models.Index(fields=["conversation", "-id"], name="message_files")]

    def get_absolute_url(self) -> str:
        return f"{row_address('messages:files', self.conversation_id)}{self.pk}/"


class MessageVersion(Row):
    """What a message said before it was edited or deleted. No page shows it; moderators see those of a reported message."""

    message = models.ForeignKey(Message, on_delete=models.PROTECT, related_name="versions")
    text = models.TextField(blank=True)

    def __str__(self) -> str:
        return self.text
