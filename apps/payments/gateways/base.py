"""What every payment gateway can do, shaped by separate charges and transfers: the platform is paid, holds, and later transfers or refunds.

Gateways know amounts and ids, none of our rows. Each call that changes something carries an idempotency key: the same key is the same effect.
"""

import functools
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import Any, ClassVar

from django.db import connection

from .answers import AccountState, ChargebackState, Checkout, Movement, Notice, Outcome, PayoutState
from .errors import GatewayOff
from .orders import AccountOrder, CheckoutOrder, Evidence, RefundOrder, ReversalOrder, TransferOrder


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
