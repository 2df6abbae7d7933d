"""The hand of the test (or of whoever shows the demo): moves the clock, breaks requests, answers for banks, and looks at everything."""

import time
from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any, TypeVar

from . import api
from .balances import Rate
from .deliveries import Delivery, Manner, signed
from .errors import Json
from .events import public
from .faults import SEVEN, Plan, Point
from .objects import conditions, disputing, paying, payouts, refunds, sessions

if TYPE_CHECKING:
    from .server import StripeServer
    from .world import World

Result = TypeVar("Result")


class Control:
    """Every verb takes effect at once and returns the object as Stripe would show it. Raises `Refusal` where Stripe's own rules forbid it."""

    def __init__(self, server: "StripeServer") -> None:
        self.server = server

    @property
    def world(self) -> "World":
        return self.server.state

    def do(self, verb: Callable[["World"], Result]) -> Result:
        with self.server.lock:
            api.tick(self.world)
            result = verb(self.world)
        self.server.told()
        return result

    # time and failure

    def advance(self, seconds: float) -> None:
        """The server's clock goes forward; what that brings, comes."""
        self.world.clock_offset += seconds
        self.do(lambda world: None)

    def fail_next(self, *points: Point | None, method: str = "*", path: str = "/v1/", stall: float = 1.0) -> None:
        """The next requests that match meet these faults, one each (None: none)."""
        self.do(lambda world: world.faults.plans.append(Plan(list(points), method=method, path=path, stall=stall)))

    def fail_often(
        self, chance: float, points: Sequence[Point] = SEVEN, *, method: str = "*", path: str = "/v1/", stall: float = 0.2, seed: int | None = None
    ) -> None:
        """Requests that match meet one of the points by chance; with a seed, the same ones again."""

        def plan(world: "World") -> None:
            if seed is not None:
                world.faults.random.seed(seed)
            world.faults.plans.append(Plan(points=tuple(points), chance=chance, method=method, path=path, stall=stall))

        self.do(plan)

    def no_faults(self) -> None:
        self.do(lambda world: world.faults.plans.clear())

    def wait_idle(self, seconds: float = 10.0) -> None:
        """Until no request is running (stalled ones end) and nothing that is due is on its way. Raises `TimeoutError`."""
        end = time.monotonic() + seconds
        while self.server.api.running or self.server.courier.on_the_way or (self.world.outbox.waiting and not self.world.outbox.manner.manual):
            if time.monotonic() > end:
                raise TimeoutError("the stripe server is still busy")
            time.sleep(0.005)

    # webhooks

    def webhooks(self, **named: Any) -> None:
        """The fields of `deliveries.Manner`: `manual`, `delay`, `copies`, `shuffle`, `drop`, `retry_after`, `skew`. What is not named is as usual."""
        manner: dict[str, Any] = {name: tuple(value) if isinstance(value, list) else value for name, value in named.items()}
        self.do(lambda world: setattr(world.outbox, "manner", Manner(**manner)))

    def deliver_all(self) -> list[int]:
        """Posts everything that waits, in this thread; the statuses that came back (0: not reached). What fails waits again."""
        return self.server.courier.round(everything=True)

    def take_deliveries(self) -> list[tuple[bytes, str]]:
        """What waits, taken out: (raw body, Stripe-Signature), for a test that posts by itself."""
        return self.do(lambda world: [self.signed(delivery) for delivery in world.outbox.take(everything=True)])

    def signed(self, delivery: Delivery) -> tuple[bytes, str]:
        world = self.world
        return signed(world.events.rows[delivery.event_id], world.endpoints[delivery.endpoint].secrets, at=time.time() + world.outbox.manner.skew)

    def sign(self, event_id: str, *secrets: str, at: float | None = None) -> tuple[bytes, str]:
        """Any stored event, signed with any secrets at any time."""
        return signed(self.world.events.rows[event_id], secrets, at=at)

    # people and banks

    def pay(self, session_id: str, card: str = "4242424242424242", *, authenticate: bool = True) -> Json:
        """Pays an open session as the hosted page would: by a test card's number or by `bank`; the session afterwards."""

        def verb(world: "World") -> Json:
            session = sessions.open_session(world, session_id)
            if paying.attempt(world, session, card, email="payer@example.org") == "authenticate":
                paying.authenticated(world, session, authenticate)
            return public(session)

        return self.do(verb)

    def settle_bank(self, session_id: str, *, succeeds: bool = True) -> Json:
        """The slow bank of a session that completed unpaid answers."""

        def verb(world: "World") -> Json:
            session = world.sessions.get(session_id)
            paying.settle_bank(world, session, succeeds=succeeds)
            return public(session)

        return self.do(verb)

    def account(self, account_id: str, condition: conditions.Condition, *, due: list[str] | None = None, reason: str | None = None) -> Json:
        """`ready`, `restricted`, `needs` (with requirements `due`), `rejected` (with `reason`), `deauthorized`."""

        def verb(world: "World") -> Json:
            row = conditions.reachable(world, account_id)
            conditions.set_condition(world, row, condition, due=due, reason=reason)
            return public(row)

        return self.do(verb)

    def next_refunds(self, *manners: str) -> None:
        """What the next refunds do: `succeeded`, `pending` or `failed`."""
        self.do(lambda world: world.refund_manners.extend(manners))

    def end_refund(self, refund_id: str, *, succeeds: bool) -> Json:
        def verb(world: "World") -> Json:
            row = world.refunds.get(refund_id)
            refunds.succeed(world, row) if succeeds else refunds.fail(world, row)
            return public(row)

        return self.do(verb)

    def dispute(self, charge_id: str, amount: int | None = None, reason: str = "fraudulent") -> Json:
        return self.do(lambda world: public(disputing.open_dispute(world, world.charges.get(charge_id), amount=amount, reason=reason)))

    def close_dispute(self, dispute_id: str, *, won: bool) -> Json:
        def verb(world: "World") -> Json:
            row = world.disputes.get(dispute_id)
            disputing.close_dispute(world, row, won=won)
            return public(row)

        return self.do(verb)

    def run_payouts(
        self, account: str | None = None, ending: payouts.Ending = "paid", *, platform: bool = False, scheduled: bool = True
    ) -> list[Json]:
        """Pays out what is available: of one account, of all, or of the platform."""

        def verb(world: "World") -> list[Json]:
            owners: list[str | None] = [None] if platform else [account] if account else list(world.accounts.rows)
            return [public(row) for owner in owners for row in payouts.run(world, owner, ending, scheduled=scheduled)]

        return self.do(verb)

    def end_payout(self, payout_id: str, ending: payouts.Ending) -> Json:
        def verb(world: "World") -> Json:
            row = world.payouts.rows[payout_id]
            payouts.end(world, row, ending)
            return public(row)

        return self.do(verb)

    # money

    def convert(self, currency: str, to: str, rate: str | Decimal) -> None:
        """Charges in `currency` settle in `to` from now on: minor units times `rate`."""
        self.do(lambda world: world.balances.rates.__setitem__(currency, Rate(to, Decimal(rate))))

    def availability(self, seconds: int) -> None:
        """How long a charge's money is pending, from now on."""
        self.do(lambda world: setattr(world.balances, "delay", seconds))

    def late_balances(self, late: bool = True) -> None:
        """Charges are told without their balance transaction until this is called with False, as asynchronous capture may."""

        def verb(world: "World") -> None:
            world.late_balance = late
            for charge in list(world.charges):
                if not late and charge["balance_transaction"] is None and charge.get("_balance_transaction"):
                    paying.show_balance(world, charge)

        self.do(verb)

    # looking

    def effects(self) -> dict[str, list[Json]]:
        """Everything that moved money, for proofs: transfers, reversals, refunds, charges, payouts, disputes, each whole."""
        names = ("charges", "transfers", "reversals", "refunds", "payouts", "disputes", "transactions")
        return self.do(lambda world: {name: [public(row) for row in getattr(world, name)] for name in names})

    def effects_by(self, metadata_key: str) -> dict[str, list[Json]]:
        """Transfers, reversals and refunds grouped by a metadata value, such as the operation that ordered them."""
        found: dict[str, list[Json]] = {}
        for name in ("transfers", "reversals", "refunds"):
            for row in list(getattr(self.world, name)):
                if metadata_key in row["metadata"]:
                    found.setdefault(row["metadata"][metadata_key], []).append(public(row))
        return found

    def balances(self, account: str | None = None) -> dict[str, int]:
        """Available and pending together, per currency."""
        return self.do(lambda world: {currency: sum(pair) for currency, pair in world.balances.amounts.get(account, {}).items()})

    def drift(self) -> dict[str, int]:
        """Per account and currency, what the balance differs from the sum of its transactions: empty when the server's own books are right."""

        def verb(world: "World") -> dict[str, int]:
            sums: dict[tuple[str | None, str], int] = {}
            for line in world.transactions:
                place = (line["_account"], line["currency"])
                sums[place] = sums.get(place, 0) + line["net"]
            held = {(account, currency): sum(pair) for account, own in world.balances.amounts.items() for currency, pair in own.items()}
            return {f"{place}": held.get(place, 0) - sums.get(place, 0) for place in held | sums if held.get(place, 0) != sums.get(place, 0)}

        return self.do(verb)

    def violations(self) -> list[str]:
        """Requests that the SDK's typed definitions (or Stripe's rules for callers) do not know: a test should end with none."""
        return list(self.world.violations)
