"""A contract ends early: what is held goes back."""

from typing import Any

import pytest

from apps.contracts.models import Contract
from apps.contracts.services import propose_cancel
from apps.core.errors import NotAllowed, Refused, Stale
from apps.notifications.models import Notification
from apps.payments import services
from apps.payments.gateways.sandbox import resolve, scripts
from apps.payments.models import JournalEntry, Operation, SandboxRefund
from openchance.demo import cast as demo

from .faults import sweep
from .proving import assert_clean, assert_effects_once

pytestmark = pytest.mark.django_db


def address(contract: Any, verb: str = "cancel/") -> str:
    return f"/contracts/{contract.pk}/{verb}"


@pytest.mark.parametrize("who", ["olga", "sam"])
def test_either_side_leaves_before_the_first_delivery(who: str, funded: Any, people: Any, signed_in: Any) -> None:
    client = signed_in(people[who])
    assert "€600.00" in client.get(address(funded.contract)).content.decode()
    assert client.post(address(funded.contract), {"reason": "Changed plans."}).status_code == 302
    funded.refresh_from_db()
    assert (funded.status, funded.refunded_minor, funded.held_minor) == ("refunded", 60000, 0)
    assert Contract.objects.get().status == "cancelled"
    assert Operation.objects.get().status == "done"
    assert Notification.objects.filter(recipient=people["olga"], kind="payment.refunded").count() == 1
    assert_clean()
    assert_effects_once()


def test_without_money_nothing_moves(contract: Any, olga: Any) -> None:
    services.cancel_contract(contract, by=olga, reason="Changed plans.")
    assert not Operation.objects.exists() and not JournalEntry.objects.exists()
    assert_clean()


def test_a_reason_is_needed(funded: Any, olga: Any, signed_in: Any) -> None:
    assert signed_in(olga).post(address(funded.contract), {"reason": " "}).status_code == 422
    assert Contract.objects.get().status == "active"


@pytest.mark.parametrize(("who", "status"), [("eve", 404), ("rita", 404), ("max", 403)])
def test_others_cancel_nothing(who: str, status: int, funded: Any, people: Any, signed_in: Any) -> None:
    client = signed_in(people[who])
    assert client.post(address(funded.contract), {"reason": "For fun."}).status_code == status
    assert client.post(address(funded.contract, "cancel/agree/")).status_code == status
    assert Contract.objects.get().status == "active"


def test_after_a_delivery_nobody_leaves_alone(delivered: Any, olga: Any, signed_in: Any) -> None:
    with pytest.raises(Refused, match="by agreement"):
        services.cancel_contract(delivered.contract, by=olga, reason="Too late.")
    assert signed_in(olga).get(address(delivered.contract)).status_code == 409
    delivered.refresh_from_db()
    assert delivered.status == "delivered"


def test_agreed_what_is_held_goes_back_and_what_was_released_stays(contract: Any, olga: Any, sam: Any, signed_in: Any) -> None:
    first = demo.funded(contract)
    demo.delivered(first)
    services.approve(first, by=olga)
    second = demo.funded(contract, 2)
    demo.delivered(second)
    propose_cancel(contract, by=sam, reason="I have moved.")
    with pytest.raises(Refused):
        services.agree_cancel(contract, by=sam)  # not with oneself
    assert signed_in(olga).post(address(contract, "cancel/agree/")).status_code == 302
    for milestone in (first, second):
        milestone.refresh_from_db()
    assert (first.status, second.status) == ("released", "refunded")
    sweep()
    assert_clean()
    assert_effects_once()


def test_agreeing_to_nothing_is_refused(funded: Any, sam: Any, signed_in: Any) -> None:
    assert signed_in(sam).post(address(funded.contract, "cancel/agree/")).status_code == 409
    assert signed_in(sam).get(address(funded.contract, "cancel/agree/")).status_code == 405
    assert Contract.objects.get().status == "active"


def test_twice_is_once(funded: Any, olga: Any) -> None:
    services.cancel_contract(funded.contract, by=olga, reason="Changed plans.")
    with pytest.raises(Stale):
        services.cancel_contract(funded.contract, by=olga, reason="Changed plans.")
    assert SandboxRefund.objects.count() == 1


def test_strangers_are_not_allowed(funded: Any, eve: Any) -> None:
    with pytest.raises(NotAllowed):
        services.cancel_contract(funded.contract, by=eve, reason="For fun.")


@pytest.mark.parametrize("behaviour", ["down", "lost", "fail"])
def test_bad_luck_at_the_gateway_ends_in_one_refund(behaviour: str, funded: Any, olga: Any) -> None:
    scripts.order("refund", behaviour, times=2)
    services.cancel_contract(funded.contract, by=olga, reason="Changed plans.")
    assert Operation.objects.get().status == "pending"
    sweep()
    assert Operation.objects.get().status == "done"
    assert_clean()
    assert_effects_once()


def test_a_refund_that_fails_after_all_is_booked_back_and_made_again(funded: Any, olga: Any) -> None:
    services.cancel_contract(funded.contract, by=olga, reason="Changed plans.")
    resolve(SandboxRefund.objects.get().reference, "failed", error="Card expired.")
    assert JournalEntry.objects.filter(kind="refund_failed").count() == 1
    sweep()
    assert Operation.objects.get().key_number == 1
    assert_clean()
    assert_effects_once()
