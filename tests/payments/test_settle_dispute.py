"""A dispute's outcome moves the money, once: one part to the solver less the fee, the rest back to the challenger."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from apps.contracts import services as contracts
from apps.contracts.models import Contract, Dispute, Milestone
from apps.core.db import run_atomic
from apps.core.errors import NotAllowed, Refused, Stale
from apps.core.models import Event
from apps.core.money import Money
from apps.notifications.models import Notification
from apps.payments import services
from apps.payments.gateways.sandbox import scripts
from apps.payments.models import JournalEntry, Operation, SandboxRefund, SandboxTransfer
from apps.payments.timeline import timeline
from openchance.demo import cast as demo
from tests.races import run_parallel
from tests.standing import standing

from .agreements import agreement
from .faults import every_step, sweep
from .proving import assert_clean, assert_effects_once, assert_ledger_clean

pytestmark = pytest.mark.django_db


def euros(units: int) -> Money:
    return Money.of(units, "EUR")


def disputed(milestone: Milestone, by: Any, units: Any) -> Dispute:
    return contracts.open_dispute(milestone, by=by, amount=Money.of(units, milestone.currency), text="Half of it is missing.")


def state(dispute: Dispute, by: Any, units: Any) -> Dispute:
    return services.state_claim(dispute, by=by, amount=Money.of(units, dispute.currency), text="It is all there.")


def parts(milestone: Milestone) -> tuple[str, int, int, int, int]:
    milestone.refresh_from_db()
    return milestone.status, milestone.held_minor, milestone.released_minor, milestone.fee_minor, milestone.refunded_minor


def later(days: float) -> Any:
    return time_machine.travel(timezone.now() + timedelta(days=days), tick=True)


@pytest.fixture
def dispute(delivered: Any, olga: Any) -> Dispute:
    """Olga's: €200 of the €600 for Sam."""
    return standing(disputed, delivered, olga, 200)


@pytest.fixture
def stated(dispute: Dispute, sam: Any) -> Dispute:
    """Sam asks €500."""
    return standing(state, dispute, sam, 500)


@pytest.fixture
def deciding(stated: Dispute, olga: Any, sam: Any) -> Dispute:
    for who in (olga, sam):
        contracts.ask_staff(stated, by=who)
    stated.refresh_from_db()
    return stated


def test_accepting_the_other_sides_amount_parts_the_money(dispute: Dispute, sam: Any) -> None:
    settled = services.accept_claim(dispute, by=sam, amount=euros(200))
    assert (settled.status, settled.settled_how, settled.outcome) == ("settled", "accepted", euros(200))
    assert parts(dispute.milestone) == ("settled", 0, 18400, 1600, 40000)
    assert sorted(Operation.objects.values_list("kind", "amount_minor", "status")) == [("refund", 40000, "done"), ("transfer", 18400, "done")]
    assert Contract.objects.get().status == "active"  # there is another milestone
    assert dispute.milestone.deliveries.get().status == "settled"
    assert_clean()
    assert_effects_once()


def test_the_last_milestone_completes_the_contract(olga: Any, sam: Any) -> None:
    contract = agreement(olga, sam, "EUR", [60000])
    demo.delivered(demo.funded(contract))
    services.accept_claim(disputed(contract.milestones.get(), olga, 200), by=sam, amount=euros(200))
    contract.refresh_from_db()
    assert contract.status == "completed"
    assert contract.challenge.__class__.objects.get(pk=contract.challenge_id).status == "completed"
    assert_clean()


@pytest.mark.parametrize(
    ("owner", "solver", "middle"), [(400, 400, 40000), (400, 200, 30000), ("400.01", 400, 40001), (600, 0, 30000), (0, 0, 0), (600, 600, 60000)]
)
def test_amounts_that_meet_settle_in_the_middle(owner: Any, solver: Any, middle: int, delivered: Any, olga: Any, sam: Any) -> None:
    settled = state(disputed(delivered, olga, owner), sam, solver)
    assert (settled.status, settled.settled_how, settled.outcome_minor) == ("settled", "crossed", middle)
    status, held, released, fee, refunded = parts(delivered)
    assert (status, held, released + fee, refunded) == ("settled", 0, middle, 60000 - middle)
    assert fee == middle * 8 // 100
    kinds = {kind for kind, part in (("transfer", middle), ("refund", 60000 - middle)) if part}
    assert set(Operation.objects.values_list("kind", flat=True)) == kinds
    assert_clean()
    assert_effects_once()


