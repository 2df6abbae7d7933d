"""The server in a process of its own: control over HTTP, a world that survives a restart, accounts that come and go, uploads."""

import io
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import httpx
import pytest
import stripe

from .fixtures import client_of
from .scenes import account, charge, session, transfer
from .server import StripeServer

BROWSER = httpx.Client(trust_env=False)


def control(server: StripeServer, verb: str, **given: Any) -> httpx.Response:
    return BROWSER.post(f"{server.url}/_control/{verb}", json=given)


def test_control_over_http(stripe_server: StripeServer, stripe_client: stripe.StripeClient) -> None:
    paid = control(stripe_server, "pay", session_id=session(stripe_client).id, card="4242424242424242").json()["result"]
    assert paid["payment_status"] == "paid"
    control(stripe_server, "fail_next", points=["429", None], path="/v1/balance")
    with pytest.raises(stripe.RateLimitError):
        stripe_client.v1.balance.retrieve()
    stripe_client.v1.balance.retrieve()
    control(stripe_server, "webhooks", manual=True, copies=[1, 3])
    state = control(stripe_server, "state").json()["result"]
    assert (state["counts"]["charges"], state["manner"]["copies"], state["injected"]["429"]) == (1, [1, 3], 1)
    assert control(stripe_server, "drift").json() == {"result": {}}
    assert control(stripe_server, "pay", session_id="cs_test_none").status_code == 400
    assert control(stripe_server, "do").status_code == 400
    control(stripe_server, "reset")
    assert control(stripe_server, "effects").json()["result"]["charges"] == []


def test_the_world_survives_a_restart(tmp_path: Path) -> None:
    keep = tmp_path / "stripe.pickle"
    with StripeServer(keep=keep, key="sk_test_kept") as before:
        client = client_of(before)
        source, sam = charge(before, client), account(before, client)
        sent = transfer(client, source, sam, key="operation-1")
    with StripeServer(keep=keep, key="sk_test_kept") as after:
        client = client_of(after)
        assert transfer(client, source, sam, key="operation-1").id == sent.id
        assert after.control.balances(sam) == {"eur": 9_000} and after.control.drift() == {}


def test_a_process_of_its_own(tmp_path: Path) -> None:
    port = 8119
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.stripe_server", "--port", str(port), "--keep", str(tmp_path / "world")], stdout=subprocess.DEVNULL
    )
    try:
        client = stripe.StripeClient("sk_test_openchance", base_addresses={"api": f"http://127.0.0.1:{port}"}, max_network_retries=0)
        for _ in range(100):
            try:
                assert client.v1.balance.retrieve().available[0].amount == 0
                break
            except stripe.APIConnectionError:
                time.sleep(0.05)
        else:
            pytest.fail("the server did not start")
    finally:
        process.terminate()
        assert process.wait(10) == 0


def test_an_account_that_left_is_out_of_reach(stripe_server: StripeServer, stripe_client: stripe.StripeClient) -> None:
    source, sam = charge(stripe_server, stripe_client), account(stripe_server, stripe_client)
    stripe_server.control.account(sam, "deauthorized")
    with pytest.raises(stripe.PermissionError):
        stripe_client.v1.accounts.retrieve(sam)
    with pytest.raises(stripe.InvalidRequestError, match="No such destination"):
        transfer(stripe_client, source, sam)
    with pytest.raises(stripe.PermissionError):
        stripe_client.v1.balance.retrieve(options={"stripe_account": sam})


@pytest.mark.parametrize(
    ("condition", "reason", "enabled"), [("rejected", "rejected.other", False), ("restricted", "requirements.past_due", False), ("needs", None, True)]
)
def test_conditions_of_an_account(
    stripe_server: StripeServer, stripe_client: stripe.StripeClient, condition: Any, reason: str | None, enabled: bool
) -> None:
    sam = account(stripe_server, stripe_client)
    stripe_server.control.account(sam, condition)
    row = stripe_client.v1.accounts.retrieve(sam)
    assert row.requirements and row.capabilities
    assert (row.requirements.disabled_reason, row.payouts_enabled, row.capabilities.transfers) == (
        reason,
        enabled,
        "active" if enabled else "inactive",
    )
    assert bool(row.requirements.currently_due) == (condition != "rejected")


def test_accounts_are_made_in_both_ways(stripe_server: StripeServer, stripe_client: stripe.StripeClient) -> None:
    row = stripe_client.v1.accounts.create(
        {
            "country": "FR",
            "controller": {"stripe_dashboard": {"type": "express"}, "fees": {"payer": "application"}, "losses": {"payments": "application"}},
            "capabilities": {"transfers": {"requested": True}},
            "settings": {"payouts": {"schedule": {"interval": "weekly", "weekly_anchor": "friday"}}},
            "metadata": {"user": "3"},
        }
    )
    assert (row.type, row.country, row.default_currency, row.metadata and row.metadata["user"]) == ("express", "FR", "eur", "3")
    with pytest.raises(stripe.InvalidRequestError, match="not completed onboarding"):
        stripe_client.v1.accounts.login_links.create(row.id)
    rejected = stripe_client.v1.accounts.update(row.id, {"metadata": {"user": ""}})
    assert rejected.metadata is not None and "user" not in rejected.metadata
    assert stripe_client.v1.accounts.delete(row.id).deleted


def test_evidence_is_a_file_of_the_right_kind(stripe_server: StripeServer, stripe_client: stripe.StripeClient) -> None:
    dispute = stripe_server.control.dispute(charge(stripe_server, stripe_client).id)
    file = stripe_client.v1.files.create({"purpose": "dispute_evidence", "file": io.BytesIO(b"%PDF-1.7\r\n--evidence--\r\n")})
    assert (file.type, file.size) == ("pdf", 24)
    after = stripe_client.v1.disputes.update(dispute["id"], {"evidence": {"service_documentation": file.id}, "submit": True})
    assert (after.status, after.evidence.service_documentation, after.evidence_details.submission_count) == ("under_review", file.id, 1)
    with pytest.raises(stripe.InvalidRequestError, match="PDF, JPEG or PNG"):
        stripe_client.v1.files.create({"purpose": "dispute_evidence", "file": io.BytesIO(b"text")})


def test_late_balance_transactions(stripe_server: StripeServer, stripe_client: stripe.StripeClient) -> None:
    stripe_server.control.late_balances()
    source = charge(stripe_server, stripe_client)
    assert source.balance_transaction is None
    stripe_server.control.late_balances(False)
    assert stripe_client.v1.charges.retrieve(source.id).balance_transaction
