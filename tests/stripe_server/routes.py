"""Which request does what, and which typed definition its parameters must fit."""

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from .calls import Call
from .errors import Json, Refusal
from .objects import accounts, balance, disputing, files, happenings, links, payments, payouts, refunds, sessions, transfers

Handler = Callable[[Call], Json]


@dataclass(frozen=True, slots=True)
class Route:
    handler: Handler
    definition: Any


def params_of(name: str) -> Any:
    """`transfer_create` → `TransferCreateParams` of `stripe.params`; `checkout.session_create` of the package below."""
    package, _, name = name.rpartition(".")
    class_name = "".join(part.title() for part in name.split("_")) + "Params"
    return getattr(import_module(f"stripe.params{'.' + package if package else ''}._{name}_params"), class_name)


TABLE: list[tuple[str, str, str, Handler]] = [
    ("POST", "checkout/sessions", "checkout.session_create", sessions.create),
    ("GET", "checkout/sessions", "checkout.session_list", sessions.listing),
    ("GET", "checkout/sessions/*", "checkout.session_retrieve", sessions.retrieve),
    ("GET", "checkout/sessions/*/line_items", "checkout.session_line_item_list", sessions.line_items),
    ("POST", "checkout/sessions/*/expire", "checkout.session_expire", sessions.expire),
    ("GET", "payment_intents", "payment_intent_list", payments.list_intents),
    ("GET", "payment_intents/*", "payment_intent_retrieve", payments.retrieve_intent),
    ("GET", "charges", "charge_list", payments.list_charges),
    ("GET", "charges/*", "charge_retrieve", payments.retrieve_charge),
    ("POST", "charges/*", "charge_update", payments.update_charge),
    ("POST", "transfers", "transfer_create", transfers.create),
    ("GET", "transfers", "transfer_list", transfers.listing),
    ("GET", "transfers/*", "transfer_retrieve", transfers.retrieve),
    ("POST", "transfers/*", "transfer_update", transfers.update),
    ("POST", "transfers/*/reversals", "transfer_reversal_create", transfers.reverse),
    ("GET", "transfers/*/reversals", "transfer_reversal_list", transfers.list_reversals),
    ("GET", "transfers/*/reversals/*", "transfer_reversal_retrieve", transfers.retrieve_reversal),
    ("POST", "refunds", "refund_create", refunds.create),
    ("GET", "refunds", "refund_list", refunds.listing),
    ("GET", "refunds/*", "refund_retrieve", refunds.retrieve),
    ("POST", "refunds/*", "refund_update", refunds.update),
    ("GET", "account", "account_retrieve_current", accounts.own_account),
    ("POST", "accounts", "account_create", accounts.create),
    ("GET", "accounts", "account_list", accounts.listing),
    ("GET", "accounts/*", "account_retrieve", accounts.retrieve),
    ("POST", "accounts/*", "account_update", accounts.update),
    ("DELETE", "accounts/*", "account_delete", accounts.delete),
    ("POST", "accounts/*/reject", "account_reject", accounts.reject),
    ("POST", "accounts/*/login_links", "account_login_link_create", links.create_login_link),
    ("GET", "accounts/*/external_accounts", "account_external_account_list", accounts.external_accounts),
    ("POST", "account_links", "account_link_create", links.create_link),
    ("POST", "payouts", "payout_create", payouts.create),
    ("GET", "payouts", "payout_list", payouts.listing),
    ("GET", "payouts/*", "payout_retrieve", payouts.retrieve),
    ("GET", "balance", "balance_retrieve", balance.retrieve),
    ("GET", "balance_transactions", "balance_transaction_list", balance.list_transactions),
    ("GET", "balance_transactions/*", "balance_transaction_retrieve", balance.retrieve_transaction),
    ("GET", "balance_settings", "balance_settings_retrieve", balance.settings),
    ("POST", "balance_settings", "balance_settings_update", balance.update_settings),
    ("GET", "disputes", "dispute_list", disputing.listing),
    ("GET", "disputes/*", "dispute_retrieve", disputing.retrieve),
    ("POST", "disputes/*", "dispute_update", disputing.update),
    ("POST", "disputes/*/close", "dispute_close", disputing.close),
    ("POST", "files", "file_create", files.create),
    ("GET", "files", "file_list", files.listing),
    ("GET", "files/*", "file_retrieve", files.retrieve),
    ("GET", "events", "event_list", happenings.listing),
    ("GET", "events/*", "event_retrieve", happenings.retrieve),
]
ROUTES = {(method, tuple(path.split("/"))): Route(handler, params_of(name)) for method, path, name, handler in TABLE}
NAMES = {step for _, path, _, _ in TABLE for step in path.split("/")} - {"*"}


def find(method: str, path: str) -> tuple[Route, list[str]]:
    """The route of `/v1/…` and the ids in its path. Raises `Refusal`: unrecognized request URL."""
    steps = path.removeprefix("/v1/").rstrip("/").split("/")
    shape = tuple(step if step in NAMES else "*" for step in steps)
    route = ROUTES.get((method, shape))
    if route is None:
        raise Refusal(f"Unrecognized request URL ({method}: {path}).", status=404, ours=True)
    return route, [step for step in steps if step not in NAMES]
