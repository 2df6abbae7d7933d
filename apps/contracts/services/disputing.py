"""Disputes between the two sides. What moves money is the payments' verb: they settle in the same transaction, with the building blocks below."""

from collections.abc import Iterable
from contextlib import AbstractContextManager
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.utils import timezone

from apps.contracts import dispute_notices as notices
from apps.contracts.models import Contract, Dispute, DisputeFile, DisputeStatement, Milestone
from apps.contracts.permissions import can_ask_staff, can_dispute, can_state_amount, is_party
from apps.core.db import run_atomic
from apps.core.errors import NotAllowed, Refused, Stale
from apps.core.models import record
from apps.core.money import Money, step
from apps.core.moves import move, stale
from apps.core.text import render_markdown
from apps.core.uploads import FILES_LIMIT, Sent, storing
from apps.users.models import User

from .money import reread
from .proposals import lapse
from .stock import take_stock

Uploads = Iterable[Sent]
OVER = "This dispute is over. Nothing was done."


def storing_evidence(uploads: Uploads, by: User) -> AbstractContextManager[list[DisputeFile]]:
    """The bytes first: a row never names a file that is not there. Raises Refused when there are too many."""
    chosen = list(uploads)
    if len(chosen) > FILES_LIMIT:
        raise Refused(f"At most {FILES_LIMIT} files.", field="files")
    return storing(DisputeFile, chosen, by=by)


def open_dispute(milestone: Milestone, *, by: User, amount: Money, text: str, files: Uploads = ()) -> Dispute:
    """`by` disputes the milestone and states what the solver should get of it, before the fee: 0 to all that is held.

    The review clock stops, the money stays held, a proposal to cancel lapses, and the other side is told and has DISPUTE_DAYS to answer.
    Raises Stale when the milestone has moved meanwhile, Refused when it is too early or something is missing, NotAllowed for strangers.
    """
    with storing_evidence(files, by) as stored:
        return begin(milestone, by=by, amount=amount, text=text, stored=stored)


@run_atomic
def begin(milestone: Milestone, *, by: User, amount: Money, text: str, stored: list[DisputeFile]) -> Dispute:
    contract = reread(milestone)
    if not is_party(by, milestone):
        raise NotAllowed("Only the two sides of a contract can dispute it.", row=contract)
    if milestone.status not in ("delivered", "funded"):
        raise stale(milestone)
    if not can_dispute(by, milestone):
        raise Refused("A dispute can be opened while a delivery waits for its review, or after changes were requested twice.", row=milestone)
    check_amount(amount, milestone.held)
    move(milestone, "dispute", by=by, review_due_at=None, reminded_at=None)
    dispute = Dispute.objects.create(
        milestone=milestone,
        contract=contract,
        owner=contract.owner,
        solver=contract.solver,
        opened_by=by,
        currency=milestone.currency,
        held_minor=milestone.held_minor,
        due_at=timezone.now() + timedelta(days=settings.DISPUTE_DAYS),
    )
    statement = write(dispute, by, amount, text, stored)
    lapse(contract, "a dispute was opened", by=by)
    take_stock(contract)
    notices.tell_opened(dispute, contract, milestone, statement)
    return dispute


def read_dispute(dispute_id: Any) -> Dispute:
    """The row as it is in this transaction, with its people."""
    found: Dispute = Dispute.objects.select_related("milestone", "contract", "owner", "solver").get(pk=dispute_id)
    return found


def add_statement(dispute: Dispute, *, by: User, amount: Money, text: str, stored: list[DisputeFile]) -> DisputeStatement:
    """Building block: `by` states an amount, for the first time or anew. The caller settles where the amounts have met, else tells the other side.

    While the other side is silent an amount may only change in its favour: it was told what its silence means. Raises Stale when the dispute is
    over or somebody was faster, Refused for what is not an amount of this dispute, NotAllowed for others than the two sides.
    """
    if not is_party(by, dispute):
        raise NotAllowed("Only the two sides of a dispute can state an amount.", row=dispute)
    if not can_state_amount(by, dispute):
        raise Stale(OVER, row=dispute)
    check_amount(amount, dispute.held)
    side = dispute.side_of(by)
    before = dispute.offer_of(side)
    if before is not None and not dispute.is_answered and (amount < before if side == "owner" else amount > before):
        raise Refused(
            f"{dispute.silent} has not answered yet and was told {before}: until then you can change it only in their favour.", field="amount"
        )
    statement = write(dispute, by, amount, text, stored)
    take_stock(dispute.contract)
    return statement


