"""What a gateway says: how its objects stand now."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from apps.core.money import Money


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
class Outcome:
    id: str
    state: Literal["pending", "succeeded", "failed"]
    error: str = ""
    amount: Money | None = None  # what moved, as the gateway settled it
    rate: str = ""


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
