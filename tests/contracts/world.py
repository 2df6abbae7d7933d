"""Contracts at every point of their lives, without the payments above them: the money is moved by the building blocks that payments call."""

from typing import Any

from django.test import Client

from apps.contracts import services
from apps.contracts.models import Contract, Delivery, Milestone
from apps.core.db import run_atomic
from apps.core.models import Event
from apps.core.money import Money
from apps.notifications.models import Notification
from apps.users.models import User
from openchance.demo.cast import application, contract, open_challenge

MET = [{"met": True, "note": ""}, {"met": True, "note": ""}]
NOT_MET = [{"met": True, "note": ""}, {"met": False, "note": "Tick 40 is 2 mm off."}]
ANSWERS = ["Measured on the print.", "Two plates, black and red."]

fund = run_atomic(services.fund)
refund = run_atomic(services.refund)
cancel = run_atomic(services.cancel)

__all__ = ["application", "contract", "open_challenge"]


def fresh(row: Any) -> Any:
    return type(row)._default_manager.get(pk=row.pk)


def milestone(agreement: Contract, position: int = 1) -> Milestone:
    return Milestone.objects.get(contract=agreement, position=position)


def funded(agreement: Contract, position: int = 1) -> Milestone:
    return fund(milestone(agreement, position))


def delivered(agreement: Contract, position: int = 1) -> Delivery:
    """The Delivery that waits for its review; the milestone is funded first where it is not."""
    part = milestone(agreement, position)
    if part.status == "planned":
        fund(part)
    return services.deliver(part, by=agreement.solver, note="Here it is.", answers=ANSWERS, files=[])


def release(part: Milestone, *, by: User | None, **words: Any) -> Milestone:
    """As payments does it: with the contract's fee."""
    fee = part.amount.fee(part.contract.fee_basis_points)[1]
    return run_atomic(services.release)(part, by=by, fee=fee, **words)


def released(agreement: Contract, position: int = 1) -> Milestone:
    delivered(agreement, position)
    return release(milestone(agreement, position), by=agreement.owner)


def adds_up(part: Milestone) -> bool:
    return part.funded_minor == part.held_minor + part.released_minor + part.refunded_minor + part.fee_minor


def money(part: Milestone) -> dict[str, int]:
    return {name: getattr(part, f"{name}_minor") for name in ("funded", "held", "released", "refunded", "fee")}


def told(user: User) -> list[str]:
    """The kinds of what `user` was told, oldest first."""
    return list(Notification.objects.filter(recipient=user).order_by("created_at", "id").values_list("kind", flat=True))


def verbs(row: Any) -> list[str]:
    return list(Event.objects.of(row).values_list("verb", flat=True))


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def euros(units: int) -> Money:
    return Money.of(units, "EUR")
