"""What both sides are told when staff stop their money, and when it moves again."""

from apps.contracts.models import Milestone
from apps.notifications.kinds import Kind, register
from apps.notifications.services import notify
from apps.users.models import User

FACTS = (("Contract", "{{ contract.title }}"), ("Milestone", "{{ milestone.position }}. {{ milestone.title }}"))
WHY = "You get this because it is about your money."

FROZEN = register(
    Kind(
        name="payment.frozen",
        topic="money",
        title="Money is frozen",
        line="The money of “{{ milestone.title }}” is frozen: {{ milestone.frozen_reason }}",
        subject="The money of “{{ milestone.title }}” is frozen",
        body="OpenChance has stopped every movement of this milestone’s money. It stays where it is until we have looked at it. "
        "Work may go on.\n\nThe reason: {{ milestone.frozen_reason }}",
        button="Open the contract",
        facts=FACTS,
        why=WHY,
    )
)
UNFROZEN = register(
    Kind(
        name="payment.unfrozen",
        topic="money",
        title="Money moves again",
        line="The money of “{{ milestone.title }}” is not frozen any more",
        subject="The money of “{{ milestone.title }}” is not frozen any more",
        body="Everything goes on as agreed. A review whose time ran out meanwhile is released now.",
        button="Open the contract",
        facts=FACTS,
        why=WHY,
    )
)


def tell_both(kind: Kind, milestone: Milestone, *, key: str) -> None:
    people: tuple[User, ...] = (milestone.owner, milestone.solver)
    for person in people:
        notify(person, kind, key=key, url=milestone.get_absolute_url(), milestone=milestone, contract=milestone.contract)
