"""What every page knows."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest


def unread(request: HttpRequest) -> dict[str, Callable[[], int]]:
    """`{{ unread }}`: the column of the user who is loaded anyway. A callable, so that a page that does not ask loads nobody."""

    def count() -> int:
        user: Any = getattr(request, "user", None)
        return user.unread_count if user is not None and user.is_authenticated else 0

    return {"unread": count}
