"""Twenty-seven corruptions, each planted alone in a world that was lived in: the commands find every one and name the row.

Half of them are in our own database, for check_ledger; the others between the gateway and us, for reconcile_payments.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from io import StringIO
from typing import Any
from uuid import UUID

import pytest
from django.core.management import CommandError, call_command
from django.db.models import F
from django.utils import timezone

from apps.contracts import services as contracts
from apps.contracts.models import Dispute, Milestone
from apps.core.ids import uuid7
from apps.core.money import Money
from apps.payments import services
from apps.payments.gateways.sandbox import pay, scripts, want_back
from apps.payments.models import (
    Account,
    Chargeback,
    Debt,
    Document,
    JournalEntry,
    Operation,
    Payment,
    Posting,
    SandboxChargeback,
    SandboxRefund,
    SandboxReversal,
    SandboxSession,
    SandboxTransfer,
)
from openchance.demo import cast as demo

from .agreements import agreement
from .faults import checkpoint, sweep
from .proving import assert_clean

pytestmark = pytest.mark.django_db


@dataclass(frozen=True)
class World:
    """Each milestone has lived something else."""

    released: Milestone
    refunded: Milestone
    settled: Milestone
    taken_back: Milestone
    charged_back: Milestone
    held: Milestone
    solver: Any


def milestone(owner: Any, solver: Any, *, delivered: bool = True, price: int = 60000) -> Milestone:
    first: Milestone = demo.funded(agreement(owner, solver, "EUR", [price]))
    if delivered:
        demo.delivered(first)
    return first


def live(olga: Any, sam: Any, finance: Any) -> World:
    released, settled, taken = (milestone(olga, sam) for _ in range(3))
    refunded, charged = milestone(olga, sam, delivered=False), milestone(olga, sam)
    services.approve(released, by=olga)
    services.cancel_contract(refunded.contract, by=olga, reason="Changed plans.")
    dispute = contracts.open_dispute(settled, by=olga, amount=Money(20000, "EUR"), text="Half of it is missing.")
    services.accept_claim(dispute, by=sam, amount=Money(20000, "EUR"))
    services.approve(taken, by=olga)
    scripts.order("reversal", "short")
    services.refund_milestone(taken, Money(60000, "EUR"), by=finance, reason="The work was somebody else’s.")
    want_back(Payment.objects.get(milestone=charged).charge_id)
    both = agreement(olga, sam, "EUR", [10000, 20000])
    services.start_funding(both.milestones.get(position=1), by=olga, through=2)
    pay(Payment.objects.get(contract=both, lead=None).session_id)
    sweep(rounds=3)
    assert_clean()
    return World(released, refunded, settled, taken, charged, both.milestones.get(position=1), sam)


def transfer_of(one: Milestone) -> Operation:
    return Operation.objects.get(milestone=one, kind="transfer", status="done")


# In our database -------------------------------------------------------------------------------------------------------------------------


def a_posting_is_lost(world: World) -> str:
    posting = Posting.objects.filter(milestone=world.released, account=Account.PLATFORM_FEES)[0]
    Posting.objects.filter(pk=posting.pk).delete()
    return f"journal entry {posting.entry_id}: its postings do not sum to zero"


def money_moves_to_another_account(world: World) -> str:
    Posting.objects.filter(milestone=world.released, account=Account.PLATFORM_FEES).update(account=Account.PAYABLE)
    return f"milestone {world.released.pk}: its released amount is 55200, the ledger says 60000"


def a_column_grows(world: World) -> str:
    Milestone.objects.filter(pk=world.released.pk).update(released_minor=F("released_minor") + 1)
    return f"milestone {world.released.pk}: funded is not held + released + refunded + fees"


def released_money_stands_as_held(world: World) -> str:
    Milestone.objects.filter(pk=world.refunded.pk).update(held_minor=60000, refunded_minor=0)
    return f"contract {world.refunded.contract_id}: it is cancelled, and still holds 60000"


def a_refund_was_never_ordered(world: World) -> str:
    Operation.objects.filter(decision=f"refund:{world.refunded.pk}").delete()
    entry = JournalEntry.objects.get(key=f"refund:{world.refunded.pk}")
    return f"journal entry {entry.pk}: nothing was ordered from the gateway for it"


def a_transfer_is_smaller(world: World) -> str:
    operation = transfer_of(world.released)
    Operation.objects.filter(pk=operation.pk).update(amount_minor=operation.amount_minor - 100)
    return f"operation {operation.pk}: it is about 55100, the entry done:{operation.idempotency_key} about 55200"


def done_without_confirmation(world: World) -> str:
    operation = transfer_of(world.settled)
    entry = JournalEntry.objects.get(key=f"done:{operation.idempotency_key}")
    Posting.objects.filter(entry=entry).delete()
    JournalEntry.objects.filter(pk=entry.pk).delete()
    return f"operation {operation.pk}: it is done, and that does not agree with the entry done:"


def a_debt_is_forgotten(world: World) -> str:
    assert Debt.objects.get(user=world.solver).owed_minor > 0
    Debt.objects.filter(user=world.solver).update(owed_minor=0)
    return f"person {world.solver.pk}: the ledger says they owe"


def a_chargeback_is_won_in_the_row_only(world: World) -> str:
    row = Chargeback.objects.get()
    Chargeback.objects.filter(pk=row.pk).update(status="won")
    return f"chargeback {row.pk}: it is won, and 60000 is in dispute"


def a_chargebacks_fee_is_another_than_was_booked(world: World) -> str:
    row = Chargeback.objects.get()
    Chargeback.objects.filter(pk=row.pk).update(fee_minor=row.fee_minor + 100)
    return f"chargeback {row.pk}: the gateway kept {row.fee_minor + 100} for it, the ledger says {row.fee_minor}"


def a_chargeback_freezes_nothing(world: World) -> str:
    Milestone.objects.filter(pk=world.charged_back.pk).update(frozen_at=None, frozen_reason="")
    return f"chargeback {Chargeback.objects.get().pk}: milestone {world.charged_back.pk} is not frozen"


def another_outcome_than_was_settled(world: World) -> str:
    row = Dispute.objects.get(milestone=world.settled)
    Dispute.objects.filter(pk=row.pk).update(outcome_minor=30000)
    return f"dispute {row.pk}: its outcome is 30000 of 60000, the ledger says 20000 of 60000"


def a_payment_is_paid_and_not_booked(world: World) -> str:
    entry = JournalEntry.objects.get(kind="fund", milestone=world.held)
    Posting.objects.filter(entry=entry).delete()
    JournalEntry.objects.filter(pk=entry.pk).delete()
    return f"payment {Payment.objects.get(milestone=world.held).pk}: it is succeeded, and that does not agree with the entry fund:"


def an_invoice_is_gone(world: World) -> str:
    invoice = Document.objects.filter(kind="invoice").exclude(serial=0).order_by("serial")[0]
    Document.objects.filter(pk=invoice.pk).delete()
    following = Document.objects.get(kind="invoice", year=invoice.year, serial=invoice.serial + 1)
    return f"document {following.pk}: the number before {following.number} is missing"


# Between the gateway and us --------------------------------------------------------------------------------------------------------------


def a_charge_that_nobody_knows(world: World) -> str:
    session = SandboxSession.objects.order_by("created_at")[0]
    session.pk, session.reference, session.charge_id, session.metadata = uuid7(), "cs_other", "ch_other", {"reference": str(uuid7())}
    session._state.adding = True
    session.save()
    return "sandbox charge ch_other: €600.00 came in"


def a_second_charge_for_one_payment(world: World) -> str:
    session = SandboxSession.objects.get(charge_id=Payment.objects.get(milestone=world.held).charge_id)
    payment = session.metadata["reference"]
    session.pk, session.reference, session.charge_id = uuid7(), "cs_twice", "ch_twice"
    session._state.adding = True
    session.save()
    return f"sandbox payment {payment}: charge ch_twice of €300.00 came in for it besides"


def a_smaller_charge(world: World) -> str:
    payment = Payment.objects.get(milestone=world.released)
    SandboxSession.objects.filter(charge_id=payment.charge_id).update(amount_minor=59999)
    return f"sandbox payment {payment.pk}: charge {payment.charge_id} is about €599.99 at the gateway, and about €600.00 here"


def another_gateway_fee(world: World) -> str:
    payment = Payment.objects.get(milestone=world.released)
    SandboxSession.objects.filter(charge_id=payment.charge_id).update(fee_minor=1200)
    return f"sandbox payment {payment.pk}: the gateway kept €12.00 of charge {payment.charge_id}, and €9.00 here"


def a_charge_disappears(world: World) -> str:
    payment = Payment.objects.get(milestone=world.refunded)
    SandboxSession.objects.filter(charge_id=payment.charge_id).delete()
    return f"sandbox payment {payment.pk}: it is paid here with charge {payment.charge_id}, and the gateway knows nothing of it"


def a_transfer_disappears(world: World) -> str:
    operation = transfer_of(world.released)
    SandboxTransfer.objects.filter(reference=operation.reference).delete()
    return f"sandbox operation {operation.pk}: it is done here with transfer {operation.reference}, and the gateway knows nothing of it"


def one_operation_has_two_transfers(world: World) -> str:
    operation = transfer_of(world.released)
    row = SandboxTransfer.objects.get(reference=operation.reference)
    row.pk, row.reference = uuid7(), "tr_twice"
    row._state.adding = True
    row.save()
    return f"sandbox operation {operation.pk}: transfer tr_twice of €552.00 was made for it besides {operation.reference}"


def a_transfer_that_nobody_ordered(world: World) -> str:
    row = SandboxTransfer.objects.order_by("created_at")[0]
    row.pk, row.reference, row.metadata = uuid7(), "tr_stray", {"reference": f"{UUID(int=7)}-0"}
    row._state.adding = True
    row.save()
    return "sandbox transfer tr_stray: "


def a_transfer_goes_to_somebody_else(world: World) -> str:
    operation = transfer_of(world.settled)
    SandboxTransfer.objects.filter(reference=operation.reference).update(destination="somebody")
    return f"sandbox operation {operation.pk}: transfer {operation.reference} goes with somebody at the gateway"


def a_refund_is_about_less(world: World) -> str:
    operation = Operation.objects.get(milestone=world.refunded, kind="refund")
    SandboxRefund.objects.filter(reference=operation.reference).update(amount_minor=1)
    return f"sandbox operation {operation.pk}: refund {operation.reference} is about €0.01 at the gateway, and about €600.00 here"


def a_refund_fails_and_nobody_says_so(world: World) -> str:
    operation = Operation.objects.get(milestone=world.settled, kind="refund")
    SandboxRefund.objects.filter(reference=operation.reference).update(status="failed")
    return f"sandbox operation {operation.pk}: refund {operation.reference} failed at the gateway, and it is done here"


def a_reversal_is_not_booked(world: World) -> str:
    operation = Operation.objects.get(kind="reversal", status="done")
    SandboxReversal.objects.filter(reference=operation.reference).update(created_at=timezone.now() - timedelta(hours=7))
    Operation.objects.filter(pk=operation.pk).update(status="pending", reference="", done_at=None)
    return f"sandbox operation {operation.pk}: reversal {operation.reference} of "


def a_chargeback_that_nobody_knows(world: World) -> str:
    session = SandboxSession.objects.get(charge_id=Payment.objects.get(milestone=world.released).charge_id)
    SandboxChargeback.objects.create(
        reference="dp_stray",
        currency="EUR",
        amount_minor=60000,
        charge_id=session.charge_id,
        due_at=timezone.now(),
        created_at=timezone.now() - timedelta(hours=7),
    )
    return "sandbox chargeback dp_stray: the payer’s bank took €600.00"


def a_chargeback_is_lost_at_the_bank_only(world: World) -> str:
    row = Chargeback.objects.get()
    SandboxChargeback.objects.filter(reference=row.reference).update(status="lost")
    return f"sandbox chargeback {row.pk}: {row.reference} is lost at the gateway, and {row.status} here"


IN_OUR_DATABASE: list[Callable[[World], str]] = [
    a_posting_is_lost,
    money_moves_to_another_account,
    a_column_grows,
    released_money_stands_as_held,
    a_refund_was_never_ordered,
    a_transfer_is_smaller,
    done_without_confirmation,
    a_debt_is_forgotten,
    a_chargeback_is_won_in_the_row_only,
    a_chargebacks_fee_is_another_than_was_booked,
    a_chargeback_freezes_nothing,
    another_outcome_than_was_settled,
    a_payment_is_paid_and_not_booked,
    an_invoice_is_gone,
]
AT_THE_GATEWAY: list[Callable[[World], str]] = [
    a_charge_that_nobody_knows,
    a_second_charge_for_one_payment,
    a_smaller_charge,
    another_gateway_fee,
    a_charge_disappears,
    a_transfer_disappears,
    one_operation_has_two_transfers,
    a_transfer_that_nobody_ordered,
    a_transfer_goes_to_somebody_else,
    a_refund_is_about_less,
    a_refund_fails_and_nobody_says_so,
    a_reversal_is_not_booked,
    a_chargeback_that_nobody_knows,
    a_chargeback_is_lost_at_the_bank_only,
]


def said_by(command: str) -> str:
    """What it says of what is off; "" when it exits with 0."""
    err = StringIO()
    try:
        call_command(command, stdout=StringIO(), stderr=err)
    except CommandError as error:
        assert error.returncode == 1
        return err.getvalue() or str(error)
    return ""


@pytest.mark.parametrize(("command", "corruptions"), [("check_ledger", IN_OUR_DATABASE), ("reconcile_payments", AT_THE_GATEWAY)])
def test_each_corruption_is_found_and_its_row_is_named(command: str, corruptions: list[Any], olga: Any, sam: Any, max_: Any) -> None:
    world = live(olga, sam, max_)
    assert said_by("check_ledger") == said_by("reconcile_payments") == ""
    assert len(IN_OUR_DATABASE) >= 10 and len(IN_OUR_DATABASE) + len(AT_THE_GATEWAY) >= 20
    missed = {}
    with checkpoint() as restore:
        for plant in corruptions:
            restore()
            words = plant(world)
            said = said_by(command)
            if words not in said:
                missed[plant.__name__] = (words, said)
        restore()
    assert missed == {}
    assert said_by(command) == ""
