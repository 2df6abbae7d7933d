"""Hundreds of contracts like one that was made through the services: copies of its rows, for tests of many at once."""

from typing import Any

from apps.applications.models import Application
from apps.challenges.models import Challenge
from apps.contracts.models import Contract, Milestone
from apps.core.ids import new_code, uuid7
from apps.users.models import User

from .agreements import agreement


def crowd(olga: User, sam: User, count: int, *, currency: str = "EUR", minor: int = 100_00) -> list[Milestone]:
    """`count` unfunded milestones of `minor` each, every one with a contract of its own between the two; the first is the pattern."""
    pattern = agreement(olga, sam, currency, [minor])
    challenges: list[Any] = []
    applications: list[Any] = []
    contracts: list[Any] = []
    milestones: list[Any] = []
    for number in range(1, count):
        challenge = like(Challenge.objects.get(pk=pattern.challenge_id) if number == 1 else challenges[-1], code=new_code())
        application = like(pattern.application if number == 1 else applications[-1], challenge=challenge)
        contract = like(pattern if number == 1 else contracts[-1], challenge=challenge, application=application)
        milestones.append(like(pattern.milestones.get() if number == 1 else milestones[-1], contract=contract))
        challenges.append(challenge)
        applications.append(application)
        contracts.append(contract)
    made: list[tuple[Any, list[Any]]] = [(Challenge, challenges), (Application, applications), (Contract, contracts), (Milestone, milestones)]
    for model, rows in made:
        model._default_manager.bulk_create(rows, batch_size=200)
    found = Milestone.objects.select_related("contract", "owner", "solver").filter(owner=olga, solver=sam, status="planned")
    return list(found.order_by("created_at", "pk"))


def like(row: Any, **changes: Any) -> Any:
    """An unsaved copy under a key of its own."""
    fields = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
    for field in ("search_serial",):  # drawn by the database or by a verb, and unique
        fields.pop(field, None)
    made = type(row)(**fields | {"id": uuid7()})
    for name, value in changes.items():
        setattr(made, name, value)
    return made
