"""Charges at the gateway against payments of ours."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from apps.core.money import Money
from apps.payments.gateways.answers import Checkout, Movement
from apps.payments.gateways.errors import GatewayRefusal
from apps.payments.models import Payment

from .differences import Compared, on, own_id, own_ids

ARRIVED = ("succeeded", "late")


def compare_charges(found: Compared, charges: Sequence[Movement]) -> None:
    """Each charge has its payments, about the same amount, settlement and fee."""
    rows = Payment.objects.filter(gateway=found.gateway)
    by_charge: dict[str, list[Payment]] = defaultdict(list)
    for one in rows.filter(charge_id__in=[charge.id for charge in charges]):
        by_charge[one.charge_id].append(one)
    by_key = {one.pk: one for one in rows.filter(pk__in=own_ids(charges))}
    for charge in charges:
        if charge.state != "succeeded":
            continue
        payments = by_charge.get(charge.id)
        if payments:
            compare(found, charge, payments)
        else:
            unbooked(found, charge, by_key.get(own_id(charge.reference)))  # type: ignore[arg-type]


def unbooked(found: Compared, charge: Movement, payment: Payment | None) -> None:
    if payment is None:
        found.unknown(charge, f"{charge.amount} came in on {on(charge.created_at)}, and there is no payment of ours for it")
    elif payment.charge_id:
        found.off(payment, f"charge {charge.id} of {charge.amount} came in for it besides {payment.charge_id}")
    elif found.is_late(charge):
        found.off(payment, f"charge {charge.id} of {charge.amount} came in on {on(charge.created_at)}, and it is {payment.status} here")


def compare(found: Compared, charge: Movement, payments: list[Payment]) -> None:
    leads = [one for one in payments if one.lead_id is None]
    lead = leads[0] if leads else payments[0]
    words = [*wrong(charge, payments, lead), *([] if len(leads) == 1 else [f"charge {charge.id} belongs to {len(leads)} checkouts here"])]
    for word in words:
        found.off(lead, word)
    if not words:
        found.agreed |= {one.pk for one in payments}


def wrong(charge: Movement, payments: list[Payment], lead: Payment) -> list[str]:
    said = []
    late = [one for one in payments if one.status not in ARRIVED]
    if late:
        said.append(f"charge {charge.id} came in, and payment {late[0].pk} is {late[0].status} here")
    if charge.reference and own_id(charge.reference) != lead.pk:
        said.append(f"charge {charge.id} was made for {charge.reference}")
    amount = Money(sum(one.amount_minor for one in payments), lead.currency)
    if charge.amount != amount:
        said.append(f"charge {charge.id} is about {charge.amount} at the gateway, and about {amount} here")
    settled = Money(sum(one.settled.minor for one in payments), lead.settled.currency)
    if charge.settled != settled:
        said.append(f"charge {charge.id} was settled as {charge.settled}, and as {settled} here")
    fee = Money(lead.fee_minor, lead.settled.currency)
    if (charge.fee.minor or fee.minor) and charge.fee != fee:
        said.append(f"the gateway kept {charge.fee} of charge {charge.id}, and {fee} here")
    return said


def look_for(found: Compared, door: Any, payment: Payment) -> None:
    """A payment that is paid here, and was not among the gateway's charges: ask for it by name."""
    try:
        checkout: Checkout = door.fetch_checkout(payment.session_id)
    except GatewayRefusal as error:
        found.off(payment, f"it is paid here with charge {payment.charge_id}, and the gateway knows nothing of it: {error}")
        return
    if not checkout.paid or checkout.charge_id != payment.charge_id:
        there = checkout.charge_id or f"no charge, {checkout.state}"
        found.off(payment, f"it is paid here with charge {payment.charge_id}, and the gateway says: {there}")
    else:
        found.agreed.add(payment.pk)
