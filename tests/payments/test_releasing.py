"""Olga approves, or the clock does; the solver is paid when the gateway says so."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from apps.contracts.models import Contract, Delivery
from apps.contracts.services import request_changes
from apps.core.errors import NotAllowed, Refused, Stale
from apps.notifications.models import Notification
from apps.payments import services
from apps.payments.gateways.sandbox import resolve, scripts
from apps.payments.ledger import balance
from apps.payments.models import Account, JournalEntry, Operation, SandboxTransfer
from openchance.demo import cast as demo

from .faults import sweep
from .proving import assert_clean, assert_effects_once

pytestmark = pytest.mark.django_db


def address(milestone: Any) -> str:
    return f"/contracts/{milestone.contract_id}/milestones/{milestone.position}/approve/"


def test_owner_approves_and_the_solver_is_paid(delivered: Any, olga: Any, sam: Any, signed_in: Any) -> None:
    olgas = signed_in(olga)
    assert "Approve and release" in olgas.get(address(delivered)).content.decode()
    answer = olgas.post(address(delivered), {"round": 1, "met_1": "yes", "met_2": "no", "note_2": "Nearly.", "feedback": "Thank you."})
    assert answer.status_code == 302
    delivered.refresh_from_db()
    assert (delivered.status, delivered.released_minor, delivered.fee_minor, delivered.held_minor) == ("released", 55200, 4800, 0)
    delivery = Delivery.objects.get()
    assert (delivery.status, delivery.feedback) == ("approved", "Thank you.")
    assert delivery.verdicts == [{"met": True, "note": ""}, {"met": False, "note": "Nearly."}]
    operation = Operation.objects.get()
    assert (operation.status, operation.amount_minor) == ("done", 55200)
    assert operation.reference == SandboxTransfer.objects.get().reference
    assert SandboxTransfer.objects.get().destination == str(sam.pk)
    assert Notification.objects.filter(recipient=sam, kind="payment.paid_out").count() == 1
    assert_clean()


def test_approving_without_a_word_is_enough(delivered: Any, olga: Any, signed_in: Any) -> None:
    assert signed_in(olga).post(address(delivered)).status_code == 302
    delivered.refresh_from_db()
    assert delivered.status == "released"


def test_approving_twice_pays_once_and_says_what_happened(delivered: Any, olga: Any, signed_in: Any) -> None:
    olgas = signed_in(olga)
    olgas.post(address(delivered))
    assert olgas.post(address(delivered)).status_code == 409
    assert olgas.get(address(delivered)).status_code == 409
    assert SandboxTransfer.objects.count() == 1
    assert_clean()


def test_a_form_with_too_much_in_it_keeps_what_was_typed(delivered: Any, olga: Any, signed_in: Any) -> None:
    page = signed_in(olga).post(address(delivered), {"feedback": "x" * 5001, "note_1": "Kept"})
    assert page.status_code == 422 and "Kept" in page.content.decode()
    delivered.refresh_from_db()
    assert delivered.status == "delivered"


@pytest.mark.parametrize(("who", "status"), [("sam", 403), ("max", 403), ("eve", 404), ("rita", 404)])
def test_others_do_not_approve(who: str, status: int, delivered: Any, people: Any, signed_in: Any) -> None:
    client = signed_in(people[who])
    assert client.post(address(delivered)).status_code == status
    assert client.get(address(delivered)).status_code == status
    delivered.refresh_from_db()
    assert delivered.status == "delivered" and not Operation.objects.exists()


def test_what_was_not_delivered_is_not_approved(funded: Any, olga: Any, signed_in: Any) -> None:
    assert signed_in(olga).post(address(funded)).status_code == 409
    with pytest.raises(Stale):
        services.approve(funded, by=olga)
    assert not Operation.objects.exists()


def test_nobody_is_nobody(delivered: Any) -> None:
    with pytest.raises(NotAllowed):
        services.approve(delivered, by=None)


def test_a_delivery_that_was_not_seen_is_not_approved(delivered: Any, olga: Any, signed_in: Any) -> None:
    request_changes(Delivery.objects.get(), by=olga, feedback="Darker, please.", verdicts=[{"met": False, "note": ""}] * 2)
    delivered.refresh_from_db()
    demo.delivered(delivered)
    assert signed_in(olga).post(address(delivered), {"round": 1}).status_code == 409
    delivered.refresh_from_db()
    assert delivered.status == "delivered"


def test_the_last_release_completes_the_contract(contract: Any, olga: Any) -> None:
    for position in (1, 2):
        milestone = demo.funded(contract, position)
        demo.delivered(milestone)
        services.approve(milestone, by=olga)
    assert Contract.objects.get().status == "completed"
    assert_clean()


def test_the_clock_releases_after_fourteen_days_and_not_before(delivered: Any, olga: Any, sam: Any) -> None:
    with time_machine.travel(timezone.now() + timedelta(days=13, hours=23), tick=True):
        assert services.release_overdue() == 0
    with time_machine.travel(timezone.now() + timedelta(days=14, minutes=1), tick=True):
        assert services.release_overdue() == 1
        assert services.release_overdue() == 0
    delivered.refresh_from_db()
    assert delivered.status == "released"
    assert Notification.objects.filter(kind="contract.released").count() == 2
    assert_clean()


def test_a_change_request_stops_the_clock(delivered: Any, olga: Any) -> None:
    request_changes(Delivery.objects.get(), by=olga, feedback="Darker, please.", verdicts=[{"met": False, "note": ""}] * 2)
    with time_machine.travel(timezone.now() + timedelta(days=20), tick=True):
        assert services.release_overdue() == 0
        with pytest.raises(Stale):
            services.releasing.release(delivered, by=None)


def test_one_that_cannot_be_released_stops_no_other(contract: Any, olga: Any, sam: Any) -> None:
    for position in (1, 2):
        demo.delivered(demo.funded(contract, position))
    contract.milestones.filter(position=1).update(owner=sam)  # nonsense that no verb makes
    with time_machine.travel(timezone.now() + timedelta(days=15), tick=True):
        assert services.release_overdue() == 1


def test_paid_is_said_when_the_gateway_has_confirmed(delivered: Any, olga: Any, sam: Any) -> None:
    scripts.order("transfer", "pending")
    services.approve(delivered, by=olga)
    assert Operation.objects.get().status == "pending"
    assert balance(Account.PAYABLE, user=sam)["EUR"].minor == 55200
    assert not Notification.objects.filter(kind="payment.paid_out").exists()
    assert list_of_problems() == []
    resolve(SandboxTransfer.objects.get().reference, "succeeded")  # its webhook wakes us
    assert Operation.objects.get().status == "done"
    assert Notification.objects.filter(kind="payment.paid_out").count() == 1
    assert_clean()


def list_of_problems() -> list[str]:
    from apps.payments.proof import problems

    return list(problems())


@pytest.mark.parametrize("behaviour", ["down", "lost", "fail", "pending"])
def test_bad_luck_at_the_gateway_ends_in_one_transfer(behaviour: str, delivered: Any, olga: Any) -> None:
    scripts.order("transfer", behaviour, times=2)
    services.approve(delivered, by=olga)
    assert Operation.objects.get().status == "pending"
    if behaviour == "pending":
        resolve(SandboxTransfer.objects.get().reference, "succeeded", manner="late")
    sweep()
    operation = Operation.objects.get()
    assert (operation.status, operation.key_number) == ("done", 2 if behaviour == "fail" else 0)
    assert_clean()
    assert_effects_once()


def test_after_the_key_was_forgotten_the_deed_is_found(delivered: Any, olga: Any) -> None:
    scripts.order("transfer", "lost")
    services.approve(delivered, by=olga)
    sweep(hours=30, rounds=1)
    assert Operation.objects.get().status == "done"
    assert SandboxTransfer.objects.count() == 1
    assert_clean()


def test_a_transfer_that_failed_while_pending_is_made_again_under_a_new_key(delivered: Any, olga: Any) -> None:
    scripts.order("transfer", "pending")
    services.approve(delivered, by=olga)
    resolve(SandboxTransfer.objects.get().reference, "failed", error="Account closed.")
    sweep()
    operation = Operation.objects.get()
    assert (operation.status, operation.key_number) == ("done", 1)
    assert_clean()
    assert_effects_once()


def test_a_transfer_that_fails_after_all_is_booked_back_and_made_again(delivered: Any, olga: Any) -> None:
    services.approve(delivered, by=olga)
    resolve(SandboxTransfer.objects.get().reference, "failed", error="Account closed.")
    assert JournalEntry.objects.filter(kind="transfer_failed").count() == 1
    sweep()
    operation = Operation.objects.get()
    assert (operation.status, operation.key_number) == ("done", 1)
    assert_clean()
    assert_effects_once()


def test_an_operator_may_try_again_at_once(delivered: Any, olga: Any, max_: Any) -> None:
    scripts.order("transfer", "fail")
    services.approve(delivered, by=olga)
    operation = Operation.objects.get()
    assert "refused" in operation.error
    assert services.retry_operation(operation, by=max_)
    operation.refresh_from_db()
    assert operation.status == "done"
    assert not services.retry_operation(operation, by=max_)


def test_owner_who_is_the_solver_releases_nothing(delivered: Any, olga: Any) -> None:
    type(delivered).objects.update(solver=olga)
    with pytest.raises(Refused, match="yourself"):
        services.approve(delivered, by=olga)


def test_an_answer_that_is_repeated_may_be_old(delivered: Any, olga: Any) -> None:
    """The transfer was made, its answer lost, and then the bank sent it back: the gateway still repeats its first answer, “succeeded”."""
    scripts.order("transfer", "lost")
    services.approve(delivered, by=olga)
    resolve(SandboxTransfer.objects.get().reference, "failed", error="Account closed.")
    sweep()
    operation = Operation.objects.get()
    assert (operation.status, operation.key_number) == ("done", 1)
    assert_clean()
    assert_effects_once()
