"""Twilio, behind one function; nothing else of the house knows its library."""

import hmac
from collections.abc import Mapping
from functools import lru_cache

from django.conf import settings
from django.urls import reverse
from requests import RequestException
from twilio.base.exceptions import TwilioException, TwilioRestException, TwilioServiceException
from twilio.http.http_client import TwilioHttpClient
from twilio.request_validator import RequestValidator
from twilio.rest import Client

from apps.notifications.transport import Later, Rejected, Stopped

STOPPED = 21610  # the number's owner sent STOP to ours
# What no trying again will mend, of a number: https://www.twilio.com/docs/api/errors
NO_SUCH_NUMBER = {
    21211: "it is not a number",
    21214: "it cannot be reached",
    21217: "it is not a number",
    21408: "texts to its country are not sent",
    21612: "it cannot be reached",
    21614: "it is not a mobile number",
    30004: "it refuses our texts",
    30005: "its carrier does not know it",
    30006: "it is a landline, or its carrier takes no texts",
}
OURS = (401, 403, 404, 405, 408)  # about our account or address, not about this text: once that is mended, it goes


class NoSuchNumber(Rejected):
    """Texts to this number will never arrive."""


def is_on() -> bool:
    return bool(settings.TWILIO_ACCOUNT_SID)


@lru_cache(maxsize=4)
def client(account: str, token: str, address: str, seconds: float) -> Client:
    made = Client(account, token, http_client=TwilioHttpClient(timeout=seconds, max_retries=0))
    made.api.base_url = address
    return made


def here() -> Client:
    return client(settings.TWILIO_ACCOUNT_SID, settings.TWILIO_AUTH_TOKEN, settings.TWILIO_API_URL, settings.TWILIO_TIMEOUT)


def deliver(number: str, text: str, *, reference: str) -> str:
    """Twilio's id of the text that it took. Raises Later, Stopped, NoSuchNumber, or Rejected for every other refusal."""
    sender = {"messaging_service_sid" if settings.TWILIO_FROM.startswith("MG") else "from_": settings.TWILIO_FROM}
    try:
        return str(here().messages.create(to=number, body=text, status_callback=callback(reference), **sender).sid)
    except (TwilioRestException, TwilioServiceException) as error:
        raise refusal(error) from error
    except (TwilioException, RequestException, ValueError) as error:  # no answer, or one that is none
        raise Later(reason=type(error).__name__) from error


def refusal(error: TwilioRestException | TwilioServiceException) -> Exception:
    reason = f"{error.status} {error.code or ''} {getattr(error, 'msg', '')}"[:200]
    if error.code == STOPPED:
        return Stopped(reason)
    if error.code in NO_SUCH_NUMBER:
        return NoSuchNumber(NO_SUCH_NUMBER[error.code])
    if error.status < 400 or error.status == 429 or error.status >= 500 or error.status in OURS:
        return Later(reason=reason)
    return Rejected(reason)


def callback(reference: str) -> str:
    """Where Twilio tells what became of the text."""
    return f"{webhook_address()}?reference={reference}"


def webhook_address() -> str:
    return settings.SITE_URL + reverse("notifications:twilio")


def is_signed(path: str, words: Mapping[str, str], signature: str) -> bool:
    """Whether Twilio sent these form fields to `path` of our public address: https://www.twilio.com/docs/usage/security"""
    if not settings.TWILIO_AUTH_TOKEN:
        return False
    expected = RequestValidator(settings.TWILIO_AUTH_TOKEN).compute_signature(settings.SITE_URL + path, words)
    return hmac.compare_digest(expected.encode(), signature.encode())


def check() -> None:
    """Raises what Twilio says where the account does not answer, or cannot send."""
    if not settings.TWILIO_FROM:
        raise ValueError("TWILIO_FROM is missing: the number, or the messaging service, that texts come from.")
    account = here().api.accounts(settings.TWILIO_ACCOUNT_SID).fetch()
    if account.status != "active":
        raise ValueError(f"the account is {account.status}")
