"""Olga pays for a milestone."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from apps.contracts.models import Contract, Milestone
from apps.core.errors import NotAllowed, Refused, Stale
from apps.notifications.models import Notification
from apps.payments import services
from apps.payments.gateways.errors import WrongObject
from apps.payments.gateways.sandbox import decline, pay, scripts
from apps.payments.ledger import balance
from apps.payments.models import Account, JournalEntry, Payment, SandboxSession
from openchance.demo import cast as demo

from .agreements import agreement
from .faults import process, sweep
from .proving import assert_clean

pytestmark = pytest.mark.django_db


def address(milestone: Milestone) -> str:
    return f"/contracts/{milestone.contract_id}/milestones/{milestone.position}/fund/"


def test_owner_pays_and_the_money_is_held(first: Any, olga: Any, sam: Any, signed_in: Any) -> None:
    olgas = signed_in(olga)
    answer = olgas.post(address(first))
    session = SandboxSession.objects.get()
    assert answer.status_code == 302 and answer.url.endswith(f"/sandbox/checkout/{session.reference}/")
    back = olgas.post(answer.url, {"choice": "pay"})
    page = olgas.get(back.url)
    assert "Paid and held" in page.content.decode()
    first.refresh_from_db()
    assert first.status == "funded" and first.held == first.amount
    assert Contract.objects.get().status == "active"
    assert balance(Account.HELD, contract=first.contract)["EUR"].minor == 60000
    assert Notification.objects.filter(recipient=sam, kind="contract.funded").count() == 1
    assert Notification.objects.filter(recipient=olga, kind="payment.receipt").count() == 1
    assert_clean()


def test_pressing_again_is_the_same_checkout(first: Any, olga: Any) -> None:
    assert services.start_funding(first, by=olga) == services.start_funding(first, by=olga)
    assert (Payment.objects.count(), SandboxSession.objects.count()) == (1, 1)


@pytest.mark.parametrize("who", ["sam", "max"])
def test_only_the_owner_pays(who: str, first: Any, people: Any, signed_in: Any) -> None:
    assert signed_in(people[who]).post(address(first)).status_code == 403
    assert not Payment.objects.exists()


def test_strangers_get_404_and_nothing_changes(first: Any, eve: Any, signed_in: Any, client: Any) -> None:
    assert signed_in(eve).post(address(first)).status_code == 404
    assert client.post(address(first)).status_code == 302  # to sign in
    assert not Payment.objects.exists()


def test_get_is_refused(first: Any, olga: Any, signed_in: Any) -> None:
    assert signed_in(olga).get(address(first)).status_code == 405


@pytest.mark.parametrize("position", ["3", "99999999999999999999999"])
def test_a_milestone_that_is_not_there_is_404(position: str, first: Any, olga: Any, signed_in: Any) -> None:
    assert signed_in(olga).post(f"/contracts/{first.contract_id}/milestones/{position}/fund/").status_code == 404


def test_milestones_are_funded_in_their_order(first: Any, second: Any, olga: Any) -> None:
    with pytest.raises(Refused, match="Fund “Sketch” first"):
        services.start_funding(second, by=olga)
    demo.funded(first.contract)
    assert services.start_funding(second, by=olga)


def test_a_funded_milestone_is_not_paid_twice(funded: Any, olga: Any) -> None:
    with pytest.raises(Stale, match="Nothing was charged"):
        services.start_funding(funded, by=olga)


def test_nobody_pays_for_a_contract_that_has_ended(first: Any, olga: Any) -> None:
    services.cancel_contract(first.contract, by=olga, reason="Changed plans.")
    with pytest.raises(Stale, match="Nothing was charged"):
        services.start_funding(first, by=olga)


def test_nobody_pays_themselves(first: Any, olga: Any) -> None:
    Milestone.objects.update(solver=olga)
    with pytest.raises(Refused, match="pay yourself"):
        services.start_funding(first, by=olga)
    assert not Payment.objects.exists()


def test_declined_nothing_was_charged_and_a_new_checkout_follows(first: Any, olga: Any, signed_in: Any) -> None:
    services.start_funding(first, by=olga)
    payment = Payment.objects.get()
    decline(payment.session_id)
    page = signed_in(olga).get(f"/payments/{payment.pk}/return/").content.decode()
    assert "Declined" in page and "Nothing was charged" in page
    payment.refresh_from_db()
    assert payment.status == "failed"
    demo.funded(first.contract)
    assert Payment.objects.filter(status="succeeded").count() == 1
    assert_clean()


def test_cancelled_checkout_closes_and_a_new_one_follows(first: Any, olga: Any, signed_in: Any) -> None:
    olgas = signed_in(olga)
    url = olgas.post(address(first)).url
    back = olgas.post(url, {"choice": "cancel"})
    assert "You left the checkout" in olgas.get(back.url).content.decode()
    payment = Payment.objects.get()
    assert payment.status == "cancelled" and not pay(payment.session_id)
    demo.funded(first.contract)
    assert_clean()


def test_sam_looking_at_the_way_back_cancels_nothing(first: Any, olga: Any, sam: Any, signed_in: Any) -> None:
    services.start_funding(first, by=olga)
    payment = Payment.objects.get()
    page = signed_in(sam).get(f"/payments/{payment.pk}/return/?left=1")
    payment.refresh_from_db()
    assert page.status_code == 200 and payment.status == "open"
    assert "Continue to pay" not in page.content.decode()


def test_abandoned_checkout_expires_and_a_new_one_follows(first: Any, olga: Any) -> None:
    services.start_funding(first, by=olga)
    with time_machine.travel(timezone.now() + timedelta(days=2), tick=True):
        assert services.expire_payments() == 1
    assert Payment.objects.get().status == "expired"
    demo.funded(first.contract)
    assert_clean()


def test_paid_in_the_last_moment_counts_though_nobody_heard_of_it(first: Any, olga: Any) -> None:
    services.start_funding(first, by=olga)
    SandboxSession.objects.update(status="complete", paid=True, charge_id="ch_x")  # and no webhook comes
    with time_machine.travel(timezone.now() + timedelta(days=2), tick=True):
        services.expire_payments()
    first.refresh_from_db()
    assert first.status == "funded"


def test_a_payment_without_a_session_was_shown_to_nobody_and_expires(first: Any, olga: Any) -> None:
    with process(at=4):
        services.start_funding(first, by=olga)
    assert Payment.objects.get().session_id == ""
    sweep(hours=30, rounds=1)
    assert Payment.objects.get().status == "expired"


def test_money_that_comes_after_the_contract_ended_goes_back(first: Any, olga: Any) -> None:
    services.start_funding(first, by=olga)
    payment = Payment.objects.get()
    assert pay(payment.session_id, manner="late")  # we have not heard of it yet
    services.cancel_contract(first.contract, by=olga, reason="Changed plans.")
    sweep()
    payment.refresh_from_db()
    assert payment.status == "late"
    assert JournalEntry.objects.filter(kind="refunded").count() == 1
    assert Notification.objects.filter(recipient=olga, kind="payment.late").exists()
    assert_clean()


def test_cancelling_closes_the_open_checkout(first: Any, olga: Any) -> None:
    services.start_funding(first, by=olga)
    services.cancel_contract(first.contract, by=olga, reason="Changed plans.")
    payment = Payment.objects.get()
    assert payment.status == "expired" and not pay(payment.session_id)


def test_a_second_payment_for_the_same_milestone_goes_back(first: Any, olga: Any) -> None:
    services.start_funding(first, by=olga)
    old = Payment.objects.get()
    Payment.objects.update(status="expired")  # we gave it up, the bank did not
    demo.funded(first.contract)
    pay(old.session_id)
    sweep()
    old.refresh_from_db()
    assert old.status == "late"
    assert_clean()


def test_money_that_came_after_all_is_taken_where_it_is_still_wanted(first: Any, olga: Any) -> None:
    services.start_funding(first, by=olga)
    Payment.objects.update(status="expired")
    pay(Payment.objects.get().session_id)
    first.refresh_from_db()
    assert (first.status, Payment.objects.get().status) == ("funded", "succeeded")
    assert_clean()


def test_the_wrong_amount_is_never_booked(first: Any, olga: Any) -> None:
    services.start_funding(first, by=olga)
    SandboxSession.objects.update(amount_minor=1)
    payment = Payment.objects.get()
    pay(payment.session_id)
    with pytest.raises(WrongObject):
        services.settle(payment)
    first.refresh_from_db()
    assert first.status == "planned"


def test_gateway_down_says_so_and_the_next_press_goes_on(first: Any, olga: Any, signed_in: Any) -> None:
    scripts.order("checkout", "down")
    answer = signed_in(olga).post(address(first))
    assert answer.status_code == 409 and "Nothing was charged" in answer.content.decode()
    assert services.start_funding(first, by=olga)
    assert Payment.objects.count() == 1


def test_gateway_that_refuses_fails_the_payment_and_the_next_press_makes_another(first: Any, olga: Any) -> None:
    scripts.order("checkout", "fail")
    with pytest.raises(Refused, match="Nothing was charged"):
        services.start_funding(first, by=olga)
    assert services.start_funding(first, by=olga)
    assert sorted(Payment.objects.values_list("status", flat=True)) == ["failed", "open"]


def test_owner_named_in_the_refusal_only(first: Any, sam: Any) -> None:
    with pytest.raises(NotAllowed):
        services.start_funding(first, by=sam)


@pytest.mark.parametrize(("currency", "minor"), [("JPY", 1999), ("KWD", 1234560)])
def test_currencies_without_and_with_three_decimals(currency: str, minor: int, olga: Any, sam: Any) -> None:
    milestone = demo.funded(agreement(olga, sam, currency, [minor]))
    demo.delivered(milestone)
    services.approve(milestone, by=olga)
    milestone.refresh_from_db()
    assert milestone.released_minor + milestone.fee_minor == milestone.amount_minor
    assert milestone.currency == currency
    assert milestone.fee_minor % (10 if currency == "KWD" else 1) == 0
    assert_clean()


def test_after_a_day_an_unseen_checkout_is_given_up_for_a_new_one(first: Any, olga: Any) -> None:
    scripts.order("checkout", "lost")
    with pytest.raises(Refused):
        services.start_funding(first, by=olga)
    assert (Payment.objects.get().session_id, SandboxSession.objects.count()) == ("", 1)
    with time_machine.travel(timezone.now() + timedelta(days=2), tick=True):
        services.start_funding(first, by=olga)
    assert sorted(Payment.objects.values_list("status", flat=True)) == ["expired", "open"]


def test_a_checkout_of_another_payment_is_never_booked(first: Any, olga: Any) -> None:
    services.start_funding(first, by=olga)
    SandboxSession.objects.update(metadata={"reference": "somebody else"})
    with pytest.raises(WrongObject):
        services.settle(Payment.objects.get())


def three(olga: Any, sam: Any, currency: str = "EUR") -> list[Milestone]:
    contract = agreement(olga, sam, currency, [600_00, 1200_00, 50_00])
    return list(contract.milestones.select_related("contract").order_by("position"))


def test_several_milestones_are_paid_in_one_checkout(olga: Any, sam: Any, signed_in: Any) -> None:
    first, *_ = three(olga, sam)
    olgas = signed_in(olga)
    answer = olgas.post(address(first), {"through": "2"})
    session = SandboxSession.objects.get()
    assert session.amount_minor == 1800_00
    page = olgas.get(olgas.post(answer.url, {"choice": "pay"}).url).content.decode()
    assert "€1,800.00" in page and "2 milestones" in page
    states = list(first.contract.milestones.order_by("position").values_list("status", "held_minor"))
    assert states == [("funded", 600_00), ("funded", 1200_00), ("planned", 0)]
    fees = JournalEntry.objects.filter(kind="gateway_fee")
    assert fees.count() == 1
    assert Notification.objects.filter(recipient=olga, kind="payment.receipt").count() == 2
    assert_clean()


def test_each_milestone_of_one_checkout_is_released_or_refunded_for_itself(olga: Any, sam: Any) -> None:
    first, second, third = three(olga, sam)
    services.start_funding(first, by=olga, through=3)
    pay(SandboxSession.objects.get().reference)
    for one in (first, second, third):
        one.refresh_from_db()
    demo.delivered(first)
    services.approve(first, by=olga)
    first.contract.refresh_from_db()
    sweep()
    assert Payment.objects.values("charge_id").distinct().count() == 1
    assert_clean()
    first.refresh_from_db()
    assert first.status == "released" and second.held_minor == 1200_00


def test_another_choice_closes_the_open_checkout(olga: Any, sam: Any) -> None:
    first, *_ = three(olga, sam)
    one = services.start_funding(first, by=olga)
    both = services.start_funding(first, by=olga, through=2)
    assert one != both
    assert sorted(SandboxSession.objects.values_list("status", "amount_minor")) == [("expired", 600_00), ("open", 1800_00)]
    assert services.start_funding(first, by=olga, through=2) == both
    assert services.start_funding(first, by=olga) not in (one, both)
    assert sorted(Payment.objects.values_list("status", flat=True)) == ["cancelled", "cancelled", "cancelled", "open"]


def test_declined_for_several_all_may_be_tried_again(olga: Any, sam: Any) -> None:
    first, *_ = three(olga, sam)
    services.start_funding(first, by=olga, through=3)
    decline(SandboxSession.objects.get().reference)
    assert set(Payment.objects.values_list("status", flat=True)) == {"failed"}
    services.start_funding(first, by=olga, through=3)
    pay(SandboxSession.objects.get(status="open").reference)
    assert set(Milestone.objects.values_list("status", flat=True)) == {"funded"}
    assert_clean()


@pytest.mark.parametrize("through", ["x", "-1", "²", "99999", "1.5"])
def test_a_choice_that_is_none_is_refused(through: str, olga: Any, sam: Any, signed_in: Any) -> None:
    first, *_ = three(olga, sam)
    assert signed_in(olga).post(address(first), {"through": through}).status_code in (400, 409, 422)
    assert not Payment.objects.exists()


def test_money_for_several_that_comes_too_late_goes_back_whole(olga: Any, sam: Any) -> None:
    first, *_ = three(olga, sam)
    services.start_funding(first, by=olga, through=2)
    with process(1):  # nobody closes the checkout
        pass
    Payment.objects.update(expires_at=timezone.now() + timedelta(hours=1))
    session = SandboxSession.objects.get()
    services.cancel_contract(first.contract, by=olga, reason="No.")
    SandboxSession.objects.filter(pk=session.pk).update(status="open")
    pay(session.reference)
    sweep()
    assert set(Payment.objects.values_list("status", flat=True)) == {"late"}
    assert balance(Account.HELD).get("EUR", None) in (None,) or not balance(Account.HELD)["EUR"]
    assert_clean()
