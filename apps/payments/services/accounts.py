"""A solver's account at the gateway, followed for as long as it is theirs."""

import logging
from datetime import timedelta
from typing import Any

from django.db.models import Q
from django.utils import timezone

from apps.core.clocks import in_turn
from apps.core.db import run_atomic
from apps.core.models import record
from apps.core.money import Money
from apps.payments import payout_notices
from apps.payments.gateways import gateway
from apps.payments.gateways.answers import AccountState
from apps.payments.gateways.errors import GatewayRefusal, WrongObject
from apps.payments.models import Operation, PayoutAccount, WebhookEvent
from apps.users.models import User

from .waiting import Wait, wake_waiting

logger = logging.getLogger(__name__)
State = PayoutAccount.State
BATCH = 200


def account_of(user: User, gateway_name: str) -> PayoutAccount | None:
    """The person's present account there."""
    return PayoutAccount.objects.filter(user=user, gateway=gateway_name, current=True).first()


def refresh_account(account: PayoutAccount) -> PayoutAccount:
    """Ask the gateway how the account stands, and write it down; the account as it is afterwards. Raises what the gateway raises."""
    if not account.account_id:
        return account
    asked_at = timezone.now()
    return take(account, gateway(account.gateway).fetch_account(account.account_id), asked_at)


def take(account: PayoutAccount, state: AccountState, asked_at: Any) -> PayoutAccount:
    """What the gateway answered to a question of `asked_at`. Raises WrongObject when it speaks of somebody else's account."""
    if state.id != account.account_id or (state.user and state.user != str(account.user_id)):
        raise WrongObject(f"Account {account.account_id} of user {account.user_id}: the gateway speaks of {state.id} of {state.user}.")
    return write(account.pk, state, asked_at)


@run_atomic
def write(account_id: Any, state: AccountState, asked_at: Any) -> PayoutAccount:
    """The later question's answer stands, in whichever order they come in: a change is always followed by a question."""
    account = PayoutAccount.objects.select_related("user").get(pk=account_id)
    before, asked_before = account.state, bool(account.needs)
    facts = {
        "state": state.state,
        "needs": list(state.needs)[:50],
        "reason": state.reason[:200],
        "country": state.country[:2] or account.country,
        "currency": state.currency[:3].upper(),
    }
    changed = any(getattr(account, name) != value for name, value in facts.items())
    moment = {"asked_at": asked_at} | ({"changed_at": timezone.now()} if changed else {})
    earlier = PayoutAccount.objects.filter(Q(asked_at__isnull=True) | Q(asked_at__lt=asked_at), pk=account_id)
    if before == State.REJECTED or earlier.update(**facts, **moment) != 1:
        return account
    for name, value in (facts | moment).items():
        setattr(account, name, value)
    if before != account.state or (account.is_ready and account.needs and not asked_before):
        event = record(account, "state", by=None, before=before, after=account.state, note=account.reason)
        if account.current:
            tell(account, key=str(event.pk))
    return account


def tell(account: PayoutAccount, key: str) -> None:
    """The person hears of it, and what waited for it is looked at again."""
    waiting = waiting_for_account(account.user)
    if account.is_ready:
        wake_waiting(account.user, Wait.ACCOUNT)
    payout_notices.tell_state(account, waiting, key=key)


def waiting_for_account(user: User) -> list[Money]:
    """What is released to this person and waits for their account, per currency; of at most a thousand transfers."""
    waiting = Operation.objects.filter(solver=user, status="pending", waits_for=Wait.ACCOUNT)
    sums: dict[str, int] = {}
    for currency, minor in waiting.values_list("currency", "amount_minor")[:1000]:
        sums[currency] = sums.get(currency, 0) + minor
    return [Money(minor, currency) for currency, minor in sorted(sums.items())]


def hear_account(event: WebhookEvent) -> None:
    """The gateway hinted at a change of an account, or of a payout from it. Raises what the gateway raises."""
    ours = event.account or (event.object_id if event.kind.startswith("account.") else "")
    account = PayoutAccount.objects.filter(gateway=event.gateway, account_id=ours).first() if ours else None
    if account is None:
        return
    try:
        refresh_account(account)
    except GatewayRefusal:
        if event.kind != "account.application.deauthorized":
            raise
        write(account.pk, AccountState(account.account_id, "gone", country=account.country, currency=account.currency), timezone.now())


def refresh_accounts() -> int:
    """Ask about accounts that may have changed unheard: hourly while somebody works on them, else daily. Returns how many were asked about."""
    now = timezone.now()
    hour, day, week = now - timedelta(hours=1), now - timedelta(days=1), now - timedelta(days=7)
    open_states = [one for one in State.values if one not in PayoutAccount.FINAL]
    unready = [one for one in open_states if one != State.READY]
    due = (
        Q(state__in=unready, asked_at__lte=hour, changed_at__gte=week)
        | Q(state__in=open_states, asked_at__lte=day)
        | Q(state__in=open_states, asked_at=None)
    )
    asked = 0
    accounts = PayoutAccount.objects.filter(due, current=True).exclude(account_id="").order_by("asked_at")
    for account in in_turn(accounts[:BATCH]):
        try:
            refresh_account(account)
            asked += 1
        except Exception as error:
            logger.warning("Account %s was not asked about: %r", account.account_id, error)
            PayoutAccount.objects.filter(pk=account.pk, asked_at=account.asked_at).update(asked_at=now)  # the others first
    return asked
