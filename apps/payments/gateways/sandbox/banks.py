"""What comes back: reversals of transfers, and payments that the payer's bank wants back."""

import secrets

from django.db.models import Sum

from apps.core.db import run_atomic
from apps.core.money import Money, step
from apps.payments.gateways.answers import ChargebackState
from apps.payments.gateways.errors import GatewayRefusal, OutcomeUnknown
from apps.payments.gateways.orders import Evidence, ReversalOrder

from . import events, till
from .keys import Answer
from .models import SandboxChargeback, SandboxReversal, SandboxTransfer
from .scripts import take


def make_reversal(order: ReversalOrder) -> Answer:
    """As much of the transfer as was not reversed before; half of it, where a script says that the solver has spent the rest."""
    luck = take("reversal", "fail", "short", "pending")
    if luck == "fail":
        return {"error": "The sandbox refused the reversal."}
    if luck == "short":
        half = order.amount.minor // 2
        return {"error": "The solver’s balance does not cover it.", "available": [half - half % step(order.amount.currency), order.amount.currency]}
    transfer = SandboxTransfer.objects.filter(reference=order.transfer_id).exclude(status="failed").first()
    if transfer is None or order.amount.minor > transfer.amount_minor - reversed_of(transfer):
        return {"error": "The transfer does not hold that much any more."}
    row = SandboxReversal.objects.create(
        reference=f"trr_sandbox_{secrets.token_hex(8)}",
        currency=order.amount.currency,
        amount_minor=order.amount.minor,
        metadata={"reference": order.operation},
        transfer=transfer.reference,
        charge_id=transfer.charge_id,
        operation=order.operation,
        status="pending" if luck == "pending" else "succeeded",
    )
    events.emit("transfer.reversed", till.money_words(row), manner="queued")
    return {"id": row.reference, "status": row.status}


def reversed_of(transfer: SandboxTransfer) -> int:
    rows = SandboxReversal.objects.filter(transfer=transfer.reference).exclude(status="failed")
    return rows.aggregate(gone=Sum("amount_minor", default=0))["gone"] or 0


def fetch_chargeback(reference: str) -> ChargebackState:
    row = SandboxChargeback.objects.filter(reference=reference).first()
    if row is None:
        raise GatewayRefusal("The sandbox knows no such chargeback.")
    return ChargebackState(
        id=row.reference,
        charge_id=row.charge_id,
        amount=row.amount,
        state=row.status,  # type: ignore[arg-type]
        reason=row.reason,
        due_at=row.due_at,
        taken=row.amount if row.taken else None,
        fee=Money(row.fee_minor, row.currency) if row.taken and row.fee_minor else None,
        returned=row.amount if row.taken and row.status == "won" else None,
    )


def is_wanted(charge_id: str) -> bool:
    """A charge that the bank disputes is not refunded as well."""
    return SandboxChargeback.objects.filter(charge_id=charge_id).exclude(status__in=("won", "lost")).exists()


def lost_of(charge_id: str) -> int:
    """What of a charge the bank has taken back for good."""
    rows = SandboxChargeback.objects.filter(charge_id=charge_id, status="lost", taken=True)
    return rows.aggregate(gone=Sum("amount_minor", default=0))["gone"] or 0


def take_evidence(reference: str, evidence: Evidence) -> ChargebackState:
    """The bank has it from now on; once is enough."""
    luck = take("evidence", "down", "lost", "fail")
    if luck == "down":
        raise OutcomeUnknown("The sandbox did not answer.")
    if luck == "fail":
        raise GatewayRefusal("The sandbox refused the evidence.")
    keep_evidence(reference, {**evidence.texts, "pdf_bytes": len(evidence.pdf)})
    if luck == "lost":
        raise OutcomeUnknown("The sandbox's answer was lost.")
    return fetch_chargeback(reference)


@run_atomic
def keep_evidence(reference: str, words: dict[str, object]) -> None:
    if SandboxChargeback.objects.filter(reference=reference, status__in=("warning", "open")).update(status="sent", evidence=words):
        events.emit("charge.dispute.updated", till.money_words(SandboxChargeback.objects.get(reference=reference)), manner="queued")