@pytest.mark.parametrize(
    ("currency", "held", "low", "high", "middle"),
    [
        ("JPY", 1999, 1000, 1001, 1001),
        ("JPY", 7, 0, 7, 4),
        ("KWD", 1234560, 10, 20, 20),
        ("KWD", 1234560, 0, 1234560, 617280),
        ("KRW", 501, 500, 501, 501),
    ],
)
def test_the_middle_is_an_amount_of_its_currency(currency: str, held: int, low: int, high: int, middle: int, olga: Any, sam: Any) -> None:
    contract = agreement(olga, sam, currency, [held])
    demo.delivered(demo.funded(contract))
    milestone = contract.milestones.get()
    dispute = contracts.open_dispute(milestone, by=sam, amount=Money(low, currency), text="Most of it is there.")
    settled = services.state_claim(dispute, by=olga, amount=Money(high, currency), text="Some of it is there.")
    assert settled.outcome == Money(middle, currency)
    status, left, released, fee, refunded = parts(milestone)
    assert (status, left, released + fee, refunded) == ("settled", 0, middle, held - middle)
    sweep(rounds=1)
    assert_clean()
    assert_effects_once()


def test_amounts_that_do_not_meet_move_nothing(stated: Dispute) -> None:
    assert (stated.status, stated.owner_offer, stated.solver_offer) == ("open", euros(200), euros(500))
    assert parts(stated.milestone) == ("disputed", 60000, 0, 0, 0)
    assert not Operation.objects.exists()
    assert_clean()


def test_a_changed_amount_may_meet_the_other(stated: Dispute, olga: Any, sam: Any) -> None:
    assert state(stated, olga, 300).status == "open"
    assert state(stated, sam, 250).outcome == euros(275)
    assert stated.statements.count() == 4  # every amount leaves its trace
    assert_clean()


def test_silence_accepts_the_other_sides_amount(dispute: Dispute, sam: Any, olga: Any) -> None:
    with later(4.9):
        assert services.settle_silent_disputes() == 0
    with later(5.1):
        assert services.settle_silent_disputes() == 1
        assert services.settle_silent_disputes() == 0
    dispute.refresh_from_db()
    assert (dispute.status, dispute.settled_how, dispute.outcome) == ("settled", "silence", euros(200))
    assert parts(dispute.milestone) == ("settled", 0, 18400, 1600, 40000)
    for side in (olga, sam):
        assert Notification.objects.filter(recipient=side, kind="contract.dispute_settled").count() == 1
    assert_clean()
    assert_effects_once()


def test_after_the_deadline_staff_decide_where_both_have_stated(stated: Dispute, max_: Any, olga: Any, sam: Any) -> None:
    with later(5.1):
        assert services.settle_silent_disputes() == 1
    stated.refresh_from_db()
    assert stated.status == "deciding"
    assert Notification.objects.filter(kind="contract.dispute_deciding").count() == 2
    assert Notification.objects.filter(recipient=max_, kind="contract.dispute_to_decide").count() == 1
    services.decide_dispute(stated, by=max_, amount=euros(350), reason="Seven of ten plates are *there*.")
    stated.refresh_from_db()
    assert (stated.status, stated.settled_how, stated.decided_by, stated.outcome) == ("settled", "decided", max_, euros(350))
    assert "<em>there</em>" in stated.decision_html
    assert parts(stated.milestone) == ("settled", 0, 32200, 2800, 25000)
    event = Event.objects.get(subject_id=stated.pk, verb="decide")
    assert (event.actor, event.note) == (max_, "Seven of ten plates are *there*.")
    assert_clean()
    assert_effects_once()


def test_the_sides_may_still_agree_while_staff_decide(deciding: Dispute, sam: Any, max_: Any) -> None:
    services.accept_claim(deciding, by=sam, amount=euros(200))
    with pytest.raises(Stale):
        services.decide_dispute(deciding, by=max_, amount=euros(350), reason="Too late.")
    assert JournalEntry.objects.filter(kind="settle").count() == 1
    assert_clean()


def test_staff_do_not_decide_on_what_they_have_not_read(deciding: Dispute, sam: Any, max_: Any) -> None:
    seen = deciding.statements.last()
    assert seen is not None
    state(deciding, sam, 450)
    with pytest.raises(Stale, match=r"€450\.00"):
        services.decide_dispute(deciding, by=max_, amount=euros(350), reason="Read before.", seen=seen.pk)
    assert parts(deciding.milestone)[0] == "disputed"


