"""Stripe's books against ours: its balance lines, one for each way the money went, agree with what was lived; what was not ordered by us does not."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from apps.contracts.models import Milestone
from apps.core.money import Money
from apps.payments import services
from apps.payments.gateways.stripe.client import client
from apps.payments.models import Chargeback, Operation, Payment
from apps.payments.services.charging_back import look
from apps.payments.services.reconciling import reconcile
from openchance.demo import cast as demo
from tests.stripe_server import StripeServer

from .agreements import agreement
from .proving import assert_ledger_clean
from .stripe_side import switched_on

pytestmark = pytest.mark.django_db


@pytest.fixture
def server(settings: Any) -> Iterator[StripeServer]:
    with switched_on(settings, StripeServer(seed=43)) as server:
        server.control.webhooks(manual=True)
        yield server


@pytest.fixture
def solver(sam: Any, server: StripeServer) -> Any:
    """Sam, who can be paid."""
    services.start_onboarding(sam, country="DE")
    account = services.account_of(sam, "stripe")
    assert account is not None
    server.control.account(account.account_id, "ready")
    services.refresh_account(account)
    return sam


def funded(server: StripeServer, owner: Any, solver: Any, currency: str = "EUR", price: int = 60000) -> Milestone:
    milestone: Milestone = agreement(owner, solver, currency, [price]).milestones.get()
    services.start_funding(milestone, by=owner)
    payment = Payment.objects.get(milestone=milestone)
    server.control.pay(payment.session_id)
    services.settle(payment)
    milestone.refresh_from_db()
    return milestone


def released(server: StripeServer, owner: Any, solver: Any, currency: str = "EUR") -> Milestone:
    milestone = funded(server, owner, solver, currency)
    demo.delivered(milestone)
    milestone.refresh_from_db()
    services.approve(milestone, by=owner)
    return milestone


def differences() -> list[str]:
    now = timezone.now()
    return [str(one) for one in reconcile("stripe", now - timedelta(days=1), now + timedelta(days=1)).differences]


def test_everything_that_was_lived_agrees(server: StripeServer, solver: Any, olga: Any, max_: Any) -> None:
    server.control.convert("sek", "eur", "0.088")
    released(server, olga, solver)
    released(server, olga, solver, "SEK")
    taken = released(server, olga, solver)
    services.refund_milestone(taken, Money(30000, "EUR"), by=max_, reason="A part was missing.")
    services.cancel_contract(funded(server, olga, solver).contract, by=olga, reason="Changed plans.")
    for won in (True, False, None):
        charge = Payment.objects.get(milestone=funded(server, olga, solver)).charge_id
        dispute = server.control.dispute(charge)
        look("stripe", dispute["id"])
        if won is not None:
            server.control.close_dispute(dispute["id"], won=won)
            look("stripe", dispute["id"])
    assert_ledger_clean()
    assert set(Chargeback.objects.values_list("status", flat=True)) == {"won", "lost", "open"}
    assert set(Operation.objects.values_list("kind", "status")) >= {("transfer", "done"), ("refund", "done"), ("reversal", "done")}
    assert differences() == []
    assert not Operation.objects.filter(status="done", reconciled_at=None).exists()
    assert not Payment.objects.filter(reconciled_at=None).exists()


def test_what_somebody_did_in_stripes_dashboard_is_named(server: StripeServer, solver: Any, olga: Any) -> None:
    milestone = funded(server, olga, solver)
    refund = client().v1.refunds.create({"charge": Payment.objects.get(milestone=milestone).charge_id, "amount": 5000})
    [said] = differences()
    assert said.startswith(f"refund {refund.id}: €50.00 moved on ") and said.endswith("there is no operation of ours for it")


def test_rows_that_differ_are_named(server: StripeServer, solver: Any, olga: Any) -> None:
    milestone = released(server, olga, solver)
    payment, operation = Payment.objects.get(milestone=milestone), Operation.objects.get(milestone=milestone)
    Payment.objects.update(fee_minor=1)
    Operation.objects.update(reference="tr_elsewhere")
    said = differences()
    assert any(one.startswith(f"payment {payment.pk}: the gateway kept ") for one in said)
    assert any(
        one.startswith(f"operation {operation.pk}: transfer {operation.reference} of €552.00 was made for it besides tr_elsewhere") for one in said
    )
