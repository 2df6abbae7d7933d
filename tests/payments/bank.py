"""A gateway with accounts, in memory: the sandbox, which then wants them. Stripe's own manners are tested against the server on loopback."""

from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from apps.core.money import Money
from apps.payments.gateways.answers import AccountState, PayoutState
from apps.payments.gateways.base import outside_transactions
from apps.payments.gateways.errors import GatewayRefusal, OutcomeUnknown
from apps.payments.gateways.orders import AccountOrder
from apps.payments.gateways.sandbox.api import Sandbox

Meet = Any


@dataclass
class Bank:
    """The accounts that it has opened, by key; `down` answers nothing, `lost` does it and loses the answer once."""

    opened: dict[str, AccountState] = field(default_factory=dict)
    schedules: dict[str, str] = field(default_factory=dict)
    links: list[str] = field(default_factory=list)
    asked: int = 0
    down: bool = False
    lost: bool = False
    refused_countries: tuple[str, ...] = ("KP",)
    meet: Meet = None  # called when an account is fetched, after its state was read

    def create_account(self, door: Any, order: AccountOrder) -> AccountState:
        self.answer()
        if order.country in self.refused_countries:
            raise GatewayRefusal(f"Country {order.country} is not supported.")
        number = len(self.opened) + 1
        needs = ("external_account", "individual.verification.document")
        new = AccountState(f"acct_{number}", "incomplete", needs, country=order.country, user=order.user)
        known = self.opened.setdefault(order.key, new)
        if self.lost:
            self.lost = False
            raise OutcomeUnknown("The answer was lost.")
        return known

    def fetch_account(self, door: Any, account_id: str) -> AccountState:
        self.answer()
        self.asked += 1
        state = self.state(account_id)
        if self.meet:
            self.meet()
        return state

    def onboarding_url(self, door: Any, account_id: str, *, return_url: str, refresh_url: str) -> str:
        self.answer()
        self.state(account_id)
        self.links.append(f"https://bank.example/{account_id}/{len(self.links) + 1}")
        return self.links[-1]

    def dashboard_url(self, door: Any, account_id: str) -> str:
        self.answer()
        return f"https://bank.example/{account_id}/dashboard"

    def set_payout_schedule(self, door: Any, account_id: str, interval: str) -> None:
        self.answer()
        self.schedules[account_id] = interval

    def payouts(self, door: Any, account_id: str, *, limit: int = 20) -> list[PayoutState]:
        self.answer()
        return [PayoutState("po_1", Money(55200, "EUR"), "paid", timezone.now() + timedelta(days=1))]

    def answer(self) -> None:
        if self.down:
            raise OutcomeUnknown("The bank does not answer.")

    def state(self, account_id: str) -> AccountState:
        found = next((one for one in self.opened.values() if one.id == account_id), None)
        if found is None:
            raise GatewayRefusal("There is no such account.")
        return found

    def becomes(self, account_id: str, state: Any, **changes: Any) -> None:
        """What the bank thinks of the account from now on; we are not told."""
        key = next(key for key, one in self.opened.items() if one.id == account_id)
        changes = {"needs": (), "currency": "EUR"} | changes
        self.opened[key] = replace(self.opened[key], state=state, **changes)


CALLS = ("create_account", "fetch_account", "onboarding_url", "dashboard_url", "set_payout_schedule", "payouts")


def open_bank(monkeypatch: pytest.MonkeyPatch) -> Bank:
    bank = Bank()
    monkeypatch.setattr(Sandbox, "wants_accounts", True)
    for name in CALLS:
        act = getattr(bank, name)
        monkeypatch.setattr(Sandbox, name, outside_transactions(lambda door, *args, act=act, **words: act(door, *args, **words)))
    return bank
