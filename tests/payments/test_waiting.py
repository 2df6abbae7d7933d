"""Released money waits for the solver's account, a reserve, a hold or the bank; then it goes out once, to the account of that moment."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core.management import call_command
from django.utils import timezone

from apps.contracts.services import freeze, unfreeze
from apps.core.errors import NotAllowed, Refused, Stale
from apps.core.models import Event
from apps.notifications.models import Notification
from apps.payments import services
from apps.payments.ledger import balance
from apps.payments.models import Account, Chargeback, Operation, Payment, PayoutAccount, PayoutTerms, SandboxTransfer
from apps.payments.services.waiting import wait_of
from openchance.demo import cast as demo
from tests.races import run_parallel

from .bank import Bank, open_bank
from .proving import assert_clean

pytestmark = pytest.mark.django_db
Wait = Operation.Wait


@pytest.fixture
def bank(monkeypatch: pytest.MonkeyPatch) -> Bank:
    return open_bank(monkeypatch)


def release(milestone: Any) -> Operation:
    """Approved: the operation as it is afterwards."""
    services.approve(milestone, by=milestone.owner)
    return Operation.objects.get(milestone=milestone, kind="transfer")


def make_ready(bank: Bank, user: Any, country: str = "DE") -> PayoutAccount:
    """As if the person had told the gateway everything, and it had told us."""
    services.start_onboarding(user, country=country)
    account = services.account_of(user, "sandbox")
    assert account is not None
    bank.becomes(account.account_id, "ready")
    return services.refresh_account(account)


def charge_back(payment: Payment) -> Chargeback:
    words: dict[str, Any] = {"gateway": "sandbox", "reference": "dp_1", "currency": "EUR", "amount_minor": payment.amount_minor}
    return Chargeback.objects.create(payment=payment, contract=payment.contract, owner=payment.owner, solver=payment.solver, **words)


def told(user: Any, kind: str) -> int:
    return Notification.objects.filter(recipient=user, kind=kind).count()


def assert_paid_once(operation: Operation, destination: str) -> None:
    operation.refresh_from_db()
    assert (operation.status, operation.waits_for, operation.destination) == ("done", "", destination)
    assert SandboxTransfer.objects.get().destination == destination
    assert_clean()


def test_sandbox_money_waits_for_no_account(delivered: Any, sam: Any) -> None:
    assert_paid_once(release(delivered), str(sam.pk))


def test_money_won_before_the_account_waits_for_it_and_goes_out_once(delivered: Any, sam: Any, bank: Bank) -> None:
    operation = release(delivered)
    assert (operation.status, operation.waits_for, operation.attempts) == ("pending", "account", 0)
    assert balance(Account.PAYABLE, user=sam)["EUR"].minor == 55200
    assert told(sam, "payout.waits") == 1
    with time_machine.travel(timezone.now() + timedelta(days=3), tick=True):
        services.perform_due()  # looks again, and it still waits
    assert SandboxTransfer.objects.count() == 0
    assert told(sam, "payout.waits") == 1
    account = make_ready(bank, sam)
    assert_paid_once(operation, account.account_id)
    assert balance(Account.PAYABLE, user=sam)["EUR"].minor == 0
    assert told(sam, "payout.ready") == 1
    assert "€552.00 goes out now" in Notification.objects.get(kind="payout.ready").text


def test_two_wakes_at_once_pay_once(delivered: Any, sam: Any, bank: Bank) -> None:
    operation = release(delivered)
    services.start_onboarding(sam, country="DE")
    account = services.account_of(sam, "sandbox")
    assert account is not None
    bank.becomes(account.account_id, "ready")

    def wake(number: int) -> Any:
        if number % 2:
            return services.refresh_account(PayoutAccount.objects.get(pk=account.pk))
        Operation.objects.filter(pk=operation.pk, status="pending").update(due_at=timezone.now() - timedelta(seconds=1))
        return services.perform(Operation.objects.get(pk=operation.pk))

    outcomes = run_parallel(6, wake)
    assert not [one for one in outcomes if isinstance(one, Exception)]
    services.perform_due()
    assert_paid_once(operation, account.account_id)
    assert told(sam, "payout.ready") == 1
    assert told(sam, "payment.paid_out") == 1


def test_money_follows_the_account_of_the_moment(delivered: Any, sam: Any, bank: Bank) -> None:
    first = make_ready(bank, sam)
    bank.becomes(first.account_id, "gone")
    services.refresh_account(first)
    operation = release(delivered)
    assert operation.waits_for == "account"
    second = make_ready(bank, sam, "FR")
    assert second.account_id != first.account_id
    assert_paid_once(operation, second.account_id)


def test_restricted_again_waits_again(delivered: Any, second: Any, sam: Any, bank: Bank) -> None:
    account = make_ready(bank, sam)
    assert release(delivered).status == "done"
    bank.becomes(account.account_id, "restricted", needs=("individual.verification.document",), reason="requirements.past_due")
    account = services.refresh_account(account)
    assert told(sam, "payout.needs") == 1
    demo.delivered(demo.funded(second.contract, 2))
    second.refresh_from_db()
    assert release(second).waits_for == "account"
    assert SandboxTransfer.objects.count() == 1
    bank.becomes(account.account_id, "ready")
    services.refresh_account(account)
    assert SandboxTransfer.objects.count() == 2
    assert_clean()


def test_money_of_a_rejected_account_stays_payable(delivered: Any, sam: Any, bank: Bank) -> None:
    account = make_ready(bank, sam)
    bank.becomes(account.account_id, "rejected", reason="rejected.fraud")
    services.refresh_account(account)
    assert release(delivered).waits_for == "account"
    assert balance(Account.PAYABLE, user=sam)["EUR"].minor == 55200
    assert told(sam, "payout.rejected") == 1
    with pytest.raises(Refused, match="final"):
        services.start_onboarding(sam, country="FR")
    assert PayoutAccount.objects.count() == 1


def test_account_lost_between_the_look_and_the_transfer_is_not_paid(delivered: Any, sam: Any, bank: Bank, monkeypatch: pytest.MonkeyPatch) -> None:
    account = make_ready(bank, sam)
    from apps.payments.services import operating

    def look(operation: Operation) -> Any:
        found = wait_of(operation)
        PayoutAccount.objects.filter(pk=account.pk).update(state="restricted")
        return found

    monkeypatch.setattr(operating, "wait_of", look)
    operation = release(delivered)
    assert (operation.status, operation.destination, SandboxTransfer.objects.count()) == ("pending", "", 0)
    monkeypatch.undo()
    assert_clean()


def test_reserve_keeps_money_until_its_days_are_over(delivered: Any, sam: Any, settings: Any) -> None:
    settings.PAYOUT_RESERVE_DAYS = 7
    operation = release(delivered)
    assert operation.waits_for == "reserve"
    assert abs(operation.due_at - operation.created_at - timedelta(days=7)) < timedelta(seconds=1)
    with time_machine.travel(operation.created_at + timedelta(days=6, hours=23), tick=True):
        services.perform_due()
    assert SandboxTransfer.objects.count() == 0
    with time_machine.travel(operation.created_at + timedelta(days=7, minutes=1), tick=True):
        services.perform_due()
    assert_paid_once(operation, str(sam.pk))


def test_staff_set_a_reserve_for_one_person(delivered: Any, sam: Any, max_: Any, eve: Any) -> None:
    with pytest.raises(NotAllowed):
        services.set_reserve(sam, 30, by=eve)
    with pytest.raises(Refused, match="180"):
        services.set_reserve(sam, 181, by=max_)
    services.set_reserve(sam, 30, by=max_)
    operation = release(delivered)
    assert operation.waits_for == "reserve"
    services.set_reserve(sam, 0, by=max_)
    assert_paid_once(operation, str(sam.pk))
    assert list(Event.objects.filter(verb="reserve").order_by("at").values_list("note", flat=True)) == ["30 days", "0 days"]


def test_hold_stops_payouts_and_its_end_lets_them_go(delivered: Any, sam: Any, max_: Any, eve: Any) -> None:
    with pytest.raises(NotAllowed):
        services.hold_payouts(sam, by=eve, reason="Because.")
    with pytest.raises(Refused, match="Say why"):
        services.hold_payouts(sam, by=max_, reason=" ")
    assert not PayoutTerms.objects.filter(held_at__isnull=False)
    services.hold_payouts(sam, by=max_, reason="Your card is being checked.")
    with pytest.raises(Stale):
        services.hold_payouts(sam, by=max_, reason="Again.")
    operation = release(delivered)
    assert operation.waits_for == "hold"
    assert told(sam, "payout.held") == 1
    with pytest.raises(NotAllowed):
        services.release_hold(sam, by=sam)
    services.release_hold(sam, by=max_)
    with pytest.raises(Stale):
        services.release_hold(sam, by=max_)
    assert_paid_once(operation, str(sam.pk))
    assert told(sam, "payout.lifted") == 1
    events = Event.objects.filter(subject_type="payments.PayoutTerms").order_by("at")
    assert [(one.verb, one.actor) for one in events] == [("hold", max_), ("release_hold", max_)]


def test_eight_holds_at_once_are_one(sam: Any, max_: Any) -> None:
    outcomes = run_parallel(8, lambda number: services.hold_payouts(sam, by=max_, reason=f"Reason {number}."))
    assert sum(isinstance(one, PayoutTerms) for one in outcomes) == 1
    assert sum(isinstance(one, Stale) for one in outcomes) == 7
    assert PayoutTerms.objects.count() == 1
    assert told(sam, "payout.held") == 1


def test_open_chargeback_stops_the_transfer(delivered: Any, sam: Any, max_: Any) -> None:
    services.hold_payouts(sam, by=max_, reason="Wait.")
    operation = release(delivered)
    payment = Payment.objects.get()
    chargeback = charge_back(payment)
    services.release_hold(sam, by=max_)
    operation.refresh_from_db()
    assert operation.waits_for == "chargeback"
    assert wait_of(operation) is not None
    Chargeback.objects.filter(pk=chargeback.pk).update(status="won")
    assert wait_of(operation) is None


def test_chargeback_of_the_lead_stops_what_was_paid_with_it(delivered: Any, second: Any, sam: Any, olga: Any, max_: Any) -> None:
    services.hold_payouts(sam, by=max_, reason="Wait.")
    operation = release(delivered)
    words: dict[str, Any] = {"gateway": "sandbox", "currency": "EUR", "amount_minor": 1, "expires_at": timezone.now()}
    lead = Payment.objects.create(contract=second.contract, milestone=second, owner=olga, solver=sam, **words)
    Payment.objects.filter(pk=operation.payment_id).update(lead=lead)
    charge_back(lead)
    found = wait_of(operation)
    assert found is not None
    assert found[0] == Wait.CHARGEBACK


def test_frozen_milestone_stops_the_transfer(delivered: Any, sam: Any, max_: Any) -> None:
    services.hold_payouts(sam, by=max_, reason="Wait.")
    operation = release(delivered)
    freeze(delivered, "The bank asks.")
    assert (wait_of(operation) or [None])[0] == Wait.CHARGEBACK
    unfreeze(delivered)
    assert (wait_of(operation) or [None])[0] == Wait.HOLD


def test_what_the_gateway_may_have_heard_of_waits_for_nothing(delivered: Any, sam: Any, max_: Any) -> None:
    services.hold_payouts(sam, by=max_, reason="Wait.")
    operation = release(delivered)
    assert wait_of(operation) is not None
    operation.destination = "acct_1"
    assert wait_of(operation) is None


def test_clock_pays_when_the_wake_was_lost(delivered: Any, sam: Any, bank: Bank) -> None:
    operation = release(delivered)
    services.start_onboarding(sam, country="DE")
    PayoutAccount.objects.update(state="ready")  # whoever should have woken the transfer died here
    with time_machine.travel(timezone.now() + timedelta(hours=1), tick=True):
        services.perform_due()
    assert_paid_once(operation, "acct_1")
    call_command("check_ledger")
