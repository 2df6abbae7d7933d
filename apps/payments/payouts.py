"""Where a solver is paid and what waits for them, in the words of the page; no word of it comes from the gateway just now."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from apps.contracts.models import Contract, Milestone
from apps.core.money import Money
from apps.core.prepared import Prepared
from apps.users.models import User

from .gateways import current
from .models import Debt, Operation, PayoutAccount, PayoutTerms
from .requirements import reason_words, words_of
from .services.accounts import account_of
from .services.waiting import reserve_days, terms_of, waits_of, wants_account

Wait, State = Operation.Wait, PayoutAccount.State
MOST = 100  # transfers that the page shows
WHOLE_ONLY = ("HUF", "TWD")  # banks are paid no part of a unit of these [docs.stripe.com/currencies]
WAITS = {
    Wait.ACCOUNT: "waits for your payout account",
    Wait.RESERVE: "is kept in reserve",
    Wait.HOLD: "waits, because payouts to you are on hold",
    Wait.CHARGEBACK: "waits, because the payer’s bank asks about the payment",
}


@dataclass(frozen=True, slots=True)
class Standing:
    """The account in plain words. `tone` and `icon` as everywhere; `button` is what the person can do, "" where there is nothing."""

    title: str
    words: str
    tone: str
    icon: str
    button: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """Money that is released and does not go out yet: why, and until when if time ends it."""

    operation: Operation
    words: str
    until: datetime | None


@dataclass(frozen=True)
class PayoutDesk:
    """Everything about one person's payouts that we know ourselves."""

    user: User

    @cached_property
    def gateway_name(self) -> str:
        return current()

    @cached_property
    def wants_accounts(self) -> bool:
        return wants_account(self.gateway_name)

    @cached_property
    def account(self) -> PayoutAccount | None:
        return account_of(self.user, self.gateway_name) if self.wants_accounts else None

    @cached_property
    def standing(self) -> Standing:
        return standing_of(self.account) if self.wants_accounts else SANDBOX

    @cached_property
    def needs(self) -> list[str]:
        return words_of(self.account.needs) if self.account and not self.account.is_final else []

    @cached_property
    def reason(self) -> str:
        return reason_words(self.account.reason) if self.account and self.account.state != State.INCOMPLETE else ""

    @property
    def is_told(self) -> bool:
        """The gateway knows the person: there is something to show of the account."""
        account = self.account
        return account is not None and bool(account.account_id) and account.state in (State.REVIEW, State.READY, State.RESTRICTED)

    @cached_property
    def terms(self) -> PayoutTerms | None:
        return terms_of([self.user.pk]).get(self.user.pk)

    @property
    def reserve_days(self) -> int:
        return reserve_days(self.terms)

    @cached_property
    def waiting(self) -> list[Line]:
        """The oldest first."""
        rows = list(released_to(self.user.pk))
        waits = waits_of(rows)
        return [line(one, *waits[one.pk]) for one in rows if one.pk in waits]

    @property
    def totals(self) -> list[Money]:
        """What waits, per currency."""
        return sums([one.operation.amount for one in self.waiting])

    @cached_property
    def debts(self) -> list[Debt]:
        return list(Debt.objects.filter(user=self.user, owed_minor__gt=0).order_by("currency"))

    @property
    def whole_currency(self) -> str:
        """The account's currency where its bank is paid whole units only."""
        code = self.account.currency if self.account else ""
        return code if code in WHOLE_ONLY else ""

    @property
    def can_choose_country(self) -> bool:
        return self.account is None or self.account.state in (State.INCOMPLETE, State.GONE)


SANDBOX = Standing("Nothing to set up", "The sandbox pays out by itself and needs no account of yours. Its money is not real.", "info", "info")
NONE = Standing(
    "Not set up",
    "To be paid you need an account with our payment service. You can also win first and set it up later: what is released to you waits for it.",
    "wait",
    "wallet",
    "Set up payouts",
)
STANDINGS = {
    State.INCOMPLETE: Standing("Something is missing", "The payment service does not know enough about you yet.", "wait", "alert", "Continue"),
    State.REVIEW: Standing("Being checked", "The payment service looks at what you sent. Nothing is needed from you now.", "wait", "clock"),
    State.READY: Standing("Ready", "What is released to you goes to your account.", "safe", "ok", "Update"),
    State.RESTRICTED: Standing("Restricted", "The payment service pays nothing into your account now.", "bad", "alert", "Continue"),
    State.REJECTED: Standing(
        "Rejected",
        "The payment service has closed your account, and that is final: it opens no other one for you. "
        "What is released to you stays yours and waits with us; write to us, so that we find a way to pay you.",
        "bad",
        "ban",
    ),
    State.GONE: Standing("Disconnected", "Nothing is paid into your old account any more. Set up a new one.", "bad", "alert", "Set up payouts"),
}
READY_FOR_NOW = Standing(
    "Ready, for now", "What is released to you goes to your account. Soon the payment service needs more.", "wait", "ok", "Continue"
)


def standing_of(account: PayoutAccount | None) -> Standing:
    if account is None or (not account.account_id and account.state != State.GONE):
        return NONE
    if account.is_ready and account.needs:
        return Standing(
            "Ready, for now", "What is released to you goes to your account. Soon the payment service needs more.", "wait", "ok", "Continue"
        )
    return STANDINGS[State(account.state)]


def line(operation: Operation, wait: Operation.Wait, until: datetime) -> Line:
    return Line(operation, WAITS[wait], until if wait == Wait.RESERVE else None)


def sums(amounts: list[Money]) -> list[Money]:
    minors: dict[str, int] = {}
    for amount in amounts:
        minors[amount.currency] = minors.get(amount.currency, 0) + amount.minor
    return [Money(minor, currency) for currency, minor in sorted(minors.items())]


def released_to(solver: UUID) -> QuerySet[Operation]:
    rows = Operation.objects.filter(solver_id=solver, status="pending", kind=Operation.Kind.TRANSFER)
    return rows.select_related("contract", "milestone").order_by("created_at")[:MOST]


@Prepared
def waiting_for_account(solver: UUID) -> QuerySet[Operation]:
    """What the solver could set free by setting up their account."""
    rows = Operation.objects.filter(solver_id=solver, status="pending", waits_for=Wait.ACCOUNT)
    return rows.only("currency", "amount_minor").order_by("-created_at")[:MOST]


@Prepared
def waiting_in(contract: UUID) -> QuerySet[Operation]:
    rows = Operation.objects.filter(contract_id=contract, status="pending", kind=Operation.Kind.TRANSFER).exclude(waits_for="")
    return rows.only("currency", "amount_minor", "waits_for", "due_at", "created_at")


def waits_in(contract: Contract, milestones: list[Milestone], user: Any) -> list[Line]:
    """For the solver: what of this contract is released and does not go out yet, as it was last looked at. One query, none before a release."""
    if user.pk != contract.solver_id or not any(one.released_minor for one in milestones):
        return []
    return [line(one, Wait(one.waits_for), one.due_at) for one in waiting_in(contract.pk)]