def write(dispute: Dispute, by: User, amount: Money, text: str, stored: list[DisputeFile]) -> DisputeStatement:
    """By compare-and-set of both offers: whoever comes second looks at the first one's first."""
    side = dispute.side_of(by)
    if dispute.offer_of(side) is None and not text.strip():
        raise Refused("Say why: the other side reads it, and OpenChance if it has to decide.", field="text")
    seen = {"owner_offer_minor": dispute.owner_offer_minor, "solver_offer_minor": dispute.solver_offer_minor}
    changes: dict[str, Any] = {f"{side}_offer_minor": amount.minor, "changed_at": timezone.now()}
    if Dispute.objects.filter(pk=dispute.pk, status=dispute.status, **seen).update(**changes) != 1:
        raise Stale("Meanwhile something happened in this dispute. Look again; nothing was done.", row=dispute)
    for field, value in changes.items():
        setattr(dispute, field, value)
    words = {"text": text.strip(), "text_html": render_markdown(text) if text.strip() else ""}
    statement = DisputeStatement.objects.create(
        dispute=dispute, by=by, side=side, currency=dispute.currency, amount_minor=amount.minor, created_at=timezone.now(), **words
    )
    for one in stored:
        one.statement = statement
        one.save(force_insert=True)
    record(dispute, "state", by=by, amount=str(amount))
    return statement


def check_amount(amount: Money, held: Money) -> None:
    if not Money.zero(held.currency) <= amount <= held:
        raise Refused(f"Name an amount from {Money.zero(held.currency)} to {held}: that is what is held.", field="amount")
    if amount.minor % step(held.currency):
        raise Refused(f"The last decimal of {held.currency} must be 0.", field="amount")


@run_atomic
def ask_staff(dispute: Dispute, *, by: User) -> Dispute:
    """`by` would rather have OpenChance decide than wait; when both sides have asked, it decides.

    Raises Stale when the dispute has moved on, Refused while one side has not stated its amount, NotAllowed for strangers.
    """
    dispute = read_dispute(dispute.pk)
    if not is_party(by, dispute):
        raise NotAllowed("Only the two sides of a dispute can ask for a decision.", row=dispute)
    if dispute.status != "open":
        raise stale(dispute) if dispute.is_live else Stale(OVER, row=dispute)
    if not dispute.is_answered:
        raise Refused(f"{dispute.silent} has not stated an amount yet. OpenChance decides when both sides have.", row=dispute)
    if not can_ask_staff(by, dispute):
        return dispute  # pressed twice
    asked = f"{dispute.side_of(by)}_asked_at"
    if Dispute.objects.filter(pk=dispute.pk, status="open", **{asked: None}).update(**{asked: timezone.now()}) != 1:
        raise Stale("Meanwhile something happened in this dispute. Look again; nothing was done.", row=dispute)
    setattr(dispute, asked, timezone.now())
    record(dispute, "ask_staff", by=by)
    if dispute.asked_by("owner") and dispute.asked_by("solver"):
        escalate(dispute)
    else:
        take_stock(dispute.contract)
        notices.tell_asked(dispute, by)
    return dispute


def escalate(dispute: Dispute) -> Dispute:
    """Building block: OpenChance decides; both sides and the staff are told. The sides may still agree."""
    move(dispute, "escalate", by=None)
    take_stock(dispute.contract)
    notices.tell_deciding(dispute)
    return dispute


MOVES = {"accepted": "accept", "crossed": "cross", "silence": "lapse", "decided": "decide"}


def close_dispute(dispute: Dispute, *, how: str, outcome: Money, by: User | None = None, reason: str = "") -> Dispute:
    """Building block: the dispute is settled with `outcome` for the solver, before the fee; `how` as in Dispute.How. Both sides are told.

    Call it in the transaction that settles the milestone. Raises Stale when somebody was faster, NotAllowed for who may not end it this way.
    """
    words: dict[str, Any] = {"outcome_minor": outcome.minor, "settled_how": how, "ended_at": timezone.now()}
    if how == Dispute.How.DECIDED:
        words |= {"decided_by": by, "decision_reason": reason, "decision_html": render_markdown(reason)}
    move(dispute, MOVES[how], by=by, note=reason, details={"amount": str(outcome)}, **words)
    contract: Contract = dispute.contract
    notices.tell_settled(dispute, contract, by)
    return dispute
