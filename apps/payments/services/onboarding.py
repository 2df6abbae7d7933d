"""Opening the account into which a solver is paid, and the gateway's pages about it."""

from typing import Any

from django.conf import settings
from django.db import IntegrityError
from django.urls import reverse
from django.utils import timezone

from apps.core.db import run_atomic
from apps.core.errors import Refused, Stale
from apps.core.models import record
from apps.payments.gateways import current, gateway
from apps.payments.gateways.errors import GatewayError, GatewayOff, GatewayRefusal, OutcomeUnknown
from apps.payments.gateways.orders import AccountOrder
from apps.payments.models import Operation, PayoutAccount
from apps.users.models import User
from apps.users.places import countries

from .accounts import account_of, refresh_account, take
from .waiting import wants_account

State = PayoutAccount.State
SCHEDULES = {"daily": "Every day", "weekly": "Every week", "monthly": "Every month", "manual": "Only when you ask for it"}
SLOW = "The payment service does not answer. Nothing was changed. Please try again in a minute."
REJECTED = "The payment service has rejected your account, and that is final: it opens no other one for you. Write to us about the money that waits."


def start_onboarding(user: User, *, country: str = "") -> str:
    """The address of the gateway's page where `user` says what their account still needs; the account is opened first where there is none.

    Pressed again, in a second tab, or after the process died in between, it is the same account. `country` (ISO 3166) is needed for a new
    one; another country than before opens another account as long as nothing was ever paid into the first. Raises Refused.
    """
    name = current()
    if not wants_account(name):
        raise Refused("The sandbox pays out by itself: it needs no account of yours.")
    for _ in range(4):
        try:
            account = opened(open_row(user.pk, name, country))
        except IntegrityError:  # a second tab was faster: go on with its account
            continue
        return onboarding_page(account)
    raise Refused("Your payout account could not be opened. Please try again.")


@run_atomic
def open_row(user_id: Any, name: str, country: str) -> PayoutAccount:
    """The row of the person's account, found or made; its id is the key under which the gateway opens the account."""
    user = User.objects.get(pk=user_id)
    known = account_of(user, name)
    if known and known.state == State.REJECTED:
        raise Refused(REJECTED)
    if known and not is_replaced_by(known, country):
        return known
    if country not in countries():
        raise Refused("Choose the country of your bank account.", field="country")
    if known:
        retire(known)
    account = PayoutAccount.objects.create(user=user, gateway=name, country=country)
    record(account, "open", by=user, note=country)
    return account


def is_replaced_by(account: PayoutAccount, country: str) -> bool:
    """A disconnected account makes room for another; so does one that was begun in the wrong country, which no gateway can change."""
    if account.state == State.GONE:
        return True
    if account.state != State.INCOMPLETE or not country or country == account.country:
        return False
    return not Operation.objects.filter(solver_id=account.user_id, destination=account.account_id).exclude(destination="").exists()


def retire(account: PayoutAccount) -> None:
    """Not the person's present one any more. Raises Stale when a second tab was faster."""
    if PayoutAccount.objects.filter(pk=account.pk, current=True).update(current=False, changed_at=timezone.now()) != 1:
        raise Stale("Meanwhile you have opened another account. Please look again.")
    record(account, "retire", by=None)


def opened(account: PayoutAccount) -> PayoutAccount:
    """With the gateway's id. Asked twice under the same key the gateway opens it once."""
    if account.account_id:
        return account
    user, asked_at = account.user, timezone.now()
    words = {"email": user.email, "country": account.country, "name": user.name}
    try:
        state = gateway(account.gateway).create_account(AccountOrder(key=str(account.pk), user=str(user.pk), **words))
    except GatewayRefusal as error:
        give_up(account, str(error))
        country = countries().get(account.country, account.country)
        raise Refused(f"The payment service opens no account in {country} now. Nothing was set up.", field="country") from error
    except OutcomeUnknown as error:
        raise Refused(SLOW) from error
    except GatewayOff as error:
        raise Refused("Payouts are switched off on this site.") from error
    PayoutAccount.objects.filter(pk=account.pk, account_id="").update(account_id=state.id)
    account.refresh_from_db()
    if not account.current:
        raise Stale("Meanwhile you have opened an account in another country. Please go on with that one.")
    return take(account, state, asked_at) if state.id == account.account_id else account


@run_atomic
def give_up(account: PayoutAccount, reason: str) -> None:
    """The gateway opened nothing under this key, and never will: the next press begins a new row."""
    if PayoutAccount.objects.filter(pk=account.pk, account_id="", current=True).update(current=False, reason=reason[:200]) == 1:
        record(account, "give_up", by=None, note=reason)


def onboarding_page(account: PayoutAccount) -> str:
    urls = {name: settings.SITE_URL + reverse(f"payments:onboard_{name}") for name in ("return", "refresh")}
    try:
        return gateway(account.gateway).onboarding_url(account.account_id, return_url=urls["return"], refresh_url=urls["refresh"])
    except GatewayRefusal as error:
        raise Refused(refusal_of(account)) from error
    except (OutcomeUnknown, GatewayOff) as error:
        raise Refused(SLOW) from error


def dashboard_page(user: User) -> str:
    """The gateway's own page about the account, once. Raises Refused."""
    account = require(user)
    try:
        return gateway(account.gateway).dashboard_url(account.account_id)
    except GatewayRefusal as error:
        raise Refused("The payment service shows your account once you have told it what it needs.") from error
    except (OutcomeUnknown, GatewayOff) as error:
        raise Refused(SLOW) from error


def set_schedule(user: User, interval: str) -> PayoutAccount:
    """How often the gateway sends what is on the account to the bank. Raises Refused."""
    account = require(user)
    if interval not in SCHEDULES:
        raise Refused("Choose how often your bank is paid.", field="schedule")
    try:
        gateway(account.gateway).set_payout_schedule(account.account_id, interval)
    except GatewayRefusal as error:
        raise Refused(f"The payment service does not pay out like that in your country: {str(error)[:200]}") from error
    except (OutcomeUnknown, GatewayOff) as error:
        raise Refused(SLOW) from error
    return write_schedule(account.pk, interval, user)


@run_atomic
def write_schedule(account_id: Any, interval: str, by: User) -> PayoutAccount:
    account = PayoutAccount.objects.get(pk=account_id)
    if account.schedule != interval:
        PayoutAccount.objects.filter(pk=account_id).update(schedule=interval)
        account.schedule = interval
        record(account, "schedule", by=by, note=interval)
    return account


def require(user: User) -> PayoutAccount:
    account = account_of(user, current())
    if account is None or not account.account_id or account.is_final:
        raise Refused("You have no payout account yet.")
    return account


def refusal_of(account: PayoutAccount) -> str:
    """The gateway gives no page for it: what has become of the account?"""
    try:
        account = refresh_account(account)
    except GatewayError:
        return SLOW
    return {
        State.REJECTED: REJECTED,
        State.GONE: "Your account was disconnected from OpenChance. Set up a new one.",
    }.get(State(account.state), "The payment service shows no page for your account now. Please try again later.")
