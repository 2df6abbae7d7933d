"""Reviews: both sides, double-blind."""

from datetime import datetime, timedelta
from typing import Any, ClassVar, Self

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from apps.contracts.models import Contract
from apps.core.models import Row
from apps.core.moves import Move, Moving
from apps.core.permissions import nobody
from apps.users.permissions import is_moderator


def is_staff(user: Any, row: Any) -> bool:
    return is_moderator(user)


class ReviewQuerySet(models.QuerySet["Review"]):
    def published(self) -> Self:
        return self.filter(status="published")

    def visible_to(self, user: Any) -> Self:
        """Published ones, and one's own; moderators see all."""
        if is_moderator(user):
            return self
        return self.filter(Q(status="published") | Q(author=user)) if user.is_authenticated else self.published()


class Exchange(Row):
    """The two reviews of one contract and their time. Both sides count up the same row, so that of two at once one sees the other's."""

    contract = models.OneToOneField(Contract, on_delete=models.PROTECT, related_name="exchange")
    closes_at = models.DateTimeField()
    written = models.PositiveSmallIntegerField(default=0)
    reminded_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        indexes = [models.Index(fields=["reminded_at", "closes_at"], name="exchange_clock")]

    def __str__(self) -> str:
        return f"Reviews of {self.contract_id}"

    @property
    def is_open(self) -> bool:
        return self.closes_at > timezone.now()


def closing_time(contract: Contract) -> datetime:
    """Until when both sides may write about an ended contract; a lone review is shown then."""
    return (contract.ended_at or contract.changed_at) + timedelta(days=settings.REVIEW_BLIND_DAYS)


REPLY_LIMIT = 1000  # characters
REPLY_EDITABLE_FOR = timedelta(minutes=15)
STARS = [MinValueValidator(1), MaxValueValidator(5)]


class Review(Moving):
    """What one side of a contract says of the other. Sealed until both have written, or the blind days are over."""

    class Status(models.TextChoices):
        SEALED = "sealed", "Sealed"
        PUBLISHED = "published", "Published"
        HIDDEN = "hidden", "Hidden by moderation"

    class Role(models.TextChoices):
        SOLVER = "solver", "About the solver"
        CHALLENGER = "challenger", "About the challenger"

    moves: ClassVar[tuple[Move, ...]] = (
        Move("publish", ("sealed",), "published", nobody, automatic=True),
        Move("hide", ("published", "sealed"), "hidden", is_staff),
        Move("restore", ("hidden",), "published", is_staff),
    )

    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="reviews")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    subject = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=10, choices=Role.choices)  # which side the subject was on
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.SEALED, editable=False)
    title = models.CharField(max_length=120)  # the contract's, copied for the profile
    stars = models.PositiveSmallIntegerField(validators=STARS)
    quality = models.PositiveSmallIntegerField(validators=STARS)  # of the work, or of the brief
    communication = models.PositiveSmallIntegerField(validators=STARS)
    timeliness = models.PositiveSmallIntegerField(validators=STARS)  # of the delivery, or of decisions
    text = models.TextField(max_length=4000)
    html = models.TextField(editable=False)
    publish_at = models.DateTimeField()  # at the latest
    published_at = models.DateTimeField(null=True, blank=True, editable=False)
    moderated_at = models.DateTimeField(null=True, blank=True, editable=False)
    reply = models.TextField(max_length=REPLY_LIMIT, blank=True)  # the subject's, plain text
    replied_at = models.DateTimeField(null=True, blank=True, editable=False)
    reply_edited_at = models.DateTimeField(null=True, blank=True, editable=False)
    reply_hidden_at = models.DateTimeField(null=True, blank=True, editable=False)  # by moderation

    objects = ReviewQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["contract", "author"], name="one_review_per_side")]
        indexes = [
            models.Index(fields=["subject", "status", "-published_at", "-id"], name="review_subject"),
            models.Index(fields=["status", "publish_at"], name="review_clock"),
            models.Index(fields=["-created_at"], name="review_newest"),  # the moderation queue
        ]

    def __str__(self) -> str:
        return f"{self.stars} stars for {self.subject_id}"

    def get_absolute_url(self) -> str:
        return f"{reverse('contracts:detail', args=[self.contract_id])}#reviews"

    @property
    def side(self) -> str:
        """The prefix of the subject's columns: solver_stars, challenger_stars."""
        return str(self.role)

    @property
    def has_reply(self) -> bool:
        """One that everybody reads."""
        return self.replied_at is not None and self.reply_hidden_at is None

    @property
    def reply_editable_until(self) -> datetime | None:
        return self.replied_at + REPLY_EDITABLE_FOR if self.replied_at else None

    @property
    def is_reply_editable(self) -> bool:
        until = self.reply_editable_until
        return until is not None and until > timezone.now() and self.reply_hidden_at is None and self.status == self.Status.PUBLISHED
