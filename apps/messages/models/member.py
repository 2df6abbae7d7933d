"""A member: who takes part in a conversation, and how far they have read."""

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.utils import timezone

from apps.core.addresses import row_address
from apps.core.models import Row

from .conversation import Conversation


class MemberQuerySet(models.QuerySet["Member"]):
    def visible_to(self, user: Any) -> Self:
        """One's own places in conversations that one has not left. Nobody else's, whoever asks: moderators read what was reported, nothing more."""
        return self.filter(user=user, left_at=None)

    def present(self) -> Self:
        return self.filter(left_at=None)


class Member(Row):
    """A conversation as its reader sees it: the row of their inbox. `other`, `title`, `stage` and what is `last` are copied, so that a list reads
    nothing else but the people."""

    across: "Member | None" = None  # the other side's place, where both were read
    conversation = models.ForeignKey(Conversation, on_delete=models.PROTECT, related_name="members")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    other = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")  # whom they talk to
    stage = models.CharField(max_length=12, choices=Conversation.Stage.choices, default=Conversation.Stage.APPLICATION, editable=False)
    title = models.CharField(max_length=120)  # the challenge's
    last_at = models.DateTimeField(default=timezone.now, editable=False)
    last_text = models.CharField(max_length=140, blank=True, editable=False)  # one line of the last message
    last_is_mine = models.BooleanField(default=False, editable=False)
    read_seq = models.PositiveIntegerField(default=0, editable=False)
    read_at = models.DateTimeField(null=True, blank=True, editable=False)
    unread = models.PositiveIntegerField(default=0, editable=False)
    is_unread = models.BooleanField(default=False, editable=False)  # unread > 0, for the folder's index
    tell_at = models.DateTimeField(null=True, blank=True, editable=False)  # when they are told of what is unread, unless they read it before
    is_muted = models.BooleanField(default=False)
    left_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = MemberQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["conversation", "user"], name="one_member")]
        indexes = [
            models.Index(fields=["user", "-last_at", "-id"], name="member_inbox"),
            models.Index(fields=["user", "stage", "-last_at", "-id"], name="member_stage"),
            models.Index(fields=["user", "is_unread", "-last_at", "-id"], name="member_unread"),
            models.Index(fields=["tell_at"], name="member_clock"),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} in {self.conversation_id}"

    def get_absolute_url(self) -> str:
        return row_address("messages:detail", self.conversation_id)
