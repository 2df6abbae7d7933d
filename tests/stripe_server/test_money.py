"""Charges, fees, transfers, reversals, refunds and payouts move balances as Stripe's do, and refuse as Stripe does."""

import pytest
import stripe

from .scenes import account, charge, session, transfer
from .server import StripeServer


def test_a_charge_brings_its_amount_less_the_fee(stripe_server: StripeServer, stripe_client: stripe.StripeClient) -> None:
    line = charge(stripe_server, stripe_client).balance_transaction
    assert isinstance(line, stripe.BalanceTransaction)
    assert (line.amount, line.fee, line.net, line.currency, line.exchange_rate) == (10_000, 175, 9_825, "eur", None)
    assert stripe_client.v1.balance.retrieve().available[0].amount == 9_825
    assert stripe_server.control.drift() == {}


def test_a_transfer_waits_for_its_charge(stripe_server: StripeServer, stripe_client: stripe.StripeClient) -> None:
    stripe_server.control.availability(3600)
    source, sam = charge(stripe_server, stripe_client), account(stripe_server, stripe_client)
    transfer(stripe_client, source, sam)
    balance = stripe_client.v1.balance.retrieve(options={"stripe_account": sam})
    assert (balance.available[0].amount, balance.pending[0].amount) == (0, 9_000)
    stripe_server.control.advance(3601)
    balance = stripe_client.v1.balance.retrieve(options={"stripe_account": sam})
    assert (balance.available[0].amount, balance.pending[0].amount) == (9_000, 0)


def test_no_more_than_the_charge_is_transferred(stripe_server: StripeServer, stripe_client: stripe.StripeClient) -> None:
    source, sam = charge(stripe_server, stripe_client), account(stripe_server, stripe_client)
    transfer(stripe_client, source, sam)
    with pytest.raises(stripe.InvalidRequestError, match="Insufficient funds") as refused:
        transfer(stripe_client, source, sam, 1_001)
    assert refused.value.code == "balance_insufficient"
    assert len(stripe_client.v1.transfers.list({"transfer_group": "contract-1"}).data) == 1


def test_without_a_source_the_available_balance_decides(stripe_server: StripeServer, stripe_client: stripe.StripeClient) -> None:
    sam = account(stripe_server, stripe_client)
    with pytest.raises(stripe.InvalidRequestError) as refused:
        stripe_client.v1.transfers.create({"amount": 1, "currency": "eur", "destination": sam})
    assert refused.value.code == "balance_insufficient"


def test_an_account_that_is_not_ready_gets_nothing(stripe_server: StripeServer, stripe_client: stripe.StripeClient) -> None:
    source, sam = charge(stripe_server, stripe_client), account(stripe_server, stripe_client, ready=False)
    with pytest.raises(stripe.InvalidRequestError) as refused:
        transfer(stripe_client, source, sam)
    assert refused.value.code == "insufficient_capabilities_for_transfer"
    assert stripe_server.control.effects()["transfers"] == []


def test_a_reversal_takes_back_no_more_than_is_there(stripe_server: StripeServer, stripe_client: stripe.StripeClient) -> None:
    source, sam = charge(stripe_server, stripe_client), account(stripe_server, stripe_client)
    sent = transfer(stripe_client, source, sam)
    first = stripe_client.v1.transfers.reversals.create(sent.id, {"amount": 4_000, "metadata": {"operation": "2"}})
    assert stripe_client.v1.transfers.reversals.retrieve(sent.id, first.id).amount == 4_000
    stripe_client.v1.payouts.create({"amount": 4_500, "currency": "eur"}, {"stripe_account": sam})
    with pytest.raises(stripe.InvalidRequestError) as refused:
        stripe_client.v1.transfers.reversals.create(sent.id)
    assert refused.value.code == "balance_insufficient"
    stripe_client.v1.transfers.reversals.create(sent.id, {"amount": 500})
    after = stripe_client.v1.transfers.retrieve(sent.id)
    assert (after.amount_reversed, after.reversed) == (4_500, False)
    assert [row.amount for row in stripe_client.v1.transfers.reversals.list(sent.id).data] == [500, 4_000]
    with pytest.raises(stripe.InvalidRequestError, match="greater than unreversed"):
        stripe_client.v1.transfers.reversals.create(sent.id, {"amount": 4_501})
    assert stripe_server.control.drift() == {}


def test_no_more_than_the_charge_is_refunded(stripe_server: StripeServer, stripe_client: stripe.StripeClient) -> None:
    source = charge(stripe_server, stripe_client)
    part = stripe_client.v1.refunds.create({"charge": source.id, "amount": 4_000, "reason": "requested_by_customer"})
    assert (part.status, part.currency) == ("succeeded", "eur")
    with pytest.raises(stripe.InvalidRequestError, match="greater than unrefunded"):
        stripe_client.v1.refunds.create({"charge": source.id, "amount": 6_001})
    stripe_client.v1.refunds.create({"charge": source.id})
    with pytest.raises(stripe.InvalidRequestError) as refused:
        stripe_client.v1.refunds.create({"charge": source.id})
    assert refused.value.code == "charge_already_refunded"
    assert stripe_client.v1.charges.retrieve(source.id).refunded
    assert stripe_client.v1.balance.retrieve().available[0].amount == -175  # the fee is not given back


