"""The sandbox's own books: everything that moved, for reconciling."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any, Literal

from apps.core.money import Money
from apps.payments.gateways.answers import Movement

from .models import SandboxChargeback, SandboxRefund, SandboxReversal, SandboxSession, SandboxTransfer


def movements(since: datetime, until: datetime) -> Iterator[Movement]:
    """Charges, transfers, refunds, reversals and chargebacks created in [since, until), each kind from the oldest on."""
    span = {"created_at__gte": since, "created_at__lt": until}
    for one in SandboxSession.objects.filter(paid=True, **span).order_by("id").iterator():
        fee = Money(one.fee_minor, one.currency)
        yield Movement(one.charge_id, "charge", one.amount, one.amount, fee, one.metadata.get("reference", ""), "succeeded", one.created_at)
    kinds: list[tuple[Any, Literal["transfer", "refund", "reversal"], int]] = [
        (SandboxTransfer, "transfer", -1),
        (SandboxRefund, "refund", -1),
        (SandboxReversal, "reversal", 1),
    ]
    for model, kind, sign in kinds:
        for row in model._default_manager.filter(**span).order_by("id").iterator():
            settled = Money(sign * row.amount_minor, row.currency)
            source = row.transfer if isinstance(row, SandboxReversal) else row.destination if isinstance(row, SandboxTransfer) else row.charge_id
            nothing = Money.zero(row.currency)
            reference = row.metadata.get("reference", "")
            yield Movement(row.reference, kind, row.amount, settled, nothing, reference, row.status, row.created_at, source)
    for taken in SandboxChargeback.objects.filter(taken=True, **span).order_by("id").iterator():
        settled, fee = Money(-taken.amount_minor, taken.currency), Money(taken.fee_minor, taken.currency)
        yield Movement(taken.reference, "chargeback", taken.amount, settled, fee, "", taken.status, taken.created_at, taken.charge_id)
