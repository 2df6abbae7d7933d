"""Any history that people, banks, clocks and crashes can make keeps the money right, after every step.

The suite makes 30 random histories on SQLite; on MongoDB, where each takes several times as long, 9. `HISTORIES` in the environment overrules both:
500, in `make prove`, is what the house promises.
"""

import os
from contextlib import suppress
from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.utils import timezone
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from apps.contracts import services as contracts
from apps.contracts.models import Contract, Delivery, Dispute, Milestone
from apps.contracts.services import decline_cancel, deliver, propose_cancel, request_changes, withdraw_cancel
from apps.core.errors import Refused
from apps.core.models import Event
from apps.core.money import Money
from apps.messages.happenings import SIGNS
from apps.payments import documents, services
from apps.payments.gateways.errors import GatewayError
from apps.payments.gateways.sandbox import decide, decline, events, pay, resolve, scripts, take_money, want_back
from apps.payments.models import (
    Chargeback,
    Document,
    Operation,
    SandboxChargeback,
    SandboxEvent,
    SandboxRefund,
    SandboxReversal,
    SandboxSession,
    SandboxTransfer,
)
from apps.payments.services import evidencing
from apps.users.models import User

from .agreements import agreement
from .faults import checkpoint, process, sweep
from .proving import assert_clean, assert_effects_never_twice, assert_effects_once, assert_ledger_clean

pytestmark = pytest.mark.django_db
STEP = timedelta(seconds=2)  # from one deed to the next
CURRENCIES = {"EUR": [33333, 1], "JPY": [7, 1999], "KWD": [1234560, 10]}
EXAMPLES = int(os.environ.get("HISTORIES", "0")) or (20 if connection.vendor == "sqlite" else 6)

people_do = ["fund 1", "fund 2", "deliver 1", "deliver 2", "changes 1", "approve 1", "approve 2", "cancel olga", "cancel sam"]
people_do += ["propose olga", "propose sam", "agree olga", "agree sam", "decline sam", "withdraw olga"]
people_do += ["dispute olga 1", "dispute sam 1", "dispute sam 2"]
torn = ["state olga", "state sam", "state olga all", "state sam none", "accept olga", "accept sam", "ask olga", "ask sam", "decide", "days"]
banks_do = ["pay", "pay late", "pay twice", "decline", "leave", "resolve done", "resolve failed"]
luck = ["transfer fail", "transfer down", "transfer lost", "transfer pending", "refund fail", "refund lost", "refund pending", "checkout lost"]
luck += ["reversal short", "reversal fail", "reversal lost", "reversal pending"]
claims = [
    "bank wants",
    "bank wants part",
    "bank asks",
    "bank takes",
    "bank won",
    "bank lost",
    "bank lost",
    "staff 1",
    "staff 2",
    "staff part 1",
    "staff part 1",
]
claims += ["evidence sent"]
time_does = ["hour", "days", "webhooks again", "webhooks backwards"]
anything = people_do + torn + banks_do + luck + time_does + claims


def number_documents() -> None:
    """As their clock does; only drawing them would take too long here."""
    for document in Document.objects.filter(serial=0):
        documents.number(document)


