"""What a gateway is asked to do: amounts and ids, none of our rows. A key is the idempotency key: the same key is the same effect."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from apps.core.money import Money


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
class AccountOrder:
    key: str
    user: str  # our id, kept as metadata
    email: str
    country: str  # ISO 3166
    name: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """What we tell the bank: short texts by the gateway's names, and one file."""

    texts: Mapping[str, str]
    pdf: bytes
