"""Paying for a milestone: a payment row first, then the gateway's checkout. The process may die anywhere; the next press goes on where it stopped."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import IntegrityError
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from apps.contracts.models import Milestone
from apps.core.db import atomic, run_atomic
from apps.core.errors import NotAllowed, Refused, Stale
from apps.core.money import total
from apps.core.moves import move
from apps.payments.gateways import current, gateway
from apps.payments.gateways.answers import Checkout
from apps.payments.gateways.errors import GatewayError, GatewayOff, GatewayRefusal, OutcomeUnknown, WrongObject
from apps.payments.gateways.orders import CheckoutOrder, Item
from apps.payments.models import Payment

from .asking import KEY_LIFE
from .reporting import report
from .settling import FULL, book, settle, whole

CHECKOUT_HOURS = 23  # below the gateway's limit of 24


def start_funding(milestone: Milestone, *, by: Any, through: int | None = None) -> str:
    """The address of the checkout where `by`, the owner, pays for the milestone, or for all from it to the one at position `through` at once.

    Pressed again, or in a second tab, it is the same checkout; asked for other milestones, the open checkout is closed first. Milestones
    are funded in their order: what is planned first is paid first. Raises Refused with a sentence for the user.
    """
    try:
        return checkout_address(milestone, by, through)
    except WrongObject as error:
        report("operation", f"milestone {milestone.pk}", str(error))
        raise Refused(
            "The payment page and our records disagree. Nothing was charged now, and somebody of ours looks into it.", row=milestone
        ) from error
    except GatewayError as error:
        raise Refused("The payment page does not answer. Nothing was charged. Please try again in a minute.", row=milestone) from error


def checkout_address(milestone: Milestone, by: Any, through: int | None) -> str:
    for _ in range(4):
        leave_others(milestone, by, through)
        try:
            payment = open_payment(milestone.pk, by, through)
        except IntegrityError:  # a second tab was faster: go on with its payment
            continue
        checkout = checkout_of(payment)
        if checkout.state == "open":
            return checkout.url
        payment = book(payment, checkout)
        if payment.status == Payment.Status.OPEN:
            raise Refused("Your payment is still on its way to us. Nothing more is needed from you.", row=payment)
        if payment.status == Payment.Status.SUCCEEDED:
            raise Stale("This milestone is paid for. Nothing was charged again.", row=milestone)
    raise Refused("The payment could not be started. Nothing was charged. Please try again.", row=milestone)


def leave_others(milestone: Milestone, by: Any, through: int | None) -> None:
    """An open checkout for this milestone that is about other milestones than those asked for is closed; its payments are cancelled."""
    known = Payment.objects.filter(milestone=milestone, status="open", owner=by).select_related("lead").first()
    if known is None:
        return
    lead = known.lead or known
    positions = list(Payment.objects.filter(Q(pk=lead.pk) | Q(lead=lead)).values_list("milestone_id", flat=True))
    wanted = {one.pk for one in wanted_milestones(milestone, through)}
    if set(positions) != wanted:
        leave_checkout(lead, by=by)


def wanted_milestones(milestone: Milestone, through: int | None) -> list[Milestone]:
    last = max(through or milestone.position, milestone.position)
    rows = Milestone.objects.select_related("contract", "owner", "solver").filter(contract=milestone.contract_id)
    return list(rows.filter(position__gte=milestone.position, position__lte=last).order_by("position"))


@run_atomic
def open_payment(milestone_id: Any, by: Any, through: int | None = None) -> Payment:
    """The open payment of the milestone, found or made; the lead, where several milestones are paid at once."""
    milestone = Milestone.objects.select_related("contract", "owner", "solver").get(pk=milestone_id)
    if milestone.owner_id != by.pk:
        raise NotAllowed("Only the challenger pays for a milestone.", row=milestone)
    known = Payment.objects.select_related(*FULL).filter(milestone=milestone, status="open").first()
    known = known.lead if known and known.lead else known
    if known and (known.session_id or timezone.now() - known.created_at < KEY_LIFE):
        return known
    if known:  # its checkout was never seen, and the gateway may have forgotten the key: one payment, one checkout
        for unseen in whole(known):
            move(unseen, "expire", by=None)
    wanted = wanted_milestones(milestone, through)
    check_fundable(milestone)
    for later in wanted[1:]:
        if later.status != Milestone.Status.PLANNED:
            raise Stale(f"“{later.title}” is {later.get_status_display().lower()} already. Nothing was charged.", row=milestone)
    lead: Payment | None = None
    for one in wanted:
        made = make_payment(one, lead)
        lead = lead or made
    if lead is None:
        raise Stale("This milestone does not exist any more. Nothing was charged.", row=milestone)
    return lead


def make_payment(milestone: Milestone, lead: Payment | None) -> Payment:
    return Payment.objects.create(
        contract=milestone.contract,
        milestone=milestone,
        owner=milestone.owner,
        solver=milestone.solver,
        lead=lead,
        gateway=current(),
        currency=milestone.currency,
        amount_minor=milestone.amount_minor,
        expires_at=timezone.now() + timedelta(hours=CHECKOUT_HOURS),
    )


def check_fundable(milestone: Milestone) -> None:
    """Raises Refused with the reason why nobody can pay for it now."""
    if milestone.owner_id == milestone.solver_id:
        raise Refused("You cannot pay yourself: the challenger and the solver are one account.", row=milestone)
    if not milestone.solver.is_active:
        raise Refused(f"The account of {milestone.solver} is suspended, so nothing is paid in for them now. Nothing was charged.", row=milestone)
    if not milestone.contract.is_live:
        raise Stale("This contract has ended. Nothing was charged.", row=milestone)
    if milestone.status != Milestone.Status.PLANNED:
        raise Stale(f"This milestone is {milestone.get_status_display().lower()} already. Nothing was charged.", row=milestone)
    earlier = Milestone.objects.filter(contract=milestone.contract, position__lt=milestone.position, status="planned").first()
    if earlier:
        raise Refused(f"Milestones are funded in their order. Fund “{earlier.title}” first.", row=milestone)


def checkout_of(payment: Payment) -> Checkout:
    """The gateway's checkout for the payment, made with the payment's id as key where we do not know of one yet."""
    try:
        if payment.session_id:
            return gateway(payment.gateway).fetch_checkout(payment.session_id)
        checkout = gateway(payment.gateway).create_checkout(checkout_order(payment))
    except GatewayRefusal as error:
        give_up(payment, str(error))
        raise Refused("The payment could not be started. Nothing was charged. Please try again.", row=payment.milestone) from error
    except OutcomeUnknown as error:
        raise Refused("The payment page does not answer. Nothing was charged. Please try again in a minute.", row=payment.milestone) from error
    except GatewayOff as error:
        raise Refused("Payments are switched off on this site. Nothing was charged.", row=payment.milestone) from error
    both = Payment.objects.filter(Q(pk=payment.pk) | Q(lead=payment), session_id="")
    both.update(session_id=checkout.id, checkout_url=checkout.url, expires_at=checkout.expires_at)
    payment.session_id, payment.checkout_url = checkout.id, checkout.url
    return checkout


def checkout_order(payment: Payment) -> CheckoutOrder:
    back = settings.SITE_URL + reverse("payments:return", args=[payment.pk])
    parts = whole(payment)
    return CheckoutOrder(
        key=str(payment.pk),
        payment=str(payment.pk),
        group=str(payment.contract_id),
        amount=total([one.amount for one in parts], payment.currency),
        items=tuple(Item(one.milestone.title, one.amount) for one in parts),
        title=f"{payment.milestone.title} – {payment.contract.title}" if len(parts) == 1 else f"{len(parts)} milestones – {payment.contract.title}",
        payee=payment.solver.name or payment.solver.handle,
        payer_email=payment.owner.email,
        success_url=back,
        cancel_url=f"{back}?left=1",
        expires_at=payment.expires_at,
    )


def give_up(payment: Payment, reason: str) -> None:
    """The gateway opens no checkout for it: the payment has failed, and the next press makes a new one."""
    with atomic():
        for fresh in whole(payment):
            if fresh.status == Payment.Status.OPEN and not fresh.session_id:
                move(fresh, "fail", by=None, failure=reason[:300])


def leave_checkout(payment: Payment, *, by: Any) -> Payment:
    """The owner came back without paying: the checkout is closed, so that nothing can be paid into it any more. Returns the payment as it is now."""
    if payment.status == Payment.Status.OPEN and payment.session_id and payment.owner_id == by.pk:
        try:
            checkout = gateway(payment.gateway).expire_checkout(payment.session_id)
        except (GatewayRefusal, OutcomeUnknown):
            return settle(payment)
        return book(payment, checkout, by=by)
    return settle(payment)
