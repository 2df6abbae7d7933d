"""The payer's bank wants a payment back: its money is frozen, everybody knows, and what the bank decides is booked.

Events only hint. What the gateway says when asked is followed, forwards only: in any order, any number of times, with states that nobody saw.
"""

from functools import partial
from typing import Any

from django.db import IntegrityError
from django.utils import timezone

from apps.contracts import services as contracts
from apps.contracts.models import Milestone
from apps.core.db import on_commit, run_atomic
from apps.core.errors import Stale
from apps.core.moves import move
from apps.payments import chargeback_notices as notices
from apps.payments import journal, tasks
from apps.payments.gateways import gateway
from apps.payments.gateways.answers import ChargebackState
from apps.payments.gateways.errors import GatewayError, WrongObject
from apps.payments.models import Chargeback, JournalEntry, Operation, Payment, WebhookEvent

from .losing import lose
from .reporting import report
from .waiting import Wait

FULL = ("payment__milestone", "contract", "owner", "solver")
STEPS = ("warning", "open", "sent", "won", "lost")
FROZEN = "The payer’s bank wants this payment back, and until it has decided nothing of it moves."


def hear_chargeback(event: WebhookEvent) -> Chargeback | None:
    """The gateway hinted at a chargeback: look at it. Raises what the gateway raises, WrongObject."""
    return look(event.gateway, event.object_id) if event.object_id else None


def look(gateway_name: str, reference: str) -> Chargeback:
    """Ask the gateway how the chargeback stands, and follow; the row as it is now. Raises GatewayError where its charge is not known (yet)."""
    return follow(gateway_name, gateway(gateway_name).fetch_chargeback(reference))


def follow(gateway_name: str, state: ChargebackState) -> Chargeback:
    """What the gateway said is written down, once, whoever else heard it at the same moment."""
    for attempt in (1, 2, 3):
        try:
            return follow_once(gateway_name, state)
        except (IntegrityError, Stale):  # somebody was faster: look again at what is left to do
            if attempt == 3:
                raise
    raise AssertionError("unreachable")


@run_atomic
def follow_once(gateway_name: str, state: ChargebackState) -> Chargeback:
    payments = payments_of(gateway_name, state)
    row = Chargeback.objects.select_related(*FULL).filter(reference=state.id).first() or begin(payments, state)
    if row.is_over:
        check_end(row, state)
        keep_fee(row, state)
        return row
    keep_words(row, state)
    only_asked = not is_taken(row)
    if state.taken:
        journal.charged_back(row)
    if state.state == "open" and (row.status == "warning" or (row.status == "sent" and only_asked and state.taken)):
        escalate(row)
    elif state.state == "sent" and row.status in ("warning", "open") and (only_asked or state.taken):
        move(row, "send", by=None, sent_at=timezone.now())
        notices.tell_sent(row)
    elif state.state in Chargeback.OVER:
        end(row, payments, won=state.state == "won")
    keep_fee(row, state)
    return row


def payments_of(gateway_name: str, state: ChargebackState) -> list[Payment]:
    """The charge's payments, in the order of their milestones."""
    found = Payment.objects.select_related("contract", "milestone", "owner", "solver").filter(gateway=gateway_name, charge_id=state.charge_id)
    payments = sorted(found, key=lambda one: one.milestone.position) if state.charge_id else []
    if not payments:
        raise GatewayError(f"Chargeback {state.id} is about {state.charge_id or 'no charge'}, which is not ours, or not yet.")
    if state.amount.currency != payments[0].currency:
        raise WrongObject(f"Chargeback {state.id} is about {state.amount}, the payment {payments[0].pk} about {payments[0].amount}.")
    return payments


def begin(payments: list[Payment], state: ChargebackState) -> Chargeback:
    """The row, and what follows from it at once: frozen money, everybody told, evidence under way. One that is over already only gets its row."""
    lead = next((one for one in payments if one.lead_id is None), payments[0])
    row = Chargeback.objects.create(
        gateway=lead.gateway,
        reference=state.id,
        payment=lead,
        contract=lead.contract,
        owner=lead.owner,
        solver=lead.solver,
        status="warning" if state.state == "warning" else "open",
        currency=state.amount.currency,
        amount_minor=state.amount.minor,
        reason=state.reason[:60],
        due_at=state.due_at,
    )
    if state.state in Chargeback.OVER:
        return row
    for milestone in milestones_of(payments):
        contracts.freeze(milestone, FROZEN)
    notices.tell_opened(row)
    on_commit(partial(tasks.prepare_evidence.enqueue, str(row.pk)), robust=True)
    return row


