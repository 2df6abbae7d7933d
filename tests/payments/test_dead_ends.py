"""What would never end by itself, or stand in the way of everything behind it, ends where somebody sees it."""

from datetime import timedelta
from typing import Any
from unittest.mock import patch

import pytest
import time_machine
from django.utils import timezone

from apps.contracts.services import freeze
from apps.core.clocks import in_turn
from apps.core.db import atomic
from apps.core.money import Money
from apps.payments import services
from apps.payments.gateways.errors import GatewayRefusal, Shortage
from apps.payments.gateways.sandbox import pay, scripts
from apps.payments.gateways.sandbox.api import Sandbox
from apps.payments.ledger import balance
from apps.payments.models import Account, Debt, Finding, Operation, Payment, PayoutAccount, PayoutTerms, SandboxSession
from apps.payments.proof import problems
from apps.payments.services import accounts, settling_disputes
from apps.payments.services.clawing import claw_back
from openchance.demo import cast as demo

from .agreements import agreement
from .chargebacks import fresh, released
from .faults import Died, process, sweep

pytestmark = pytest.mark.django_db


def test_a_turn_ends_however_many_wait() -> None:
    rows = iter(range(1000))
    with patch("apps.core.clocks.time.monotonic", side_effect=range(0, 10_000, 10)):
        assert len(list(in_turn(rows, 60))) < 10
    assert len(list(in_turn(range(1000), 60))) == 1000


def test_a_reversal_refused_though_the_balance_would_do_is_not_asked_for_unit_by_unit(first: Any) -> None:
    released(first)
    asked = []

    def reverse(self: Sandbox, order: Any) -> Any:
        asked.append(order.amount.minor)
        raise Shortage("Insufficient funds.", Money(552_00, "EUR"))

    with patch.object(Sandbox, "reverse", reverse):
        with atomic():
            claw_back(fresh(first), Money(600_00, "EUR"), key="k", into=Account.REFUNDS)
        sweep(rounds=2)
    assert 1 <= len(asked) < 10 and set(asked) == {552_00}
    assert Operation.objects.get(kind="reversal").status == "pending"


def test_a_checkout_that_the_gateway_does_not_know_is_given_up_after_a_day_and_reported(first: Any, olga: Any) -> None:
    services.start_funding(first, by=olga)
    SandboxSession.objects.all().delete()
    with time_machine.travel(timezone.now() + timedelta(hours=24), tick=True):
        services.expire_payments()
    assert Payment.objects.get().status == "open" and not Finding.objects.exists()
    with time_machine.travel(timezone.now() + timedelta(hours=26), tick=True):
        services.expire_payments()
        assert Payment.objects.get().status == "expired"
        assert Finding.objects.get().kind == "operation"
        services.start_funding(first, by=olga)
        pay(SandboxSession.objects.get().reference)
    first.refresh_from_db()
    assert first.status == "funded"


def test_an_operation_of_a_gateway_that_is_off_is_reported_and_waits(first: Any, settings: Any) -> None:
    with patch.object(Sandbox, "transfer", side_effect=GatewayRefusal("no")):
        released(first)
    settings.ALLOW_SANDBOX_PAYMENTS = settings.DEBUG = False
    Operation.objects.update(due_at=timezone.now())
    services.perform_due()
    operation = Operation.objects.get()
    assert operation.status == "pending" and operation.due_at > timezone.now()
    assert Finding.objects.filter(kind="operation", subject=f"operation {operation.pk}").exists()


def test_less_than_the_smallest_unit_of_the_settlement_needs_no_transfer(olga: Any, sam: Any) -> None:
    contract = agreement(olga, sam, "JPY", [1000])
    dispute = demo.disputed(demo.delivered(demo.funded(contract)), by=sam, minor=1)
    Payment.objects.update(settled_currency="EUR", settled_minor=600)
    with patch.object(Sandbox, "transfer", side_effect=AssertionError("asked for nothing")):
        services.accept_claim(dispute, by=olga, amount=Money(1, "JPY"))
        sweep(rounds=1)
    transfer = Operation.objects.get(kind="transfer")
    assert (transfer.status, transfer.settled_minor, transfer.settled_currency) == ("done", 0, "EUR")
    assert not any("transfer" in words or str(transfer.pk) in words for words in problems())


def test_a_transfer_that_failed_while_its_money_was_taken_back_repays_the_debt_instead_of_wanting_it_again(first: Any, sam: Any) -> None:
    scripts.order("transfer", "fail")
    with process(0), patch("apps.payments.services.operating.fail", side_effect=Died):  # nobody hears of the refusal
        released(first)
    assert Operation.objects.get().destination
    with atomic():
        claw_back(fresh(first), Money(600_00, "EUR"), key="k", into=Account.REFUNDS)
    assert Debt.objects.get().owed == Money(552_00, "EUR")
    sweep(rounds=2)
    assert [one.status for one in Operation.objects.filter(kind="transfer")] == ["cancelled"]
    assert not Debt.objects.get().owed and not any(balance(Account.PAYABLE).values())


def test_an_account_whose_opening_was_cut_short_is_asked_about(sam: Any) -> None:
    PayoutAccount.objects.create(user=sam, gateway="stripe", account_id="acct_1", state="incomplete")
    with patch.object(accounts, "refresh_account") as refresh:
        accounts.refresh_accounts()
    assert refresh.call_count == 1


def test_the_reserve_counts_from_the_release_also_for_the_rest_of_it(first: Any, sam: Any) -> None:
    PayoutTerms.objects.create(user=sam, reserve_days=30)
    released(first)
    with time_machine.travel(timezone.now() + timedelta(days=29), tick=True), atomic():
        claw_back(fresh(first), Money(1_00, "EUR"), key="k", into=Account.REFUNDS)
    rest = Operation.objects.get(kind="transfer", status="pending")
    assert rest.amount_minor < 552_00
    with time_machine.travel(timezone.now() + timedelta(days=31), tick=True):
        Operation.objects.filter(pk=rest.pk).update(due_at=timezone.now())
        services.perform_due()
    assert Operation.objects.get(pk=rest.pk).status == "done"


def test_frozen_disputes_stand_in_nobodys_way(olga: Any, sam: Any) -> None:
    frozen, free = (demo.disputed(demo.delivered(demo.funded(demo.contract(olga, sam))), by=olga) for _ in range(2))
    freeze(frozen.milestone, "The payer’s bank asks.")
    with patch.object(settling_disputes, "BATCH", 1), time_machine.travel(timezone.now() + timedelta(days=30), tick=True):
        assert services.settle_silent_disputes() == 1
    free.refresh_from_db()
    frozen.refresh_from_db()
    assert (free.status, frozen.status) == ("settled", "open")
