"""Each of the seven points does what it says: what became of the effect, and of the key."""

import threading

import pytest
import stripe

from .faults import SEVEN, Point
from .fixtures import client_of
from .scenes import account, charge, transfer
from .server import StripeServer

ERRORS: dict[Point, tuple[type[stripe.StripeError], int | None, int]] = {  # what is raised, the status, effects after the first try
    "before": (stripe.APIError, 503, 0),
    "after": (stripe.APIConnectionError, None, 1),
    "409": (stripe.APIError, 409, 0),
    "429": (stripe.RateLimitError, 429, 0),
    "500": (stripe.APIError, 500, 0),
    "cut": (stripe.APIConnectionError, None, 0),
    "500_after": (stripe.APIError, 500, 1),
}


@pytest.mark.parametrize("point", ERRORS)
def test_a_fault_does_what_it_says(stripe_server: StripeServer, stripe_client: stripe.StripeClient, point: Point) -> None:
    source, sam = charge(stripe_server, stripe_client), account(stripe_server, stripe_client)
    stripe_server.control.fail_next(point, method="POST", path="/v1/transfers")
    kind, status, effects = ERRORS[point]
    with pytest.raises(kind) as failed:
        transfer(stripe_client, source, sam, key="operation-1")
    assert failed.value.http_status == status
    assert len(stripe_server.control.effects()["transfers"]) == effects
    if point.startswith("500"):
        with pytest.raises(stripe.APIError) as again:
            transfer(stripe_client, source, sam, key="operation-1")
        assert again.value.headers and again.value.headers["Idempotent-Replayed"] == "true"
    else:
        transfer(stripe_client, source, sam, key="operation-1")
        assert len(stripe_server.control.effects()["transfers"]) == 1


def test_a_time_out_leaves_the_client_before_the_effect(stripe_server: StripeServer, stripe_client: stripe.StripeClient) -> None:
    source, sam = charge(stripe_server, stripe_client), account(stripe_server, stripe_client)
    stripe_server.control.fail_next("timeout", path="/v1/transfers", stall=0.2)
    hasty = stripe.StripeClient(
        stripe_server.key,
        base_addresses=stripe_server.base_addresses,  # type: ignore[arg-type]
        http_client=stripe.RequestsClient(timeout=0.05),
    )
    with pytest.raises(stripe.APIConnectionError):
        transfer(hasty, source, sam, key="operation-1")
    assert stripe_server.control.effects()["transfers"] == []
    stripe_server.control.wait_idle()
    assert len(stripe_server.control.effects()["transfers"]) == 1
    transfer(stripe_client, source, sam, key="operation-1")
    assert len(stripe_server.control.effects()["transfers"]) == 1


def test_faults_follow_their_script_and_their_place(stripe_server: StripeServer, stripe_client: stripe.StripeClient) -> None:
    source = charge(stripe_server, stripe_client)
    stripe_server.control.fail_next(None, "429", method="POST", path="/v1/refunds")
    stripe_client.v1.refunds.create({"charge": source.id, "amount": 100})
    stripe_client.v1.refunds.list()
    with pytest.raises(stripe.RateLimitError):
        stripe_client.v1.refunds.create({"charge": source.id, "amount": 100})
    stripe_client.v1.refunds.create({"charge": source.id, "amount": 100})


def test_chance_with_a_seed_fails_the_same_requests(stripe_server: StripeServer) -> None:
    stripe_server.control.fail_often(0.5, seed=7, method="POST")
    draws = [[stripe_server.state.faults.draw("POST", "/v1/refunds") for _ in range(200)]]
    stripe_server.control.no_faults()
    stripe_server.control.fail_often(0.5, seed=7, method="POST")
    draws.append([stripe_server.state.faults.draw("POST", "/v1/refunds") for _ in range(200)])
    assert draws[0] == draws[1] and 60 < sum(fault is not None for fault in draws[0]) < 140
    assert {fault.point for fault in draws[0] if fault} == set(SEVEN)
    assert stripe_server.state.faults.draw("GET", "/v1/refunds") is None


def test_a_persistent_client_gets_each_effect_once(stripe_server: StripeServer, stripe_client: stripe.StripeClient) -> None:
    """Many threads, many faults: with the same key until a definite answer, every operation has one effect; a kept 500 is looked up first."""
    source, sam = charge(stripe_server, stripe_client, 1_000_000), account(stripe_server, stripe_client)
    stripe_server.control.fail_often(0.4, seed=3, method="POST", path="/v1/transfers", stall=0.01)
    threads = [threading.Thread(target=persist, args=(stripe_server, source, sam, range(start, start + 15))) for start in range(0, 60, 15)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {name: len(rows) for name, rows in stripe_server.control.effects_by("operation").items()} == dict.fromkeys(map(str, range(60)), 1)
    assert stripe_server.control.balances(sam) == {"eur": 6_000} and stripe_server.control.drift() == {}


def persist(server: StripeServer, source: stripe.Charge, sam: str, operations: range) -> None:
    client = client_of(server)
    for operation in operations:
        key, tries = f"operation-{operation}", 0
        while True:
            try:
                client.v1.transfers.create(
                    {
                        "amount": 100,
                        "currency": "eur",
                        "destination": sam,
                        "source_transaction": source.id,
                        "metadata": {"operation": str(operation)},
                    },
                    {"idempotency_key": f"{key}-{tries}"},
                )
                break
            except stripe.StripeError as error:
                if error.http_status == 500:
                    tries += 1  # kept for a day: no effect, a new key
