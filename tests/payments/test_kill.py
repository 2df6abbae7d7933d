"""The process is killed at every step of fund, release and refund. Afterwards the clocks finish the job, once."""

from typing import Any
from unittest.mock import patch

import pytest

from apps.contracts.models import Contract, Milestone
from apps.core.ids import uuid7
from apps.payments import services
from apps.payments.gateways.sandbox import pay
from apps.payments.models import JournalEntry, Operation, Payment, SandboxSession
from openchance.demo import cast as demo

from .faults import every_step, sweep
from .proving import assert_clean, assert_effects_once

pytestmark = pytest.mark.django_db


class Story:
    """A contract, brought to the point from which the process is killed one step later each time."""

    def __init__(self, people: dict[str, Any], *, until: str) -> None:
        self.olga, self.sam = people["olga"], people["sam"]
        contract = demo.contract(self.olga, self.sam)
        self.milestone: Milestone = contract.milestones.get(position=1)
        if until in ("funded", "delivered"):
            self.milestone = demo.funded(contract)
        if until == "delivered":
            demo.delivered(self.milestone)
        sweep(rounds=1)

    def finished(self) -> Milestone:
        """The milestone after the clocks have run; money and gateway agree, and nothing happened twice."""
        sweep(rounds=2)
        assert not Operation.objects.exclude(status="done").exists()
        assert_clean()
        assert_effects_once()
        self.milestone.refresh_from_db()
        return self.milestone

    def entries(self, kind: str) -> int:
        return JournalEntry.objects.filter(milestone=self.milestone, kind=kind).count()


def test_killed_while_funding(people: dict[str, Any]) -> None:
    story = Story(people, until="accepted")

    def fund() -> None:
        services.start_funding(story.milestone, by=story.olga)
        payment = Payment.objects.get(milestone=story.milestone, status="open")
        pay(payment.session_id)
        services.settle(payment)

    def check() -> None:
        if not SandboxSession.objects.filter(paid=True).exists():
            fund()  # Olga presses again
        assert story.finished().status == "funded"
        assert (story.entries("fund"), story.entries("late")) == (1, 0)

    assert every_step(fund, check) > 20


def test_killed_while_releasing(people: dict[str, Any]) -> None:
    story = Story(people, until="delivered")

    def approve() -> None:
        services.approve(story.milestone, by=story.olga)

    def check() -> None:
        story.milestone.refresh_from_db()
        if story.milestone.status == "delivered":
            approve()  # Olga presses again
        assert story.finished().status == "released"
        assert (story.entries("release"), story.entries("transfer")) == (1, 1)

    assert every_step(approve, check) > 15


def test_killed_while_releasing_by_the_clock(people: dict[str, Any]) -> None:
    story = Story(people, until="delivered")

    def check() -> None:
        assert story.finished().status == "released"
        assert (story.entries("release"), story.entries("transfer")) == (1, 1)

    def overdue() -> None:
        services.release_overdue()
        services.perform_due()

    Milestone.objects.filter(pk=story.milestone.pk).update(review_due_at=story.milestone.created_at)
    assert every_step(overdue, check) > 15


def test_control_without_one_key_for_one_effect_the_killing_shows(people: dict[str, Any]) -> None:
    """If a repeated call had a new key each time, the solver would be paid twice, and this is how these tests would say so."""
    story = Story(people, until="delivered")

    def check() -> None:
        story.milestone.refresh_from_db()
        if story.milestone.status == "released":
            story.finished()

    keys = property(lambda operation: f"{operation.pk}-{uuid7().hex}")
    with patch.object(Operation, "idempotency_key", keys), pytest.raises(AssertionError):
        every_step(lambda: services.approve(story.milestone, by=story.olga), check, stride=1)


def test_killed_while_refunding(people: dict[str, Any]) -> None:
    story = Story(people, until="funded")

    def cancel() -> None:
        services.cancel_contract(story.milestone.contract, by=story.olga, reason="The museum has lost its funding.")

    def check() -> None:
        if Contract.objects.get(pk=story.milestone.contract_id).is_live:
            cancel()  # Olga presses again
        assert story.finished().status == "refunded"
        assert (story.entries("refund"), story.entries("refunded")) == (1, 1)

    assert every_step(cancel, check) > 15
