"""What is written down about the money of one contract, for those who put it into words."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from apps.core.prepared import Prepared

from .models import JournalEntry, Operation, Payment, Posting

Kind = JournalEntry.Kind
OF_POSTING = ("account", "amount_minor", "currency", *(f"entry__{name}" for name in ("kind", "key", "reference", "created_at", "milestone")))
OF_PAYMENT = ("currency", "amount_minor", "settled_minor", "settled_currency", "rate", "reconciled_at")
OF_OPERATION = (
    *("decision", "key_number", "reference", "status", "done_at", "waits_for", "due_at", "reconciled_at"),
    *("currency", "settled_minor", "settled_currency", "rate", *(f"payment__{name}" for name in OF_PAYMENT)),
)
ORDERED = (Kind.RELEASE, Kind.SETTLE, Kind.REFUND, Kind.LATE, Kind.CLAWBACK, Kind.CHARGEBACK_LOST)  # the gateway is told to do these
PAID = (Kind.FUND, Kind.LATE)


@Prepared
def postings_of(contract: UUID) -> QuerySet[Posting]:
    return Posting.objects.filter(contract_id=contract).select_related("entry").only(*OF_POSTING)


@Prepared
def operations_of(contract: UUID) -> QuerySet[Operation]:
    return Operation.objects.filter(contract_id=contract).select_related("payment").only(*OF_OPERATION)


@Prepared
def payments_of(contract: UUID) -> QuerySet[Payment]:
    return Payment.objects.filter(contract_id=contract).only(*OF_PAYMENT)


@dataclass(frozen=True, slots=True)
class ContractLedger:
    entries: list[JournalEntry]  # the oldest first, without what the gateway keeps for itself
    postings: dict[Any, list[Posting]]  # by the key of their entry
    operations: dict[str, Operation]  # by decision; the last one stands where an earlier one was cancelled
    confirmations: dict[str, Operation]  # by the name of the entry that confirms them
    arrivals: dict[Any, Payment | None]  # by the key of the entry: the payment that came in

    @classmethod
    def of(cls, contract: UUID) -> "ContractLedger":
        """At most three queries, whatever the size."""
        postings: dict[Any, list[Posting]] = {}
        for posting in postings_of(contract):
            postings.setdefault(posting.entry_id, []).append(posting)
        found = {sides[0].entry for sides in postings.values()}
        entries = sorted((one for one in found if one.kind != Kind.GATEWAY_FEE), key=lambda one: (one.created_at, one.pk))
        rows = sorted(operations_of(contract), key=lambda one: one.pk) if any(one.kind in ORDERED for one in entries) else []
        return cls(
            entries=entries,
            postings=postings,
            operations={one.decision.partition(":again:")[0]: one for one in rows},
            confirmations={f"done:{one.idempotency_key}": one for one in rows},
            arrivals=arrivals_of(contract, entries, {one.payment_id: one.payment for one in rows}),
        )


def arrivals_of(contract: UUID, entries: list[JournalEntry], known: dict[Any, Payment]) -> dict[Any, Payment | None]:
    """`known` came with the operations; the payments are asked for only where some are not among them."""
    paid = {one.pk: UUID(one.key.partition(":")[2]) for one in entries if one.kind in PAID}
    if not set(paid.values()) <= known.keys():
        known = {one.pk: one for one in payments_of(contract)}
    return {entry: known.get(payment) for entry, payment in paid.items()}
