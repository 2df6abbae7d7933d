"""Our books against the gateway's: what agrees is marked, what differs is told once and resolved when it is gone; each night once."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from io import StringIO
from typing import Any

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from apps.core.money import Money
from apps.notifications.models import Notification
from apps.payments import services
from apps.payments.gateways import gateway
from apps.payments.gateways.errors import OutcomeUnknown
from apps.payments.gateways.sandbox import scripts
from apps.payments.gateways.sandbox.api import Sandbox
from apps.payments.models import Finding, Operation, Payment, Reconciliation, SandboxChargeback, SandboxRefund, SandboxSession, SandboxTransfer
from apps.payments.services.charging_back import follow
from apps.payments.services.reconciling import reconcile
from openchance.demo import cast as demo
from tests.standing import standing

from .agreements import agreement
from .chargebacks import charged_back

pytestmark = pytest.mark.django_db


def differences(days: int = 3) -> list[str]:
    now = timezone.now()
    return [str(one) for one in reconcile("sandbox", now - timedelta(days=days), now + timedelta(seconds=1)).differences]


def later(**more: float) -> Any:
    return time_machine.travel(timezone.now() + timedelta(**more), tick=True)


def noon(days: int = 0) -> Any:
    """Of tomorrow, or so many days later."""
    return time_machine.travel((timezone.now() + timedelta(days=days + 1)).replace(hour=12), tick=True)


@pytest.fixture
def released(delivered: Any, olga: Any) -> Any:
    standing(services.approve, delivered, by=olga)
    return delivered


def test_what_agrees_is_marked(released: Any, olga: Any) -> None:
    second = demo.funded(released.contract, 2)
    assert differences() == []
    assert not Payment.objects.filter(reconciled_at=None).exists() and not Operation.objects.filter(reconciled_at=None).exists()
    assert second.pk


def test_what_agreed_and_does_not_any_more_is_not_marked_any_more(released: Any) -> None:
    differences()
    SandboxTransfer.objects.update(amount_minor=1)
    operation = Operation.objects.get()
    assert differences() == [
        f"operation {operation.pk}: transfer {operation.reference} is about €0.01 at the gateway, and about €552.00 here",
        f"operation {operation.pk}: transfer {operation.reference} was settled as €0.01, and as €552.00 here",
    ]
    operation.refresh_from_db()
    assert operation.reconciled_at is None and Payment.objects.get().reconciled_at


def test_what_is_not_booked_yet_has_six_hours(delivered: Any, olga: Any) -> None:
    scripts.order("transfer", "lost")
    services.approve(delivered, by=olga)
    operation = Operation.objects.get()
    assert operation.status == "pending" and differences() == []
    with later(hours=7):
        assert len(differences()) == 1
        services.perform_due()
        assert Operation.objects.get().status == "done" and differences() == []


def test_what_is_on_its_way_has_fourteen_days(delivered: Any, olga: Any) -> None:
    scripts.order("transfer", "pending")
    services.approve(delivered, by=olga)
    with later(days=13):
        assert differences(20) == []
    with later(days=15):
        found = differences(20)
        assert len(found) == 2 and all(str(Operation.objects.get().pk) in one and "on its way since" in one for one in found)
        assert len(differences(1)) == 1  # also when the object itself is older than what is compared


def test_what_failed_and_was_tried_again_is_one_effect(funded: Any, olga: Any) -> None:
    from apps.payments.gateways.sandbox import resolve

    services.cancel_contract(funded.contract, by=olga, reason="Changed plans.")
    resolve(SandboxRefund.objects.get().reference, "failed")
    services.perform_due()
    assert SandboxRefund.objects.count() == 2 and Operation.objects.get().status == "done"
    assert differences() == []


def test_several_payments_of_one_charge_agree(olga: Any, sam: Any) -> None:
    from apps.payments.gateways.sandbox import pay

    contract = agreement(olga, sam, "EUR", [100, 250, 333])
    services.start_funding(contract.milestones.get(position=1), by=olga, through=3)
    pay(Payment.objects.get(lead=None).session_id)
    assert Payment.objects.filter(status="succeeded").count() == 3
    assert differences() == [] and not Payment.objects.filter(reconciled_at=None).exists()


@pytest.mark.parametrize("fee", [4000, 0])
def test_a_chargebacks_fee_that_changed_later_agrees(fee: int, funded: Any) -> None:
    """The gateway's line about what the bank took says what the fee was then; the row says what it is now, and the ledger both."""
    row = charged_back(funded)
    known = gateway("sandbox").fetch_chargeback(row.reference)
    follow("sandbox", replace(known, fee=Money(fee, "EUR")))
    assert differences() == []
    SandboxChargeback.objects.update(fee_minor=1234)
    assert [one for one in differences() if "kept €12.34 for it" in one]


def test_rows_of_before_are_asked_for_by_name(released: Any) -> None:
    """Paid into long before, booked today: the gateway's list of today does not hold it."""
    old = timezone.now() - timedelta(days=9)
    for model in (SandboxSession, SandboxTransfer):
        model._default_manager.update(created_at=old)
    assert differences() == [] and not Operation.objects.filter(reconciled_at=None).exists()
    SandboxTransfer.objects.all().delete()
    assert [one for one in differences() if f"operation {Operation.objects.get().pk}: it is done here" in one]


