"""Doors of reviews."""

from typing import Any

from django.http import Http404, HttpRequest


def write(request: HttpRequest, pk: Any) -> Any:
    """Being built."""
    raise Http404


def person(request: HttpRequest, handle: str) -> Any:
    """Being built."""
    raise Http404
