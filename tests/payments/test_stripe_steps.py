"""Thousands of gateway steps, each of which meets a fault, in processes that die: what Stripe did is what was intended, once, to the last unit.

A step is a request that creates or changes something at the gateway, or reads what was paid. Around it run six processes: five may die before any
write, around any commit, before and after any call; the sixth comes through. STEPS sets the number: `STEPS=2000` is what the house promises, with
200 more for which the clock has passed the life of a key. STEPS_SEED repeats a run.
"""

import os
import random
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import timedelta
from typing import Any
from unittest.mock import patch
from uuid import uuid4

import pytest
import time_machine
from django.db import connection
from django.test import override_settings
from django.utils import timezone

from apps.contracts.models import Milestone
from apps.contracts.services import deliver
from apps.core.errors import Refused
from apps.core.money import Money, step
from apps.payments import services
from apps.payments.gateways.errors import GatewayError
from apps.payments.gateways.stripe import Stripe, moves
from apps.payments.gateways.stripe.amounts import from_stripe, to_stripe
from apps.payments.ledger import balance
from apps.payments.models import Account, Operation, Payment, PayoutAccount
from apps.payments.services.asking import moved
from apps.payments.services.refunding import refund_milestone, refundable
from apps.users.models import User
from tests.stripe_server import StripeServer
from tests.stripe_server.faults import SEVEN, Point

from .agreements import agreement
from .faults import process
from .proving import assert_ledger_clean
from .stripe_side import switched_on

