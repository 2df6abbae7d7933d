"""What this app tells people. `line` stands in their list, the rest is the e-mail; contexts come from `words()`."""

from typing import Any

from apps.notifications.kinds import Kind, register
from apps.notifications.services import notify
from apps.users.models import User

from .models import Contract, Milestone

TITLE = "“{{ contract.title }}”"


def declare(name: str, line: str, subject: str, body: str, *, button: str = "Open the contract", **more: Any) -> Kind:
    return register(Kind(name=f"contract.{name}", line=line, subject=subject, body=body, button=button, **more))


ACCEPTED = declare(
    "accepted",
    "{{ actor.name }} accepted your application to " + TITLE,
    "You won: {{ contract.title }}",
    "{{ actor.name }} accepted your application to " + TITLE + ". The contract is worth {{ contract.total }}.\n\n"
    "Please wait with the work until the first milestone is funded: we tell you when its money is held.",
    figure="{{ contract.total }}",
    figure_note="The whole contract",
    topic="contracts",
    title="Your application is accepted",
)
FUNDED = declare(
    "funded",
    "{{ milestone.amount }} is held for “{{ milestone.title }}”: you can start",
    "Funded: {{ milestone.title }}",
    "{{ milestone.amount }} for milestone {{ milestone.position }}, “{{ milestone.title }}”, is held by OpenChance. You can start.\n\n"
    "Please deliver by {{ milestone.due_at|date:'l j F Y' }}.",
    figure="{{ milestone.held }}",
    figure_note="Held by OpenChance",
    topic="money",
    title="A milestone is funded",
)
DELIVERED = declare(
    "delivered",
    "{{ actor.name }} delivered “{{ milestone.title }}”",
    "Delivered: {{ milestone.title }}",
    "{{ actor.name }} delivered milestone {{ milestone.position }} of " + TITLE + ", “{{ milestone.title }}”.\n\n"
    "Please approve it or request changes by {{ milestone.review_due_at|date:'l j F Y, H:i' }}. "
    "If you do nothing, {{ milestone.held }} is released automatically then.",
    button="Review the delivery",
    figure="{{ milestone.held }}",
    figure_note="Held by OpenChance",
    topic="contracts",
    title="Work is delivered",
)
CHANGES = declare(
    "changes",
    "{{ actor.name }} requested changes to “{{ milestone.title }}”",
    "Changes requested: {{ milestone.title }}",
    "{{ actor.name }} requested changes to your delivery of “{{ milestone.title }}”:\n\n{{ feedback }}\n\n"
    "The money stays held. Please deliver again by {{ milestone.due_at|date:'l j F Y' }}.",
    button="Read the feedback",
    topic="contracts",
    title="Changes are requested",
)
APPROVED = declare(
    "approved",
    "{{ actor.name }} approved “{{ milestone.title }}”: {{ net }} is yours",
    "Approved: {{ milestone.title }}",
    "{{ actor.name }} approved milestone {{ milestone.position }} of " + TITLE + ", “{{ milestone.title }}”.\n\n"
    "{{ net }} is released to you; the fee was {{ fee }}.",
    figure="{{ net }}",
    figure_note="Released to {{ contract.solver.name }}",
    topic="money",
    title="Your delivery is approved",
)
RELEASED = declare(
    "released",
    "The review time of “{{ milestone.title }}” is over: {{ net }} was released",
    "Released automatically: {{ milestone.title }}",
    "The review time of milestone {{ milestone.position }} of " + TITLE + ", “{{ milestone.title }}”, ended without a decision. "
    "As agreed, {{ net }} was released to {{ contract.solver.name }}; the fee was {{ fee }}.",
    figure="{{ net }}",
    figure_note="Released to {{ contract.solver.name }}",
    topic="money",
    title="Money is released automatically",
)
CANCEL_PROPOSED = declare(
    "cancel_proposed",
    "{{ actor.name }} proposes to cancel " + TITLE,
    "Proposal to cancel: {{ contract.title }}",
    "{{ actor.name }} proposes to cancel " + TITLE + ":\n\n{{ contract.cancel_reason }}\n\n"
    "If you agree, the money still held goes back to {{ contract.owner.name }}. If you do nothing, the contract goes on and so do its clocks.",
    button="Answer the proposal",
    topic="contracts",
    title="Somebody proposes to cancel",
)
CANCEL_WITHDRAWN = declare(
    "cancel_withdrawn",
    "{{ actor.name }} withdrew the proposal to cancel " + TITLE,
    "Proposal withdrawn: {{ contract.title }}",
    "{{ actor.name }} no longer proposes to cancel " + TITLE + ". The contract goes on.",
    topic="contracts",
    title="A proposal to cancel is withdrawn",
)
CANCEL_DECLINED = declare(
    "cancel_declined",
    "{{ actor.name }} declined to cancel " + TITLE,
    "Proposal declined: {{ contract.title }}",
    "{{ actor.name }} does not agree to cancel " + TITLE + ". The contract goes on.",
    topic="contracts",
    title="A proposal to cancel is declined",
)
CANCEL_LAPSED = declare(
    "cancel_lapsed",
    "Your proposal to cancel " + TITLE + " has lapsed: {{ because }}",
    "Proposal lapsed: {{ contract.title }}",
    "Your proposal to cancel " + TITLE + " has lapsed, because {{ because }}. You can propose it again.",
    topic="contracts",
    title="A proposal to cancel has lapsed",
)
CANCELLED = declare(
    "cancelled",
    "{{ actor.name }} cancelled " + TITLE,
    "Cancelled: {{ contract.title }}",
    "{{ actor.name }} cancelled the contract " + TITLE + ".\n\n{{ contract.cancel_reason }}\n\n"
    "Money that was still held goes back to {{ contract.owner.name }}; what was released stays with {{ contract.solver.name }}.",
    topic="contracts",
    title="A contract is cancelled",
)
AGREED = declare(
    "cancel_agreed",
    "{{ actor.name }} agreed to cancel " + TITLE,
    "Cancelled: {{ contract.title }}",
    "{{ actor.name }} agreed to your proposal: the contract " + TITLE + " is cancelled.\n\n"
    "Money that was still held goes back to {{ contract.owner.name }}; what was released stays with {{ contract.solver.name }}.",
    topic="contracts",
    title="A proposal to cancel is agreed to",
)
REVIEW_REMINDER = declare(
    "review_reminder",
    "“{{ milestone.title }}” waits for your review: {{ milestone.held }} will soon be released automatically",
    "Review by {{ milestone.review_due_at|date:'j F' }}: {{ milestone.title }}",
    "{{ contract.solver.name }} delivered milestone {{ milestone.position }} of " + TITLE + ", “{{ milestone.title }}”, "
    "and waits for your decision.\n\n"
    "If you do nothing, {{ milestone.held }} is released automatically on {{ milestone.review_due_at|date:'l j F Y, H:i' }}.",
    button="Review the delivery",
    figure="{{ milestone.held }}",
    figure_note="Held by OpenChance",
    topic="money",
    title="Money will soon be released automatically",
    urgent=True,
)
FUNDING_REMINDER = declare(
    "funding_reminder",
    "{{ contract.solver.name }} can start when you fund " + TITLE,
    "Waiting for your funding: {{ contract.title }}",
    "You accepted {{ contract.solver.name }} for " + TITLE + ", and the work can start once its first milestone is funded.\n\n"
    "If you have changed your mind, you can cancel the contract free of charge.",
    button="Fund the first milestone",
    topic="reminders",
    title="A contract waits for your funding",
)
DELIVERY_REMINDER = declare(
    "delivery_reminder",
    "“{{ milestone.title }}” is due on {{ milestone.due_at|day_words }}",
    "Due on {{ milestone.due_at|day_words }}: {{ milestone.title }}",
    "{{ contract.owner.name }} expects milestone {{ milestone.position }} of " + TITLE + ", “{{ milestone.title }}”, "
    "by {{ milestone.due_at|date:'l j F Y, H:i' }}. {{ milestone.held }} is held for it.\n\n"
    "If you need more time, write to {{ contract.owner.name }} before that day.",
    button="Deliver",
    figure="{{ milestone.held }}",
    figure_note="Held by OpenChance",
    topic="reminders",
    title="Your delivery is due tomorrow",
)
OVERDUE = declare(
    "overdue",
    "“{{ milestone.title }}” was due on {{ milestone.due_at|day_words }}",
    "Overdue: {{ milestone.title }}",
    "Milestone {{ milestone.position }} of " + TITLE + ", “{{ milestone.title }}”, was due on {{ milestone.due_at|date:'l j F Y, H:i' }}. "
    "{{ milestone.held }} stays held, and you can still deliver.\n\n"
    "Tell {{ contract.owner.name }} by when: either of you can propose to cancel, and the money goes back if the other agrees.",
    button="Deliver",
    topic="reminders",
    title="Your delivery is overdue",
)
LATE = declare(
    "late",
    "{{ contract.solver.name }} has not delivered “{{ milestone.title }}”, which was due on {{ milestone.due_at|day_words }}",
    "Not delivered in time: {{ milestone.title }}",
    "Milestone {{ milestone.position }} of " + TITLE + ", “{{ milestone.title }}”, was due on {{ milestone.due_at|date:'l j F Y, H:i' }}. "
    "{{ contract.solver.name }} was reminded a moment ago. {{ milestone.held }} stays held.\n\n"
    "Ask by when it comes. If it goes nowhere, you can propose to cancel the contract.",
    topic="reminders",
    title="A delivery to you is overdue",
)


def tell(
    recipient: User, kind: Kind, contract: Contract, *ids: Any, milestone: Milestone | None = None, actor: User | None = None, **words: Any
) -> None:
    """One line for `recipient`; `ids` make it one of its kind. Call it in the transaction of the verb."""
    key = ":".join(str(part) for part in ids or (contract.pk,))
    url = (milestone or contract).get_absolute_url()
    notify(recipient, kind, key=key, url=url, actor=actor, contract=contract, milestone=milestone, **words)
