"""The sandbox as payments calls it: an outside server that happens to share the process."""

import secrets
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import Sum
from django.urls import reverse
from django.utils import timezone

from apps.core.money import Money
from apps.payments.gateways.answers import ChargebackState, Checkout, Movement, Notice, Outcome
from apps.payments.gateways.base import Gateway
from apps.payments.gateways.errors import GatewayRefusal, OutcomeUnknown
from apps.payments.gateways.orders import CheckoutOrder, Evidence, RefundOrder, ReversalOrder, TransferOrder

from . import banks, books, events, till
from .keys import Answer, once
from .models import SandboxRefund, SandboxReversal, SandboxSession, SandboxTransfer
from .scripts import take
from .signature import HEADER, verify


class Sandbox(Gateway):
    name = "sandbox"

    def create_checkout(self, order: CheckoutOrder) -> Checkout:
        answer = self.answer("checkout", order, lambda: open_session(order))
        return self.fetch(answer["id"])

    def fetch_checkout(self, checkout_id: str) -> Checkout:
        session = self.fetch(checkout_id)
        if session.state == "open" and session.expires_at <= timezone.now():
            till.expire(checkout_id)
            return self.fetch(checkout_id)
        return session

    def expire_checkout(self, checkout_id: str) -> Checkout:
        till.expire(checkout_id)
        return self.fetch(checkout_id)

    def transfer(self, order: TransferOrder) -> Outcome:
        answer = self.answer("transfer", order, lambda: make_transfer(order))
        return Outcome(answer["id"], answer["status"], amount=order.amount)

    def refund(self, order: RefundOrder) -> Outcome:
        answer = self.answer("refund", order, lambda: make_refund(order))
        return Outcome(answer["id"], answer["status"], amount=order.amount)

    def fetch_transfer(self, transfer_id: str) -> Outcome:
        return outcome(SandboxTransfer.objects.filter(reference=transfer_id).first(), transfer_id)

    def fetch_refund(self, refund_id: str) -> Outcome:
        return outcome(SandboxRefund.objects.filter(reference=refund_id).first(), refund_id)

    def find_transfer(self, operation: str, group: str) -> Outcome | None:
        found = SandboxTransfer.objects.filter(operation=operation).order_by("-id").first()
        return outcome(found, "") if found else None

    def find_refund(self, operation: str, charge_id: str) -> Outcome | None:
        found = SandboxRefund.objects.filter(operation=operation, charge_id=charge_id).order_by("-id").first()
        return outcome(found, "") if found else None

    def reverse(self, order: ReversalOrder) -> Outcome:
        answer = self.answer("reversal", order, lambda: banks.make_reversal(order))
        return Outcome(answer["id"], answer["status"], amount=order.amount)

    def fetch_reversal(self, reversal_id: str, transfer_id: str) -> Outcome:
        return outcome(SandboxReversal.objects.filter(reference=reversal_id).first(), reversal_id)

    def find_reversal(self, operation: str, transfer_id: str) -> Outcome | None:
        found = SandboxReversal.objects.filter(operation=operation, transfer=transfer_id).order_by("-id").first()
        return outcome(found, "") if found else None

    def fetch_chargeback(self, chargeback_id: str) -> ChargebackState:
        return banks.fetch_chargeback(chargeback_id)

    def send_evidence(self, chargeback_id: str, evidence: Evidence, *, key: str) -> ChargebackState:
        return banks.take_evidence(chargeback_id, evidence)

    def movements(self, since: datetime, until: datetime) -> Iterator[Movement]:
        return books.movements(since, until)

    def verify_webhook(self, body: bytes, headers: Mapping[str, str]) -> Notice:
        event = verify(body, headers.get(HEADER, ""), settings.SANDBOX_WEBHOOK_SECRET)
        part = event.get("data")
        thing = part.get("object") if isinstance(part, dict) else None
        thing = thing if isinstance(thing, dict) else {}
        metadata = thing.get("metadata")
        reference = metadata.get("reference", "") if isinstance(metadata, dict) else ""
        return Notice(str(event.get("id", ""))[:120], str(event.get("type", ""))[:80], str(thing.get("id", ""))[:120], str(reference), event)

    def catch_up(self) -> int:
        return events.deliver_due()

    def answer(self, call: str, order: Any, act: Any) -> Answer:
        """The first answer to this key, unless somebody ordered bad luck."""
        luck = take(call, "down", "lost")
        if luck == "down":
            raise OutcomeUnknown("The sandbox did not answer.")
        answer = once(call, order, act)
        if luck == "lost":
            raise OutcomeUnknown("The sandbox's answer was lost.")
        return answer

    def fetch(self, checkout_id: str) -> Checkout:
        session = SandboxSession.objects.filter(reference=checkout_id).first()
        if session is None:
            raise GatewayRefusal("The sandbox knows no such checkout.")
        return Checkout(
            id=session.reference,
            url=settings.SITE_URL + reverse("sandbox:checkout", args=[session.reference]),
            state=session.status,  # type: ignore[arg-type]
            amount=session.amount,
            expires_at=session.expires_at,
            payment=session.metadata.get("reference", ""),
            paid=session.paid,
            charge_id=session.charge_id,
            fee=Money(session.fee_minor, session.currency),
            settled=session.amount if session.paid else None,
            failure=session.failure,
        )


