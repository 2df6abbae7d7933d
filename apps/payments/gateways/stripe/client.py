"""The one client of Stripe's library, and what its errors mean to us [docs.stripe.com/api/errors, docs.stripe.com/api/idempotent_requests]."""

from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

import stripe
from django.conf import settings

from apps.payments.gateways.errors import GatewayError, GatewayOff, GatewayRefusal, OutcomeUnknown, WrongObject

API_VERSION = "2026-10-28.endive"  # of the library's typed parameters; both change together, on purpose
CONNECT_SECONDS = 5
PAGE = 100
Json = dict[str, Any]
stripe.enable_telemetry = False  # it would write a file into the home directory, and tell timings of earlier requests


class Refused(GatewayRefusal):
    """A refusal with Stripe's own name for it."""

    def __init__(self, words: str, code: str) -> None:
        super().__init__(words)
        self.code = code


class Repeated(OutcomeUnknown):
    """Stripe keeps a failure under this key and will repeat it: asking again tells nothing, only a look at its objects does.

    `ended`: the request that failed is over, and nothing more will come of it.
    """

    def __init__(self, words: str, *, ended: bool) -> None:
        super().__init__(words)
        self.ended = ended


def client() -> stripe.StripeClient:
    """Raises GatewayOff where no key is set."""
    if not settings.STRIPE_SECRET_KEY:
        raise GatewayOff("Stripe is not switched on here: STRIPE_SECRET_KEY is empty.")
    places = (settings.STRIPE_API_URL, settings.STRIPE_FILES_URL, settings.STRIPE_CONNECT_URL)
    return made(settings.STRIPE_SECRET_KEY, *places, settings.STRIPE_TIMEOUT)


@cache
def made(key: str, api: str, files: str, connect: str, timeout: float) -> stripe.StripeClient:
    """One for the process; each thread keeps a connection of its own. Nothing is repeated in here: that is the outbox's work."""
    return stripe.StripeClient(
        key,
        stripe_version=API_VERSION,
        base_addresses={"api": api, "files": files, "connect": connect},
        max_network_retries=0,
        http_client=stripe.RequestsClient(timeout=(CONNECT_SECONDS, timeout)),
    )


def is_own_account() -> bool:
    """Whether our key still belongs to the account that it should, as far as STRIPE_ACCOUNT says which."""
    return settings.STRIPE_ACCOUNT in ("", asked(lambda: client().v1.accounts.retrieve_current())["id"])


def is_live() -> bool:
    """Whether our key moves real money: sk_live_…, or a restricted rk_live_…"""
    return "_live_" in settings.STRIPE_SECRET_KEY


def asked(call: Callable[[], Any]) -> Json:
    """What Stripe answers, as plain words. Raises GatewayRefusal where it definitely did nothing, else OutcomeUnknown."""
    try:
        answer = call()
    except stripe.StripeError as error:
        raise translated(error) from error
    words: Json = answer.to_dict()
    return words


def looked(call: Callable[[], Any]) -> Json:
    """Like `asked`, for looking at what exists: a refusal to show it does not mean that it did not happen."""
    try:
        return asked(call)
    except Refused as refusal:
        raise OutcomeUnknown(str(refusal)) from refusal


def listed(call: Callable[[], Any]) -> Iterator[Json]:
    """Every object of a list, page after page."""
    try:
        for one in call().auto_paging_iter():
            yield one.to_dict()
    except stripe.StripeError as error:
        raise translated(error) from error


def caused(call: Callable[[], Any], find: Callable[[], Json | None]) -> Json:
    """Like `asked`, for what changes something; where the key only repeats an old failure, what was made of it is found by our own mark.

    Found nothing, and the failed request is over: it definitely did not happen, and another attempt needs a new key.
    """
    try:
        return asked(call)
    except Repeated as failure:
        known = find()
        if known is not None:
            return known
        if failure.ended:
            raise GatewayRefusal(f"{failure} Nothing was made under this key.") from failure
        raise


def translated(error: stripe.StripeError) -> GatewayError:
    """Refused only where Stripe says so itself: a missing answer, a conflict, a limit or a wrong key tell nothing about an earlier attempt."""
    words, status, code = str(error)[:1000], error.http_status or 0, code_of(error)
    if status in (409, 429) or code in ("rate_limit", "lock_timeout", "idempotency_key_in_use"):
        return OutcomeUnknown(words)
    if isinstance(error, stripe.IdempotencyError):
        return Repeated(words, ended=False)
    if status >= 500 and replayed(error.headers):
        return Repeated(words, ended=True)
    if code == "resource_missing" and getattr(error, "param", None) not in ("destination", "account"):
        return WrongObject(f"{words} It was there before: is STRIPE_SECRET_KEY of another account, or of the other mode?")
    if isinstance(error, stripe.InvalidRequestError | stripe.CardError) or code == "account_invalid":  # the latter: 403, an account that left us
        return Refused(words, code)
    return OutcomeUnknown(words)


def code_of(error: stripe.StripeError) -> str:
    return str(error.code or getattr(error.error, "code", None) or "")


def replayed(headers: Any) -> bool:
    """Whether an answer is the kept one of an earlier request."""
    found = {str(name).lower(): value for name, value in dict(headers or {}).items()}
    return found.get("idempotent-replayed") == "true"


def id_of(thing: Any) -> str:
    """Of an object, expanded or not; "" where there is none."""
    return str(thing["id"]) if isinstance(thing, dict) else str(thing or "")


def mark_of(thing: Json) -> str:
    """Our own id, as Stripe keeps it with the object."""
    metadata = thing.get("metadata")
    return str(metadata.get("reference") or "") if isinstance(metadata, dict) else ""


def check_mode(thing: Json) -> Json:
    """Raises WrongObject for real money where we play, and for play money where we do not."""
    if thing.get("livemode", is_live()) is not is_live():
        raise WrongObject(f"{id_of(thing)} is {'real' if thing['livemode'] else 'test'} money, and our key is for the other.")
    return thing