def test_the_command_says_so(released: Any) -> None:
    out = StringIO()
    call_command("reconcile_payments", stdout=out)
    assert "The books of sandbox agree with ours: 2 movements" in out.getvalue()
    SandboxTransfer.objects.all().delete()
    err = StringIO()
    with pytest.raises(CommandError) as raised:
        call_command("reconcile_payments", stderr=err, stdout=StringIO())
    assert raised.value.returncode == 1 and f"sandbox operation {Operation.objects.get().pk}: " in err.getvalue()
    call_command("reconcile_payments", since="2020-01-01", until="2020-02-01T00:00:00Z", stdout=out)
    assert "0 movements" in out.getvalue()
    assert not Finding.objects.exists()  # somebody reads it already


@pytest.mark.parametrize("words", [{"since": "yesterday"}, {"since": "2020-02-31"}, {"until": "x"}, {"since": "2020-02-01", "until": "2020-01-01"}])
def test_the_command_refuses_what_is_no_time(words: dict[str, str], db: None) -> None:
    with pytest.raises(CommandError):
        call_command("reconcile_payments", **words)
    with pytest.raises(CommandError, match="no payment gateway called"):
        call_command("reconcile_payments", gateway=["nothing"])


NIGHT = datetime(2026, 12, 3, 3, 30, tzinfo=UTC)


def told(person: Any) -> int:
    return Notification.objects.filter(recipient=person, kind="payment.finding").count()


def test_each_night_once(released: Any) -> None:
    with time_machine.travel(NIGHT.replace(hour=2)):
        assert services.reconcile_due() == 0 and not Reconciliation.objects.exists()
    with time_machine.travel(NIGHT):
        assert services.reconcile_due() == 1
        assert services.reconcile_due() == 0
        row = Reconciliation.objects.get()
        assert (row.gateway, row.status, row.difference_count) == ("sandbox", "done", 0)
    with time_machine.travel(NIGHT + timedelta(days=1)):
        assert services.reconcile_due() == 1
    assert Reconciliation.objects.count() == 2


def test_differences_are_told_once_and_resolve_themselves(released: Any, max_: Any) -> None:
    transfer = SandboxTransfer.objects.get()
    for night in range(2):
        with noon(night):
            SandboxTransfer.objects.filter(pk=transfer.pk).update(amount_minor=1)
            services.reconcile_due()
    finding = Finding.objects.get()
    assert finding.subject == f"sandbox operation {Operation.objects.get().pk}" and finding.seen_count == 2
    assert finding.kind == "reconcile" and told(max_) == 1
    with noon(20):
        SandboxTransfer.objects.filter(pk=transfer.pk).update(amount_minor=transfer.amount_minor)
        services.reconcile_due()
    finding.refresh_from_db()
    assert finding.status == "resolved" and finding.resolved_by is None


def test_what_somebody_judged_to_be_fine_is_not_told_again(released: Any, max_: Any) -> None:
    from apps.payments.services.reporting import resolve

    SandboxTransfer.objects.update(amount_minor=1)
    with noon():
        services.reconcile_due()
    resolve(Finding.objects.get(), by=max_)
    with noon(1):
        services.reconcile_due()
    assert not Finding.objects.open().exists() and told(max_) == 1


def test_many_differences_are_not_many_letters(olga: Any, sam: Any, max_: Any, monkeypatch: Any) -> None:
    monkeypatch.setattr("apps.payments.services.reconciling.nightly.TOLD", 2)
    for _ in range(4):
        demo.funded(agreement(olga, sam, "EUR", [100]))
    SandboxSession.objects.update(fee_minor=99)
    with noon():
        services.reconcile_due()
    assert told(max_) == 3 and Finding.objects.filter(subject="sandbox books", words__startswith="2 more differences").exists()


def test_a_silent_gateway_is_asked_each_hour_and_reported_after_a_day(released: Any, max_: Any, monkeypatch: Any) -> None:
    calls = []

    def silent(*args: Any) -> Any:
        calls.append(timezone.now())
        raise OutcomeUnknown("It does not answer.")

    with monkeypatch.context() as patched:
        patched.setattr(Sandbox, "movements", silent)
        for hour in range(0, 30):
            with time_machine.travel(NIGHT + timedelta(hours=hour, seconds=hour), tick=True):
                assert services.reconcile_due() == 0
                assert services.reconcile_due() == 0  # not again within the hour
            assert told(max_) == (1 if hour >= 24 else 0), hour
    assert len(calls) == 27  # none between midnight and three
    with time_machine.travel(NIGHT + timedelta(hours=31), tick=True):
        assert services.reconcile_due() == 1
    assert list(Reconciliation.objects.order_by("night").values_list("status", flat=True)) == ["cancelled", "done"]
    assert Finding.objects.get().status == "resolved"


def test_few_and_many_cost_the_same_questions(olga: Any, sam: Any) -> None:
    counts = []
    for _ in range(2):
        for _ in range(3):
            first = demo.funded(agreement(olga, sam, "EUR", [100]))
            demo.delivered(first)
            services.approve(first, by=olga)
        with CaptureQueriesContext(connection) as queries:
            assert differences() == []
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 25
