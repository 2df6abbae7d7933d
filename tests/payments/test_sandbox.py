"""The sandbox behaves like an outside server: its own page, its own memory, and no way in where it is not allowed."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core.checks import run_checks
from django.utils import timezone

from apps.core.db import atomic
from apps.core.errors import Refused
from apps.core.money import Money
from apps.payments import services
from apps.payments.gateways import gateway
from apps.payments.gateways.errors import GatewayOff, GatewayRefusal
from apps.payments.gateways.orders import RefundOrder, TransferOrder
from apps.payments.models import Payment, SandboxRefund, SandboxSession, SandboxTransfer

pytestmark = pytest.mark.django_db


@pytest.fixture
def session(first: Any, olga: Any) -> SandboxSession:
    services.start_funding(first, by=olga)
    return SandboxSession.objects.get()


@pytest.fixture
def address(session: SandboxSession) -> str:
    return f"/sandbox/checkout/{session.reference}/"


def test_the_page_says_what_is_paid_to_whom_and_that_it_is_not_real(client: Any, address: str) -> None:
    page = client.get(address)
    words = page.content.decode()
    assert page.status_code == 200
    assert "Pay €600" in words and "Sam Okafor" in words and "no real money moves" in words
    assert "no-store" in page["Cache-Control"]


def test_an_address_that_was_guessed_is_404(client: Any, db: None) -> None:
    assert client.get("/sandbox/checkout/cs_sandbox_guess/").status_code == 404


def test_other_verbs_and_choices_change_nothing(client: Any, address: str) -> None:
    assert client.put(address).status_code == 405
    assert client.post(address, {"choice": "nonsense"}).url == address
    assert SandboxSession.objects.get().status == "open"


def test_a_double_click_pays_once(client: Any, address: str) -> None:
    assert client.post(address, {"choice": "pay"}).status_code == 302
    assert client.post(address, {"choice": "pay"}).status_code == 302
    assert client.post(address, {"choice": "decline"}).status_code == 302
    assert SandboxSession.objects.get().paid
    assert "cannot be paid twice" in client.get(address).content.decode()


@pytest.mark.parametrize("manner", ["now", "late", "twice", "nonsense"])
def test_however_the_webhook_arrives_the_way_back_shows_the_truth(manner: str, olga: Any, address: str, signed_in: Any) -> None:
    olgas = signed_in(olga)
    back = olgas.post(address, {"choice": "pay", "manner": manner})
    assert "Paid and held" in olgas.get(back.url).content.decode()


def test_after_its_time_nothing_can_be_paid(client: Any, address: str) -> None:
    with time_machine.travel(timezone.now() + timedelta(days=2), tick=True):
        assert "nothing can be paid here any more" in client.get(address).content.decode()
        client.post(address, {"choice": "pay"})
    assert not SandboxSession.objects.get().paid


def test_it_runs_only_where_it_is_allowed(client: Any, address: str, first: Any, olga: Any, settings: Any) -> None:
    settings.DEBUG, settings.ALLOW_SANDBOX_PAYMENTS = False, False
    with pytest.raises(GatewayOff):
        gateway("sandbox")
    assert client.get(address).status_code == 404
    assert client.post("/payments/webhooks/sandbox/", b"{}", content_type="application/json").status_code == 404
    with pytest.raises(Refused, match="switched off"):
        services.start_funding(first, by=olga)
    assert [one.id for one in run_checks() if one.id == "payments.E001"]
    settings.ALLOW_SANDBOX_PAYMENTS = True
    assert not [one for one in run_checks() if one.id == "payments.E001"]


def test_no_gateway_is_called_inside_a_transaction(session: SandboxSession) -> None:
    with atomic(), pytest.raises(RuntimeError, match="inside a transaction"):
        gateway("sandbox").fetch_checkout(session.reference)
    with atomic(), pytest.raises(RuntimeError, match="inside a transaction"):
        services.settle(Payment.objects.get())


def paid(session: SandboxSession, client: Any) -> str:
    client.post(f"/sandbox/checkout/{session.reference}/", {"choice": "pay"})
    session.refresh_from_db()
    return session.charge_id


def transfer(key: str, charge: str, minor: int = 100) -> TransferOrder:
    return TransferOrder(key, key, Money(minor, "EUR"), "sam", charge, "contract")


def test_the_same_key_is_the_same_answer_and_other_words_are_refused(session: SandboxSession, client: Any) -> None:
    charge, door = paid(session, client), gateway("sandbox")
    assert door.transfer(transfer("k", charge)) == door.transfer(transfer("k", charge))
    with pytest.raises(GatewayRefusal, match="other words"):
        door.transfer(transfer("k", charge, 101))
    assert SandboxTransfer.objects.count() == 1


def test_failures_are_remembered_too(session: SandboxSession, client: Any) -> None:
    door = gateway("sandbox")
    with pytest.raises(GatewayRefusal):
        door.transfer(transfer("k", "ch_none"))
    charge = paid(session, client)
    with pytest.raises(GatewayRefusal):
        door.transfer(transfer("k", "ch_none"))
    assert door.transfer(transfer("k2", charge)).state == "succeeded"


def test_keys_are_forgotten_after_a_day(session: SandboxSession, client: Any) -> None:
    charge, door = paid(session, client), gateway("sandbox")
    made = door.transfer(transfer("k", charge))
    with time_machine.travel(timezone.now() + timedelta(hours=25), tick=True):
        assert door.find_transfer("k", "contract") == made
        assert door.transfer(transfer("k", charge)) != made


def test_a_charge_gives_no_more_than_it_holds(session: SandboxSession, client: Any) -> None:
    charge, door = paid(session, client), gateway("sandbox")
    door.transfer(transfer("a", charge, 55200))
    with pytest.raises(GatewayRefusal, match="that much"):
        door.transfer(transfer("b", charge, 4801))
    with pytest.raises(GatewayRefusal, match="that much"):
        door.refund(RefundOrder("c", "c", Money(1, "JPY"), charge))
    with pytest.raises(GatewayRefusal, match="that much"):
        door.refund(RefundOrder("d", "d", Money(60001, "EUR"), charge))
    assert not SandboxRefund.objects.exists()


def test_a_refund_comes_out_of_our_balance_whatever_was_transferred(session: SandboxSession, client: Any) -> None:
    charge, door = paid(session, client), gateway("sandbox")
    door.transfer(transfer("a", charge, 55200))
    assert door.refund(RefundOrder("b", "b", Money(60000, "EUR"), charge)).state == "succeeded"
    with pytest.raises(GatewayRefusal, match="that much"):
        door.refund(RefundOrder("c", "c", Money(1, "EUR"), charge))


def test_what_does_not_exist_is_refused() -> None:
    door = gateway("sandbox")
    for call in (door.fetch_checkout, door.fetch_transfer, door.fetch_refund):
        with pytest.raises(GatewayRefusal):
            call("nothing")
    with pytest.raises(GatewayOff):
        gateway("stripe")
