"""Ending a contract early: what is held goes back to the challenger, all of it. One transaction changes the state and orders the refunds."""

from collections.abc import Callable
from functools import partial
from typing import Any

from apps.contracts import permissions
from apps.contracts import services as contracts
from apps.contracts.models import Contract, Milestone
from apps.core.db import on_commit, run_atomic
from apps.core.errors import NotAllowed, Refused, Stale
from apps.core.moves import take_turn
from apps.payments import journal, tasks
from apps.payments.models import Payment

from .operating import order_refund
from .settling import close_checkouts


def cancel_contract(contract: Contract, *, by: Any, reason: str) -> Contract:
    """Before the first delivery a party leaves alone; held money goes back in full. Returns the contract as it is now."""
    return end(contract.pk, by, permissions.can_cancel_alone, "After the first delivery a contract is cancelled by agreement.", reason)


def agree_cancel(contract: Contract, *, by: Any) -> Contract:
    """The other party agrees to the proposal that stands; what is held goes back, what was released stays."""
    return end(contract.pk, by, permissions.can_agree_to_cancel, "There is no proposal to cancel that you could agree to.", None)


@run_atomic
def end(contract_id: Any, by: Any, allowed: Callable[[Any, Any], bool], refusal: str, reason: str | None) -> Contract:
    take_turn(Contract, contract_id)
    contract: Contract = Contract.objects.select_related("owner", "solver").get(pk=contract_id)
    if not permissions.is_party(by, contract):
        raise NotAllowed("Only the two parties can cancel a contract.", row=contract)
    if not contract.is_live:
        raise Stale(f"Meanwhile this contract has ended: it is {contract.get_status_display().lower()}. Nothing was done.", row=contract)
    contracts.check_no_dispute(contract)
    if not allowed(by, contract):
        raise Refused(refusal, row=contract)
    for milestone in Milestone.objects.select_related("contract", "owner", "solver").filter(contract=contract, held_minor__gt=0):
        give_back(milestone, by)
    contracts.cancel(contract, by=by, reason=contract.cancel_reason if reason is None else reason)
    close_checkouts(contract)
    on_commit(partial(tasks.expire_payments.enqueue), robust=True)
    return contract


def give_back(milestone: Milestone, by: Any) -> None:
    """The whole held amount of a milestone becomes a refund on its way."""
    held = milestone.held
    contracts.refund(milestone, by=by)
    journal.refund_ordered(milestone, held)
    payment = Payment.objects.get(milestone=milestone, status=Payment.Status.SUCCEEDED)
    order_refund(f"refund:{milestone.pk}", payment, held)
