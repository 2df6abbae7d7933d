"""What is known about a payment that the payer's bank disputes: what was agreed, delivered, approved and paid. Nothing is invented."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings

from apps.applications.models import Application
from apps.challenges.models import Challenge
from apps.contracts.models import Contract, Delivery, DeliveryFile, Milestone
from apps.core.models import Event
from apps.core.money import Money

from .exhibits import Words, said_about
from .lines import Line
from .models import Chargeback, Payment
from .timeline import timeline

EVENTS = 200
SIGN_INS = 30
LONGEST = 15_000  # characters of a text
DEEDS = {
    "accept": "accepted the application",
    "fund": "paid for the milestone",
    "release": "approved the delivery and released the money",
    "request_changes": "asked for changes",
    "cancel": "cancelled the contract",
    "propose_cancel": "proposed to cancel",
    "decline_cancel": "declined to cancel",
    "dispute": "opened a dispute with the solver",
}


@dataclass(frozen=True)
class Verdict:
    criterion: str
    answer: str  # the solver's
    met: bool | None  # the payer's; None: not judged for itself
    note: str


@dataclass(frozen=True)
class Round:
    delivery: Delivery
    files: list[DeliveryFile]
    verdicts: list[Verdict]


@dataclass(frozen=True)
class Part:
    """A milestone of the contract, and what was delivered for it. `paid`: by the payment that is disputed."""

    milestone: Milestone
    payment: Payment | None
    rounds: list[Round]


@dataclass(frozen=True)
class Deed:
    """Something that the payer did here."""

    at: datetime
    words: str
    note: str


@dataclass(frozen=True)
class Dossier:
    chargeback: Chargeback
    contract: Contract
    challenge: Challenge
    application: Application
    parts: list[Part]
    lead: Payment
    amount: Money  # of the whole charge
    lines: list[Line]  # of the money, the oldest first
    deeds: list[Deed]
    sign_ins: list[datetime]  # of the payer since the contract began, the oldest first
    said: list[Words]  # between the two sides, where they talked
    terms_version: str

    @property
    def delivered(self) -> list[Round]:
        return [one for part in self.parts if part.payment for one in part.rounds]


def dossier(chargeback: Chargeback) -> Dossier:
    """Everything that the evidence says, in a fixed number of queries."""
    contract = Contract.objects.select_related("owner", "solver", "challenge", "application").get(pk=chargeback.contract_id)
    milestones = list(Milestone.objects.filter(contract=contract))
    payments = {one.milestone_id: one for one in Payment.objects.filter(gateway=chargeback.gateway, charge_id=chargeback.payment.charge_id)}
    rounds = rounds_of(contract)
    return Dossier(
        chargeback=chargeback,
        contract=contract,
        challenge=contract.challenge,
        application=contract.application,
        parts=[Part(one, payments.get(one.pk), [found for found in rounds if found.delivery.milestone_id == one.pk]) for one in milestones],
        lead=chargeback.payment,
        amount=Money(sum(one.amount_minor for one in payments.values()), contract.currency),
        lines=timeline(contract, milestones)[::-1],
        deeds=deeds_of(contract, milestones),
        sign_ins=sign_ins_of(contract),
        said=said_about(contract),
        terms_version=settings.TERMS_VERSION,
    )


def rounds_of(contract: Contract) -> list[Round]:
    deliveries = sorted(Delivery.objects.filter(contract=contract), key=lambda one: one.created_at)
    files: dict[Any, list[DeliveryFile]] = {one.pk: [] for one in deliveries}
    for stored in DeliveryFile.objects.filter(delivery_id__in=list(files)):
        files[stored.delivery_id].append(stored)
    return [Round(one, files[one.pk], verdicts_of(contract, one)) for one in deliveries]


def verdicts_of(contract: Contract, delivery: Delivery) -> list[Verdict]:
    found = []
    for number, criterion in enumerate(contract.criteria):
        answer = delivery.answers[number] if number < len(delivery.answers) else ""
        verdict = delivery.verdicts[number] if number < len(delivery.verdicts) else {}
        found.append(Verdict(criterion, answer, verdict.get("met"), verdict.get("note", "")))
    return found


def deeds_of(contract: Contract, milestones: list[Milestone]) -> list[Deed]:
    """What the payer did with the contract, signed in to the account: from the record that nothing changes afterwards."""
    names = {one.pk: f"milestone {one.position}" for one in milestones}
    events = Event.objects.filter(subject_id__in=[contract.pk, *names], actor=contract.owner).order_by("at", "id")[:EVENTS]
    return [Deed(one.at, with_name(DEEDS[one.verb], names.get(one.subject_id, "")), one.note) for one in events if one.verb in DEEDS]


def sign_ins_of(contract: Contract) -> list[datetime]:
    """The payer's, from the day before the contract on: the newest SIGN_INS of them."""
    begun = contract.created_at - timedelta(days=1)
    events = Event.objects.of(contract.owner).filter(verb="sign_in", at__gte=begun).order_by("-at", "-id")
    return [one.at for one in events[:SIGN_INS]][::-1]


def with_name(words: str, name: str) -> str:
    return f"{words} ({name})" if name else words


def texts_of(known: Dossier) -> dict[str, str]:
    """The short texts beside the file, by the names that gateways give them."""
    contract, owner = known.contract, known.contract.owner
    last = known.delivered[-1].delivery if known.delivered else None
    said = [(one.at, f"{owner} {one.words}") for one in known.deeds] + [(at, f"{owner} signed in") for at in known.sign_ins]
    texts = {
        "customer_name": owner.name,
        "customer_email_address": owner.email,
        "product_description": f"Work for hire: “{contract.title}”, by {contract.solver}. {summary(known)}",
        "service_date": (last.created_at if last else known.lead.created_at).date().isoformat(),
        "access_activity_log": "\n".join(f"{at:%Y-%m-%d %H:%M} UTC: {words}" for at, words in sorted(said)),
        "cancellation_policy_disclosure": f"Until the first delivery either side may cancel: all goes back. Terms of {known.terms_version}.",
        "refund_policy_disclosure": "Held money goes back when a contract is cancelled; what the payer has released is the solver’s.",
        "uncategorized_text": known.chargeback.statement,
    }
    return {name: text[:LONGEST] for name, text in texts.items() if text.strip()}


def summary(known: Dossier) -> str:
    """What happened, in a sentence or two."""
    rounds = known.delivered
    approved = [one for one in rounds if one.delivery.status == "approved"]
    paid = len([one for one in known.parts if one.payment])
    words = f"{known.amount} were paid on {known.lead.created_at:%d %B %Y} for {paid} of {len(known.parts)} milestones."
    if not rounds:
        return words + " The work is under way."
    words += f" Work was delivered {len(rounds)} times, last on {rounds[-1].delivery.created_at:%d %B %Y}."
    return words + (f" The payer approved it on {approved[-1].delivery.decided_at:%d %B %Y}." if approved else "")
