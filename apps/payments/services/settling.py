"""What became of a payment: the gateway is asked, then everything that follows is written in one transaction."""

import logging
from datetime import timedelta
from typing import Any

from django.db import IntegrityError
from django.db.models import Q
from django.utils import timezone

from apps.contracts import services as contracts
from apps.contracts.models import Contract, Milestone
from apps.core.clocks import in_turn
from apps.core.db import run_atomic
from apps.core.errors import Stale
from apps.core.money import Money, total
from apps.core.moves import move, take_turn
from apps.payments import documents, journal, notices
from apps.payments.gateways import gateway
from apps.payments.gateways.answers import Checkout
from apps.payments.gateways.errors import GatewayOff, GatewayRefusal, WrongObject
from apps.payments.models import Payment
from apps.payments.models.payment import chargeable

from .operating import order_refund
from .reporting import report

logger = logging.getLogger(__name__)
BATCH = 500
LONGEST_CHECKOUT = timedelta(hours=25)  # none lives longer than a day
ARRIVED = (Payment.Status.SUCCEEDED, Payment.Status.LATE)
FULL = ("contract", "milestone", "owner", "solver")


def whole(payment: Payment) -> list[Payment]:
    """All payments of the payment's checkout, in the order of their milestones; the lead is the first."""
    lead = payment.lead_id or payment.pk
    rows = Payment.objects.select_related(*FULL).filter(Q(pk=lead) | Q(lead_id=lead))
    return sorted(rows, key=lambda one: one.milestone.position)


def settle(payment: Payment) -> Payment:
    """Ask the gateway how the payment stands, and book it. Any number of times, by anybody; the payment as it is afterwards."""
    payment.refresh_from_db()
    if not payment.session_id:
        return payment
    return book(payment, gateway(payment.gateway).fetch_checkout(payment.session_id))


def book(payment: Payment, checkout: Checkout, *, by: Any = None) -> Payment:
    """Write down what the gateway said, about all payments of the checkout; `payment` as it is now.

    Whoever is second finds it done; `by` is who left the checkout, if somebody did. Raises WrongObject.
    """
    for attempt in (1, 2, 3):
        try:
            booked = book_once(payment, checkout, by)
            return next(one for one in booked if one.pk == payment.pk)
        except (Stale, IntegrityError):  # somebody was faster: look again at what is wanted now
            if attempt == 3:
                raise
    raise AssertionError("unreachable")


@run_atomic
def book_once(known: Payment, checkout: Checkout, by: Any) -> list[Payment]:
    if checkout.paid and known.status not in ARRIVED:
        take_turn(Contract, known.contract_id)
    payments = whole(known)
    lead = payments[0]
    amount = total([one.amount for one in payments], lead.currency)
    if (checkout.payment, checkout.amount) != (str(lead.pk), amount):
        raise WrongObject(f"Payment {lead.pk} is about {amount}, checkout {checkout.id} about {checkout.amount} for {checkout.payment}.")
    arrived = [one for one, settled in zip(payments, shares(payments, checkout), strict=True) if checkout.paid and arrive(one, checkout, settled)]
    if arrived:
        notices.tell_arrived(arrived, documents.issue_receipt(arrived))
    for one in payments:
        if one.status == Payment.Status.OPEN and checkout.failure:
            move(one, "fail", by=None, failure=checkout.failure[:300])
        elif one.status == Payment.Status.OPEN and checkout.state == "expired":
            move(one, "cancel" if by else "expire", by=by)
    return payments


def shares(payments: list[Payment], checkout: Checkout) -> list[Money]:
    """Each payment's part of the charge as it was settled; what is left over by rounding goes to the last."""
    settled = checkout.settled or checkout.amount
    if settled.currency == checkout.amount.currency:
        return [one.amount for one in payments]
    parts = [chargeable(settled.minor * one.amount_minor // checkout.amount.minor, settled.currency) for one in payments[:-1]]
    return [*parts, settled - total(parts, settled.currency)]


def arrive(payment: Payment, checkout: Checkout, settled: Money) -> bool:
    """The money is there: it funds the milestone if that is still wanted, else it goes back. False when it was booked before."""
    if payment.status in ARRIVED:
        return False
    words: dict[str, Any] = {"charge_id": checkout.charge_id, "session_id": checkout.id, "rate": checkout.rate}
    words |= {"settled_minor": settled.minor, "settled_currency": settled.currency}
    words["fee_minor"] = checkout.fee.minor if checkout.fee and payment.lead_id is None else 0
    if payment.contract.is_live and payment.milestone.status == Milestone.Status.PLANNED:
        move(payment, "succeed" if payment.status == Payment.Status.OPEN else "revive", by=None, **words)
        contracts.fund(payment.milestone)
        journal.funded(payment, checkout)
    else:
        move(payment, "arrive_late", by=None, **words)
        journal.arrived_late(payment, checkout)
        order_refund(f"late:{payment.pk}", payment)
    return True


def expire_payments() -> int:
    """Close what waits too long, or for nothing any more: the gateway's checkout first, so that nobody pays into it, then our row.

    A checkout that the gateway does not know, or not any more, after a day in which it must have ended, is given up and reported: if money
    comes all the same, it is taken or sent back like any that is late.
    """
    done = 0
    due = Payment.objects.filter(status="open", lead=None, expires_at__lte=timezone.now()).order_by("expires_at")
    for payment in in_turn(due[:BATCH]):
        try:
            done += close(payment)
        except Exception as error:
            logger.warning("Payment %s could not be closed: %r", payment.pk, error)
            if isinstance(error, GatewayRefusal | GatewayOff | WrongObject) and timezone.now() - payment.created_at > LONGEST_CHECKOUT:
                report("operation", f"payment {payment.pk}", f"Its checkout could not be closed and was given up: {error}")
                done += expire_rows(payment.pk)
            else:
                Payment.objects.filter(pk=payment.pk, status="open").update(expires_at=timezone.now() + timedelta(minutes=5))
    return done


def close(payment: Payment) -> bool:
    """True when the payment is not open any more. One without a session was shown to nobody, so nothing can have been paid."""
    if not payment.session_id:
        return expire_rows(payment.pk, unseen=True)
    checkout = gateway(payment.gateway).expire_checkout(payment.session_id)
    if checkout.state == "complete" and not checkout.paid and not checkout.failure:  # a slow bank: ask again
        Payment.objects.filter(pk=payment.pk, status="open").update(expires_at=timezone.now() + timedelta(hours=1))
        return False
    return book(payment, checkout).status != Payment.Status.OPEN


@run_atomic
def expire_rows(payment_id: Any, *, unseen: bool = False) -> bool:
    """False where it is not open any more, or, if `unseen`, has got a session meanwhile."""
    payment = Payment.objects.get(pk=payment_id)
    if payment.status != Payment.Status.OPEN or (unseen and payment.session_id):
        return False
    for one in whole(payment):
        if one.status == Payment.Status.OPEN:
            move(one, "expire", by=None)
    return True


def close_checkouts(contract: Contract) -> None:
    """Nobody shall pay for a contract that ends: its open checkouts are due to be closed. Call it in the transaction that ends it."""
    Payment.objects.filter(contract=contract, status="open").update(expires_at=timezone.now())
