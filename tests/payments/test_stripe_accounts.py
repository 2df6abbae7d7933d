"""Solvers’ accounts and chargebacks against Stripe’s side of the wire.

With STRIPE_TEST_SECRET_KEY in the environment that is Stripe itself.
"""

from datetime import UTC, datetime
from typing import Any

import pytest

from apps.payments.gateways.errors import GatewayRefusal, OutcomeUnknown, WrongObject
from apps.payments.gateways.orders import AccountOrder, Evidence
from apps.payments.gateways.stripe import accounts, chargebacks

from .stripe_side import EUR, Side, money, sent, side

__all__ = ["side"]
PDF = b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\ntrailer<<>>\n%%EOF\n"


def test_a_wrong_key_does_not_part_us_from_solvers(side: Side, settings: Any) -> None:
    account = side.account()
    side.ours.control.account(account, "deauthorized")
    settings.STRIPE_ACCOUNT = "acct_ours"
    with pytest.raises(OutcomeUnknown):
        side.door.fetch_account(account)
    with pytest.raises(WrongObject):
        side.door.check()
    settings.STRIPE_ACCOUNT = ""
    assert side.door.fetch_account(account).state == "gone"


def test_an_account_is_opened_onboarded_and_paid(side: Side) -> None:
    words = AccountOrder(side.id("a"), side.id("u"), "sam@example.org", "DE", "Sam")
    made = side.door.create_account(words)
    assert (made.state, made.country, made.currency, made.user) == ("incomplete", "DE", EUR, side.id("u"))
    assert made.needs and side.door.create_account(words).id == made.id
    assert side.door.onboarding_url(made.id, return_url="https://site.test/back/", refresh_url="https://site.test/again/").startswith("http")
    control = side.ours.control
    control.account(made.id, "ready")
    assert side.door.fetch_account(made.id).state == "ready"
    assert side.door.dashboard_url(made.id).startswith("http")
    for interval in ("weekly", "monthly", "manual", "daily"):
        side.door.set_payout_schedule(made.id, interval)
    with pytest.raises(GatewayRefusal):
        side.door.set_payout_schedule(made.id, "hourly")
    side.door.transfer(sent(side, side.charge(money(10000)), account=made.id))
    control.run_payouts(made.id)
    paid = side.door.payouts(made.id)
    assert [(one.amount, one.state, one.error) for one in paid] == [(money(6000), "paid", "")]


@pytest.mark.parametrize(
    ("condition", "words", "state"),
    [
        ("restricted", {}, "restricted"),
        ("needs", {"due": ["individual.verification.document"]}, ("ready", "restricted", "incomplete")),
        ("rejected", {"reason": "rejected.fraud"}, "rejected"),
        ("deauthorized", {}, "gone"),
    ],
)
def test_an_account_in_trouble(side: Side, condition: Any, words: dict[str, Any], state: Any) -> None:
    account = side.account()
    side.ours.control.account(account, condition, **words)
    found = side.door.fetch_account(account)
    assert found.state in (state if isinstance(state, tuple) else (state,))
    assert not words.get("due") or "individual.verification.document" in found.needs


@pytest.mark.parametrize(
    ("words", "state"),
    [
        ({"details_submitted": False, "requirements": {"disabled_reason": "requirements.past_due", "past_due": ["a"]}}, "incomplete"),
        ({"payouts_enabled": True, "capabilities": {"transfers": "active"}, "requirements": {"currently_due": ["a"]}}, "ready"),
        ({"payouts_enabled": True, "capabilities": {"transfers": "inactive"}, "requirements": {"disabled_reason": "listed"}}, "restricted"),
        ({"requirements": {"disabled_reason": "requirements.past_due", "past_due": ["a"]}}, "restricted"),
        ({"requirements": {"currently_due": ["a"]}}, "incomplete"),
        ({"requirements": {"disabled_reason": "requirements.pending_verification", "pending_verification": ["a"]}}, "review"),
        ({"requirements": {"disabled_reason": "under_review"}}, "review"),
        ({"requirements": {"disabled_reason": "platform_paused"}}, "restricted"),
        ({"requirements": {"disabled_reason": "rejected.terms_of_service"}}, "rejected"),
        ({"payouts_enabled": True, "capabilities": {"transfers": "active"}, "requirements": {"disabled_reason": "rejected.listed"}}, "rejected"),
        ({"requirements": None}, "review"),
        ({"deleted": True}, "gone"),
    ],
)
def test_what_stripe_says_of_an_account_becomes_a_state(words: dict[str, Any], state: str) -> None:
    assert accounts.read({"id": "acct_1", "details_submitted": True, "metadata": {}} | words).state == state


