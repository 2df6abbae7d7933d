"""Payments in: what arrived is in the ledger, once and in full."""

from typing import Any

from apps.payments.models import Account, Payment, Posting

from .sums import NOT_CANCELLED, Problems, entries_by_key, on, ordered_of

ARRIVED = ("succeeded", "late")


def check_payments(keys: list[Any]) -> Problems:
    """Paid, and sent back, are in the ledger; nothing else is; the gateway's fee is there once; no more is sent back than came."""
    found: Problems = []
    entries = entries_by_key(f"{kind}:{key}" for key in keys for kind in ("fund", "late", "fee"))
    back = ordered_of("payment_id", keys, NOT_CANCELLED)
    for payment in Payment.objects.select_related("lead").filter(pk__in=keys):
        words = [*booked(payment, entries), *fee(payment, entries), *charge(payment)]
        if back.get((payment.pk, "refund"), 0) > payment.amount_minor:
            words.append("more is ordered back than was paid")
        found += [(payment.pk, word) for word in words]
    return found


def booked(payment: Payment, entries: dict[str, list[Posting]]) -> list[str]:
    found = []
    for status, kind in (("succeeded", "fund"), ("late", "late")):
        key = f"{kind}:{payment.pk}"
        sides = entries.get(key)
        if (payment.status == status) != (sides is not None):
            found.append(f"it is {payment.status}, and that does not agree with the entry {key}")
        elif sides is not None and on(sides, Account.CLEARING) != payment.amount_minor:
            found.append(f"it is about {payment.amount_minor}, the entry {key} about {on(sides, Account.CLEARING)}")
    return found


def fee(payment: Payment, entries: dict[str, list[Posting]]) -> list[str]:
    """The gateway's, on the lead, in the currency of the settlement."""
    sides = entries.get(f"fee:{payment.pk}", [])
    in_ledger = on(sides, Account.GATEWAY_FEES)
    expected = payment.fee_minor if payment.status in ARRIVED else 0
    if in_ledger != expected:
        return [f"the gateway kept {expected} of it, the ledger says {in_ledger}"]
    if sides and any(side.currency != payment.settled.currency for side in sides):
        return ["the gateway's fee is in another currency than the settlement"]
    return []


def charge(payment: Payment) -> list[str]:
    """What arrived has a charge, which all payments of one checkout share."""
    if payment.status not in ARRIVED:
        return []
    found = []
    if not payment.charge_id:
        found.append("it is paid, and no charge is known")
    if payment.lead and (payment.lead.charge_id, payment.lead.session_id) != (payment.charge_id, payment.session_id):
        found.append("its checkout or charge is not that of its lead")
    if payment.settled_currency == payment.currency and payment.settled_minor != payment.amount_minor:
        found.append(f"{payment.settled_minor} was settled of {payment.amount_minor}, in the same currency")
    return found