def test_staff_do_not_decide_what_is_their_own(deciding: Dispute, olga: Any, eve: Any, sam: Any) -> None:
    type(olga).objects.filter(pk=olga.pk).update(is_staff=True)
    olga.refresh_from_db()
    for who in (olga, eve, sam):
        with pytest.raises(NotAllowed):
            services.decide_dispute(deciding, by=who, amount=euros(0), reason="Mine.")
    assert parts(deciding.milestone)[0] == "disputed"


def test_staff_need_reasons_an_amount_and_a_reason_to_decide(stated: Dispute, max_: Any, olga: Any, sam: Any) -> None:
    with pytest.raises(Refused, match="still talking"):
        services.decide_dispute(stated, by=max_, amount=euros(350), reason="So.")
    for who in (olga, sam):
        contracts.ask_staff(stated, by=who)
    with pytest.raises(Refused, match="reasons"):
        services.decide_dispute(stated, by=max_, amount=euros(350), reason=" ")
    for wrong in (euros(601), euros(-1)):
        with pytest.raises(Refused, match="what is held"):
            services.decide_dispute(stated, by=max_, amount=wrong, reason="So.")


def test_one_accepts_what_one_saw(stated: Dispute, olga: Any, sam: Any) -> None:
    state(stated, olga, 100)  # less than before
    with pytest.raises(Stale, match=r"€100\.00"):
        services.accept_claim(stated, by=sam, amount=euros(200))
    assert parts(stated.milestone)[0] == "disputed"


def test_there_must_be_an_amount_to_accept(dispute: Dispute, olga: Any, eve: Any) -> None:
    with pytest.raises(Refused, match="has not stated"):
        services.accept_claim(dispute, by=olga, amount=euros(200))
    with pytest.raises(NotAllowed):
        services.accept_claim(dispute, by=eve, amount=euros(200))
    with pytest.raises(NotAllowed):
        state(dispute, eve, 200)


def test_twice_is_once(stated: Dispute, olga: Any, sam: Any) -> None:
    services.accept_claim(stated, by=sam, amount=euros(200))
    with pytest.raises(Stale):
        services.accept_claim(stated, by=olga, amount=euros(500))
    with pytest.raises(Stale):
        state(stated, olga, 600)
    assert (SandboxTransfer.objects.count(), SandboxRefund.objects.count()) == (1, 1)
    assert_clean()


def test_frozen_money_is_not_settled_until_it_is_free(dispute: Dispute, sam: Any, olga: Any) -> None:
    run_atomic(contracts.freeze)(dispute.milestone, "The payer’s bank asks for it.")
    with pytest.raises(Refused, match="frozen"):
        services.accept_claim(dispute, by=sam, amount=euros(200))
    with pytest.raises(Refused, match="frozen"):
        state(dispute, sam, 100)
    assert dispute.statements.count() == 1
    with later(5.1):
        assert services.settle_silent_disputes() == 0
        run_atomic(contracts.unfreeze)(Milestone.objects.get(pk=dispute.milestone_id))
        assert services.settle_silent_disputes() == 1
    assert_clean()


def test_a_lost_chargeback_ends_the_dispute(dispute: Dispute, sam: Any) -> None:
    run_atomic(contracts.charge_back)(dispute.milestone)
    dispute.refresh_from_db()
    assert dispute.status == "void"
    with pytest.raises(Stale):
        state(dispute, sam, 100)


def test_a_contract_in_dispute_is_not_cancelled(delivered: Any, olga: Any, sam: Any) -> None:
    contracts.propose_cancel(delivered.contract, by=sam, reason="I have moved.")
    disputed(delivered, olga, 200)
    assert not Contract.objects.get().has_proposal
    for verb in (services.agree_cancel, lambda contract, by: contracts.propose_cancel(contract, by=by, reason="Let us stop.")):
        with pytest.raises(Refused, match="Settle the dispute first"):
            verb(delivered.contract, by=olga)
    assert parts(delivered)[0] == "disputed"


def test_the_timeline_shows_both_parts_and_the_fee(dispute: Dispute, sam: Any) -> None:
    services.accept_claim(dispute, by=sam, amount=euros(200))
    lines = timeline(dispute.contract)
    assert [(line.glyph, str(line.amount), str(line.held_after)) for line in lines] == [
        ("back", "-€400.00", "€0.00"), ("released", "-€184.00", "€400.00"), ("fee", "-€16.00", "€584.00"), ("held", "€600.00", "€600.00"),
    ]  # fmt: skip
    assert all(line.arrived_at for line in lines if line.glyph in ("back", "released"))