def test_a_chargeback_is_followed_answered_and_won(side: Side) -> None:
    control, charge = side.ours.control, side.charge(money(10000))
    opened = control.dispute(charge)
    found = side.door.fetch_chargeback(opened["id"])
    assert (found.charge_id, found.amount, found.state, found.reason) == (charge, money(10000), "open", "fraudulent")
    assert (found.taken, found.fee, found.returned) == (money(10000), money(1500), None)
    assert found.due_at and found.due_at > datetime.now(UTC)
    evidence = Evidence({"product_description": "A drawing.", "customer_name": ""}, PDF)
    assert side.door.send_evidence(opened["id"], evidence, key="e1").state == "sent"
    assert side.door.send_evidence(opened["id"], evidence, key="e1").state == "sent"
    control.close_dispute(opened["id"], won=True)
    won = side.door.fetch_chargeback(opened["id"])
    assert (won.state, won.taken, won.returned) == ("won", money(10000), money(10000))


@pytest.mark.parametrize("point", ["after", "500", "500_after", "timeout", "409"])
def test_evidence_is_sent_once_whatever_fails(side: Side, settings: Any, point: Any) -> None:
    settings.STRIPE_TIMEOUT = 0.3
    control = side.ours.control
    opened = control.dispute(side.charge(money(10000)))
    control.fail_next(point, method="POST", path="/v1/disputes", stall=0.6)
    for number in range(3):
        try:
            state = side.door.send_evidence(
                opened["id"], Evidence({"product_description": "A drawing."}, PDF), key=f"e{number if point == '500' else 0}"
            )
            break
        except (OutcomeUnknown, GatewayRefusal):
            control.wait_idle()
    assert state.state == "sent" and control.effects()["disputes"][0]["evidence_details"]["submission_count"] == 1


def test_an_answer_to_the_banks_question_is_not_taken_for_the_evidence(side: Side) -> None:
    """Stripe counts both: while it waits for evidence, what it has is what answered the question."""
    control = side.ours.control
    opened = control.dispute(side.charge(money(10000)))
    side.door.send_evidence(opened["id"], Evidence({"product_description": "A drawing."}, PDF), key="question")
    assert chargebacks.sent(opened["id"])
    control.do(lambda world: world.disputes.get(opened["id"]).update(status="needs_response"))
    assert chargebacks.sent(opened["id"]) is None
    assert side.door.send_evidence(opened["id"], Evidence({"product_description": "A drawing."}, PDF), key="claim").state == "sent"
    assert chargebacks.sent(opened["id"])


@pytest.mark.parametrize(
    ("status", "lines", "state"),
    [
        ("warning_needs_response", [], "warning"),
        ("warning_under_review", [], "sent"),
        ("warning_closed", [], "won"),
        ("lost", [-1], "lost"),
        ("prevented", [], "won"),
        ("prevented", [-1], "lost"),
        ("appeal_under_review", [-1], "lost"),
        ("something_new", [], "open"),
    ],
)
def test_what_stripe_says_of_a_dispute_becomes_a_state(status: str, lines: list[int], state: str) -> None:
    assert chargebacks.state_of(status, [{"amount": one} for one in lines]) == state
