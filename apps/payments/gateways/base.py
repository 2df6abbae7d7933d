"""What every payment gateway can do, shaped by separate charges and transfers: the platform is paid, holds, and later transfers or refunds.

Gateways know amounts and ids, none of our rows. Each call that changes something carries an idempotency key: the same key is the same effect.
"""

import functools
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, ClassVar, Literal

from django.db import connection

from apps.core.money import Money


class GatewayError(Exception):
    """Something about the gateway; the text is for operators."""


class GatewayOff(GatewayError):
    """This gateway is not switched on here."""


class OutcomeUnknown(GatewayError):
    """It may or may not have happened: ask again with the same key."""


class GatewayRefusal(GatewayError):
    """It definitely did not happen, and never will under this key: another attempt needs a new one."""


class Shortage(GatewayRefusal):
    """The solver's balance at the gateway covers only `available` of what should come back."""

    def __init__(self, words: str, available: Money) -> None:
        super().__init__(words)
        self.available = available


class WrongObject(GatewayError):
    """The gateway speaks of another amount, currency, account or mode than we do: nothing is booked, an operator must look."""


class BadSignature(GatewayError):
    """The webhook was not sent by the gateway, or not now."""


@dataclass(frozen=True, slots=True)
class Item:
    """A line of a checkout: one milestone."""

    title: str
    amount: Money


@dataclass(frozen=True, slots=True)
class CheckoutOrder:
    key: str
    payment: str  # our id, kept by the gateway as metadata
    group: str  # the contract, with which the gateway marks charge and transfers
    amount: Money  # of all items
    items: tuple[Item, ...]
    title: str
    payee: str
    payer_email: str
    success_url: str
    cancel_url: str
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Checkout:
    """A checkout as the gateway sees it now. `complete` and not `paid`: declined when there is a `failure`, else still on its way."""

    id: str
    url: str
    state: Literal["open", "complete", "expired"]
    amount: Money
    expires_at: datetime
    payment: str  # our id, as the gateway kept it
    paid: bool = False
    charge_id: str = ""
    fee: Money | None = None  # what the gateway keeps for itself, in the currency in which it settles
    settled: Money | None = None  # the charge before fees, in that currency; None before it is paid
    rate: str = ""  # units of that currency for one of the amount's, as the gateway said; "" where nothing was exchanged
    failure: str = ""


@dataclass(frozen=True, slots=True)
class TransferOrder:
    key: str
    operation: str  # our id, kept as metadata
    amount: Money  # as the gateway settles: the currency may differ from the contract's
    destination: str  # the solver's account at the gateway
    charge_id: str  # waits for this charge's money
    group: str


@dataclass(frozen=True, slots=True)
class ReversalOrder:
    """A transfer, or a part of it, comes back from the solver's account."""

    key: str
    operation: str
    amount: Money
    transfer_id: str


@dataclass(frozen=True, slots=True)
class RefundOrder:
    key: str
    operation: str
    amount: Money
    charge_id: str


@dataclass(frozen=True, slots=True)
class Outcome:
    id: str
    state: Literal["pending", "succeeded", "failed"]
    error: str = ""
    amount: Money | None = None  # what moved, as the gateway settled it
    rate: str = ""


@dataclass(frozen=True, slots=True)
class AccountOrder:
    key: str
    user: str  # our id, kept as metadata
    email: str
    country: str  # ISO 3166
    name: str


@dataclass(frozen=True, slots=True)
class AccountState:
    """A solver's account at the gateway, as it is now."""

    id: str
    state: Literal["incomplete", "review", "ready", "restricted", "rejected", "gone"]  # the last two are final
    needs: tuple[str, ...] = ()  # the gateway's names of what is missing, like "individual.verification.document"
    reason: str = ""
    country: str = ""
    currency: str = ""  # in which its bank account is paid
    user: str = ""  # our id, as the gateway kept it


@dataclass(frozen=True, slots=True)
class PayoutState:
    """Money on its way from a solver's account to their bank."""

    id: str
    amount: Money
    state: Literal["pending", "paid", "failed"]
    arrives_at: datetime
    error: str = ""


@dataclass(frozen=True, slots=True)
class ChargebackState:
    """A payment that the payer's bank wants back, as the gateway sees it now."""

    id: str
    charge_id: str
    amount: Money
    state: Literal["warning", "open", "sent", "won", "lost"]  # warning: nothing was taken; sent: evidence is with the bank
    reason: str
    due_at: datetime | None
    taken: Money | None = None  # what has left our balance, in the currency in which the gateway settles
    fee: Money | None = None
    returned: Money | None = None  # what came back when it was won


@dataclass(frozen=True, slots=True)
class Evidence:
    """What we tell the bank: short texts by the gateway's names, and one file."""

    texts: Mapping[str, str]
    pdf: bytes


@dataclass(frozen=True, slots=True)
class Movement:
    """One object of the gateway's own books, for reconciling."""

    id: str
    kind: Literal["charge", "refund", "transfer", "reversal", "chargeback", "payout", "fee", "other"]
    amount: Money  # as it was ordered
    settled: Money  # as it moved our balance: signed, before fees
    fee: Money
    reference: str  # our id from the metadata
    state: str
    created_at: datetime
    source: str = ""  # charge of a refund, transfer of a reversal, account of a transfer


