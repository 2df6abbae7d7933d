"""Idempotency keys in all their forms [docs.stripe.com/api/idempotent_requests]."""

import threading
from typing import Any

import pytest
import stripe

from .scenes import account, charge, session, transfer
from .server import StripeServer

DAY = 24 * 3600


def test_the_first_answer_is_replayed(stripe_server: StripeServer, stripe_client: stripe.StripeClient) -> None:
    source, sam = charge(stripe_server, stripe_client), account(stripe_server, stripe_client)
    first, second = (transfer(stripe_client, source, sam, key="operation-1") for _ in range(2))
    assert first.id == second.id and len(stripe_server.control.effects()["transfers"]) == 1
    assert first.last_response and "Idempotent-Replayed" not in first.last_response.headers
    assert second.last_response and second.last_response.headers["Idempotent-Replayed"] == "true"


def test_without_a_key_twice_is_twice(stripe_server: StripeServer, stripe_client: stripe.StripeClient) -> None:
    source, sam = charge(stripe_server, stripe_client), account(stripe_server, stripe_client)
    assert transfer(stripe_client, source, sam, 100).id != transfer(stripe_client, source, sam, 100).id


def test_after_24_hours_the_key_is_new(stripe_server: StripeServer, stripe_client: stripe.StripeClient) -> None:
    source, sam = charge(stripe_server, stripe_client), account(stripe_server, stripe_client)
    first = transfer(stripe_client, source, sam, 100, key="operation-1")
    stripe_server.control.advance(DAY - 60)
    assert transfer(stripe_client, source, sam, 100, key="operation-1").id == first.id
    stripe_server.control.advance(60)
    assert transfer(stripe_client, source, sam, 100, key="operation-1").id != first.id


def test_other_parameters_or_another_endpoint_are_refused(stripe_server: StripeServer, stripe_client: stripe.StripeClient) -> None:
    source, sam = charge(stripe_server, stripe_client), account(stripe_server, stripe_client)
    transfer(stripe_client, source, sam, 100, key="operation-1")
    with pytest.raises(stripe.IdempotencyError, match="same parameters"):
        transfer(stripe_client, source, sam, 101, key="operation-1")
    with pytest.raises(stripe.IdempotencyError, match="same endpoint"):
        stripe_client.v1.refunds.create({"charge": source.id}, {"idempotency_key": "operation-1"})
    assert stripe_server.control.balances(sam) == {"eur": 100}


def test_a_refusal_in_execution_is_kept(stripe_server: StripeServer, stripe_client: stripe.StripeClient) -> None:
    source, sam = charge(stripe_server, stripe_client), account(stripe_server, stripe_client, ready=False)
    for _ in range(2):
        with pytest.raises(stripe.InvalidRequestError) as refused:
            transfer(stripe_client, source, sam, key="operation-1")
        stripe_server.control.account(sam, "ready")
    assert refused.value.headers and refused.value.headers["Idempotent-Replayed"] == "true"
    assert transfer(stripe_client, source, sam, key="operation-2").amount == 9_000


def test_a_refusal_of_parameters_is_not_kept(stripe_server: StripeServer, stripe_client: stripe.StripeClient) -> None:
    wrong: Any = {"mode": "payment", "line_itmes": []}
    with pytest.raises(stripe.InvalidRequestError):
        stripe_client.v1.checkout.sessions.create(wrong, {"idempotency_key": "payment-1"})
    assert session(stripe_client, key="payment-1").status == "open"
    stripe_server.state.violations.clear()


def test_two_at_once_with_one_key_are_one(stripe_server: StripeServer, stripe_client: stripe.StripeClient) -> None:
    source, sam = charge(stripe_server, stripe_client), account(stripe_server, stripe_client)
    stripe_server.control.fail_next("timeout", path="/v1/transfers", stall=0.3)
    slow = threading.Thread(target=transfer, args=(stripe_client, source, sam), kwargs={"key": "operation-1"})
    slow.start()
    while not stripe_server.state.keys.in_use:
        pass
    with pytest.raises(stripe.APIError) as refused:
        transfer(stripe_client, source, sam, key="operation-1")
    assert (refused.value.http_status, refused.value.error and refused.value.error.code) == (409, "idempotency_key_in_use")
    slow.join()
    transfer(stripe_client, source, sam, key="operation-1")
    assert len(stripe_server.control.effects()["transfers"]) == 1


def test_keys_belong_to_an_account(stripe_server: StripeServer, stripe_client: stripe.StripeClient) -> None:
    source = charge(stripe_server, stripe_client, 50_000)
    people = [account(stripe_server, stripe_client) for _ in range(2)]
    payouts = []
    for person in people:
        transfer(stripe_client, source, person, 1_000)
        payouts.append(
            stripe_client.v1.payouts.create({"amount": 1_000, "currency": "eur"}, {"stripe_account": person, "idempotency_key": "payout-1"})
        )
    assert payouts[0].id != payouts[1].id
