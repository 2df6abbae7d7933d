"""What both sides read about money that is frozen or comes back."""

from typing import Any

import pytest

from apps.contracts.standing import standings
from apps.core.money import Money
from apps.payments import services
from apps.payments.gateways.sandbox import decide
from apps.payments.models import Chargeback
from apps.payments.timeline import timeline

from .chargebacks import charged_back, fresh, released
from .faults import sweep

pytestmark = pytest.mark.django_db


def page(client: Any, contract: Any) -> str:
    response = client.get(contract.get_absolute_url())
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def lines(contract: Any) -> list[str]:
    """From the oldest on."""
    return [f"{one.title} {one.words}: {one.amount}, {one.held_after} held" for one in timeline(contract)[::-1]]


def test_each_side_reads_what_it_means_for_them(delivered: Any, olga: Any, sam: Any, max_: Any, signed_in: Any) -> None:
    row = charged_back(delivered)
    contract = row.contract
    assert "Your bank wants back €600.00." in page(signed_in(olga), contract) and "ask your bank to withdraw it" in page(signed_in(olga), contract)
    assert "The bank of Olga Lindqvist wants back €600.00." in page(signed_in(sam), contract)
    assert "you need not do anything" in page(signed_in(sam), contract) and "this money does not move" in page(signed_in(max_), contract)
    services.send_evidence(row, by=max_)
    assert "We have answered it" in page(signed_in(sam), contract)
    decide(row.reference, won=True)
    for person in (olga, sam):
        words = page(signed_in(person), contract)
        assert "wants back" not in words and "The payment stands" in words


def test_a_question_is_called_one(delivered: Any, olga: Any, signed_in: Any) -> None:
    row = charged_back(delivered, asks=True)
    assert "Your bank asks about €600.00." in page(signed_in(olga), row.contract)


def test_a_freeze_of_staff_says_its_reason(delivered: Any, sam: Any, max_: Any, signed_in: Any) -> None:
    services.freeze_milestone(delivered, by=max_, reason="We are looking into a complaint.")
    assert "We are looking into a complaint." in page(signed_in(sam), delivered.contract)


def test_lists_say_that_nothing_moves(delivered: Any, olga: Any) -> None:
    charged_back(delivered)
    standing = standings([fresh(delivered).contract], olga)[0]
    assert standing.state_more.startswith("Money frozen since") and "frozen" in standing.move_more


def test_strangers_see_nothing(delivered: Any, eve: Any, signed_in: Any) -> None:
    row = charged_back(delivered)
    assert signed_in(eve).get(row.contract.get_absolute_url()).status_code == 404
    assert not Chargeback.objects.visible_to(eve).exists()


def test_the_timeline_of_one_lost_while_held(funded: Any) -> None:
    decide(charged_back(funded, 25000).reference, won=False)
    sweep(rounds=1)
    assert lines(funded.contract)[1:] == [
        "Payment disputed by the payer’s bank, which has taken it until it decides: €250.00, €600.00 held",
        "Milestone 1 charged back by the payer’s bank: -€250.00, €350.00 held",
        "Rest of milestone 1 refunded to Olga Lindqvist: -€350.00, €0.00 held",
    ]


def test_the_timeline_of_one_lost_after_the_release(first: Any, sam: Any) -> None:
    released(first)
    decide(charged_back(first).reference, won=False)
    sweep(rounds=1)
    assert lines(first.contract)[-1] == "Milestone 1 charged back after its release, by the payer’s bank: €600.00, €0.00 held"
    assert not any("owe" in one or "debt" in one.lower() for one in lines(first.contract))


def test_the_timeline_of_a_staff_refund(first: Any, max_: Any) -> None:
    released(first)
    services.refund_milestone(first, Money(20000, "EUR"), by=max_, reason="It was late.")
    sweep(rounds=1)
    last = timeline(first.contract)[0]
    assert (last.title, last.words, str(last.amount)) == ("Milestone 1 refunded", "to Olga Lindqvist, after its release", "€200.00")
    assert last.reference.startswith("re_sandbox_") and last.arrived_at


def test_the_timeline_of_a_refund_that_was_not_needed(funded: Any, olga: Any) -> None:
    from apps.payments.gateways.sandbox import scripts

    scripts.order("refund", "fail")
    services.cancel_contract(funded.contract, by=olga, reason="Changed plans.")
    decide(charged_back(funded).reference, won=False)
    assert lines(funded.contract)[-1] == "Refund of milestone 1 stopped as the payer’s bank had taken it: €600.00, €0.00 held"
    assert not timeline(funded.contract)[-1].waits


def test_nobody_is_offered_what_would_be_refused(delivered: Any, olga: Any, sam: Any, signed_in: Any) -> None:
    charged_back(delivered)
    words = page(signed_in(olga), delivered.contract)
    assert "Approve and release" not in words and "Request changes" in words and "cannot be released now" in words
    assert "released automatically" not in page(signed_in(sam), delivered.contract)
    assert signed_in(olga).get(f"/contracts/{delivered.contract_id}/milestones/1/approve/").status_code == 409


def test_a_release_that_was_taken_back_whole_is_called_that(first: Any, olga: Any, sam: Any, signed_in: Any) -> None:
    row = charged_back(released(first))
    assert "Taken back" not in page(signed_in(sam), row.contract)
    decide(row.reference, won=False)
    sweep(rounds=1)
    for person in (olga, sam):
        words = page(signed_in(person), row.contract)
        assert "Taken back" in words and "Back with Olga" in words