def test_a_refund_that_fails_later_is_back_on_the_balance(stripe_server: StripeServer, stripe_client: stripe.StripeClient) -> None:
    source = charge(stripe_server, stripe_client)
    stripe_server.control.next_refunds("pending")
    refund = stripe_client.v1.refunds.create({"charge": source.id, "amount": 4_000})
    assert refund.status == "pending"
    stripe_server.control.end_refund(refund.id, succeeds=False)
    after = stripe_client.v1.refunds.retrieve(refund.id, {"expand": ["failure_balance_transaction"]})
    assert isinstance(after.failure_balance_transaction, stripe.BalanceTransaction)
    assert (after.status, after.failure_balance_transaction.amount) == ("failed", 4_000)
    assert stripe_client.v1.charges.retrieve(source.id).amount_refunded == 0
    assert [event.type for event in stripe_client.v1.events.list({"types": ["refund.*"]}).data] == [
        "refund.updated",
        "refund.failed",
        "refund.created",
    ]


def test_released_and_refunded_are_never_both(stripe_server: StripeServer, stripe_client: stripe.StripeClient) -> None:
    source, sam = charge(stripe_server, stripe_client), account(stripe_server, stripe_client)
    stripe_client.v1.refunds.create({"charge": source.id, "amount": 1_500})
    with pytest.raises(stripe.InvalidRequestError):
        transfer(stripe_client, source, sam, 9_000)
    transfer(stripe_client, source, sam, 8_500)


def test_a_dispute_takes_amount_and_fee_and_a_win_brings_the_amount_back(stripe_server: StripeServer, stripe_client: stripe.StripeClient) -> None:
    source = charge(stripe_server, stripe_client)
    dispute = stripe_server.control.dispute(source.id)
    assert stripe_server.control.balances() == {"eur": 9_825 - 10_000 - 1_500}
    with pytest.raises(stripe.InvalidRequestError) as refused:
        stripe_client.v1.refunds.create({"charge": source.id})
    assert refused.value.code == "charge_disputed"
    staged = stripe_client.v1.disputes.update(dispute["id"], {"evidence": {"uncategorized_text": "It was delivered."}, "submit": False})
    assert (staged.status, staged.evidence_details.has_evidence) == ("needs_response", True)
    assert stripe_client.v1.disputes.update(dispute["id"], {"submit": True}).status == "under_review"
    with pytest.raises(stripe.InvalidRequestError, match="cannot be changed"):
        stripe_client.v1.disputes.update(dispute["id"], {"evidence": {"uncategorized_text": "Again."}})
    stripe_server.control.close_dispute(dispute["id"], won=True)
    assert stripe_server.control.balances() == {"eur": 9_825 - 1_500}
    kinds = [event.type for event in stripe_client.v1.events.list({"type": "charge.dispute.*", "limit": 20}).data]
    assert kinds[::-1] == [f"charge.dispute.{verb}" for verb in ("created", "funds_withdrawn", "updated", "updated", "closed", "funds_reinstated")]


def test_a_lost_dispute_stays_taken(stripe_server: StripeServer, stripe_client: stripe.StripeClient) -> None:
    dispute = stripe_server.control.dispute(charge(stripe_server, stripe_client).id, 2_500, "product_not_received")
    stripe_server.control.close_dispute(dispute["id"], won=False)
    after = stripe_client.v1.disputes.list({"charge": dispute["charge"]}).data[0]
    assert (after.status, after.reason, [line.net for line in after.balance_transactions]) == ("lost", "product_not_received", [-4_000])


def test_payouts_take_what_is_available_and_come_back_when_the_bank_refuses(stripe_server: StripeServer, stripe_client: stripe.StripeClient) -> None:
    source, sam = charge(stripe_server, stripe_client), account(stripe_server, stripe_client)
    transfer(stripe_client, source, sam)
    failed = stripe_server.control.run_payouts(sam, "failed")[0]
    assert (failed["amount"], failed["failure_code"]) == (9_000, "account_closed")
    assert stripe_server.control.balances(sam) == {"eur": 9_000}
    paid = stripe_server.control.run_payouts()[0]
    mine: stripe.RequestOptions = {"stripe_account": sam}
    assert [row.status for row in stripe_client.v1.payouts.list(options=mine).data] == ["paid", "failed"]
    kinds = {line.type for line in stripe_client.v1.balance_transactions.list({"payout": paid["id"]}, mine).data}
    assert kinds == {"payout", "payout_failure"}
    assert stripe_client.v1.payouts.list().data == []


def test_a_manual_schedule_is_respected(stripe_server: StripeServer, stripe_client: stripe.StripeClient) -> None:
    source, sam = charge(stripe_server, stripe_client), account(stripe_server, stripe_client)
    transfer(stripe_client, source, sam)
    mine: stripe.RequestOptions = {"stripe_account": sam}
    settings = stripe_client.v1.balance_settings.update({"payments": {"payouts": {"schedule": {"interval": "manual"}}}}, mine)
    assert settings.payments.payouts and settings.payments.payouts.schedule and settings.payments.payouts.schedule.interval == "manual"
    assert stripe_server.control.run_payouts() == []
    assert stripe_client.v1.accounts.retrieve(sam).to_dict()["settings"]["payouts"]["schedule"]["interval"] == "manual"


def test_a_slow_bank_pays_days_later(stripe_server: StripeServer, stripe_client: stripe.StripeClient) -> None:
    paying, failing = session(stripe_client), session(stripe_client)
    for one, succeeds in ((paying, True), (failing, False)):
        done = stripe_server.control.pay(one.id, "bank")
        assert (done["status"], done["payment_status"]) == ("complete", "unpaid")
        stripe_server.control.settle_bank(one.id, succeeds=succeeds)
    assert stripe_client.v1.checkout.sessions.retrieve(paying.id).payment_status == "paid"
    assert stripe_client.v1.checkout.sessions.retrieve(failing.id).payment_status == "unpaid"
    kinds = [event.type for event in stripe_client.v1.events.list({"type": "checkout.session.*"}).data]
    assert kinds[::-1] == ["checkout.session." + verb for verb in ("completed", "async_payment_succeeded", "completed", "async_payment_failed")]
    assert stripe_server.control.balances() == {"eur": 9_825}
