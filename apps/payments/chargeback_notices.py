"""What payments tell people about a payment that the payer's bank wants back, and about refunds that do not go through."""

from typing import Any

from django.urls import reverse

from apps.contracts.models import Milestone
from apps.notifications.kinds import Kind, register
from apps.notifications.services import notify
from apps.users.models import User
from apps.users.permissions import is_finance

from .models import Chargeback, Operation

WHY = "You get this because it is about your money."
CONTRACT = (("Contract", "{{ contract.title }}"),)
DEADLINE = "{% if chargeback.due_at %} by {{ chargeback.due_at|date:'l j F Y, H:i' }}{% endif %}"
STAFF = (
    *CONTRACT,
    ("Challenger", "{{ contract.owner }}"),
    ("Solver", "{{ contract.solver }}"),
    ("Reason", "{{ chargeback.reason }}"),
    ("Reference", "{{ chargeback.reference }}"),
)


def declare(name: str, line: str, subject: str, body: str, *, note: str, button: str = "Open the contract", **more: Any) -> Kind:
    figure = {"figure": "{{ amount }}", "figure_note": note}
    return register(Kind(name=f"payment.{name}", line=line, subject=subject, body=body, button=button, **({"facts": CONTRACT} | figure | more)))


OPENED_OWNER = declare(
    "chargeback_opened_owner",
    "Your bank {% if asks %}asks us about{% else %}wants back{% endif %} your payment of {{ amount }} for “{{ contract.title }}”: it is frozen",
    "Your bank {% if asks %}asks about{% else %}wants back{% endif %} {{ amount }}",
    "Your bank told us that your payment for “{{ contract.title }}” is disputed. Until the bank has decided, nothing of this payment can be "
    "released, refunded or cancelled, and we have to answer the bank" + DEADLINE + ".\n\n"
    "If you did this by mistake, please ask your bank to withdraw it: that is the fastest way for your contract to go on. "
    "If something is wrong with the work, tell {{ contract.solver }} or us; a dispute at the bank takes weeks.",
    note="Frozen",
    why=WHY,
    topic="money",
    title="Your bank disputes your payment",
    urgent=True,
)
OPENED_SOLVER = declare(
    "chargeback_opened_solver",
    "The challenger’s bank {% if asks %}asks about{% else %}wants back{% endif %} {{ amount }} paid for “{{ contract.title }}”: this money is frozen",
    "The challenger’s bank {% if asks %}asks about{% else %}wants back{% endif %} {{ amount }}",
    "The bank of {{ contract.owner }} disputes the payment for “{{ contract.title }}”. Until the bank has decided, none of this money moves. "
    "We answer the bank" + DEADLINE + " with what was agreed, delivered and approved here.\n\n"
    "You need not do anything. Before you go on with work that this payment was for, you may want to wait for the bank’s decision; "
    "if the bank decides against us, what it took is not paid out, or is taken back.",
    note="Frozen",
    why=WHY,
    topic="money",
    title="A bank disputes the payment for your work",
    urgent=True,
)
OPENED_STAFF = declare(
    "chargeback_opened_staff",
    "Chargeback of {{ amount }} on “{{ contract.title }}”: evidence is due" + DEADLINE,
    "Chargeback of {{ amount }}: evidence is due" + DEADLINE,
    "The evidence file is being made. It goes to the bank by itself before the deadline; "
    "you can add a statement and send it earlier, or accept the chargeback.",
    note="Wanted back by the payer’s bank",
    button="Open the chargeback",
    facts=STAFF,
    why="You get this because you look after the money of this site.",
    topic="money",
    title="A chargeback is opened (finance)",
    urgent=True,
    staff=True,
)
SENT = declare(
    "chargeback_sent",
    "We have sent our evidence about {{ amount }} for “{{ contract.title }}” to the bank",
    "Our evidence is with the bank",
    "The challenger’s bank has what was agreed, delivered and approved on “{{ contract.title }}”. It usually decides within two to three months. "
    "Until then this money stays frozen.",
    note="Frozen",
    email=False,
    why=WHY,
    topic="money",
    title="Our evidence is with the bank",
)
WON = declare(
    "chargeback_won",
    "The bank has decided: {{ amount }} for “{{ contract.title }}” stays, and can move again",
    "The bank has decided: {{ amount }} stays",
    "The challenger’s bank has closed the matter, and the payment for “{{ contract.title }}” stands. Its money is not frozen any more: "
    "reviews, releases and payouts go on. A review whose time ran out meanwhile ends now.",
    note="Stays",
    why=WHY,
    topic="money",
    title="A bank decides that a payment stays",
)
LOST_OWNER = declare(
    "chargeback_lost_owner",
    "Your bank has decided: you have {{ amount }} for “{{ contract.title }}” back from it",
    "Your bank has decided for you: {{ amount }}",
    "Your bank has taken {{ amount }} back for you. What it paid for is over: milestones whose money was held have ended"
    "{% if back %}, and {{ back }} that the bank did not take goes back to you, too{% endif %}.",
    note="Back from your bank",
    why=WHY,
    topic="money",
    title="Your bank gives you money back",
)
LOST_SOLVER = declare(
    "chargeback_lost_solver",
    "The bank has decided against us: {{ amount }} for “{{ contract.title }}” went back to the challenger",
    "The bank has decided: {{ amount }} went back to the challenger",
    "Despite our evidence the challenger’s bank has taken back {{ amount }} for “{{ contract.title }}”."
    "{% if held %}\n\n{{ held }} of it was still held: those milestones have ended.{% endif %}"
    "{% if clawed %}\n\n{{ clawed }} had been released to you. What was not paid out yet is not paid out; the rest is asked back from your account, "
    "and what your account does not cover is taken from later releases.{% endif %}",
    note="Back at the challenger’s bank",
    why=WHY,
    topic="money",
    title="A bank takes back the payment for your work",
    urgent=True,
)
ENDED_STAFF = declare(
    "chargeback_ended_staff",
    "Chargeback of {{ amount }} on “{{ contract.title }}”: {{ chargeback.get_status_display|lower }}",
    "Chargeback of {{ amount }}: {{ chargeback.get_status_display|lower }}",
    "{% if ours %}{{ ours }} of it is our loss: it had been refunded before.{% else %}It is booked, and nothing is left to do.{% endif %}",
    note="{{ chargeback.get_status_display }}",
    button="Open the chargeback",
    facts=STAFF,
    why="You get this because you look after the money of this site.",
    topic="money",
    title="A chargeback has ended (finance)",
    staff=True,
)
REFUND_FAILED = declare(
    "refund_failed",
    "Your refund of {{ amount }} for “{{ contract.title }}” came back from your bank; we try again",
    "Your refund of {{ amount }} came back",
    "Your bank sent the refund back. The money is still yours: we try again, and tell you when it has arrived.",
    note="Still on its way to you",
    why=WHY,
    topic="money",
    title="Your refund came back",
    urgent=True,
)
REFUND_STUCK = declare(
    "refund_stuck",
    "Your refund of {{ amount }} for “{{ contract.title }}” does not go through; we are looking into it",
    "Your refund of {{ amount }} does not go through",
    "Your bank or card keeps refusing the refund. The money is still yours. "
    "Our staff have been told and will find another way; you need not do anything now.",
    note="Waits for us",
    why=WHY,
    topic="money",
    title="Your refund does not go through",
    urgent=True,
)
STAFF_REFUND_OWNER = declare(
    "staff_refund_owner",
    "OpenChance refunds {{ amount }} for “{{ milestone.title }}” to you",
    "{{ amount }} is refunded to you",
    "We have decided to refund {{ amount }} for “{{ milestone.title }}” to you:\n\n{{ reason }}\n\n"
    "It goes to the card or account that you paid with.",
    note="On its way back to you",
    why=WHY,
    topic="money",
    title="We refund a milestone to you",
)
STAFF_REFUND_SOLVER = declare(
    "staff_refund_solver",
    "OpenChance refunds {{ amount }} for “{{ milestone.title }}” to the challenger",
    "{{ amount }} for “{{ milestone.title }}” goes back to the challenger",
    "We have decided to refund {{ amount }} for “{{ milestone.title }}” to {{ contract.owner }}:\n\n{{ reason }}\n\n"
    "{% if held %}The milestone has ended.{% else %}Your part of it, less our fee, is taken back: from what was not paid out yet, "
    "from your payout account, or from later releases.{% endif %}",
    note="Goes back to the challenger",
    why=WHY,
    topic="money",
    title="We refund a milestone you worked on",
)


