"""What payers' banks took, at the gateway against our rows."""

from collections.abc import Sequence
from itertools import accumulate
from typing import Any

from apps.core.money import Money
from apps.payments.gateways.answers import ChargebackState, Movement
from apps.payments.gateways.errors import GatewayRefusal
from apps.payments.journal import chargeback_fees
from apps.payments.models import Chargeback

from .differences import Compared, on

OVER = ("won", "lost")


def compare_chargebacks(found: Compared, movements: Sequence[Movement]) -> None:
    rows = Chargeback.objects.select_related("payment").filter(gateway=found.gateway)
    by_reference = {one.reference: one for one in rows.filter(reference__in=[one.id for one in movements])}
    for movement in movements:
        row = by_reference.get(movement.id)
        if row is None:
            if found.is_late(movement):
                found.unknown(movement, f"the payer’s bank took {movement.amount} on {on(movement.created_at)}, and there is no chargeback of ours")
            continue
        words = wrong(row, movement.amount, movement.state, movement.source)
        fee = Money(row.fee_minor, row.fee_currency) if row.fee_currency else None
        if movement.fee and movement.settled.minor < 0 and movement.fee != fee and not is_booked(row, movement.fee):
            words.append(f"the gateway kept {movement.fee} for it, and {fee or 'nothing'} here")
        settle(found, row, words)


def is_booked(row: Chargeback, fee: Money) -> bool:
    """Whether it was the gateway's fee once: it may have taken more since, or have given it back with what was won."""
    return fee in accumulate(chargeback_fees(row)) or (row.status == "won" and bool(row.fee_currency) and not row.fee_minor)


def wrong(row: Chargeback, amount: Money, state: str, charge_id: str) -> list[str]:
    said = []
    if amount != row.amount:
        said.append(f"{row.reference} is about {amount} at the gateway, and about {row.amount} here")
    if (state in OVER or row.status in OVER) and state != row.status:
        said.append(f"{row.reference} is {state} at the gateway, and {row.status} here")
    if charge_id and charge_id != row.payment.charge_id:
        said.append(f"{row.reference} is about charge {charge_id}, and about {row.payment.charge_id} here")
    return said


def settle(found: Compared, row: Chargeback, words: list[str]) -> None:
    for word in words:
        found.off(row, word)
    if not words:
        found.agreed.add(row.pk)


def look_for(found: Compared, door: Any, row: Chargeback) -> None:
    """A chargeback that was not among the gateway's objects: it may have taken nothing, or be older."""
    try:
        state: ChargebackState = door.fetch_chargeback(row.reference)
    except GatewayRefusal as error:
        found.off(row, f"the gateway knows nothing of {row.reference}: {error}")
        return
    settle(found, row, wrong(row, state.amount, state.state, state.charge_id))
