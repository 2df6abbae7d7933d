"""What the two sides disagree about: how much of a milestone’s money the solver should get."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.urls import reverse

from apps.contracts import permissions
from apps.core.models import Row
from apps.core.money import Money, step
from apps.core.moves import Move, Moving
from apps.core.uploads import StoredFile

from .contract import Contract, Milestone, PartyQuerySet


class Dispute(Moving):
    """One per milestone, because its end is the milestone's. The offers are the amounts that each side says the solver should get, before the fee.

    They are what the newest statement of each side says; every statement stays.
    """

    class Status(models.TextChoices):
        OPEN = "open", "Open"
        DECIDING = "deciding", "Being decided by OpenChance"
        SETTLED = "settled", "Settled"
        VOID = "void", "Ended by the payer’s bank"

    class How(models.TextChoices):
        ACCEPTED = "accepted", "One side accepted the other’s amount"
        CROSSED = "crossed", "The two amounts met"
        SILENCE = "silence", "One side did not answer"
        DECIDED = "decided", "OpenChance decided"

    LIVE: ClassVar[tuple[str, ...]] = ("open", "deciding")

    moves: ClassVar[tuple[Move, ...]] = (
        Move("escalate", ("open",), "deciding", permissions.nobody, automatic=True),  # both asked for it, or the time is over
        Move("accept", ("open", "deciding"), "settled", permissions.can_accept_offer),
        Move("cross", ("open", "deciding"), "settled", permissions.nobody, automatic=True),
        Move("lapse", ("open",), "settled", permissions.nobody, automatic=True),  # one side was silent
        Move("decide", ("deciding",), "settled", permissions.can_decide),
        Move("void", ("open", "deciding"), "void", permissions.nobody, automatic=True),  # a lost chargeback took the money
    )

    milestone = models.OneToOneField(Milestone, on_delete=models.PROTECT, related_name="dispute")
    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="disputes")
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    solver = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.OPEN, editable=False)
    currency = models.CharField(max_length=3)
    held_minor = models.BigIntegerField()  # what it is about
    due_at = models.DateTimeField()  # until then the other side answers, and both agree
    owner_offer_minor = models.BigIntegerField(null=True, blank=True, editable=False)  # None: has not stated one
    solver_offer_minor = models.BigIntegerField(null=True, blank=True, editable=False)
    owner_asked_at = models.DateTimeField(null=True, blank=True, editable=False)  # for a decision by staff
    solver_asked_at = models.DateTimeField(null=True, blank=True, editable=False)
    reminded_at = models.DateTimeField(null=True, blank=True, editable=False)
    outcome_minor = models.BigIntegerField(null=True, blank=True, editable=False)  # the solver's part, before the fee
    settled_how = models.CharField(max_length=10, choices=How.choices, blank=True, editable=False)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+", editable=False)
    decision_reason = models.TextField(max_length=10000, blank=True, editable=False)
    decision_html = models.TextField(blank=True, editable=False)
    ended_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = PartyQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["status", "due_at"], name="dispute_clock")]

    def __str__(self) -> str:
        return f"{self.held} in dispute"

    def get_absolute_url(self) -> str:
        return reverse("contracts:dispute", args=[self.contract_id, self.milestone.position])

    @property
    def is_live(self) -> bool:
        return self.status in self.LIVE

    @property
    def held(self) -> Money:
        return Money(self.held_minor, self.currency)

    def money(self, minor: int | None) -> Money | None:
        return None if minor is None else Money(minor, self.currency)

    @property
    def owner_offer(self) -> Money | None:
        return self.money(self.owner_offer_minor)

    @property
    def solver_offer(self) -> Money | None:
        return self.money(self.solver_offer_minor)

    @property
    def outcome(self) -> Money | None:
        return self.money(self.outcome_minor)

    @property
    def back(self) -> Money | None:
        """What the outcome gives back to the challenger."""
        return None if self.outcome is None else self.held - self.outcome

    def side_of(self, user: Any) -> str:
        """ "owner" or "solver"."""
        return "owner" if user.pk == self.owner_id else "solver"

    def offer_of(self, side: str) -> Money | None:
        return self.owner_offer if side == "owner" else self.solver_offer

    def asked_by(self, side: str) -> bool:
        return (self.owner_asked_at if side == "owner" else self.solver_asked_at) is not None

    @property
    def silent(self) -> Any:
        """Who has not stated an amount yet; None when both have."""
        return self.owner if self.owner_offer_minor is None else self.solver if self.solver_offer_minor is None else None

    @property
    def default(self) -> Money | None:
        """What the solver gets if the silent side stays silent; None when both have stated an amount."""
        return None if self.is_answered else self.solver_offer if self.owner_offer_minor is None else self.owner_offer

    @property
    def is_answered(self) -> bool:
        return self.owner_offer_minor is not None and self.solver_offer_minor is not None

    @property
    def crossed(self) -> Money | None:
        """Where the offers meet: the middle, up to the currency's step, so that a leftover is the solver's. None while they do not."""
        low, high = self.solver_offer_minor, self.owner_offer_minor
        if low is None or high is None or high < low:
            return None
        smallest = step(self.currency)
        middle = -(-(low + high) // (2 * smallest)) * smallest
        return Money(min(middle, high), self.currency)

    def calls(self, side: str) -> bool:
        """Whether something is asked of that side now: an answer, or, once both have stated an amount, to find one or to ask for a decision."""
        return self.status == "open" and (self.offer_of(side) is None or (self.is_answered and not self.asked_by(side)))


class DisputeStatement(Row):
    """What one side said, with the amount that it named then. Nothing updates or deletes one."""

    class Side(models.TextChoices):
        OWNER = "owner", "Challenger"
        SOLVER = "solver", "Solver"

    dispute = models.ForeignKey(Dispute, on_delete=models.PROTECT, related_name="statements")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    side = models.CharField(max_length=6, choices=Side.choices)
    currency = models.CharField(max_length=3)
    amount_minor = models.BigIntegerField()
    text = models.TextField(max_length=10000, blank=True)
    text_html = models.TextField(blank=True, editable=False)

    class Meta:
        ordering = ["created_at", "id"]

    def __str__(self) -> str:
        return f"{self.get_side_display()}: {self.amount}"

    @property
    def amount(self) -> Money:
        return Money(self.amount_minor, self.currency)

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise TypeError("A statement is never changed.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        raise TypeError("A statement is never deleted.")


class DisputeFile(StoredFile):
    statement = models.ForeignKey(DisputeStatement, on_delete=models.PROTECT, related_name="files")

    class Meta(StoredFile.Meta):
        abstract = False

    def get_absolute_url(self) -> str:
        return reverse("contracts:dispute_file", args=[self.pk])