def outcome(row: SandboxTransfer | SandboxRefund | SandboxReversal | None, reference: str) -> Outcome:
    if row is None:
        raise GatewayRefusal(f"The sandbox knows no {reference}.")
    return Outcome(row.reference, row.status, row.error, row.amount)  # type: ignore[arg-type]


def open_session(order: CheckoutOrder) -> Answer:
    if take("checkout", "fail"):
        return {"error": "The sandbox opens no checkout now."}
    session = SandboxSession.objects.create(
        reference=f"cs_sandbox_{secrets.token_urlsafe(24)}",
        currency=order.amount.currency,
        amount_minor=order.amount.minor,
        metadata={"reference": order.payment},
        title=order.title,
        payee=order.payee,
        payer_email=order.payer_email,
        success_url=order.success_url,
        cancel_url=order.cancel_url,
        expires_at=order.expires_at,
    )
    return {"id": session.reference}


def make_transfer(order: TransferOrder) -> Answer:
    luck = take("transfer", "fail", "pending")
    if luck == "fail":
        return {"error": "The sandbox refused the transfer."}
    if order.amount.minor > left_of(order.charge_id, order.amount.currency):
        return {"error": "The charge does not hold that much any more."}
    row = SandboxTransfer.objects.create(
        reference=f"tr_sandbox_{secrets.token_hex(8)}", destination=order.destination, **words(order, luck), operation=order.operation
    )
    events.emit("transfer.created", till.money_words(row), manner="queued")
    return {"id": row.reference, "status": row.status}


def make_refund(order: RefundOrder) -> Answer:
    luck = take("refund", "fail", "pending")
    if luck == "fail":
        return {"error": "The sandbox refused the refund."}
    if banks.is_wanted(order.charge_id):
        return {"error": "The payer’s bank disputes this charge: it cannot be refunded."}
    if order.amount.minor > refundable(order.charge_id, order.amount.currency):
        return {"error": "Not that much of the charge is left to refund."}
    row = SandboxRefund.objects.create(reference=f"re_sandbox_{secrets.token_hex(8)}", **words(order, luck), operation=order.operation)
    events.emit("refund.created", till.money_words(row), manner="queued")
    return {"id": row.reference, "status": row.status}


def words(order: TransferOrder | RefundOrder, luck: str) -> dict[str, Any]:
    return {
        "currency": order.amount.currency,
        "amount_minor": order.amount.minor,
        "metadata": {"reference": order.operation},
        "charge_id": order.charge_id,
        "status": "pending" if luck == "pending" else "succeeded",
    }


def refundable(charge_id: str, currency: str) -> int:
    """What of a charge was neither refunded yet nor charged back: it comes out of the platform's balance, whatever was transferred meanwhile."""
    session = SandboxSession.objects.filter(charge_id=charge_id, currency=currency, paid=True).first() if charge_id else None
    if session is None:
        return 0
    rows = SandboxRefund.objects.filter(charge_id=charge_id).exclude(status="failed")
    return session.amount_minor - (rows.aggregate(gone=Sum("amount_minor", default=0))["gone"] or 0) - banks.lost_of(charge_id)


def left_of(charge_id: str, currency: str) -> int:
    """What of a charge was neither transferred nor refunded yet, in minor units; 0 of a charge that does not exist."""
    session = SandboxSession.objects.filter(charge_id=charge_id, currency=currency, paid=True).first()
    if session is None or not charge_id:
        return 0
    sums = {}
    for model in (SandboxTransfer, SandboxRefund, SandboxReversal):
        rows = model._default_manager.filter(charge_id=charge_id).exclude(status="failed")
        sums[model] = rows.aggregate(gone=Sum("amount_minor", default=0))["gone"] or 0
    return session.amount_minor - sums[SandboxTransfer] - sums[SandboxRefund] + sums[SandboxReversal]
