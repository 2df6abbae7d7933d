"""A question about a challenge, and its answer: both public once it is answered."""

from datetime import datetime, timedelta
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from apps.core.moves import Move, Moving
from apps.users.permissions import is_moderator

from .. import permissions

TEXT_LIMIT, ANSWER_LIMIT = 1000, 3000  # characters
EDITABLE_FOR = timedelta(minutes=15)


class QuestionQuerySet(models.QuerySet["Question"]):
    def published(self) -> Self:
        return self.filter(status="answered", hidden_at=None)

    def visible_to(self, user: Any) -> Self:
        """Answered ones, one's own, and those about one's own challenges; moderators see all. Whether the challenge is visible is asked there."""
        if is_moderator(user):
            return self
        public = Q(status="answered", hidden_at=None)
        return self.filter(public | Q(asker=user) | Q(owner=user)) if user.is_authenticated else self.filter(public)


class Question(Moving):
    """Asked by anybody who may see the challenge; nobody but asker, owner and moderators reads it before it is answered."""

    class Status(models.TextChoices):
        WAITING = "waiting", "Not answered"
        ANSWERED = "answered", "Answered"
        DECLINED = "declined", "Left without an answer"
        WITHDRAWN = "withdrawn", "Taken back"

    moves: ClassVar[tuple[Move, ...]] = (
        Move("answer", ("waiting",), "answered", permissions.is_owner),
        Move("decline", ("waiting",), "declined", permissions.is_owner),
        Move("withdraw", ("waiting",), "withdrawn", permissions.is_asker),
    )

    challenge = models.ForeignKey("challenges.Challenge", on_delete=models.CASCADE, related_name="asked")
    asker = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")  # the challenge's, copied
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.WAITING, editable=False)
    text = models.TextField(max_length=TEXT_LIMIT)  # plain
    answer = models.TextField(max_length=ANSWER_LIMIT, blank=True)  # plain
    answered_at = models.DateTimeField(null=True, blank=True, editable=False)
    answer_edited_at = models.DateTimeField(null=True, blank=True, editable=False)
    after_application = models.BooleanField(default=False, editable=False)  # answered when somebody had applied: in effect a clarification
    reported_at = models.DateTimeField(null=True, blank=True, editable=False)  # since a moderator last looked
    hidden_at = models.DateTimeField(null=True, blank=True, editable=False)  # by moderation
    hidden_reason = models.CharField(max_length=300, blank=True, editable=False)

    objects = QuestionQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["challenge", "status", "-answered_at", "-id"], name="question_challenge"),
            models.Index(fields=["challenge", "asker"], name="question_asker"),
            models.Index(fields=["-reported_at", "-id"], name="question_reported"),
        ]

    def __str__(self) -> str:
        return self.text if len(self.text) <= 60 else self.text[:59] + "…"

    @property
    def is_waiting(self) -> bool:
        return self.status == self.Status.WAITING

    @property
    def editable_until(self) -> datetime | None:
        """Until when the owner may mend the answer."""
        return self.answered_at + EDITABLE_FOR if self.answered_at else None

    @property
    def is_answer_editable(self) -> bool:
        until = self.editable_until
        return until is not None and until > timezone.now() and self.status == self.Status.ANSWERED and self.hidden_at is None
