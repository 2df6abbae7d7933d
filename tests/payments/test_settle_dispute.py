"""A dispute's outcome moves the money, once: one part to the solver less the fee, the rest back to the challenger."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from apps.contracts import services as contracts
from apps.contracts.models import Contract, Dispute, Milestone
from apps.core.errors import NotAllowed, Refused, Stale
from apps.core.models import Event
from apps.core.money import Money
from apps.notifications.models import Notification
from apps.payments import services
from apps.payments.models import JournalEntry, Operation, SandboxRefund, SandboxTransfer
from openchance.demo import cast as demo

from .agreements import agreement
from .faults import every_step, sweep
from .proving import assert_clean, assert_effects_once

pytestmark = pytest.mark.django_db


def euros(units: int) -> Money:
    return Money.of(units, "EUR")


def disputed(milestone: Milestone, by: Any, units: Any) -> Dispute:
    return contracts.open_dispute(milestone, by=by, amount=Money.of(units, milestone.currency), text="Half of it is missing.")


def answer(dispute: Dispute, by: Any, units: Any) -> Dispute:
    return services.state_claim(dispute, by=by, amount=Money.of(units, dispute.currency), text="It is all there.")


def parts(milestone: Milestone) -> tuple[str, int, int, int, int]:
    milestone.refresh_from_db()
    return milestone.status, milestone.held_minor, milestone.released_minor, milestone.fee_minor, milestone.refunded_minor


@pytest.fixture
def dispute(delivered: Any, olga: Any) -> Dispute:
    """Olga's: €200 of the €600 for Sam."""
    return disputed(delivered, olga, 200)


def test_accepting_the_other_sides_amount_parts_the_money(dispute: Dispute, sam: Any) -> None:
    settled = services.accept_claim(dispute, by=sam, amount=euros(200))
    assert (settled.status, settled.settled_how, settled.outcome) == ("settled", "accepted", euros(200))
    assert parts(dispute.milestone) == ("settled", 0, 18400, 1600, 40000)
    assert sorted(Operation.objects.values_list("kind", "amount_minor", "status")) == [("refund", 40000, "done"), ("transfer", 18400, "done")]
    assert Contract.objects.get().status == "active"  # there is another milestone
    assert dispute.milestone.deliveries.get().status == "settled"
    assert_clean()
    assert_effects_once()
