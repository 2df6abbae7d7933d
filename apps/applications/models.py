"""An application: a solver's proposal for a challenge."""

from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from apps.challenges.models import Challenge
from apps.core.addresses import row_address
from apps.core.models import JSONList
from apps.core.money import Money
from apps.core.moves import Move, Moving
from apps.core.text import first_words
from apps.core.uploads import StoredFile
from apps.users.permissions import is_moderator

from . import permissions

LIVE = ("submitted", "shortlisted")


class ApplicationQuerySet(models.QuerySet["Application"]):
    def visible_to(self, user: Any) -> Self:
        """The solver's own, and those to one's own challenges; moderators see all."""
        return self if is_moderator(user) else self.filter(Q(solver=user) | Q(owner=user))

    def live(self) -> Self:
        return self.filter(status__in=LIVE)


class Application(Moving):
    class Status(models.TextChoices):
        SUBMITTED = "submitted", "Submitted"
        SHORTLISTED = "shortlisted", "Shortlisted"
        ACCEPTED = "accepted", "Accepted"
        DECLINED = "declined", "Declined"
        WITHDRAWN = "withdrawn", "Withdrawn"
        EXPIRED = "expired", "Expired"

    class Reason(models.TextChoices):
        ANOTHER = "another", "Another application was chosen"
        PRICE = "price", "The price is too high"
        TIME = "time", "It would take too long"
        FIT = "fit", "The approach does not fit"
        EXPERIENCE = "experience", "More experience is needed"
        OTHER = "other", "Another reason"

    moves: ClassVar[tuple[Move, ...]] = (
        Move("shortlist", ("submitted",), "shortlisted", permissions.is_owner),
        Move("unshortlist", ("shortlisted",), "submitted", permissions.is_owner),
        Move("accept", LIVE, "accepted", permissions.is_owner),
        Move("decline", LIVE, "declined", permissions.is_owner),
        Move("withdraw", LIVE, "withdrawn", permissions.is_solver),
        Move("expire", LIVE, "expired", permissions.nobody, automatic=True),  # the challenge was cancelled or taken down
    )

    challenge = models.ForeignKey(Challenge, on_delete=models.PROTECT, related_name="applications")
    solver = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="applications")
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")  # the challenge's, copied for lists
    status = models.CharField(max_length=12, choices=Status.choices, default=Status.SUBMITTED, editable=False)
    letter = models.TextField("cover letter", max_length=10000)
    letter_html = models.TextField(editable=False)
    currency = models.CharField(max_length=3)
    price_minor = models.BigIntegerField()
    days = models.PositiveIntegerField()  # of work, from funding to the last delivery
    plan = JSONList()  # [{"title": …, "amount_minor": …, "days": …}, …]; adds up to the price
    answers = JSONList()  # to the challenge's questions, in their order
    links = JSONList()
    revision = models.PositiveIntegerField(default=1, editable=False)
    edited_at = models.DateTimeField(null=True, blank=True, editable=False)
    decided_at = models.DateTimeField(null=True, blank=True, editable=False)
    reason = models.CharField(max_length=12, choices=Reason.choices, blank=True, editable=False)
    reason_note = models.CharField(max_length=1000, blank=True, editable=False)
    note = models.TextField("private note", max_length=2000, blank=True)  # the owner's; never shown to the solver

    objects = ApplicationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["challenge", "solver"], condition=Q(status__in=("submitted", "shortlisted", "accepted")), name="one_live_application"
            ),
            models.UniqueConstraint(fields=["challenge"], condition=Q(status="accepted"), name="one_accepted_application"),
        ]
        indexes = [
            models.Index(fields=["solver", "-changed_at", "-id"], name="application_solver"),
            models.Index(fields=["challenge", "status", "created_at"], name="application_challenge"),
        ]

    def __str__(self) -> str:
        return f"Application by {self.solver}"

    def get_absolute_url(self) -> str:
        return row_address("applications:detail", self.pk)

    @property
    def price(self) -> Money:
        return Money(self.price_minor, self.currency)

    @property
    def opening(self) -> str:
        """One glance at the letter."""
        return first_words(self.letter_html, 220)

    def parts(self) -> list[dict[str, Any]]:
        """The plan with its amounts as Money."""
        return [{**part, "amount": Money(part["amount_minor"], self.currency)} for part in self.plan]

    @property
    def is_live(self) -> bool:
        return self.status in LIVE

    @property
    def is_decided(self) -> bool:
        return not self.is_live

    @property
    def age(self) -> Any:
        return timezone.now() - self.created_at


class ApplicationFile(StoredFile):
    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="files")

    class Meta(StoredFile.Meta):
        abstract = False

    def get_absolute_url(self) -> str:
        return reverse("applications:file", args=[self.application_id, self.pk])
