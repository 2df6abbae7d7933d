"""Thousands of held milestones at once: one contract is lived through the services, then its rows are written again under keys of their own."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db import models
from django.utils import timezone

from apps.applications.models import Application
from apps.challenges.models import Challenge
from apps.contracts.models import Contract, Delivery, Milestone
from apps.core.ids import new_code, uuid7
from apps.payments.models import Document, JournalEntry, Payment, Posting, SandboxSession
from apps.users.models import User
from openchance.demo import cast

from .agreements import agreement

SHAPE = (
    Challenge,
    Application,
    Contract,
    Milestone,
    Delivery,
    Payment,
    SandboxSession,
    JournalEntry,
    Posting,
    Document,
)  # what comes first is pointed at
OWN_WORDS = {"code", "session_id", "charge_id"}  # unique ones that are no keys
BATCH = 500
PARTS = 5  # milestones of a contract
CROWD = 20  # pairs of people


def held_milestones(number: int, owner: User, solver: User, *, amount: int = 2500) -> list[UUID]:
    """Keys of `number` milestones whose money is held and whose delivery waits for its owner; the ledger agrees. A multiple of PARTS.

    Neighbours are of different contracts, and of different people: twenty of each share the work.
    """
    crowd = [(owner, solver)] + [(person(f"owner{turn}"), person(f"solver{turn}")) for turn in range(1, CROWD)]
    first: Any = agreement(owner, solver, "EUR", [amount] * PARTS)
    for position in range(1, PARTS + 1):
        cast.delivered(cast.funded(first, position))
    pattern = rows_of(first)
    made: list[models.Model] = []
    for turn in range(1, number // PARTS):
        others = crowd[turn % CROWD]
        made += copies(pattern, {owner.pk: others[0].pk, solver.pk: others[1].pk})
    for model in SHAPE:
        write([row for row in made if type(row) is model])
    return list(Milestone.objects.filter(status="delivered").order_by("position", "pk").values_list("pk", flat=True))


def rows_of(contract: Contract) -> list[models.Model]:
    sessions = Payment.objects.filter(contract=contract).values_list("session_id", flat=True)
    found: list[Iterable[models.Model]] = [
        Challenge.objects.filter(pk=contract.challenge_id),
        Application.objects.filter(pk=contract.application_id),
        Contract.objects.filter(pk=contract.pk),
        *(model._default_manager.filter(contract=contract) for model in (Milestone, Delivery, Payment)),
        SandboxSession.objects.filter(reference__in=list(sessions)),
        *(model._default_manager.filter(contract=contract) for model in (JournalEntry, Posting, Document)),
    ]
    return [row for rows in found for row in rows]


def person(handle: str) -> User:
    return cast.person(handle, handle.title())


def copies(pattern: list[models.Model], people: dict[UUID, UUID]) -> list[models.Model]:
    """The same rows under new keys, of other people; every word that names an old key or id names the new one."""
    keys = people | {row.pk: uuid7() for row in pattern}
    words = {str(old): str(new) for old, new in keys.items()}
    words |= {
        str(row.__dict__[name]): f"{new_code()}{new_code()}" for row in pattern for name in OWN_WORDS & row.__dict__.keys() if row.__dict__[name]
    }
    return [copy(row, keys, words) for row in pattern]


def copy(row: models.Model, keys: dict[UUID, UUID], words: dict[str, str]) -> models.Model:
    values: dict[str, Any] = {}
    for field in row._meta.concrete_fields:
        value = getattr(row, field.attname)
        if isinstance(value, UUID):
            value = keys.get(value, value)
        elif isinstance(value, str):
            for old, new in words.items():
                value = value.replace(old, new)
        values[field.attname] = value
    if isinstance(row, Challenge):
        values |= {"search_serial": None, "is_listed": False}
    if isinstance(row, Document):  # written, and waiting for its number
        values |= {"year": 0, "serial": 0, "number": "", "issued_at": None, "file": "", "digest": "", "due_at": timezone.now()}
    return type(row)(**values)


def write(rows: list[models.Model]) -> None:
    if rows:
        type(rows[0])._default_manager.bulk_create(rows, batch_size=BATCH)
