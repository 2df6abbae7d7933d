"""What became of a payment: the gateway is asked, then everything that follows is written in one transaction."""

import logging
from datetime import timedelta
from typing import Any

from django.db import IntegrityError
from django.utils import timezone

from apps.contracts import services as contracts
from apps.contracts.models import Contract, Milestone
from apps.core.db import run_atomic
from apps.core.errors import Stale
from apps.core.moves import move
from apps.payments import journal, notices
from apps.payments.gateways import gateway
from apps.payments.gateways.base import Checkout, GatewayError
from apps.payments.models import Payment

from .operating import order_refund

logger = logging.getLogger(__name__)
BATCH = 500
FULL = ("contract", "milestone", "owner", "solver")


class WrongCheckout(GatewayError):
    """The gateway's checkout is not the one that we asked for, or about another amount: an operator must look."""


def settle(payment: Payment) -> Payment:
    """Ask the gateway how the payment stands, and book it. Any number of times, by anybody; the payment as it is afterwards."""
    payment.refresh_from_db()
    if not payment.session_id:
        return payment
    return book(payment, gateway(payment.gateway).fetch_checkout(payment.session_id))


def book(payment: Payment, checkout: Checkout, *, by: Any = None) -> Payment:
    """Write down what the gateway said. Whoever is second finds it done; `by` is who left the checkout, if somebody did."""
    if (checkout.payment, checkout.amount) != (str(payment.pk), payment.amount):
        raise WrongCheckout(f"Payment {payment.pk} is about {payment.amount}, checkout {checkout.id} about {checkout.amount} for {checkout.payment}.")
    for attempt in (1, 2, 3):
        try:
            return book_once(payment.pk, checkout, by)
        except (Stale, IntegrityError):  # somebody was faster: look again at what is wanted now
            if attempt == 3:
                raise
    raise AssertionError("unreachable")


@run_atomic
def book_once(payment_id: Any, checkout: Checkout, by: Any) -> Payment:
    payment = Payment.objects.select_related(*FULL).get(pk=payment_id)
    if checkout.paid:
        arrive(payment, checkout)
    elif payment.status == Payment.Status.OPEN and checkout.failure:
        move(payment, "fail", by=None, failure=checkout.failure[:300])
    elif payment.status == Payment.Status.OPEN and checkout.state == "expired":
        move(payment, "cancel" if by else "expire", by=by)
    return payment


def arrive(payment: Payment, checkout: Checkout) -> None:
    """The money is there: it funds the milestone if that is still wanted, else it goes back."""
    if payment.status in (Payment.Status.SUCCEEDED, Payment.Status.LATE):
        return
    if payment.contract.is_live and payment.milestone.status == Milestone.Status.PLANNED:
        move(payment, "succeed" if payment.status == Payment.Status.OPEN else "revive", by=None, charge_id=checkout.charge_id, session_id=checkout.id)
        contracts.fund(payment.milestone)
        journal.funded(payment, checkout)
        notices.tell_held(payment)
    else:
        move(payment, "arrive_late", by=None, charge_id=checkout.charge_id, session_id=checkout.id)
        journal.arrived_late(payment, checkout)
        order_refund(f"late:{payment.pk}", payment)
        notices.tell_late(payment)


def expire_payments() -> int:
    """Close what waits too long, or for nothing any more: the gateway's checkout first, so that nobody pays into it, then our row."""
    done = 0
    for payment in Payment.objects.filter(status="open", expires_at__lte=timezone.now()).order_by("expires_at")[:BATCH]:
        try:
            done += close(payment)
        except Exception:
            logger.exception("Payment %s could not be closed; it will be tried again.", payment.pk)
            Payment.objects.filter(pk=payment.pk, status="open").update(expires_at=timezone.now() + timedelta(minutes=5))
    return done


def close(payment: Payment) -> bool:
    """True when the payment is not open any more. One without a session was shown to nobody, so nothing can have been paid."""
    if not payment.session_id:
        return expire_unseen(payment.pk)
    checkout = gateway(payment.gateway).expire_checkout(payment.session_id)
    if checkout.state == "complete" and not checkout.paid and not checkout.failure:  # a slow bank: ask again
        Payment.objects.filter(pk=payment.pk, status="open").update(expires_at=timezone.now() + timedelta(hours=1))
        return False
    return book(payment, checkout).status != Payment.Status.OPEN


@run_atomic
def expire_unseen(payment_id: Any) -> bool:
    payment = Payment.objects.get(pk=payment_id)
    if payment.status != Payment.Status.OPEN or payment.session_id:
        return False
    move(payment, "expire", by=None)
    return True


def close_checkouts(contract: Contract) -> None:
    """Nobody shall pay for a contract that ends: its open checkouts are due to be closed. Call it in the transaction that ends it."""
    Payment.objects.filter(contract=contract, status="open").update(expires_at=timezone.now())
