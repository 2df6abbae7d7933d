"""The payer's bank as somebody plays it: it asks about a charge, takes its money back, decides."""

import secrets
from datetime import timedelta

from django.utils import timezone

from apps.core.db import run_atomic

from .events import emit
from .models import SandboxChargeback, SandboxSession
from .till import money_words

DAYS = 9  # that the bank gives for an answer
FEES = {"EUR": 2000, "USD": 1500, "GBP": 2000}  # what the sandbox takes for a chargeback, in minor units; elsewhere nothing


@run_atomic
def want_back(
    charge_id: str, amount_minor: int | None = None, *, asks: bool = False, reason: str = "fraudulent", days: int = DAYS, manner: str = "now"
) -> str:
    """The bank wants a charge back, or a part of it; the chargeback's reference, "" where there is no such charge or it is wanted already.

    `asks`: for now it only asks, and takes nothing. Webhooks follow in the `manner` of `events.emit`.
    """
    session = SandboxSession.objects.filter(charge_id=charge_id, paid=True).first() if charge_id else None
    if session is None or SandboxChargeback.objects.filter(charge_id=charge_id).exclude(status__in=("won", "lost")).exists():
        return ""
    row = SandboxChargeback.objects.create(
        reference=f"dp_sandbox_{secrets.token_hex(8)}",
        currency=session.currency,
        amount_minor=amount_minor or session.amount_minor,
        charge_id=charge_id,
        reason=reason,
        fee_minor=0 if asks else FEES.get(session.currency, 0),
        status="warning" if asks else "open",
        taken=not asks,
        due_at=timezone.now() + timedelta(days=days),
    )
    emit("charge.dispute.created", money_words(row), manner=manner)
    if not asks:
        emit("charge.dispute.funds_withdrawn", money_words(row), manner="queued")
    return row.reference


@run_atomic
def take_money(reference: str, *, manner: str = "now") -> bool:
    """After a question the bank takes the money. False when it did not ask."""
    asking = SandboxChargeback.objects.filter(reference=reference, status__in=("warning", "sent"), taken=False)
    row = asking.first()
    if row is None or not asking.update(status="open", taken=True, fee_minor=FEES.get(row.currency, 0)):
        return False
    row.refresh_from_db()
    emit("charge.dispute.updated", money_words(row), manner=manner)
    emit("charge.dispute.funds_withdrawn", money_words(row), manner="queued")
    return True


@run_atomic
def decide(reference: str, *, won: bool, manner: str = "now") -> bool:
    """The bank's last word: `won` is for us, and what was taken comes back. False when it had decided before."""
    row = SandboxChargeback.objects.filter(reference=reference).exclude(status__in=("won", "lost")).first()
    if row is None:
        return False
    if not SandboxChargeback.objects.filter(pk=row.pk, status=row.status).update(status="won" if won else "lost"):
        return False
    row.refresh_from_db()
    emit("charge.dispute.closed", money_words(row), manner=manner)
    if won and row.taken:
        emit("charge.dispute.funds_reinstated", money_words(row), manner="queued")
    return True