@dataclass(frozen=True, slots=True)
class Notice:
    """A webhook whose signature is right. `reference` is our own id from the object's metadata, "" where there is none."""

    event_id: str
    kind: str
    object_id: str
    reference: str
    payload: dict[str, Any] = field(default_factory=dict)
    account: str = ""  # the solver's account that it is about; "" for our own
    live: bool = True  # real money


def outside_transactions(call: Callable[..., Any]) -> Callable[..., Any]:
    """A gateway takes seconds and cannot be rolled back: calling it inside a transaction is a mistake in the code."""

    @functools.wraps(call)
    def guarded(*args: Any, **kwargs: Any) -> Any:
        if connection.in_atomic_block:
            raise RuntimeError(f"{call.__name__} calls the gateway inside a transaction.")
        return call(*args, **kwargs)

    return guarded


class Gateway(ABC):
    """Raises GatewayRefusal, OutcomeUnknown or GatewayOff; never touches our tables."""

    name: ClassVar[str]
    calls: ClassVar[tuple[str, ...]] = (
        "create_checkout",
        "fetch_checkout",
        "expire_checkout",
        "transfer",
        "refund",
        "fetch_transfer",
        "fetch_refund",
        "find_transfer",
        "find_refund",
        "reverse",
        "fetch_reversal",
        "find_reversal",
        "create_account",
        "fetch_account",
        "onboarding_url",
        "dashboard_url",
        "set_payout_schedule",
        "payouts",
        "fetch_chargeback",
        "send_evidence",
        "movements",
        "missed",
        "catch_up",
    )
    wants_accounts: ClassVar[bool] = False  # transfers go to an account that the solver has opened there

    @property
    def live(self) -> bool:
        """In which of its two modes we speak with it; what it tells about the other one is not ours."""
        return True

    def check(self) -> None:  # noqa: B027  a gateway without keys has nothing that could be off
        """Raises GatewayError unless it answers as it is configured here."""

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        for name in cls.calls:
            if name in cls.__dict__:
                setattr(cls, name, outside_transactions(cls.__dict__[name]))

    @abstractmethod
    def create_checkout(self, order: CheckoutOrder) -> Checkout: ...

    @abstractmethod
    def fetch_checkout(self, checkout_id: str) -> Checkout: ...

    @abstractmethod
    def expire_checkout(self, checkout_id: str) -> Checkout:
        """Close an open checkout, so that nobody pays into it any more; returns how it stands afterwards (it may have been paid)."""

    @abstractmethod
    def transfer(self, order: TransferOrder) -> Outcome: ...

    @abstractmethod
    def refund(self, order: RefundOrder) -> Outcome: ...

    @abstractmethod
    def fetch_transfer(self, transfer_id: str) -> Outcome: ...

    @abstractmethod
    def fetch_refund(self, refund_id: str) -> Outcome: ...

    @abstractmethod
    def find_transfer(self, operation: str, group: str) -> Outcome | None:
        """The latest transfer made for our `operation`: gateways forget keys after a day, and then only this prevents a second one."""

    @abstractmethod
    def find_refund(self, operation: str, charge_id: str) -> Outcome | None: ...

    @abstractmethod
    def reverse(self, order: ReversalOrder) -> Outcome:
        """Raises Shortage when the solver's balance does not cover it."""

    @abstractmethod
    def fetch_reversal(self, reversal_id: str, transfer_id: str) -> Outcome: ...

    @abstractmethod
    def find_reversal(self, operation: str, transfer_id: str) -> Outcome | None: ...

    def create_account(self, order: AccountOrder) -> AccountState:
        raise GatewayOff(f"{self.name} opens no accounts.")

    def fetch_account(self, account_id: str) -> AccountState:
        raise GatewayOff(f"{self.name} has no accounts.")

    def onboarding_url(self, account_id: str, *, return_url: str, refresh_url: str) -> str:
        """A page of the gateway's, for once and for minutes, where the solver says what is still needed."""
        raise GatewayOff(f"{self.name} has no accounts.")

    def dashboard_url(self, account_id: str) -> str:
        """The gateway's own page about the account, likewise."""
        raise GatewayOff(f"{self.name} has no accounts.")

    def set_payout_schedule(self, account_id: str, interval: str) -> None:
        """`interval`: daily, weekly, monthly, manual."""
        raise GatewayOff(f"{self.name} has no accounts.")

    def payouts(self, account_id: str, *, limit: int = 20) -> list[PayoutState]:
        """The newest first."""
        return []

    @abstractmethod
    def fetch_chargeback(self, chargeback_id: str) -> ChargebackState: ...

    @abstractmethod
    def send_evidence(self, chargeback_id: str, evidence: Evidence, *, key: str) -> ChargebackState: ...

    @abstractmethod
    def movements(self, since: datetime, until: datetime) -> Iterator[Movement]:
        """Everything that moved our balance, created in [since, until), oldest or newest first."""

    def missed(self, since: datetime) -> Iterator[Notice]:
        """The events since then, whether they were delivered or not, oldest first; storing one twice is harmless."""
        return iter(())

    @abstractmethod
    def verify_webhook(self, body: bytes, headers: Mapping[str, str]) -> Notice:
        """Raises BadSignature unless the gateway signed exactly these bytes less than five minutes from now."""

    def catch_up(self) -> int:
        """Have what we may have missed delivered again; returns how many events."""
        return 0
