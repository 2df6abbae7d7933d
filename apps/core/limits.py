"""Doors that write to other people: how often one person may go through them."""

from django.conf import settings
from django.http import HttpRequest
from django_ratelimit.core import is_ratelimited

from .errors import Refused


class TooOften(Refused):
    """This person did it more often than a person does; nothing was done."""

    status_code = 429


OFTEN = "You have done this very often in a short time, and others are told of it each time. Please wait an hour, then go on."


def limit(request: HttpRequest, door: str, rate: str, sentence: str = OFTEN) -> None:
    """Count one more time through `door`. Raises TooOften beyond `rate` (“30/h”): each time somebody else gets an e-mail from us, or pays for it."""
    if settings.RATELIMIT_ENABLE and is_ratelimited(request, group=f"door.{door}", key="user_or_ip", rate=rate, increment=True):
        raise TooOften(sentence)
