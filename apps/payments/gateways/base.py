"""What every payment gateway can do, shaped by separate charges and transfers: the platform is paid, holds, and later transfers or refunds.

Gateways know amounts and ids, none of our rows. Each call that changes something carries an idempotency key: the same key is the same effect.
"""

import functools
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
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


class BadSignature(GatewayError):
    """The webhook was not sent by the gateway, or not now."""


@dataclass(frozen=True, slots=True)
class CheckoutOrder:
    key: str
    payment: str  # our id, kept by the gateway as metadata
    amount: Money
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
    fee: Money | None = None  # what the gateway keeps for itself
    failure: str = ""


@dataclass(frozen=True, slots=True)
class TransferOrder:
    key: str
    operation: str  # our id, kept as metadata
    amount: Money
    destination: str  # the solver's account at the gateway
    charge_id: str  # waits for this charge's money
    group: str


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


@dataclass(frozen=True, slots=True)
class Notice:
    """A webhook whose signature is right. `reference` is our own id from the object's metadata, "" where there is none."""

    event_id: str
    kind: str
    object_id: str
    reference: str
    payload: dict[str, Any] = field(default_factory=dict)


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
        "catch_up",
    )

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
    def verify_webhook(self, body: bytes, headers: Mapping[str, str]) -> Notice:
        """Raises BadSignature unless the gateway signed exactly these bytes less than five minutes from now."""

    def catch_up(self) -> int:
        """Have what we may have missed delivered again; returns how many events."""
        return 0