class World:
    """One contract in one currency, and the verbs of everybody around it."""

    def __init__(self, contract: Contract, olga: User, sam: User) -> None:
        self.contract, self.people, self.skipped = contract, {"olga": olga, "sam": sam}, timedelta()

    def plausible(self) -> list[str]:
        """What people and banks could do next without being refused; what brings the work forward more often."""
        milestones = list(Milestone.objects.filter(contract=self.contract).order_by("position"))
        contract = Contract.objects.get(pk=self.contract.pk)
        next_verbs = {"funded": ["deliver"], "delivered": ["approve", "approve", "changes"]}
        found = [f"{verb} {one.position}" for one in milestones for verb in next_verbs.get(one.status, []) if contract.is_live] * 4
        planned = [one.position for one in milestones if one.status == "planned"]
        if SandboxSession.objects.filter(status="open").exists():
            found += ["pay", "pay", "pay late", "pay twice", "pay", "decline", "leave"] * 2
        elif planned and contract.is_live:
            found += [f"fund {planned[0]}"] * 4
        found += [f"dispute {who} {one.position}" for one in milestones if one.status == "delivered" for who in self.people]
        if "disputed" in [one.status for one in milestones]:
            found += torn * 2
        if "delivered" in [one.status for one in milestones]:
            found += ["days", "propose sam", "agree olga"]
        elif contract.is_live and contract.first_delivered_at is None:
            found += ["cancel sam"]
        if Operation.objects.filter(contract=contract).exists():
            found += ["resolve done", "resolve failed"]
        if SandboxSession.objects.filter(paid=True).exists():
            found += claims
        return found or anything

    def do(self, step: str, dies_at: int) -> None:
        """One step, in which the process may die; what the rules refuse is refused, and nothing else is raised."""
        verb, _, rest = step.partition(" ")
        self.skipped += {"hour": timedelta(hours=1), "days": timedelta(days=15)}.get(verb, STEP)
        with time_machine.travel(timezone.now() + self.skipped, tick=True):
            with process(dies_at) as lived, suppress(Refused):
                getattr(self, verb)(rest)
            if lived.steps:
                number_documents()
                assert_ledger_clean()
                assert_effects_never_twice()
                self.assert_contract_follows()

    def assert_contract_follows(self) -> None:
        """What two people who talk are told of has changed their contract's row: its time says whether to look for it."""
        contract = Contract.objects.get(pk=self.contract.pk)
        subjects = [contract.pk, *Milestone.objects.filter(contract=contract).values_list("pk", flat=True)]
        newest = Event.objects.filter(subject_id__in=subjects, verb__in=list(SIGNS)).order_by("-at").first()
        assert newest is None or contract.changed_at > newest.at - STEP / 2, newest

    def milestone(self, position: str) -> Milestone:
        milestone: Milestone = Milestone.objects.select_related("contract").get(contract=self.contract, position=int(position))
        return milestone

    def fund(self, position: str) -> None:
        services.start_funding(self.milestone(position), by=self.people["olga"])

    def deliver(self, position: str) -> None:
        deliver(self.milestone(position), by=self.people["sam"], note="Here.", answers=["Yes."] * len(self.contract.criteria), files=[])

    def changes(self, position: str) -> None:
        waiting = Delivery.objects.filter(milestone=self.milestone(position), status="waiting").first()
        if waiting:
            request_changes(waiting, by=self.people["olga"], feedback="More.", verdicts=[{"met": False, "note": ""}] * len(self.contract.criteria))

    def approve(self, position: str) -> None:
        services.approve(self.milestone(position), by=self.people["olga"])

    def cancel(self, who: str) -> None:
        services.cancel_contract(self.contract, by=self.people[who], reason="Changed plans.")

    def propose(self, who: str) -> None:
        propose_cancel(self.contract, by=self.people[who], reason="Let us stop.")

    def agree(self, who: str) -> None:
        services.agree_cancel(self.contract, by=self.people[who])

    def withdraw(self, who: str) -> None:
        withdraw_cancel(self.contract, by=self.people[who])

    def pay(self, manner: str) -> None:
        for session in SandboxSession.objects.filter(status="open"):
            pay(session.reference, manner=manner or "now")

    def decline(self, who: str) -> None:
        if who:
            decline_cancel(self.contract, by=self.people[who])
        for session in SandboxSession.objects.filter(status="open"):
            decline(session.reference)

    def leave(self, _: str) -> None:
        for payment in self.contract.payments.filter(status="open"):
            services.leave_checkout(payment, by=self.people["olga"])

    def resolve(self, word: str) -> None:
        """The bank's last word, also about what had been done: but a thing that failed stays failed, as at a bank."""
        for model in (SandboxTransfer, SandboxRefund, SandboxReversal):
            for row in model._default_manager.exclude(status="failed"):
                resolve(row.reference, "succeeded" if word == "done" else "failed")

    def transfer(self, behaviour: str) -> None:
        scripts.order("transfer", behaviour)

    def refund(self, behaviour: str) -> None:
        scripts.order("refund", behaviour)

    def reversal(self, behaviour: str) -> None:
        scripts.order("reversal", behaviour)

    def bank(self, word: str) -> None:
        """The payer's bank: about each charge, as far as it makes sense."""
        for session in SandboxSession.objects.filter(paid=True) if word.startswith(("wants", "asks")) else ():
            part = max(session.amount_minor // 3 // 10 * 10, 10) if word == "wants part" else None
            want_back(session.charge_id, part, asks=word == "asks")
        for claim in SandboxChargeback.objects.exclude(status__in=("won", "lost")):
            if word in ("won", "lost"):
                decide(claim.reference, won=word == "won")
            elif word == "takes":
                take_money(claim.reference)

    def staff(self, word: str) -> None:
        milestone = self.milestone(word.removeprefix("part "))
        most = services.refundable(milestone)
        amount = Money(most.minor // 3 // 10 * 10, most.currency) if word.startswith("part") else most
        services.refund_milestone(milestone, amount, by=User.objects.get(handle="max"), reason="Asked for.")

    def dispute(self, word: str) -> None:
        who, position = word.split()
        milestone = self.milestone(position)
        contracts.open_dispute(milestone, by=self.people[who], amount=share(milestone.held, "some"), text="It is not what we agreed on.")

    def torn(self) -> list[Dispute]:
        return list(Dispute.objects.filter(contract=self.contract, status__in=Dispute.LIVE))

    def state(self, word: str) -> None:
        who, _, much = word.partition(" ")
        for one in self.torn():
            services.state_claim(one, by=self.people[who], amount=share(one.held, much or ("some" if who == "olga" else "more")), text="It is.")

    def accept(self, who: str) -> None:
        for one in self.torn():
            theirs = one.solver_offer if who == "olga" else one.owner_offer
            services.accept_claim(one, by=self.people[who], amount=theirs or Money.zero(one.currency))

    def ask(self, who: str) -> None:
        for one in self.torn():
            contracts.ask_staff(one, by=self.people[who])

    def decide(self, _: str) -> None:
        for one in self.torn():
            services.decide_dispute(one, by=User.objects.get(handle="max"), amount=share(one.held, "more"), reason="As far as it was done.")

    def evidence(self, _: str) -> None:
        for row in Chargeback.objects.all():
            with suppress(GatewayError):
                services.send_evidence(row, by=User.objects.get(handle="max"))

    def checkout(self, behaviour: str) -> None:
        scripts.order("checkout", behaviour)

    def hour(self, _: str) -> None:
        services.handle_due_webhooks()
        services.expire_payments()
        services.release_overdue()
        services.settle_silent_disputes()
        services.perform_due()
        services.send_evidence_due()

    days = hour

    def webhooks(self, order: str) -> None:
        """The gateway repeats itself."""
        happened = list(SandboxEvent.objects.order_by("id" if order == "again" else "-id")[:6])
        for event in happened:
            events.deliver(event)


def share(held: Money, much: str) -> Money:
    """A part of the held money that its currency can express."""
    thirds = {"none": 0, "some": 1, "more": 2, "all": 3}[much]
    return held if thirds == 3 else Money(held.minor * thirds // 3 // 10 * 10, held.currency)


@pytest.mark.parametrize("currency", CURRENCIES)
def test_random_histories(currency: str, olga: User, sam: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(evidencing, "render_pdf", lambda *args, **words: b"%PDF-")  # the paper is tested elsewhere, and slow
    contract = agreement(olga, sam, currency, CURRENCIES[currency])
    with checkpoint() as restore:

        @settings(
            max_examples=max(EXAMPLES // len(CURRENCIES), 1),
            deadline=None,
            database=None,
            suppress_health_check=list(HealthCheck),
            phases=[Phase.explicit, Phase.generate, Phase.shrink],
        )
        @given(st.data(), st.integers(8, 16))
        def live(data: st.DataObject, length: int) -> None:
            restore()
            world = World(contract, olga, sam)
            for _ in range(length):
                kind = data.draw(st.integers(0, 9))
                choices = world.plausible() if kind < 6 else luck if kind == 6 else time_does if kind == 7 else anything
                dies_at = data.draw(st.integers(0, 60))
                world.do(data.draw(st.sampled_from(choices)), dies_at if dies_at < 30 else 0)
            end_well(world)

        live()


def end_well(world: World) -> None:
    """Once luck is good again, everything that was decided gets done."""
    with time_machine.travel(timezone.now() + world.skipped, tick=True):
        scripts.forget()
        world.resolve("done")
        sweep(hours=13, rounds=3)
        world.bank("lost" if world.skipped.days % 2 else "won")
        sweep(hours=24, rounds=8)
        for given_up in Operation.objects.filter(status="failed"):
            services.retry_operation(given_up, by=None)
        sweep(hours=24, rounds=1)
        assert not Operation.objects.exclude(status__in=("done", "cancelled")).exists()
        assert_clean()
        assert_effects_once()
