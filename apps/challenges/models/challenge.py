"""A challenge: a brief, criteria, a reward and a deadline."""

from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from apps.core.ids import new_code
from apps.core.models import JSONList, Row
from apps.core.money import Money
from apps.core.moves import Move, Moving
from apps.core.uploads import StoredFile
from apps.users.permissions import is_moderator

from .. import permissions
from .invitation import Invitation

SHELF = ("is_listed", "status")  # what every search asks for first
FILTERS = ("category", "difficulty", "currency", "reward_min_minor", "reward_max_minor", "deadline_at")


class Category(Row):
    """A field of work; managed in the admin."""

    slug = models.SlugField(unique=True, max_length=40)
    name = models.CharField(max_length=60)
    description = models.CharField(max_length=160, blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    is_active = models.BooleanField(default=True)

    class Meta:
        verbose_name_plural = "categories"
        ordering = ["position", "name"]

    def __str__(self) -> str:
        return self.name


class ChallengeQuerySet(models.QuerySet["Challenge"]):
    def visible_to(self, user: Any) -> Self:
        """Public and unlisted ones that were published, one's own, and those one was invited to; moderators see all."""
        public = Q(visibility__in=["public", "unlisted"], removed_at=None) & ~Q(status="draft")
        if not user.is_authenticated:
            return self.filter(public)
        if is_moderator(user):
            return self
        invited = list(Invitation.objects.standing().filter(user=user).values_list("challenge_id", flat=True)[:1000])
        return self.filter(public | Q(owner=user) | (Q(pk__in=invited, removed_at=None) & ~Q(status="draft")))

    def listed(self) -> Self:
        """What discover and the sitemap show."""
        return self.filter(is_listed=True)


class Challenge(Moving):
    class Status(models.TextChoices):
        DRAFT = "draft", "Draft"
        OPEN = "open", "Open"
        CLOSED = "closed", "Closed"
        AWARDED = "awarded", "Awarded"
        COMPLETED = "completed", "Completed"
        CANCELLED = "cancelled", "Cancelled"

    class Visibility(models.TextChoices):
        PUBLIC = "public", "Public"
        UNLISTED = "unlisted", "Unlisted"
        INVITED = "invited", "Invite-only"

    class Reward(models.TextChoices):
        FIXED = "fixed", "Fixed"
        RANGE = "range", "Range"
        MILESTONES = "milestones", "Milestones"

    class Difficulty(models.IntegerChoices):
        APPROACHABLE = 1, "Approachable"
        INTERMEDIATE = 2, "Intermediate"
        DEMANDING = 3, "Demanding"
        EXPERT = 4, "Expert"

    moves: ClassVar[tuple[Move, ...]] = (
        Move("publish", ("draft",), "open", permissions.is_owner),
        Move("close", ("open",), "closed", permissions.is_owner, automatic=True),
        Move("reopen", ("closed",), "open", permissions.is_owner),
        Move("award", ("open", "closed"), "awarded", permissions.is_owner),
        Move("complete", ("awarded",), "completed", permissions.nobody, automatic=True),
        Move("cancel", ("open", "closed"), "cancelled", permissions.can_cancel),
        Move("abandon", ("awarded",), "cancelled", permissions.nobody, automatic=True),  # its contract was cancelled
    )

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="challenges")
    code = models.CharField(max_length=12, unique=True, default=new_code, editable=False)
    slug = models.SlugField(max_length=80, blank=True, editable=False)
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.DRAFT, editable=False)
    visibility = models.CharField(max_length=10, choices=Visibility.choices, default=Visibility.PUBLIC)
    title = models.CharField(max_length=120)
    summary = models.CharField(max_length=200, blank=True, editable=False)  # one line for lists, from the brief
    brief = models.TextField(max_length=20000, blank=True)
    brief_html = models.TextField(blank=True, editable=False)
    criteria = JSONList()  # ["It survives 20,000 cycles", …]
    questions = JSONList()  # that every applicant answers
    skills = JSONList()  # ["Sheet metal", …]
    category = models.ForeignKey(Category, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    difficulty = models.PositiveSmallIntegerField(choices=Difficulty.choices, default=Difficulty.INTERMEDIATE)
    reward_kind = models.CharField(max_length=10, choices=Reward.choices, default=Reward.FIXED)
    currency = models.CharField(max_length=3, default="EUR")
    reward_min_minor = models.BigIntegerField(null=True, blank=True)
    reward_max_minor = models.BigIntegerField(null=True, blank=True)  # the same as the least, but for a range
    reward_rank = models.BigIntegerField(default=0, editable=False)  # roughly comparable across currencies, for sorting
    milestones = JSONList()  # [{"title": …, "amount_minor": …, "days": …}, …] where the reward is by milestones
    deadline_at = models.DateTimeField(null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True, editable=False)
    closed_at = models.DateTimeField(null=True, blank=True, editable=False)
    reminded_at = models.DateTimeField(null=True, blank=True, editable=False)
    application_count = models.PositiveIntegerField(default=0, editable=False)  # ever submitted; the first closes the brief
    live_count = models.PositiveIntegerField(default=0, editable=False)  # submitted or shortlisted now
    clarification_count = models.PositiveIntegerField(default=0, editable=False)
    invited_count = models.PositiveIntegerField(default=0, editable=False)  # ever, so that taking one back makes no room for another
    question_count = models.PositiveIntegerField(default=0, editable=False)  # answered, for everybody to read
    unanswered_count = models.PositiveIntegerField(default=0, editable=False)  # that wait for the owner
    is_listed = models.BooleanField(default=False, editable=False)  # public, published and not removed: what search knows
    removed_at = models.DateTimeField(null=True, blank=True, editable=False)  # by moderation
    removal_reason = models.CharField(max_length=300, blank=True, editable=False)
    reviewed_at = models.DateTimeField(null=True, blank=True, editable=False)  # by moderation
    search_title = models.TextField(blank=True, editable=False)  # stemmed words, and skills as words of their own; see search/stems.py
    search_body = models.TextField(blank=True, editable=False)
    search_serial = models.BigIntegerField(null=True, blank=True, editable=False)  # unique, grows with the time of publishing

    objects = ChallengeQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["search_serial"], name="challenge_serial")]
        indexes = [
            models.Index(fields=["owner", "-changed_at", "-id"], name="challenge_owner"),
            models.Index(fields=["status", "deadline_at"], name="challenge_clock"),
            models.Index(fields=["reviewed_at", "-search_serial"], name="challenge_review"),
            # Discover: one index for each order, whose further columns filter without touching the row, and one for each filter by itself.
            models.Index(fields=[*SHELF, "-search_serial", *FILTERS], name="challenge_newest"),
            models.Index(fields=[*SHELF, "deadline_at", "search_serial", *FILTERS[:-1]], name="challenge_ending"),
            models.Index(fields=[*SHELF, "-reward_rank", "-search_serial", *FILTERS], name="challenge_reward"),
            models.Index(fields=[*SHELF, "category", "-search_serial", *FILTERS[1:]], name="challenge_category"),
            models.Index(fields=[*SHELF, "difficulty", "-search_serial", *FILTERS[2:]], name="challenge_difficulty"),
            models.Index(fields=[*SHELF, "currency", "-search_serial", *FILTERS[3:]], name="challenge_currency"),
        ]

    def __str__(self) -> str:
        return self.title or "Untitled draft"

    def get_absolute_url(self) -> str:
        return reverse("challenges:detail", args=[self.slug or "draft", self.code])

    @property
    def is_draft(self) -> bool:
        return self.status == self.Status.DRAFT

    @property
    def is_open(self) -> bool:
        """Takes applications now: open, and its deadline, if any, is ahead."""
        return self.status == self.Status.OPEN and self.removed_at is None and (self.deadline_at is None or self.deadline_at > timezone.now())

    @property
    def is_open_to_edits(self) -> bool:
        """Whether the owner can still rewrite it, as far as this row knows."""
        return self.status in ("draft", "open", "closed") and not self.is_brief_closed

    @property
    def is_brief_closed(self) -> bool:
        return self.application_count > 0

    @property
    def reward_min(self) -> Money | None:
        return None if self.reward_min_minor is None else Money(self.reward_min_minor, self.currency)

    @property
    def reward_max(self) -> Money | None:
        return None if self.reward_max_minor is None else Money(self.reward_max_minor, self.currency)


class ChallengeFile(StoredFile):
    challenge = models.ForeignKey(Challenge, on_delete=models.CASCADE, related_name="files")

    class Meta(StoredFile.Meta):
        abstract = False

    def get_absolute_url(self) -> str:
        return reverse("challenges:file", args=[self.pk])


class Clarification(Row):
    """What the owner added after the first application; every applicant was told."""

    challenge = models.ForeignKey(Challenge, on_delete=models.CASCADE, related_name="clarifications")
    text = models.TextField(max_length=5000)
    html = models.TextField(editable=False)

    class Meta:
        ordering = ["created_at", "id"]

    def __str__(self) -> str:
        return f"Clarification of {self.created_at:%d %B %Y}"
