"""Doors of applications."""

from typing import Any

from django.http import Http404, HttpRequest


def closed(request: HttpRequest, **where: Any) -> Any:
    """Being built."""
    raise Http404


mine = detail = edit = withdraw = shortlist = unshortlist = decline = note = file = apply = compare = decline_many = cancel_challenge = clarify = (
    closed
)
