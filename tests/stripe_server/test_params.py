"""Requests are checked against the SDK's own typed definitions, and by Stripe's rules for callers."""

import typing
from typing import Any

import httpx
import pytest
import stripe

from .events import API_VERSION
from .fixtures import client_of
from .forms import read_form
from .params import object_reader, reader_of
from .routes import ROUTES
from .scenes import session
from .server import StripeServer

BROWSER = httpx.Client(trust_env=False)
GOOD: dict[str, Any] = {
    "mode": "payment",
    "line_items": [{"quantity": 1, "price_data": {"currency": "eur", "unit_amount": 500, "product_data": {"name": "Milestone"}}}],
    "success_url": "https://site.test/",
}


def with_item(**changes: Any) -> dict[str, Any]:
    return GOOD | {"line_items": [{"quantity": 1, "price_data": GOOD["line_items"][0]["price_data"] | changes}]}


BAD = [
    (GOOD | {"sucess_url": "https://site.test/"}, "parameter_unknown", "sucess_url"),
    (GOOD | {"payment_method_types": ["card"]}, "parameter_unknown", "payment_method_types"),
    (GOOD | {"payment_intent_data": {"transfer_gruop": "1"}}, "parameter_unknown", "payment_intent_data[transfer_gruop]"),
    (with_item(unit_amuont=5), "parameter_unknown", "line_items[0][price_data][unit_amuont]"),
    (with_item(product_data={"description": "no name"}), "parameter_missing", "line_items[0][price_data][product_data][name]"),
    (with_item(unit_amount="5.00"), "parameter_invalid_integer", "line_items[0][price_data][unit_amount]"),
    ({name: value for name, value in GOOD.items() if name != "success_url"}, "parameter_missing", "success_url"),
    ({name: value for name, value in GOOD.items() if name != "line_items"}, "parameter_missing", "line_items"),
    (GOOD | {"client_reference_id": ""}, "parameter_invalid_empty", "client_reference_id"),
    (GOOD | {"mode": "paiment"}, None, "mode"),
    (GOOD | {"ui_mode": "hosted"}, None, "ui_mode"),
    (GOOD | {"success_url": "/relative/"}, "url_invalid", "success_url"),
    (GOOD | {"metadata": {"k" * 41: "v"}}, None, "metadata"),
    (GOOD | {"expand": ["pament_intent"]}, None, "expand"),
]


@pytest.mark.parametrize(("params", "code", "param"), BAD)
def test_a_wrong_parameter_is_refused_and_remembered(
    stripe_server: StripeServer, stripe_client: stripe.StripeClient, params: dict[str, Any], code: str | None, param: str
) -> None:
    with pytest.raises(stripe.InvalidRequestError) as refused:
        stripe_client.v1.checkout.sessions.create(params)  # type: ignore[arg-type]
    assert (refused.value.code, refused.value.param) == (code, param)
    assert len(stripe_server.state.violations) == 1
    stripe_server.state.violations.clear()


def test_a_misspelt_name_gets_a_suggestion(stripe_server: StripeServer, stripe_client: stripe.StripeClient) -> None:
    wrong: Any = {"amount": 1, "currency": "eur", "destinaton": "acct_1"}
    with pytest.raises(stripe.InvalidRequestError, match="Did you mean destination"):
        stripe_client.v1.transfers.create(wrong)
    stripe_server.state.violations.clear()


def test_every_definition_can_be_read() -> None:
    seen: set[Any] = set()

    def walk(hint: Any) -> None:
        reader_of(hint)
        for part in typing.get_args(hint):
            walk(part)
        if hasattr(hint, "__total__") and hint not in seen:
            seen.add(hint)
            object_reader(hint)
            for nested in typing.get_type_hints(hint, localns={"StripeContext": Any, "Mapping": typing.Mapping}).values():
                walk(nested)

    for route in ROUTES.values():
        walk(route.definition)
    assert len(seen) > 400


def test_forms_are_read_as_stripe_reads_them() -> None:
    assert read_form("a=1&b[c]=2&b[d][0][e]=3&f[]=4&f[]=5&g=") == {"a": "1", "b": {"c": "2", "d": {"0": {"e": "3"}}}, "f": ["4", "5"], "g": ""}


def test_a_wrong_key_is_nobody(stripe_server: StripeServer) -> None:
    with pytest.raises(stripe.AuthenticationError):
        client_of(stripe_server, "sk_test_wrong").v1.balance.retrieve()
    assert stripe_server.state.violations
    stripe_server.state.violations.clear()


@pytest.mark.parametrize(
    ("version", "path", "status"), [("2020-01-01", "/v1/balance", 400), (API_VERSION, "/v1/blance", 404), (API_VERSION, "/v1/balance", 200)]
)
def test_the_version_is_pinned_and_the_address_is_known(stripe_server: StripeServer, version: str, path: str, status: int) -> None:
    answer = BROWSER.get(stripe_server.url + path, headers={"Authorization": f"Bearer {stripe_server.key}", "Stripe-Version": version})
    assert answer.status_code == status
    assert bool(stripe_server.state.violations) == (status != 200)
    stripe_server.state.violations.clear()


def test_pages_of_a_list_follow_each_other(stripe_server: StripeServer, stripe_client: stripe.StripeClient) -> None:
    made = [session(stripe_client).id for _ in range(7)]
    first = stripe_client.v1.checkout.sessions.list({"limit": 3})
    assert ([row.id for row in first.data], first.has_more) == (made[:3:-1], True)
    second = stripe_client.v1.checkout.sessions.list({"limit": 3, "starting_after": first.data[-1].id})
    assert [row.id for row in second.data] == made[3:0:-1]
    back = stripe_client.v1.checkout.sessions.list({"limit": 3, "ending_before": second.data[0].id})
    assert [row.id for row in back.data] == [row.id for row in first.data]
    assert [row.id for row in first.auto_paging_iter()] == made[::-1]
    assert stripe_client.v1.checkout.sessions.list({"created": {"lt": first.data[0].created - 1}}).data == []


def test_what_is_expanded_is_there(stripe_server: StripeServer, stripe_client: stripe.StripeClient) -> None:
    paid = stripe_server.control.pay(session(stripe_client).id)
    one = stripe_client.v1.checkout.sessions.retrieve(paid["id"], {"expand": ["line_items", "payment_intent.latest_charge.balance_transaction"]})
    assert one.line_items and one.line_items.data[0].amount_total == 10_000
    assert isinstance(one.payment_intent, stripe.PaymentIntent) and isinstance(one.payment_intent.latest_charge, stripe.Charge)
    many = stripe_client.v1.balance_transactions.list({"expand": ["data.source"]})
    assert isinstance(many.data[0].source, stripe.Charge)
    assert one.payment_intent.latest_charge.transfer_group == "contract-1"