def milestones_of(payments: list[Payment]) -> list[Milestone]:
    """Those that the charge funds: a payment that came too late funds nothing."""
    return [one.milestone for one in payments if one.status == Payment.Status.SUCCEEDED]


def keep_words(row: Chargeback, state: ChargebackState) -> None:
    """The bank's reason and deadline may change; the amount only until it was taken."""
    changes: dict[str, Any] = {"reason": state.reason[:60], "due_at": state.due_at or row.due_at}
    if state.amount != row.amount and is_taken(row):
        report("chargeback", f"chargeback {row.pk}", f"{row.amount} are booked as taken, and now the gateway says {state.amount}.")
    else:
        changes["amount_minor"] = state.amount.minor
    Chargeback.objects.filter(pk=row.pk).update(**changes)
    for name, value in changes.items():
        setattr(row, name, value)


def keep_fee(row: Chargeback, state: ChargebackState) -> None:
    """The gateway's own, as it is now; what it said before the row came to where it is does not count any more."""
    if state.fee is None or STEPS.index(state.state) < STEPS.index(row.status):
        return
    row.fee_minor, row.fee_currency = state.fee.minor, state.fee.currency
    Chargeback.objects.filter(pk=row.pk).update(fee_minor=row.fee_minor, fee_currency=row.fee_currency)
    journal.chargeback_fee(row)


def is_taken(row: Chargeback) -> bool:
    """The bank has the amount; before, it only asked."""
    return JournalEntry.objects.filter(key=f"chargeback:{row.pk}").exists()


def escalate(row: Chargeback) -> None:
    """After a question the bank takes the money. What answered the question is no answer to that: evidence is made anew, under a new key."""
    changes: dict[str, Any] = {}
    if row.asked_at:
        changes = {"asked_at": None, "sent_at": None, "evidence": "", "texts": {}, "refusals": row.refusals + 1, "due_again_at": None, "error": ""}
    move(row, "open", by=None, details={"answer": row.evidence_name} if changes else None, **changes)
    notices.tell_opened(row, again=True)
    on_commit(partial(tasks.prepare_evidence.enqueue, str(row.pk)), robust=True)


def end(row: Chargeback, payments: list[Payment], *, won: bool) -> None:
    move(row, "win" if won else "lose", by=None, ended_at=timezone.now())
    taken = is_taken(row)
    if taken and won:
        journal.chargeback_won(row)
    cost = lose(row, payments) if taken and not won else None
    thaw(row, payments)
    if won:
        notices.tell_won(row)
    else:
        notices.tell_lost(row, cost)


def thaw(row: Chargeback, payments: list[Payment]) -> None:
    """Money moves again, unless staff have stopped it, or the bank asks about the same charge once more; what waited goes out."""
    if Chargeback.objects.filter(payment=row.payment).exclude(pk=row.pk).exclude(status__in=Chargeback.OVER).exists():
        return
    for milestone in Milestone.objects.filter(pk__in=[one.pk for one in milestones_of(payments)], frozen_reason=FROZEN):
        contracts.unfreeze(milestone)
    held_up = Operation.objects.filter(payment_id__in=[one.pk for one in payments], status="pending", waits_for=Wait.CHARGEBACK)
    keys = list(held_up.values_list("pk", flat=True))
    Operation.objects.filter(pk__in=keys, status="pending").update(due_at=timezone.now())
    for key in keys:
        on_commit(partial(tasks.perform.enqueue, str(key)), robust=True)


def check_end(row: Chargeback, state: ChargebackState) -> None:
    if state.state in Chargeback.OVER and state.state != row.status:
        report("chargeback", f"chargeback {row.pk}", f"It is booked as {row.status}, and now the gateway says {state.state}.")
