"""What becomes of payments does not depend on the order, the number or the timing of what is told about them, nor on workers that die.

Lives of eight kinds are lived twice: once in order, and once with each event delivered one to five times in random order by eight processes,
some of which are killed at their work. `LIVES` and `KILLS` in the environment say how many: `make prove` takes 1,000 and 200, the suite each
kind once. `LIVES_SEED` repeats a run.
"""

import itertools
import json
import os
import random
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any
from unittest.mock import patch

import pytest
import time_machine
from django.db import connection, connections
from django.utils import timezone
from django_tasks.base import Task

from apps.contracts.models import Contract, Milestone
from apps.notifications.models import Notification
from apps.payments import services
from apps.payments.models import Chargeback, JournalEntry, Operation, Payment, PayoutAccount, Posting, WebhookEvent
from apps.users.models import User
from openchance.demo import cast as demo
from tests.restore import written
from tests.stripe_server import StripeServer

from .crowd import crowd
from .faults import checkpoint
from .proving import assert_ledger_clean
from .workers import deliver

pytestmark = pytest.mark.django_db
LIVES = int(os.environ.get("LIVES", "0")) or 8
KILLS = int(os.environ.get("KILLS", "0")) or LIVES // 4
SEED = int(os.environ.get("LIVES_SEED", "0")) or random.SystemRandom().randrange(10**6)
WORKERS = 8
KINDS = ("paid out", "paid out too", "lost", "won", "refunded", "late", "expired", "declined first")
Thing = dict[str, Any]


@pytest.fixture
def stripe(stripe_server: StripeServer, settings: Any) -> StripeServer:
    for name, value in site_settings(stripe_server).items():
        setattr(settings, name, value)
    return stripe_server


def site_settings(server: StripeServer) -> dict[str, Any]:
    words: dict[str, Any] = dict(server.environment())
    return words | {"STRIPE_WEBHOOK_SECRETS": [server.webhook_secret, server.connect_secret], "STRIPE_TIMEOUT": 20}


@contextmanager
def nobody_works() -> Iterator[None]:
    """What is decided is not done yet: jobs are forgotten, as Redis might."""
    with patch.object(Task, "enqueue", lambda *args, **kwargs: None):
        yield


class Lives:
    """The milestones, each with its kind of life, and what the gateway has to tell."""

    def __init__(self, server: StripeServer, milestones: list[Milestone], olga: User, sam: User) -> None:
        self.server, self.olga, self.sam = server, olga, sam
        self.milestones = milestones
        self.told = 0
        server.control.availability(0)
        self.open_account()

    def open_account(self) -> None:
        services.start_onboarding(self.sam, country="DE")
        account = PayoutAccount.objects.get(user=self.sam, current=True)
        self.server.control.account(account.account_id, "ready")
        services.refresh_account(account)
        self.news()

    def of(self, *kinds: str) -> list[Milestone]:
        chosen = [one.pk for number, one in enumerate(self.milestones) if KINDS[number % len(KINDS)] in kinds]
        rows = Milestone.objects.select_related("contract", "owner", "solver").filter(pk__in=chosen)
        return sorted(rows, key=lambda one: chosen.index(one.pk))

    def news(self) -> list[Thing]:
        """What has happened at the gateway since it was asked last, as things to deliver."""
        events = list(self.server.state.events.rows.values())[self.told :]
        self.told += len(events)
        server = self.server
        return [{"event": event, "secret": server.connect_secret if event["_account"] else server.webhook_secret} for event in events]

    def pay(self) -> None:
        """Everybody presses, pays, is declined, or leaves; one contract ends before its payment is heard of."""
        control = self.server.control
        for number, milestone in enumerate(self.milestones):
            services.start_funding(milestone, by=self.olga)
            session = Payment.objects.get(milestone=milestone).session_id
            kind = KINDS[number % len(KINDS)]
            if kind == "expired":
                continue
            if kind == "declined first":
                control.pay(session, "4000000000000002")
            control.pay(session)
            if kind == "late":
                services.cancel_contract(milestone.contract, by=self.olga, reason="Changed plans.")
        control.advance(2 * 86400)  # what nobody has paid expires there
        control.advance(-2 * 86400)

    def decide(self) -> list[Thing]:
        """Work is delivered and approved, or the contract is left; what the gateway is to do about it."""
        for milestone in self.of("paid out", "paid out too", "lost", "won", "declined first"):
            demo.delivered(milestone)
            milestone.refresh_from_db()
            services.approve(milestone, by=self.olga)
        for milestone in self.of("refunded"):
            services.cancel_contract(milestone.contract, by=self.olga, reason="Changed plans.")
        return operations()

    def charge_back(self) -> None:
        for kind in ("lost", "won"):
            for milestone in self.of(kind):
                charge = Payment.objects.get(milestone=milestone, status="succeeded").charge_id
                dispute = self.server.control.dispute(charge)
                self.server.control.close_dispute(dispute["id"], won=kind == "won")