pytestmark = pytest.mark.django_db
SEED = int(os.environ.get("STEPS_SEED", "0")) or random.SystemRandom().randrange(10**9)
STEPS = int(os.environ.get("STEPS", "0")) or (40 if connection.vendor == "sqlite" else 20)
LONG_STEPS = max(STEPS // 10, 10)
CURRENCIES = {"EUR": [60000, 120001], "JPY": [60000, 120001], "KWD": [600000, 1200010], "ISK": [60000, 120001], "SEK": [600000, 1200001]}
RESTARTS = 5
PARTS = 7  # refunds of each milestone


@pytest.fixture
def server(settings: Any) -> Iterator[StripeServer]:
    with switched_on(settings, StripeServer(seed=SEED)) as server:
        settings.STRIPE_TIMEOUT = 20
        server.control.convert("sek", "eur", "0.0881")
        yield server


@pytest.fixture
def solver(sam: User, server: StripeServer) -> User:
    """Sam, whose account at Stripe is ready."""
    from apps.payments.gateways.orders import AccountOrder

    account = Stripe().create_account(AccountOrder("sam", str(sam.pk), sam.email, "DE", sam.name)).id
    server.control.account(account, "ready")
    PayoutAccount.objects.create(user=sam, gateway="stripe", account_id=account, state="ready", country="DE", currency="EUR")
    return sam


class World:
    """Contracts one after the other, until enough steps were made. `long`: a day passes between the attempts, and Stripe forgets its keys."""

    def __init__(self, server: StripeServer, people: dict[str, User], seed: int, *, long: bool = False) -> None:
        self.server, self.people, self.long = server, people, long
        self.chance, self.skipped = random.Random(seed), timedelta()
        self.deck: list[Point] = []
        self.intended: dict[str, Money] = {}  # by the decision that orders it

    @property
    def steps(self) -> int:
        return sum(self.server.state.faults.injected.values())

    def make(self, steps: int) -> None:
        currencies = list(CURRENCIES)
        with override_settings(STRIPE_TIMEOUT=0.07):
            while self.steps < steps:
                currency = currencies[len(self.intended) % len(currencies)]
                self.live(agreement(self.people["olga"], self.people["sam"], currency, CURRENCIES[currency]), steps)

    def live(self, contract: Any, steps: int) -> None:
        """One contract: paid, delivered, released, and then given back bit by bit."""
        milestones = list(Milestone.objects.filter(contract=contract).order_by("position"))
        together = self.chance.random() < 0.5
        for number, milestone in enumerate(milestones):
            if number == 0 or not together:
                self.pay(milestone, 2 if together else None)
        for milestone in milestones:
            self.release(milestone)
        for _ in range(PARTS * len(milestones)):
            if self.steps < steps:
                self.give_back(self.chance.choice(milestones))

    def pay(self, milestone: Milestone, through: int | None) -> None:
        def fund() -> None:
            services.start_funding(self.fresh(milestone), by=self.people["olga"], through=through)

        self.until(
            ("POST", "/v1/checkout/sessions"),
            fund,
            lambda: Payment.objects.filter(milestone=milestone, status="open").exclude(session_id="").exists(),
        )
        payment = Payment.objects.get(milestone=milestone, status="open")
        self.server.control.pay(payment.session_id)
        self.until(("GET", "/v1/checkout/sessions/"), lambda: services.settle(payment), lambda: self.fresh(milestone).status == "funded")

    def release(self, milestone: Milestone) -> None:
        deliver(self.fresh(milestone), by=self.people["sam"], note="Here.", answers=["Yes."] * 2, files=[])
        held = self.fresh(milestone).held
        net, _ = held.fee(milestone.contract.fee_basis_points)
        self.intended[f"release:{milestone.pk}"] = net

        def approve() -> None:
            if self.fresh(milestone).status == "delivered":
                services.approve(self.fresh(milestone), by=self.people["olga"])

        self.until(("POST", "/v1/transfers"), approve, lambda: self.done(f"release:{milestone.pk}"))

    def give_back(self, milestone: Milestone) -> None:
        most = refundable(self.fresh(milestone))
        smallest = step(most.currency)
        part = Money(self.chance.randrange(most.minor // 20, most.minor // 8) // smallest * smallest, most.currency)
        key = uuid4().hex
        self.intended[f"clawback:{milestone.pk}:{key}"] = part

        def refund() -> None:
            refund_milestone(self.fresh(milestone), part, by=self.people["max"], reason="A part of it.", key=key)

        def back() -> bool:
            return self.done(f"clawback:{milestone.pk}:{key}") and not Operation.objects.filter(milestone=milestone, status="pending").exists()

        self.until(("POST", "/v1/refunds"), refund, back, ("POST", "/v1/transfers/"))

    def fault(self) -> Point:
        """One of the seven, dealt like cards: each comes up before any comes up again."""
        if not self.deck:
            self.deck = self.chance.sample(SEVEN, len(SEVEN))
        return self.deck.pop()

    def until(self, place: tuple[str, str], verb: Callable[[], Any], is_done: Callable[[], bool], *more: tuple[str, str]) -> None:
        """The verb, and what it leaves behind, in processes that die; every request of the step meets its fault."""
        control = self.server.control
        for method, path in (place, *more):
            control.fail_next(self.fault(), method=method, path=path, stall=0.1)
        ended = False
        for restart in range(RESTARTS + 20):
            with time_machine.travel(timezone.now() + self.skipped, tick=True):
                ended = ended or is_done()
                if restart > RESTARTS and ended:
                    break
                with process(self.chance.randrange(1, 60) if restart < RESTARTS else 0), suppress(Refused, GatewayError):
                    if not ended or restart == RESTARTS:  # once more at the end: pressed again, it does nothing
                        verb()
                    self.work()
            if self.long and restart in (1, 3):
                control.wait_idle()
                self.skipped += timedelta(hours=25)
        else:
            raise AssertionError(f"It never came through; STEPS_SEED={SEED}")
        control.no_faults()

    def work(self) -> None:
        """A worker takes what waits, as if its time had come."""
        for operation in Operation.objects.filter(status="pending"):
            operation.due_at = timezone.now() - timedelta(seconds=1)
            Operation.objects.filter(pk=operation.pk, status="pending").update(due_at=operation.due_at)
            services.perform(operation)

    def fresh(self, milestone: Milestone) -> Milestone:
        found: Milestone = Milestone.objects.select_related("contract", "owner", "solver").get(pk=milestone.pk)
        return found

    def done(self, decision: str) -> bool:
        return Operation.objects.filter(decision=decision, status="done").exists()

    def doubled(self) -> int:
        """Operations with more than one effect at the gateway."""
        effects: dict[str, int] = {}
        for mark, rows in self.server.control.effects_by("reference").items():
            effects[mark[:36]] = effects.get(mark[:36], 0) + len(rows)
        return sum(1 for count in effects.values() if count > 1)


def assert_effects_as_intended(world: World) -> None:
    """Every decision moved its amount once, nothing else was moved, and what Stripe holds is what our rows and the ledger say."""
    operations = {str(one.pk): one for one in Operation.objects.select_related("payment", "reverses")}
    ordered = {one.decision: one.amount for one in operations.values() if one.kind != "reversal"}
    assert ordered == world.intended
    found: dict[str, list[int]] = {}
    for mark, rows in world.server.control.effects_by("reference").items():
        found.setdefault(mark[:36], []).extend(row["amount"] for row in rows)
    expected = {key: [to_stripe(one.amount if one.kind == "refund" else moved(one))] for key, one in operations.items()}
    assert found == expected
    charges = [one for one in world.server.control.effects()["charges"] if one["payment_intent"]]
    assert len(charges) == Payment.objects.filter(status="succeeded", lead=None).count()
    assert_no_drift(world, list(operations.values()))


def assert_no_drift(world: World, operations: list[Operation]) -> None:
    rows: dict[str, int] = {}

    def add(money: Money, sign: int) -> None:
        rows[money.currency] = rows.get(money.currency, 0) + sign * to_stripe(money)

    for payment in Payment.objects.filter(status="succeeded"):
        add(payment.settled, 1)
        add(Money(payment.fee_minor, payment.settled_currency), -1)
    for one in operations:
        add(one.settled or one.amount, 1 if one.kind == "reversal" else -1)
    there = {currency.upper(): minor for currency, minor in world.server.control.balances().items() if minor}
    whole = {currency: to_stripe(from_stripe(minor - minor % -100, currency)) if currency == "ISK" else minor for currency, minor in there.items()}
    assert {currency: minor for currency, minor in rows.items() if minor} == rounded(there, rows), whole
    assert_ledger_clean()
    ledger = {currency: to_stripe(amount) for currency, amount in balance(Account.CLEARING).items() if currency not in ("SEK", "EUR")}
    assert ledger == {currency: minor for currency, minor in rows.items() if currency not in ("SEK", "EUR")}


def rounded(there: dict[str, int], rows: dict[str, int]) -> dict[str, int]:
    """Stripe counts its fees in hundredths of a króna: we round each of them up."""
    fees = Payment.objects.filter(status="succeeded", lead=None, settled_currency="ISK").count()
    isk = there.get("ISK", 0)
    return there | ({"ISK": rows["ISK"]} if "ISK" in there and 0 <= isk - rows["ISK"] < 100 * fees else {})


def test_every_step_has_its_effect_once(server: StripeServer, solver: User, people: dict[str, User]) -> None:
    print(f"STEPS={STEPS} STEPS_SEED={SEED}")
    world = World(server, people, SEED)
    world.make(STEPS)
    server.control.wait_idle()
    assert world.steps >= STEPS and all(server.state.faults.injected[point] for point in SEVEN)
    assert world.doubled() == 0
    assert_effects_as_intended(world)


def test_also_when_stripe_has_forgotten_the_keys(server: StripeServer, solver: User, people: dict[str, User]) -> None:
    print(f"STEPS={STEPS} STEPS_SEED={SEED}")
    world = World(server, people, SEED + 1, long=True)
    world.make(LONG_STEPS)
    server.control.wait_idle()
    assert world.steps >= LONG_STEPS
    assert_effects_as_intended(world)


def test_the_control_without_our_keys_does_things_twice(server: StripeServer, solver: User, people: dict[str, User]) -> None:
    """The library makes up a key for each request where it is given none: the same steps then have more effects than decisions."""
    world = World(server, people, SEED + 2)
    contract = agreement(people["olga"], solver, "EUR", [600000])
    milestone = contract.milestones.get()
    world.pay(milestone, None)
    world.release(milestone)
    with patch.object(moves, "keyed", lambda key: {}):
        for _ in range(6):
            with suppress(AssertionError):
                world.give_back(milestone)
    server.control.wait_idle()
    assert world.doubled() > 0
    with pytest.raises(AssertionError):
        assert_effects_as_intended(world)
