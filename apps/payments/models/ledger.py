"""The double-entry ledger's rows: entries with postings that sum to zero, only ever added, and what solvers owe us."""

from typing import Any, Self

from django.conf import settings
from django.db import models

from apps.contracts.models import Contract, Milestone
from apps.core.models import Row
from apps.core.money import Money
from apps.users.permissions import is_moderator


class Account(models.TextChoices):
    """The ledger's accounts. `held` is per contract, `payable` and `receivable` per solver, by the columns of the posting.

    Postings are debits (+) and credits (−). What we have grows by debits: clearing, receivable, gateway fees, disputes, losses. What we owe or
    have earned grows by credits: held, payable, refunds, platform fees. `ledger.balance` turns the sign, so that balances read as people say them.
    """

    CLEARING = "clearing", "Gateway clearing"
    HELD = "held", "Held"
    PAYABLE = "payable", "Payable to the solver"
    RECEIVABLE = "receivable", "Receivable from the solver"
    PLATFORM_FEES = "platform_fees", "Platform fees"
    GATEWAY_FEES = "gateway_fees", "Gateway fees"
    REFUNDS = "refunds", "Refunds in flight"
    DISPUTES = "disputes", "Disputes"
    LOSSES = "losses", "Losses of ours"


class Frozen(Row):
    """A row that is only ever added."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise TypeError("The ledger is append-only.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        raise TypeError("The ledger is append-only.")


class JournalEntry(Frozen):
    """One movement of money. Its postings sum to zero; `key` makes writing it twice impossible."""

    class Kind(models.TextChoices):
        FUND = "fund", "Funded"
        RELEASE = "release", "Released"
        SETTLE = "settle", "Dispute settled"
        TRANSFER = "transfer", "Paid out to the solver"
        TRANSFER_FAILED = "transfer_failed", "Payout failed"
        REFUND = "refund", "Refund ordered"
        REFUNDED = "refunded", "Refund arrived"
        REFUND_FAILED = "refund_failed", "Refund failed"
        LATE = "late", "Paid too late, goes back"
        CLAWBACK = "clawback", "Taken back after the release"
        REVERSED = "reversed", "Came back from the solver"
        REVERSAL_FAILED = "reversal_failed", "Did not come back after all"
        REPAY = "repay", "Repaid from a release"
        CHARGEBACK = "chargeback", "Charged back"
        CHARGEBACK_WON = "chargeback_won", "Chargeback won"
        CHARGEBACK_LOST = "chargeback_lost", "Chargeback lost"
        GATEWAY_FEE = "gateway_fee", "Gateway fee"
        CORRECTION = "correction", "Correction"

    kind = models.CharField(max_length=20, choices=Kind.choices)
    key = models.CharField(max_length=120, unique=True)
    reference = models.CharField(max_length=120, blank=True)  # the gateway's id
    currency = models.CharField(max_length=3)
    contract = models.ForeignKey(Contract, null=True, on_delete=models.PROTECT, related_name="entries")
    milestone = models.ForeignKey(Milestone, null=True, on_delete=models.PROTECT, related_name="entries")

    class Meta:
        verbose_name_plural = "journal entries"
        indexes = [models.Index(fields=["contract", "created_at", "id"], name="entry_contract")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.reference}"


class PostingQuerySet(models.QuerySet["Posting"]):
    def visible_to(self, user: Any) -> Self:
        """Those that moved this person's money; moderators see all."""
        return self if is_moderator(user) else self.filter(user=user)


class Posting(Frozen):
    """One side of an entry: a debit (positive) or a credit (negative), in minor units. `kind` is the entry's, copied for lists and sums."""

    entry = models.ForeignKey(JournalEntry, on_delete=models.PROTECT, related_name="postings")
    kind = models.CharField(max_length=20, choices=JournalEntry.Kind.choices)
    account = models.CharField(max_length=16, choices=Account.choices)
    amount_minor = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    contract = models.ForeignKey(Contract, null=True, on_delete=models.PROTECT, related_name="+")
    milestone = models.ForeignKey(Milestone, null=True, on_delete=models.PROTECT, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")  # whose money it was, or becomes

    objects = PostingQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["contract", "account"], name="posting_contract"),
            models.Index(fields=["user", "-created_at", "-id"], name="posting_user"),
        ]

    def __str__(self) -> str:
        return f"{self.account} {Money(self.amount_minor, self.currency)}"


class Debt(Row):
    """What a solver owes us in a currency and later releases repay: the ledger's receivable less what is being reversed at the gateway just now.

    A row of its own, so that two releases at once collide on it and the same debt is not repaid twice.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    currency = models.CharField(max_length=3)
    owed_minor = models.BigIntegerField(default=0, editable=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "currency"], name="one_debt")]

    def __str__(self) -> str:
        return f"{self.user_id} owes {self.owed}"

    @property
    def owed(self) -> Money:
        return Money(self.owed_minor, self.currency)
