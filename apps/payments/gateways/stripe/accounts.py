"""Solvers' own accounts: Connect with Express dashboards [docs.stripe.com/connect/express-accounts]."""

from datetime import UTC, datetime, timedelta
from typing import Any, Literal

from apps.payments.gateways.answers import AccountState, PayoutState
from apps.payments.gateways.base import Gateway
from apps.payments.gateways.errors import GatewayRefusal, OutcomeUnknown
from apps.payments.gateways.orders import AccountOrder

from .amounts import from_stripe
from .client import PAGE, Json, Refused, asked, caused, client, id_of, is_own_account, listed, mark_of

CHECKING = ("requirements.pending_verification", "under_review")
PAYOUTS: dict[str, Any] = {"paid": "paid", "failed": "failed", "canceled": "failed"}
State = Literal["incomplete", "review", "ready", "restricted", "rejected", "gone"]
SCHEDULES: dict[str, dict[str, Any]] = {
    "daily": {"interval": "daily"},
    "weekly": {"interval": "weekly", "weekly_payout_days": ["monday"]},
    "monthly": {"interval": "monthly", "monthly_payout_days": [1]},
    "manual": {"interval": "manual"},
}


class Accounts(Gateway):
    def create_account(self, order: AccountOrder) -> AccountState:
        words: Any = {
            "controller": {"stripe_dashboard": {"type": "express"}, "fees": {"payer": "application"}, "losses": {"payments": "application"}},
            "capabilities": {"transfers": {"requested": True}},
            "country": order.country,
            "email": order.email,
            "metadata": {"reference": order.user},
        }
        made = caused(lambda: client().v1.accounts.create(words, {"idempotency_key": order.key}), lambda: account_for(order.user))
        return read(made)

    def fetch_account(self, account_id: str) -> AccountState:
        try:
            return read(asked(lambda: client().v1.accounts.retrieve(account_id)))
        except Refused as refusal:
            if refusal.code != "account_invalid":
                raise
            if not is_own_account():  # a wrong key must not part us from every solver for good
                raise OutcomeUnknown("STRIPE_SECRET_KEY is of another account than STRIPE_ACCOUNT.") from refusal
            return AccountState(account_id, "gone", reason=str(refusal)[:200])

    def onboarding_url(self, account_id: str, *, return_url: str, refresh_url: str) -> str:
        words: Any = {"account": account_id, "type": "account_onboarding", "return_url": return_url, "refresh_url": refresh_url}
        words["collection_options"] = {"fields": "eventually_due"}
        return str(asked(lambda: client().v1.account_links.create(words))["url"])

    def dashboard_url(self, account_id: str) -> str:
        return str(asked(lambda: client().v1.accounts.login_links.create(account_id))["url"])

    def set_payout_schedule(self, account_id: str, interval: str) -> None:
        if interval not in SCHEDULES:
            raise GatewayRefusal(f"Stripe knows no payouts “{interval}”.")
        words: Any = {"payments": {"payouts": {"schedule": SCHEDULES[interval]}}}
        asked(lambda: client().v1.balance_settings.update(words, {"stripe_account": account_id}))

    def payouts(self, account_id: str, *, limit: int = 20) -> list[PayoutState]:
        page = asked(lambda: client().v1.payouts.list({"limit": min(limit, PAGE)}, {"stripe_account": account_id}))
        return [payout(one) for one in page["data"]]


def account_for(user: str) -> Json | None:
    """One that was opened for this person in the last days."""
    since = int((datetime.now(UTC) - timedelta(days=3)).timestamp())
    return next((one for one in listed(lambda: client().v1.accounts.list({"created": {"gte": since}, "limit": PAGE})) if mark_of(one) == user), None)


def read(account: Json) -> AccountState:
    needs = account.get("requirements") or {}
    named = [*(needs.get("past_due") or []), *(needs.get("currently_due") or [])]
    return AccountState(
        id=account["id"],
        state=state_of(account, needs),
        needs=tuple(dict.fromkeys(named)),
        reason=str(needs.get("disabled_reason") or ""),
        country=account.get("country") or "",
        currency=(account.get("default_currency") or "").upper(),
        user=mark_of(account),
    )


def state_of(account: Json, needs: Json) -> State:
    """Ready is who gets transfers and payouts now, also when something will be needed later [docs.stripe.com/connect/handling-api-verification]."""
    reason = str(needs.get("disabled_reason") or "")
    if account.get("deleted"):
        return "gone"
    if reason.startswith("rejected."):
        return "rejected"
    if account.get("payouts_enabled") and (account.get("capabilities") or {}).get("transfers") == "active":
        return "ready"
    if not account.get("details_submitted"):
        return "incomplete"
    if needs.get("past_due") or reason in ("listed", "platform_paused", "other", "requirements.past_due"):
        return "restricted"
    if needs.get("currently_due"):
        return "incomplete"
    return "review" if needs.get("pending_verification") or reason in CHECKING or not reason else "restricted"


def payout(thing: Json) -> PayoutState:
    amount = from_stripe(thing["amount"], thing["currency"])
    arrives_at = datetime.fromtimestamp(thing["arrival_date"], UTC)
    words = str(thing.get("failure_message") or thing.get("failure_code") or "")
    return PayoutState(id_of(thing), amount, PAYOUTS.get(thing["status"], "pending"), arrives_at, words)
