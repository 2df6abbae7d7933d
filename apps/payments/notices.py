"""What payments tell people."""

from typing import Any

from apps.contracts.models import Milestone
from apps.core.money import Money
from apps.notifications.kinds import Kind, register
from apps.notifications.services import notify

from .models import Operation, Payment

WHY = "You get this because it is about your money."
FACTS = (("Contract", "{{ contract.title }}"), ("Milestone", "{{ milestone.position }}. {{ milestone.title }}"))

RECEIPT = register(
    Kind(
        name="payment.receipt",
        line="You paid {{ amount }} for “{{ milestone.title }}”; OpenChance holds it",
        subject="Your payment of {{ amount }} is held",
        body="Thank you. OpenChance holds your payment until you approve what {{ contract.solver }} delivers.",
        button="Open the contract",
        figure="{{ amount }}",
        figure_note="Held by OpenChance",
        facts=(*FACTS, ("Reference", "{{ reference }}")),
        why=WHY,
    )
)
LATE = register(
    Kind(
        name="payment.late",
        line="Your payment of {{ amount }} came too late and goes back to you",
        subject="Your payment of {{ amount }} goes back to you",
        body="The payment reached us when “{{ milestone.title }}” did not need it any more. We have ordered the refund of the whole amount.",
        button="Open the contract",
        figure="{{ amount }}",
        figure_note="On its way back to you",
        facts=(*FACTS, ("Reference", "{{ reference }}")),
        why=WHY,
    )
)
PAID_OUT = register(
    Kind(
        name="payment.paid_out",
        line="{{ amount }} for “{{ milestone.title }}” was paid out to you",
        subject="{{ amount }} was paid out to you",
        body="The payment service has confirmed the transfer.",
        button="See your payments",
        figure="{{ amount }}",
        figure_note="Paid out",
        facts=(*FACTS, ("Reference", "{{ reference }}")),
        why=WHY,
    )
)
REFUNDED = register(
    Kind(
        name="payment.refunded",
        line="{{ amount }} for “{{ milestone.title }}” was refunded to you",
        subject="{{ amount }} was refunded to you",
        body="The payment service has confirmed the refund. Banks may take a few days to show it.",
        button="See your payments",
        figure="{{ amount }}",
        figure_note="Refunded",
        facts=(*FACTS, ("Reference", "{{ reference }}")),
        why=WHY,
    )
)


def tell_held(payment: Payment) -> None:
    """The owner has a receipt; the solver is told by the contract."""
    words = about(payment.milestone, payment.amount) | {"reference": payment.charge_id}
    notify(payment.owner, RECEIPT, key=str(payment.pk), url=payment.milestone.get_absolute_url(), **words)


def tell_late(payment: Payment) -> None:
    words = about(payment.milestone, payment.amount) | {"reference": payment.charge_id}
    notify(payment.owner, LATE, key=str(payment.pk), url=payment.milestone.get_absolute_url(), **words)


def tell_done(operation: Operation, reference: str) -> None:
    """The gateway has confirmed a transfer or refund."""
    person, kind = (operation.solver, PAID_OUT) if operation.kind == Operation.Kind.TRANSFER else (operation.owner, REFUNDED)
    words = about(operation.milestone, operation.amount) | {"reference": reference}
    notify(person, kind, key=operation.idempotency_key, url=operation.milestone.get_absolute_url(), **words)


def about(milestone: Milestone, amount: Money) -> dict[str, Any]:
    return {"milestone": milestone, "contract": milestone.contract, "amount": str(amount)}