def operations() -> list[Thing]:
    return [{"operation": str(key)} for key in Operation.objects.filter(status="pending").order_by("created_at").values_list("pk", flat=True)]


def in_order(things: list[Thing]) -> None:
    for thing in things:
        if "operation" in thing:
            services.perform(Operation.objects.get(pk=thing["operation"]))
        else:
            assert deliver(thing["event"], thing["secret"]) == 200


class Chaos:
    """The same things one to five times in random order, by processes that are killed."""

    def __init__(self, server: StripeServer, seed: int, kills: int) -> None:
        self.server, self.dice, self.kills = server, random.Random(seed), kills
        self.killed, self.delivered, self.rounds = 0, 0, 0

    def __call__(self, things: list[Thing]) -> None:
        often = [thing for thing in things for _ in range(self.dice.randint(1, 5) if "event" in thing else 1)]
        self.dice.shuffle(often)
        job = {"things": often, "workers": WORKERS, "kills": self.kills, "seed": self.dice.random(), "settings": site_settings(self.server)}
        connections.close_all()
        command = [sys.executable, "-m", "tests.payments.workers"]
        done = subprocess.run(command, input=json.dumps(job), text=True, capture_output=True, env=environment(), timeout=1800)
        assert done.returncode == 0, done.stderr[-3000:]
        answer = json.loads(done.stdout.splitlines()[-1])
        assert set(answer["statuses"]) <= {"200", "True", "False"}, answer
        self.killed += answer["killed"]
        self.rounds += len(often) > self.kills + 2 * WORKERS  # with fewer there is nobody to kill at every turn
        self.delivered += len(often)


def environment() -> dict[str, str]:
    """The workers' database is the test's own."""
    name = str(connection.settings_dict["NAME"])
    if connection.vendor == "sqlite":
        return os.environ | {"DATABASE_URL": f"sqlite:///{name}", "DJANGO_SETTINGS_MODULE": "tests.settings"}
    address, _, rest = os.environ["DATABASE_URL"].rpartition("/")
    return os.environ | {"DATABASE_URL": f"{address}/{name}?{rest.partition('?')[2]}", "DJANGO_SETTINGS_MODULE": "tests.settings"}


def live(lives: Lives, act: Any) -> dict[str, Any]:
    """All lives from funding to their ends; `act` does what is to be done. Returns what the database says then."""
    with nobody_works():
        lives.pay()
    act(lives.news())
    clocks()
    with nobody_works():
        ordered = lives.decide()
    act(ordered)
    clocks()
    act(lives.news())
    clocks()
    lives.charge_back()
    act(lives.news())
    clocks()
    act(lives.news())
    clocks()
    assert_ledger_clean()
    return facts()


def clocks() -> None:
    """A quarter of an hour passes, and what a dead worker held comes due."""
    for minutes in (5, 10, 15):
        with time_machine.travel(timezone.now() + timedelta(minutes=minutes), tick=True):
            services.handle_due_webhooks()
            services.perform_due()


def facts() -> dict[str, Any]:
    """Everything that must not depend on how it came about, by contract."""
    found: dict[str, Any] = {}
    contracts = {one.pk: str(one.pk) for one in Contract.objects.all()}
    for model, fields in (
        (Contract, ("status",)),
        (Milestone, ("status", "funded_minor", "held_minor", "released_minor", "refunded_minor", "fee_minor")),
        (Payment, ("status", "amount_minor", "settled_minor", "settled_currency", "fee_minor")),
        (Operation, ("kind", "status", "amount_minor", "settled_minor")),
        (Chargeback, ("status", "amount_minor")),
        (JournalEntry, ("kind",)),
        (Posting, ("kind", "account", "amount_minor", "currency")),
    ):
        for row in model._default_manager.all():
            key = contracts[row.pk if model is Contract else row.contract_id]
            found.setdefault(key, []).append((model.__name__, *(getattr(row, name) for name in fields)))
    told = Counter(f"{kind} to {handle}" for kind, handle in Notification.objects.values_list("kind", "recipient__handle"))
    return {key: sorted(rows) for key, rows in found.items()} | {"told": dict(told), "dead": WebhookEvent.objects.filter(status="failed").count()}


