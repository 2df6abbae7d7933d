"""What happens on the hosted page: a customer pays, is declined, or leaves. And what banks do later to transfers and refunds."""

import secrets

from django.utils import timezone

from apps.core.db import run_atomic
from apps.core.money import step

from .events import emit
from .models import SandboxMoney, SandboxRefund, SandboxReversal, SandboxSession, SandboxTransfer

FEE_BASIS_POINTS = 150  # what the sandbox keeps of a charge
MOVED: dict[str, type[SandboxTransfer | SandboxRefund | SandboxReversal]] = {"tr": SandboxTransfer, "re": SandboxRefund, "trr": SandboxReversal}
DECLINED = "Your card was declined."


def pay(session_id: str, *, manner: str = "now") -> bool:
    """The customer pays; False when the session is not open any more. Webhooks follow after commit, in the `manner` of `events.emit`."""
    return finish_session(session_id, True, manner)


def decline(session_id: str, *, manner: str = "now") -> bool:
    """The card is declined and the session over; nothing was charged."""
    return finish_session(session_id, False, manner)


@run_atomic
def finish_session(session_id: str, paid: bool, manner: str) -> bool:
    session = SandboxSession.objects.filter(reference=session_id, status="open", expires_at__gt=timezone.now()).first()
    if session is None:
        return False
    words: dict[str, object] = {"status": "complete", "paid": paid, "failure": "" if paid else DECLINED}
    if paid:
        fee = session.amount_minor * FEE_BASIS_POINTS // 10_000
        words |= {"charge_id": f"ch_sandbox_{secrets.token_hex(8)}", "fee_minor": fee - fee % step(session.currency)}
    if SandboxSession.objects.filter(pk=session.pk, status="open").update(**words) != 1:
        return False
    session.refresh_from_db()
    emit("checkout.session.completed" if paid else "checkout.session.async_payment_failed", session_words(session), manner=manner)
    return True


@run_atomic
def expire(session_id: str) -> None:
    """The session is over, if nobody was faster."""
    if SandboxSession.objects.filter(reference=session_id, status="open").update(status="expired") == 1:
        emit("checkout.session.expired", session_words(SandboxSession.objects.get(reference=session_id)), manner="queued")


@run_atomic
def resolve(reference: str, status: str, *, error: str = "", manner: str = "now") -> bool:
    """The bank's word on a transfer, refund or reversal: succeeded or failed, even after it had succeeded. False when it says so already.

    A transfer of which something came back has arrived, and cannot fail any more.
    """
    model = MOVED[reference.partition("_")[0]]
    if model is SandboxTransfer and SandboxReversal.objects.filter(transfer=reference).exclude(status="failed").exists():
        return False
    if not model._default_manager.filter(reference=reference).exclude(status=status).update(status=status, error=error):
        return False
    noun = "refund" if model is SandboxRefund else "transfer" if model is SandboxTransfer else "transfer.reversal"
    emit(
        f"{noun}.updated" if status == "succeeded" else f"{noun}.failed", money_words(model._default_manager.get(reference=reference)), manner=manner
    )
    return True


def session_words(session: SandboxSession) -> dict[str, object]:
    return money_words(session) | {"payment_status": "paid" if session.paid else "unpaid", "charge": session.charge_id}


def money_words(row: SandboxMoney) -> dict[str, object]:
    """A copy of the object as it is now, for an event; by the time it is read it may be old."""
    status = getattr(row, "status", "")
    return {"id": row.reference, "amount": row.amount_minor, "currency": row.currency, "status": status, "metadata": row.metadata}
