"""What people are told about disputes. The amounts are what the solver would get, before the fee."""

from typing import Any

from django.urls import reverse

from apps.core.money import Money
from apps.notifications.kinds import Kind
from apps.notifications.services import notify
from apps.users.models import User

from .models import Contract, Dispute, DisputeStatement, Milestone
from .notices import TITLE, declare

PART = "milestone {{ milestone.position }} of " + TITLE + ", “{{ milestone.title }}”"
DUE = "{{ dispute.due_at|date:'l j F Y, H:i' }}"
SHARES = "{% if actor == contract.solver %}they{% else %}{{ contract.solver.name }}{% endif %} should get {{ amount }} of {{ dispute.held }}"

OPENED = declare(
    "dispute_opened",
    "{{ actor.name }} disputes “{{ milestone.title }}”: " + SHARES,
    "Dispute: {{ milestone.title }}",
    "{{ actor.name }} opened a dispute about " + PART + ". {{ dispute.held }} stays held, and the review clock has stopped.\n\n"
    "{{ actor.name }} says that " + SHARES + ":\n\n{{ text }}\n\n"
    "Please state the amount that you think is right, with your reasons, by " + DUE + ". "
    "Without an answer {{ contract.solver.name }} gets {{ amount }}, less the fee, and {{ contract.owner.name }} gets the rest back.",
    button="Answer the dispute",
    figure="{{ dispute.held }}",
    figure_note="Held by OpenChance",
    topic="money",
    title="A dispute is opened",
    urgent=True,
)
STATED = declare(
    "dispute_stated",
    "{{ actor.name }} says that " + SHARES + " for “{{ milestone.title }}”",
    "{{ amount }}: the dispute about {{ milestone.title }}",
    "{{ actor.name }} says that " + SHARES + " for " + PART + ".\n\n{{ text }}\n\n"
    "You can accept this amount, or state another one; amounts that meet settle the dispute by themselves.{% if dispute.status == 'open' %} "
    "Otherwise OpenChance decides after " + DUE + ".{% endif %}",
    button="Open the dispute",
    topic="contracts",
    title="The other side states an amount",
)
ASKED = declare(
    "dispute_asked",
    "{{ actor.name }} asks OpenChance to decide the dispute about “{{ milestone.title }}”",
    "Asked for a decision: {{ milestone.title }}",
    "{{ actor.name }} asks OpenChance to decide the dispute about " + PART + ".\n\n"
    "It is decided as soon as you ask for it as well, and otherwise after " + DUE + ". Until then you can still agree.",
    button="Open the dispute",
    topic="contracts",
    title="We are asked to decide a dispute",
)
REMINDER = declare(
    "dispute_reminder",
    "Answer the dispute about “{{ milestone.title }}”, or {{ contract.solver.name }} gets {{ amount }}",
    "Answer by {{ dispute.due_at|date:'j F' }}: the dispute about {{ milestone.title }}",
    "You have not answered the dispute about " + PART + " yet.\n\n"
    "Without your answer by " + DUE + " {{ contract.solver.name }} gets {{ amount }} of {{ dispute.held }}, less the fee, "
    "and {{ contract.owner.name }} gets the rest back.",
    button="Answer the dispute",
    figure="{{ dispute.held }}",
    figure_note="Held by OpenChance",
    topic="money",
    title="A dispute waits for your answer",
    urgent=True,
)
DECIDING = declare(
    "dispute_deciding",
    "OpenChance now decides the dispute about “{{ milestone.title }}”",
    "OpenChance decides: {{ milestone.title }}",
    "You have not agreed about " + PART + ", so OpenChance decides, free of charge. {{ dispute.held }} stays held until then.\n\n"
    "You can still add to your statement, or accept the other side’s amount.",
    button="Open the dispute",
    topic="contracts",
    title="We decide a dispute",
)
TO_DECIDE = declare(
    "dispute_to_decide",
    "A dispute about {{ dispute.held }} waits for a decision: “{{ milestone.title }}”",
    "To decide: {{ milestone.title }}",
    "{{ contract.owner.name }} and {{ contract.solver.name }} do not agree about " + PART + ". "
    "{{ contract.owner.name }} offers {{ dispute.owner_offer }}, {{ contract.solver.name }} asks {{ dispute.solver_offer }} of {{ dispute.held }}.",
    button="Decide the dispute",
    topic="contracts",
    title="A dispute is yours to decide",
    staff=True,
)
SETTLED = declare(
    "dispute_settled",
    "The dispute about “{{ milestone.title }}” is settled: {{ outcome }} of {{ dispute.held }} for {{ contract.solver.name }}",
    "Settled: {{ milestone.title }}",
    "The dispute about " + PART + ", is settled. {{ because }}\n\n"
    "{{ contract.solver.name }} gets {{ outcome }}, less the fee{% if back %}; {{ back }} goes back to {{ contract.owner.name }}{% endif %}."
    "{% if reason %}\n\nThe reasons of the decision:\n\n{{ reason }}{% endif %}",
    button="Open the dispute",
    figure="{{ outcome }}",
    figure_note="For {{ contract.solver.name }}",
    topic="money",
    title="A dispute is settled",
)


def say(recipient: User, kind: Kind, dispute: Dispute, *ids: Any, url: str = "", actor: User | None = None, **words: Any) -> None:
    key = ":".join(str(part) for part in (dispute.pk, *ids))
    people: dict[str, Any] = {"dispute": dispute, "contract": dispute.contract, "milestone": dispute.milestone}
    notify(recipient, kind, key=key, url=url or dispute.get_absolute_url(), actor=actor, **people, **words)


def tell_opened(dispute: Dispute, contract: Contract, milestone: Milestone, statement: DisputeStatement) -> None:
    say(contract.other_party(statement.by), OPENED, dispute, actor=statement.by, amount=statement.amount, text=statement.text)


def tell_stated(dispute: Dispute, statement: DisputeStatement) -> None:
    other = dispute.contract.other_party(statement.by)
    say(other, STATED, dispute, statement.pk, actor=statement.by, amount=statement.amount, text=statement.text)


def tell_asked(dispute: Dispute, by: User) -> None:
    say(dispute.contract.other_party(by), ASKED, dispute, actor=by)


def remind(dispute: Dispute, amount: Money) -> None:
    say(dispute.silent, REMINDER, dispute, amount=amount)


def tell_deciding(dispute: Dispute) -> None:
    for side in (dispute.owner, dispute.solver):
        say(side, DECIDING, dispute)
    url = reverse("admin:contracts_dispute_decide", args=[dispute.pk])
    for staff in User.objects.filter(is_staff=True, is_active=True).exclude(pk__in=[dispute.owner_id, dispute.solver_id])[:20]:
        say(staff, TO_DECIDE, dispute, url=url)


def tell_settled(dispute: Dispute, contract: Contract, by: User | None) -> None:
    because = {
        Dispute.How.ACCEPTED: f"{by} accepted the other side’s amount.",
        Dispute.How.CROSSED: "The two amounts met, so the middle was taken.",
        Dispute.How.SILENCE: f"{dispute.silent} did not answer in time, so the stated amount stands.",
        Dispute.How.DECIDED: "OpenChance decided.",
    }[Dispute.How(dispute.settled_how)]
    words: dict[str, Any] = {"because": because, "outcome": dispute.outcome, "back": dispute.back, "reason": dispute.decision_reason}
    actor = by if dispute.settled_how == Dispute.How.ACCEPTED else None
    for side in (dispute.owner, dispute.solver):
        say(side, SETTLED, dispute, actor=actor, **words)
