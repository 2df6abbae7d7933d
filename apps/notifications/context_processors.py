"""What every page knows."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest

from .models import Suppression
from .push import this_device


def unread(request: HttpRequest) -> dict[str, Callable[[], Any]]:
    """`{{ unread }}`: the column of the user who is loaded anyway; `{{ mail_stopped }}`: what stands against mail to the user's address.

    Callables, so that a page that does not ask loads nothing.
    """

    def count() -> int:
        user: Any = getattr(request, "user", None)
        return user.unread_count if user is not None and user.is_authenticated else 0

    def stopped() -> Suppression | None:
        user: Any = getattr(request, "user", None)
        return Suppression.objects.stops(user.email) if user is not None and user.is_authenticated else None

    return {"unread": count, "mail_stopped": stopped}


def own_device(request: HttpRequest) -> dict[str, Callable[[], dict[str, Any] | None]]:
    """`{{ own_device }}`: what the page's script needs to keep this device listening; None for visitors, and where there is no push."""
    return {"own_device": lambda: this_device.words(request)}