@pytest.mark.parametrize("behaviour", ["down", "lost", "fail"])
def test_bad_luck_at_the_gateway_ends_in_one_transfer_and_one_refund(behaviour: str, dispute: Dispute, sam: Any) -> None:
    scripts.order("refund", behaviour, times=2)
    scripts.order("transfer", behaviour, times=2)
    services.accept_claim(dispute, by=sam, amount=euros(200))
    sweep(rounds=5)
    assert not Operation.objects.exclude(status="done").exists()
    assert_clean()
    assert_effects_once()


@pytest.mark.parametrize("how", ["accept", "cross", "silence", "decide"])
def test_a_process_that_dies_on_the_way_settles_once_or_not_at_all(how: str, delivered: Any, olga: Any, sam: Any, max_: Any) -> None:
    dispute = disputed(delivered, olga, 200)
    if how == "decide":
        state(dispute, sam, 500)
        for who in (olga, sam):
            contracts.ask_staff(dispute, by=who)
    verbs: dict[str, Callable[[], Any]] = {
        "accept": lambda: services.accept_claim(dispute, by=sam, amount=euros(200)),
        "cross": lambda: state(dispute, sam, 100),
        "silence": services.settle_silent_disputes,
        "decide": lambda: services.decide_dispute(dispute, by=max_, amount=euros(350), reason="So."),
    }
    seen: set[str] = set()

    def check() -> None:
        assert_ledger_clean()
        sweep(rounds=1)
        status, held, released, fee, refunded = parts(delivered)
        assert (status, held) in (("disputed", 60000), ("settled", 0))
        assert released + fee + refunded + held == 60000
        dispute.refresh_from_db()
        assert (dispute.status == "settled") == (status == "settled")
        assert JournalEntry.objects.filter(kind="settle").count() == (status == "settled")
        assert not Operation.objects.exclude(status="done").exists()
        assert_clean()
        assert_effects_once()
        seen.add(status)

    with later(5.1 if how == "silence" else 0):
        assert every_step(verbs[how], check) > 20
    assert seen == {"disputed", "settled"}


def at_once(many: int, *verbs: Callable[[], Any]) -> int:
    outcomes = run_parallel(many, lambda number: verbs[number % len(verbs)](), timeout=180)
    failures = [one for one in outcomes if isinstance(one, Exception)]
    assert not [one for one in failures if not isinstance(one, Refused)], failures
    return many - len(failures)


@pytest.mark.race
def test_both_accept_at_once_and_one_wins(stated: Dispute, olga: Any, sam: Any) -> None:
    by_olga = lambda: services.accept_claim(stated, by=olga, amount=euros(500))  # noqa: E731
    by_sam = lambda: services.accept_claim(stated, by=sam, amount=euros(200))  # noqa: E731
    assert at_once(20, by_olga, by_sam) == 1
    sweep(rounds=2)
    assert JournalEntry.objects.filter(kind="settle").count() == 1
    assert_clean()
    assert_effects_once()


@pytest.mark.race
def test_staff_decide_while_the_sides_cross_and_one_wins(deciding: Dispute, olga: Any, sam: Any, max_: Any) -> None:
    decide = lambda: services.decide_dispute(deciding, by=max_, amount=euros(350), reason="So.")  # noqa: E731
    assert at_once(20, decide, lambda: services.accept_claim(deciding, by=sam, amount=euros(200)), lambda: state(deciding, olga, 500)) >= 1
    sweep(rounds=2)
    assert JournalEntry.objects.filter(kind="settle").count() == 1
    assert parts(deciding.milestone)[0] == "settled"
    assert_clean()
    assert_effects_once()


@pytest.mark.race
def test_the_clock_and_an_answer_at_once_agree_on_one_end(dispute: Dispute, sam: Any) -> None:
    Dispute.objects.filter(pk=dispute.pk).update(due_at=timezone.now() - timedelta(seconds=1))
    at_once(10, services.settle_silent_disputes, lambda: state(dispute, sam, 500))
    services.settle_silent_disputes()
    dispute.refresh_from_db()
    answered = dispute.solver_offer is not None
    assert (dispute.status, dispute.settled_how) == (("deciding", "") if answered else ("settled", "silence"))
    assert JournalEntry.objects.filter(kind="settle").count() == (not answered)
    assert_clean()


@pytest.mark.race
def test_control_without_compare_and_set_several_win(stated: Dispute) -> None:
    """What accepting would be with a look and then a write: this is how the race shows."""
    import time

    def look_and_write() -> None:
        if Dispute.objects.get(pk=stated.pk).status != "open":
            raise Stale("Too late.")
        time.sleep(0.05)
        Dispute.objects.filter(pk=stated.pk).update(status="settled")

    assert at_once(10, look_and_write) > 1
