"""Which device the request comes from: its session knows, so that signing out there ends it."""

from typing import Any

from django.conf import settings
from django.contrib.auth import HASH_SESSION_KEY
from django.http import HttpRequest

from apps.notifications.models import PushSubscription

from . import devices, vapid

KEY, SIGN_IN = "device", "device_sign_in"


def remember(request: HttpRequest, device: PushSubscription | None) -> None:
    """Also that there is none, and that this was settled: the page does not ask again in this session."""
    request.session[KEY] = str(device.pk) if device else ""
    request.session[SIGN_IN] = request.session.get(HASH_SESSION_KEY, "")


def key_of(request: HttpRequest) -> str:
    """The key of this browser's row; "" where this session has none."""
    return str(request.session.get(KEY, ""))


def forget(request: HttpRequest) -> None:
    """Before signing out. The browser keeps its subscription, and nobody sends to it."""
    if request.user.is_authenticated and key_of(request):
        devices.forget(request.user, key_of(request))


def words(request: HttpRequest) -> dict[str, Any] | None:
    """For the page's script, which keeps a device that its person once turned on: see static/js/behaviours/renew.js. None where there is no push."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated or not vapid.is_on():
        return None
    known = SIGN_IN in request.session and request.session[SIGN_IN] == request.session.get(HASH_SESSION_KEY)
    return {"key": settings.VAPID_PUBLIC_KEY, "person": str(user.pk), "is_known": known}
