"""What payments tell people."""

from typing import Any

from django.conf import settings
from django.urls import reverse

from apps.contracts.models import Milestone
from apps.core.money import Money
from apps.notifications.kinds import Kind, register
from apps.notifications.services import notify
from apps.users.models import User

from .models import Document, Finding, Operation, Payment

WHY = "You get this because it is about your money."
DOCUMENT = "{% if document %}Your {{ document.get_kind_display|lower }}, also as a PDF file: {{ document_url }}{% endif %}"
FACTS = (("Contract", "{{ contract.title }}"), ("Milestone", "{{ milestone.position }}. {{ milestone.title }}"))

RECEIPT = register(
    Kind(
        name="payment.receipt",
        topic="money",
        title="Your payment is held",
        line="You paid {{ amount }} for “{{ milestone.title }}”; OpenChance holds it",
        subject="Your payment of {{ amount }} is held",
        body="Thank you. OpenChance holds your payment until you approve what {{ contract.solver }} delivers.",
        button="Open the contract",
        figure="{{ amount }}",
        figure_note="Held by OpenChance",
        facts=(*FACTS, ("Reference", "{{ reference }}")),
        after=DOCUMENT,
        why=WHY,
    )
)
LATE = register(
    Kind(
        name="payment.late",
        topic="money",
        title="Your payment came too late",
        line="Your payment of {{ amount }} came too late and goes back to you",
        subject="Your payment of {{ amount }} goes back to you",
        body="The payment reached us when “{{ milestone.title }}” did not need it any more. We have ordered the refund of the whole amount.",
        button="Open the contract",
        figure="{{ amount }}",
        figure_note="On its way back to you",
        facts=(*FACTS, ("Reference", "{{ reference }}")),
        after=DOCUMENT,
        why=WHY,
    )
)
PAID_OUT = register(
    Kind(
        name="payment.paid_out",
        topic="money",
        title="Money is paid out to you",
        line="{{ amount }} for “{{ milestone.title }}” was paid out to you",
        subject="{{ amount }} was paid out to you",
        body="The payment service has confirmed the transfer.",
        button="See your payments",
        figure="{{ amount }}",
        figure_note="Paid out",
        facts=(*FACTS, ("Reference", "{{ reference }}")),
        after=DOCUMENT,
        why=WHY,
    )
)
REFUNDED = register(
    Kind(
        name="payment.refunded",
        topic="money",
        title="Money is refunded to you",
        line="{{ amount }} for “{{ milestone.title }}” was refunded to you",
        subject="{{ amount }} was refunded to you",
        body="The payment service has confirmed the refund. Banks may take a few days to show it.",
        button="See your payments",
        figure="{{ amount }}",
        figure_note="Refunded",
        facts=(*FACTS, ("Reference", "{{ reference }}")),
        after=DOCUMENT,
        why=WHY,
    )
)
FINDING = register(
    Kind(
        name="payment.finding",
        staff=True,
        topic="money",
        title="Our books differ from the payment service’s",
        line="Money needs a look: {{ finding.subject }}: {{ finding.words }}",
        subject="Money needs a look: {{ finding.subject }}",
        body="{{ finding.words }}\n\nThis is told once; the finding stays open until somebody resolves it, or it goes away by itself.",
        button="Open the finding",
        facts=(("Kind", "{{ finding.get_kind_display }}"), ("About", "{{ finding.subject }}")),
        why="You get this because you look after the money of this site.",
    )
)


def tell_arrived(payments: list[Payment], receipt: Document) -> None:
    """A receipt for each milestone that is funded now, and the truth about each that did not need it any more."""
    for payment in payments:
        tell_held(payment, receipt) if payment.status == Payment.Status.SUCCEEDED else tell_late(payment, receipt)


def tell_held(payment: Payment, receipt: Document) -> None:
    """The owner has a receipt; the solver is told by the contract."""
    words = about(payment.milestone, payment.amount, receipt) | {"reference": payment.charge_id}
    notify(payment.owner, RECEIPT, key=str(payment.pk), url=payment.milestone.get_absolute_url(), **words)


def tell_late(payment: Payment, receipt: Document) -> None:
    words = about(payment.milestone, payment.amount, receipt) | {"reference": payment.charge_id}
    notify(payment.owner, LATE, key=str(payment.pk), url=payment.milestone.get_absolute_url(), **words)


def tell_done(operation: Operation, reference: str, document: Document | None) -> None:
    """The gateway has confirmed a transfer or refund."""
    if operation.kind == Operation.Kind.REVERSAL:
        return
    person, kind = (operation.solver, PAID_OUT) if operation.kind == Operation.Kind.TRANSFER else (operation.owner, REFUNDED)
    words = about(operation.milestone, operation.amount, document) | {"reference": reference}
    notify(person, kind, key=operation.idempotency_key, url=operation.milestone.get_absolute_url(), **words)


def about(milestone: Milestone, amount: Money, document: Document | None) -> dict[str, Any]:
    words: dict[str, Any] = {"milestone": milestone, "contract": milestone.contract, "amount": str(amount)}
    return words | ({"document": document, "document_url": settings.SITE_URL + document.get_absolute_url()} if document else {})


def tell_finding(person: User, finding: Finding) -> None:
    """Somebody in finance should look."""
    url = reverse("admin:payments_finding_change", args=[finding.pk])
    notify(person, FINDING, key=str(finding.pk), url=url, finding=finding)