def tell_opened(chargeback: Chargeback, *, again: bool = False) -> None:
    """Both sides and finance, at once. `again`: after a question the bank now takes the money."""
    asks = chargeback.status == Chargeback.Status.WARNING
    key = f"{chargeback.pk}:taken" if again else str(chargeback.pk)
    tell(chargeback, chargeback.owner, OPENED_OWNER, key=key, asks=asks)
    tell(chargeback, chargeback.solver, OPENED_SOLVER, key=key, asks=asks)
    tell_staff(chargeback, OPENED_STAFF, key=key)


def tell_sent(chargeback: Chargeback) -> None:
    for person in (chargeback.owner, chargeback.solver):
        tell(chargeback, person, SENT, key=chargeback.evidence_key)


def tell_won(chargeback: Chargeback) -> None:
    for person in (chargeback.owner, chargeback.solver):
        tell(chargeback, person, WON)
    tell_staff(chargeback, ENDED_STAFF)


def tell_lost(chargeback: Chargeback, cost: Any) -> None:
    """`cost`: who bears it; None where nothing had been taken."""
    refunds = Operation.objects.filter(decision__startswith=f"chargeback-lost:{chargeback.pk}:")
    back = sum((one.amount_minor for one in refunds), start=0)
    words: dict[str, Any] = {"back": str(type(chargeback.amount)(back, chargeback.currency)) if back else ""}
    tell(chargeback, chargeback.owner, LOST_OWNER, **words)
    held, clawed, ours = (cost.held, cost.solver, cost.ours) if cost else (None, None, None)
    tell(chargeback, chargeback.solver, LOST_SOLVER, held=str(held) if held else "", clawed=str(clawed) if clawed else "")
    tell_staff(chargeback, ENDED_STAFF, ours=str(ours) if ours else "")