def test_lives_end_the_same_however_they_are_told(stripe: StripeServer, olga: User, sam: User) -> None:
    print(f"{LIVES} lives, {KILLS} kills, LIVES_SEED={SEED}")
    milestones = crowd(olga, sam, LIVES)
    with checkpoint() as restore:
        orderly = live(Lives(stripe, milestones, olga, sam), in_order)
        assert orderly["dead"] == 0
        assert Counter(Milestone.objects.values_list("status", flat=True)) == expected()
        stripe.reset()
        restore()
        chaos = Chaos(stripe, SEED, max(1, KILLS // 5))
        chaotic = live(Lives(stripe, milestones, olga, sam), chaos)
    print(f"{chaos.delivered} things were done by {WORKERS} processes, of which {chaos.killed} were killed")
    assert chaos.killed >= chaos.rounds * chaos.kills
    differing = [key for key in orderly if orderly[key] != chaotic.get(key)]
    assert not differing, (SEED, orderly[differing[0]], chaotic.get(differing[0]))


def expected() -> Counter[str]:
    each = Counter(KINDS[number % len(KINDS)] for number in range(LIVES))
    released = sum(each[kind] for kind in ("paid out", "paid out too", "lost", "won", "declined first"))
    return Counter({"released": released, "refunded": each["refunded"], "planned": each["late"] + each["expired"]}) - Counter()


SIX = (
    "payment_intent.succeeded",
    "charge.succeeded",
    "checkout.session.completed",
    "charge.dispute.created",
    "charge.dispute.funds_withdrawn",
    "charge.dispute.closed",
)
ORDERS = int(os.environ.get("ORDERS", "0")) or 12


def test_six_events_in_any_order_end_the_same(stripe: StripeServer, olga: User, sam: User) -> None:
    """The payer pays, and their bank wants it back and gets it, before we hear a word. `ORDERS` of the 720 are drawn by LIVES_SEED."""
    orders = list(itertools.permutations(range(len(SIX))))
    random.Random(SEED).shuffle(orders)
    (milestone,) = crowd(olga, sam, 1)
    lives = Lives(stripe, [milestone], olga, sam)
    with nobody_works():
        lives.pay()
    (charge,) = stripe.control.effects()["charges"]
    dispute = stripe.control.dispute(charge["id"])
    stripe.control.close_dispute(dispute["id"], won=False)
    news = lives.news()
    path = [next(thing for thing in news if thing["event"]["type"] == kind) for kind in SIX]
    ends: dict[str, tuple[int, ...]] = {}
    with checkpoint() as restore:
        for order in orders[:ORDERS]:
            restore()
            in_order([path[number] for number in order])
            clocks()
            assert_ledger_clean()
            ends.setdefault(json.dumps(facts(), default=str, sort_keys=True), order)
    assert len(ends) == 1, (SEED, ends)
    assert Milestone.objects.get().status == "refunded" and Chargeback.objects.get().status == "lost"


def test_control_a_hearing_that_believes_its_events_shows(stripe: StripeServer, olga: User, sam: User) -> None:
    """If events were believed, and the gateway not asked, the order would matter, and this is how it shows."""
    (milestone,) = crowd(olga, sam, 1)
    lives = Lives(stripe, [milestone], olga, sam)
    with nobody_works():
        lives.pay()
    (charge,) = stripe.control.effects()["charges"]
    stripe.control.close_dispute(stripe.control.dispute(charge["id"])["id"], won=False)
    news = {thing["event"]["type"]: thing for thing in lives.news()}
    ends = set()
    with checkpoint() as restore, patch("apps.payments.services.hearing.act", believe):
        for order in (SIX, SIX[::-1]):
            restore()
            in_order([news[kind] for kind in order])
            ends.add(json.dumps(facts(), default=str, sort_keys=True))
    assert len(ends) == 2


def believe(event: WebhookEvent) -> None:
    """A hearing as it must not be."""
    payment = Payment.objects.filter(session_id=event.object_id).first()
    if event.kind == "checkout.session.completed" and payment and not WebhookEvent.objects.filter(kind="charge.dispute.closed").exists():
        services.settle(payment)


def test_rows_that_only_other_processes_wrote_are_cleaned_up_too(mongodb_only: None, olga: User, sam: User) -> None:
    with checkpoint() as restore:
        crowd(olga, sam, 1)
        restore()
        crowd(olga, sam, 1)
        written.collections.clear()  # nobody here has seen it
    assert Contract._meta.db_table in written.collections
