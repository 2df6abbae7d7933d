"""Habits of every page: the reader's time zone, private pages uncached, refusals in words, a limit on writes."""

import zoneinfo
from collections.abc import Callable
from functools import cache
from typing import Any

from csp.constants import HEADER
from csp.middleware import CSPMiddleware
from csp.utils import build_policy
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django_ratelimit.core import is_ratelimited

from .db import is_transient
from .errors import Busy, Refused

PLACE = "the-nonce"
WRITES = ("POST", "PUT", "PATCH", "DELETE")


class PageHabits:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method in WRITES and too_many(request):
            return render(request, "429.html", status=429)
        user = request.user
        if user.is_authenticated:
            with timezone.override(zoneinfo.ZoneInfo(user.timezone)):
                response = self.get_response(request)
            if not response.has_header("Cache-Control"):
                patch_cache_control(response, no_store=True, private=True)
            return response
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """A refusal is a page that says why and where to go on; nothing has changed. So is a crowd that wants the same row."""
        refusal = Busy() if is_transient(exception) else exception
        if not isinstance(refusal, Refused):
            return None
        return render(request, "errors/refused.html", {"refusal": refusal}, status=refusal.status_code)


class ContentPolicy(CSPMiddleware):
    """django-csp's header; that of pages without wishes of their own is put together once, and only the nonce is new."""

    OWN = ("_csp_config", "_csp_update", "_csp_replace", "_csp_exempt")

    def process_response(self, request: Any, response: Any) -> Any:
        nonce = getattr(request, "_csp_nonce", None)
        if not nonce or response.status_code >= 400 or HEADER in response or any(hasattr(response, name) for name in self.OWN):
            return super().process_response(request, response)
        response[HEADER] = usual_policy().replace(PLACE, nonce)
        return response


@cache
def usual_policy() -> str:
    return str(build_policy(nonce=PLACE))


def too_many(request: HttpRequest) -> bool:
    """Whether this person, or this address, writes more often than a person does: a roof over every form; single doors may be stricter."""
    if request.path.startswith(("/payments/webhooks/", "/notifications/webhooks/")):
        return False  # signed, and many at once by nature
    return bool(settings.RATELIMIT_ENABLE and is_ratelimited(request, group="write", key="user_or_ip", rate="120/m", increment=True))


def client_address(request: HttpRequest) -> str:
    """Where the request comes from: behind our proxy what that one wrote last, else the connection's other end."""
    forwarded: str = request.META.get("HTTP_X_FORWARDED_FOR", "") if settings.BEHIND_PROXY else ""
    return forwarded.rsplit(",", 1)[-1].strip() or str(request.META["REMOTE_ADDR"])
