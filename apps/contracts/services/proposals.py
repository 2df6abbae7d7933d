"""Cancelling by agreement: one side proposes, the other answers. A proposal speaks of the contract as it stood; what changes the money ends it."""

from typing import Any

from django.utils import timezone

from apps.contracts import notices
from apps.contracts.models import Contract, Milestone
from apps.contracts.permissions import can_agree_to_cancel, can_withdraw_proposal
from apps.core.db import run_atomic
from apps.core.errors import NotAllowed, Refused, Stale
from apps.core.models import Event, record
from apps.users.models import User

from .stock import take_stock

GONE = "There is no proposal to cancel any more: it was answered or withdrawn, or has lapsed."


@run_atomic
def propose_cancel(contract: Contract, *, by: User, reason: str) -> Contract:
    """`by` proposes to cancel, and the other side is asked. The contract and its clocks go on until they agree.

    Raises Refused without a reason, before the first delivery (either side may leave at once then), during a dispute, or when a proposal stands
    already; Stale when the contract has ended, NotAllowed for strangers.
    """
    contract = parties_own(contract, by)
    if not reason.strip():
        raise Refused("Say why: the other side will read it.", field="reason")
    check_no_dispute(contract)
    if contract.has_proposal:
        who = "You have" if contract.cancel_proposed_by_id == by.pk else f"{contract.other_party(by)} has"
        raise Refused(f"{who} already proposed to cancel this contract.", row=contract)
    if contract.is_live and contract.first_delivered_at is None:
        raise Refused("Nothing has been delivered yet, so you can cancel this contract at once.", row=contract)
    event = propose(contract, by=by, reason=reason.strip()[:1000])
    notices.tell(contract.other_party(by), notices.CANCEL_PROPOSED, contract, event.pk, actor=by)
    return contract


@run_atomic
def withdraw_cancel(contract: Contract, *, by: User) -> Contract:
    """The proposal of `by` is taken back. Raises Stale when it was answered meanwhile, NotAllowed for strangers."""
    contract = parties_own(contract, by)
    if not can_withdraw_proposal(by, contract):
        raise Stale(GONE, row=contract)
    event = clear(contract, "withdraw_cancel", by=by)
    notices.tell(contract.other_party(by), notices.CANCEL_WITHDRAWN, contract, event.pk, actor=by)
    return contract


@run_atomic
def decline_cancel(contract: Contract, *, by: User) -> Contract:
    """The other side's proposal is declined; the contract goes on. Raises Stale when it was withdrawn meanwhile, NotAllowed for strangers."""
    contract = parties_own(contract, by)
    if not can_agree_to_cancel(by, contract):
        raise Stale(GONE, row=contract)
    event = clear(contract, "decline_cancel", by=by)
    notices.tell(contract.other_party(by), notices.CANCEL_DECLINED, contract, event.pk, actor=by)
    return contract


def lapse(contract: Contract, because: str, *, by: User | None = None) -> None:
    """Building block: a standing proposal ends, because what it spoke of has changed; whoever made it is told. Take stock afterwards."""
    if not contract.has_proposal:
        return
    proposer = contract.cancel_proposed_by
    event = drop(contract, "lapse_cancel", by=by, note=because)
    if proposer is not None and proposer != by:
        notices.tell(proposer, notices.CANCEL_LAPSED, contract, event.pk, actor=by, because=because)


def check_no_dispute(contract: Contract) -> None:
    """Raises Refused while a dispute is open: where its money goes is what it is about, so cancelling cannot answer that as well."""
    disputed = Milestone.objects.filter(contract=contract, status="disputed").first()
    if disputed is not None:
        words = f"Milestone {disputed.position} is in dispute, so this contract cannot be cancelled now."
        raise Refused(f"{words} Settle the dispute first: accept the other side’s amount, or state one that they accept.", row=disputed)


def parties_own(contract: Contract, by: User) -> Contract:
    """The row as it is in this transaction. Raises NotAllowed for strangers."""
    found: Contract = Contract.objects.select_related("owner", "solver").get(pk=contract.pk)
    if by.pk not in (found.owner_id, found.solver_id):
        raise NotAllowed("Only the two sides of a contract can cancel it.", row=found)
    return found


def propose(contract: Contract, *, by: User, reason: str) -> Event:
    written = {"cancel_proposed_by": by, "cancel_proposed_at": timezone.now(), "cancel_reason": reason}
    change(contract, written, cancel_proposed_by=None)
    event = record(contract, "propose_cancel", by=by, note=reason)
    take_stock(contract)
    return event


def clear(contract: Contract, verb: str, *, by: User) -> Event:
    event = drop(contract, verb, by=by)
    take_stock(contract)
    return event


def drop(contract: Contract, verb: str, *, by: User | None, note: str = "") -> Event:
    written = {"cancel_proposed_by": None, "cancel_proposed_at": None, "cancel_reason": ""}
    change(contract, written, cancel_proposed_by=contract.cancel_proposed_by_id)
    return record(contract, verb, by=by, note=note)


def change(contract: Contract, written: dict[str, Any], **seen: Any) -> None:
    """Compare-and-set of the proposal. Raises Stale when somebody was faster."""
    if Contract.objects.filter(pk=contract.pk, status="active", **seen).update(**written) != 1:
        raise Stale(GONE if contract.has_proposal else "Meanwhile this contract has changed. Nothing was done.", row=contract)
    for field, value in written.items():
        setattr(contract, field, value)