def tell(chargeback: Chargeback, person: User, kind: Kind, *, key: str = "", **words: Any) -> None:
    about: dict[str, Any] = {"chargeback": chargeback, "contract": chargeback.contract, "amount": str(chargeback.amount)}
    notify(person, kind, key=key or str(chargeback.pk), url=chargeback.contract.get_absolute_url(), **about, **words)


def tell_staff(chargeback: Chargeback, kind: Kind, *, key: str = "", **words: Any) -> None:
    url = reverse("admin:payments_chargeback_change", args=[chargeback.pk])
    about: dict[str, Any] = {"chargeback": chargeback, "contract": chargeback.contract, "amount": str(chargeback.amount)}
    for person in [one for one in User.objects.filter(is_active=True, is_staff=True).order_by("pk")[:200] if is_finance(one)][:50]:
        notify(person, kind, key=key or str(chargeback.pk), url=url, **about, **words)


def tell_refund_failed(refund: Operation) -> None:
    tell_of_refund(refund, REFUND_FAILED)


def tell_refund_stuck(refund: Operation) -> None:
    tell_of_refund(refund, REFUND_STUCK)


def tell_of_refund(refund: Operation, kind: Kind) -> None:
    words: dict[str, Any] = {"contract": refund.contract, "milestone": refund.milestone, "amount": str(refund.amount)}
    notify(refund.owner, kind, key=refund.idempotency_key, url=refund.milestone.get_absolute_url(), **words)


def tell_staff_refund(milestone: Milestone, refund: Operation, reason: str) -> None:
    held = milestone.status == Milestone.Status.REFUNDED
    words: dict[str, Any] = {"contract": milestone.contract, "milestone": milestone, "amount": str(refund.amount), "reason": reason, "held": held}
    notify(milestone.owner, STAFF_REFUND_OWNER, key=refund.decision, url=milestone.get_absolute_url(), **words)
    notify(milestone.solver, STAFF_REFUND_SOLVER, key=refund.decision, url=milestone.get_absolute_url(), **words)
