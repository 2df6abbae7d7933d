"""The same walk with Stripe’s gateway and the server on loopback: winning first, onboarding later, faults, webhooks as Stripe sends them."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db.models import Sum
from django.test import Client

from apps.core.errors import Refused
from apps.payments import services
from apps.payments.models import Operation, Payment, PayoutAccount, WebhookEvent
from apps.payments.services.accounts import refresh_accounts
from openchance.demo import cast as demo
from tests.races import run_parallel
from tests.stripe_server import StripeServer

from .proving import assert_ledger_clean
from .stripe_side import switched_on

pytestmark = pytest.mark.django_db


@pytest.fixture
def server(settings: Any) -> Iterator[StripeServer]:
    with switched_on(settings, StripeServer(seed=41, webhook_url="http://127.0.0.1:9/")) as server:
        server.control.webhooks(manual=True)
        yield server


@pytest.fixture
def released(contract: Any, olga: Any, server: StripeServer) -> Operation:
    """€552 for Sam, who has no account yet."""
    milestone = contract.milestones.get(position=1)
    services.start_funding(milestone, by=olga)
    payment = Payment.objects.get(milestone=milestone)
    server.control.pay(payment.session_id)
    services.settle(payment)
    milestone.refresh_from_db()
    demo.delivered(milestone)
    milestone.refresh_from_db()
    services.approve(milestone, by=olga)
    operation: Operation = Operation.objects.get()
    assert (operation.status, operation.waits_for) == ("pending", "account")
    return operation


def account_of(user: Any) -> PayoutAccount:
    found = services.account_of(user, "stripe")
    assert found is not None
    return found


def deliver(server: StripeServer) -> None:
    """Stripe's events come to our door, as they are."""
    for body, signature in server.control.take_deliveries():
        door = "/payments/webhooks/stripe/"
        answer = Client().generic("POST", door, body, content_type="application/json", headers={"Stripe-Signature": signature})
        assert answer.status_code == 200


def assert_paid_once(server: StripeServer, operation: Operation, account_id: str) -> None:
    operation.refresh_from_db()
    assert (operation.status, operation.destination) == ("done", account_id)
    transfers = server.control.effects()["transfers"]
    assert [(one["destination"], one["amount"], one["currency"]) for one in transfers] == [(account_id, 55200, "eur")]
    assert server.control.balances(account_id) == {"eur": 55200}
    assert_ledger_clean()


def test_winning_first_and_onboarding_later(released: Operation, sam: Any, server: StripeServer) -> None:
    url = services.start_onboarding(sam, country="DE")
    assert url.startswith(server.url)
    account = account_of(sam)
    assert account.state == "incomplete"
    assert account.needs
    server.control.account(account.account_id, "ready")
    deliver(server)  # account.updated, from the endpoint of connected accounts
    assert WebhookEvent.objects.get(kind="account.updated").status == "done"
    assert account_of(sam).state == "ready"
    assert_paid_once(server, released, account.account_id)


def test_lost_event_is_made_up_for_by_the_clock(released: Operation, sam: Any, server: StripeServer) -> None:
    services.start_onboarding(sam, country="DE")
    account = account_of(sam)
    server.control.account(account.account_id, "ready")
    PayoutAccount.objects.update(asked_at="2020-01-01T00:00:00Z")
    assert refresh_accounts() == 1
    assert_paid_once(server, released, account.account_id)


@pytest.mark.parametrize("point", ["before", "after", "409", "429", "500", "timeout", "cut", "500_after"])
def test_one_account_whatever_fails(sam: Any, server: StripeServer, settings: Any, point: Any) -> None:
    settings.STRIPE_TIMEOUT = 0.6
    server.control.fail_next(point, method="POST", path="/v1/accounts", stall=1.0)
    for _ in range(4):
        try:
            services.start_onboarding(sam, country="DE")
            break
        except Refused:
            server.control.wait_idle()
    server.control.wait_idle()
    assert account_of(sam).account_id in server.state.accounts.rows
    assert PayoutAccount.objects.filter(user=sam, current=True).count() == 1
    assert len(server.state.accounts.rows) == 1


def test_five_tabs_at_once_open_one_account(sam: Any, server: StripeServer) -> None:
    run_parallel(5, lambda number: services.start_onboarding(sam, country="DE"))
    services.start_onboarding(sam, country="DE")
    assert len(server.state.accounts.rows) == 1
    assert PayoutAccount.objects.count() == 1


def test_disconnected_and_opened_anew(released: Operation, sam: Any, server: StripeServer) -> None:
    services.start_onboarding(sam, country="DE")
    first = account_of(sam)
    server.control.account(first.account_id, "deauthorized")
    deliver(server)
    assert account_of(sam).state == "gone"
    services.start_onboarding(sam, country="FR")
    second = account_of(sam)
    assert second.account_id != first.account_id
    server.control.account(second.account_id, "ready")
    deliver(server)
    assert_paid_once(server, released, second.account_id)


def test_rejected_is_final(released: Operation, sam: Any, server: StripeServer) -> None:
    services.start_onboarding(sam, country="DE")
    account = account_of(sam)
    server.control.account(account.account_id, "rejected", reason="rejected.fraud")
    deliver(server)
    assert account_of(sam).state == "rejected"
    with pytest.raises(Refused, match="final"):
        services.start_onboarding(sam, country="FR")
    services.perform_due()
    assert not server.control.effects()["transfers"]
    assert Operation.objects.filter(status="pending").aggregate(minor=Sum("amount_minor"))["minor"] == 55200


def test_page_shows_what_the_bank_was_paid(released: Operation, sam: Any, server: StripeServer, signed_in: Any) -> None:
    services.start_onboarding(sam, country="DE")
    account = account_of(sam)
    server.control.account(account.account_id, "ready")
    services.refresh_account(account)
    payout = server.control.run_payouts(account.account_id)[0]
    sams = signed_in(sam)
    page = sams.get("/settings/payouts/").content.decode()
    assert payout["id"] in page
    assert "€552.00" in page
    assert sams.post("/settings/payouts/dashboard/")["Location"].startswith(server.url)
    assert sams.post("/settings/payouts/schedule/", {"schedule": "monthly"}).status_code == 302
    server.control.fail_next("500", "500", "500")
    assert "does not answer just now" in sams.get("/settings/payouts/").content.decode()
    server.control.no_faults()
