"""Accepted work: a contract and its milestones."""

from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from apps.applications.models import Application
from apps.challenges.models import Challenge
from apps.contracts import permissions
from apps.core.addresses import row_address
from apps.core.models import JSONList
from apps.core.money import Money
from apps.core.moves import Move, Moving
from apps.users.permissions import is_moderator


class PartyQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Self:
        """Both parties, and moderators."""
        return self if is_moderator(user) else self.filter(Q(owner=user) | Q(solver=user))


class Contract(Moving):
    class Status(models.TextChoices):
        AWAITING_FUNDING = "awaiting", "Awaiting funding"
        ACTIVE = "active", "Active"
        COMPLETED = "completed", "Completed"
        CANCELLED = "cancelled", "Cancelled"

    class Task(models.IntegerChoices):
        """What the contract needs from one side, the most pressing first. Each verb copies it onto the row (services/stock.py), for lists."""

        NONE = 0, "Nothing, it has ended"
        REVIEW = 1, "Review a delivery"
        ANSWER = 2, "Answer the other side"  # about a proposal to cancel, or in a dispute
        DELIVER = 3, "Deliver"
        FUND = 4, "Fund a milestone"
        WAIT = 5, "Wait for the other side"

    NEEDS: ClassVar[tuple[int, ...]] = (Task.REVIEW, Task.ANSWER, Task.DELIVER, Task.FUND)  # somebody

    moves: ClassVar[tuple[Move, ...]] = (
        Move("activate", ("awaiting",), "active", permissions.nobody, automatic=True),  # the first milestone was funded
        Move("complete", ("active",), "completed", permissions.nobody, automatic=True),  # the last milestone was released or settled
        Move("cancel", ("awaiting", "active"), "cancelled", permissions.is_party, automatic=True),  # also where all its money went back
    )

    application = models.OneToOneField(Application, on_delete=models.PROTECT, related_name="contract")
    challenge = models.ForeignKey(Challenge, on_delete=models.PROTECT, related_name="+")
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    solver = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.AWAITING_FUNDING, editable=False)
    title = models.CharField(max_length=120)  # the challenge's, copied
    criteria = JSONList()  # copied: what was agreed does not change
    currency = models.CharField(max_length=3)
    total_minor = models.BigIntegerField()
    fee_basis_points = models.PositiveIntegerField()  # of what is released; copied from the settings when the contract was made
    review_days = models.PositiveIntegerField()  # copied likewise
    first_delivered_at = models.DateTimeField(null=True, blank=True, editable=False)
    ended_at = models.DateTimeField(null=True, blank=True, editable=False)
    cancel_proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+", editable=False
    )
    cancel_proposed_at = models.DateTimeField(null=True, blank=True, editable=False)
    cancel_reason = models.CharField(max_length=1000, blank=True, editable=False)

    reminded_at = models.DateTimeField(null=True, blank=True, editable=False)  # of the funding
    owner_task = models.PositiveSmallIntegerField(choices=Task.choices, default=Task.NONE, editable=False)
    owner_due_at = models.DateTimeField(null=True, blank=True, editable=False)  # the earliest review clock
    solver_task = models.PositiveSmallIntegerField(choices=Task.choices, default=Task.NONE, editable=False)
    solver_due_at = models.DateTimeField(null=True, blank=True, editable=False)  # the earliest date of delivery

    objects = PartyQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["owner", "-changed_at", "-id"], name="contract_owner"),
            models.Index(fields=["solver", "-changed_at", "-id"], name="contract_solver"),
            models.Index(fields=["owner", "owner_task", "owner_due_at"], name="contract_owner_task"),
            models.Index(fields=["solver", "solver_task", "solver_due_at"], name="contract_solver_task"),
            models.Index(fields=["status", "reminded_at", "created_at"], name="contract_clock"),
            models.Index(fields=["status", "ended_at"], name="contract_ended"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return row_address("contracts:detail", self.pk)

    @property
    def total(self) -> Money:
        return Money(self.total_minor, self.currency)

    @property
    def is_live(self) -> bool:
        return self.status in ("awaiting", "active")

    @property
    def has_proposal(self) -> bool:
        """Somebody has proposed to cancel, and the other side has not answered."""
        return self.cancel_proposed_by_id is not None

    def other_party(self, user: Any) -> Any:
        return self.solver if user.pk == self.owner_id else self.owner


class Milestone(Moving):
    """One part of the work and its money. At all times funded = held + released + refunded + fees (minor units)."""

    class Status(models.TextChoices):
        PLANNED = "planned", "Not funded"
        FUNDED = "funded", "Funded"
        DELIVERED = "delivered", "Delivered"
        RELEASED = "released", "Released"
        REFUNDED = "refunded", "Refunded"
        DISPUTED = "disputed", "Disputed"
        SETTLED = "settled", "Settled"

    moves: ClassVar[tuple[Move, ...]] = (
        Move("fund", ("planned",), "funded", permissions.nobody, automatic=True),  # the gateway confirmed the payment
        Move("deliver", ("funded",), "delivered", permissions.is_solver),
        Move("request_changes", ("delivered",), "funded", permissions.is_owner),
        Move("release", ("delivered",), "released", permissions.is_owner, automatic=True),  # approved, or the review clock ran out
        Move("refund", ("funded", "delivered"), "refunded", permissions.is_party, automatic=True),  # the contract was cancelled
        Move("dispute", ("delivered", "funded"), "disputed", permissions.can_dispute),  # funded: after it was sent back twice
        Move("settle", ("disputed",), "settled", permissions.nobody, automatic=True),
        Move("charge_back", ("funded", "delivered", "disputed"), "refunded", permissions.nobody, automatic=True),  # the payer's bank took the money
    )

    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="milestones")
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    solver = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.PLANNED, editable=False)
    position = models.PositiveSmallIntegerField()  # from 1
    title = models.CharField(max_length=120)
    currency = models.CharField(max_length=3)
    amount_minor = models.BigIntegerField()
    days = models.PositiveIntegerField()  # of work, from its funding
    due_at = models.DateTimeField(null=True, blank=True, editable=False)  # known once it is funded
    funded_at = models.DateTimeField(null=True, blank=True, editable=False)
    delivered_at = models.DateTimeField(null=True, blank=True, editable=False)
    review_due_at = models.DateTimeField(null=True, blank=True, editable=False)  # released automatically then
    reminded_at = models.DateTimeField(null=True, blank=True, editable=False)  # of what is due next: the delivery, or its review
    overdue_reminded_at = models.DateTimeField(null=True, blank=True, editable=False)
    ended_at = models.DateTimeField(null=True, blank=True, editable=False)
    frozen_at = models.DateTimeField(null=True, blank=True, editable=False)  # its money does not move since then: a chargeback, or a hold by us
    frozen_reason = models.CharField(max_length=200, blank=True, editable=False)  # for both sides to read
    round = models.PositiveSmallIntegerField(default=0, editable=False)  # deliveries so far
    funded_minor = models.BigIntegerField(default=0, editable=False)
    held_minor = models.BigIntegerField(default=0, editable=False)
    released_minor = models.BigIntegerField(default=0, editable=False)  # net of the fee
    refunded_minor = models.BigIntegerField(default=0, editable=False)
    fee_minor = models.BigIntegerField(default=0, editable=False)

    objects = PartyQuerySet.as_manager()

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["contract", "position"], name="milestone_position")]
        indexes = [
            models.Index(fields=["status", "review_due_at"], name="milestone_clock"),
            models.Index(fields=["status", "due_at"], name="milestone_due"),
            models.Index(fields=["owner", "status"], name="milestone_owner"),
            models.Index(fields=["solver", "status"], name="milestone_solver"),
            models.Index(fields=["owner", "ended_at"], name="milestone_owner_ended"),
            models.Index(fields=["solver", "ended_at"], name="milestone_solver_ended"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return f"{reverse('contracts:detail', args=[self.contract_id])}#milestone-{self.position}"

    @property
    def amount(self) -> Money:
        return Money(self.amount_minor, self.currency)

    @property
    def held(self) -> Money:
        return Money(self.held_minor, self.currency)

    @property
    def was_taken_back(self) -> bool:
        """It was released, and afterwards all of it went back: the payer's bank took it, or we refunded it."""
        return self.status == "released" and self.refunded_minor > 0 and self.released_minor == 0
