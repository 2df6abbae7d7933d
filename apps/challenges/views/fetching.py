"""Rows for views: somebody else's is a 404, and an old address leads to the right one."""

from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from apps.challenges.models import Challenge


def visible_challenge(request: HttpRequest, code: str) -> Challenge:
    """The challenge with that code, if this visitor may see it; with its owner. Raises Http404."""
    rows: Any = Challenge.objects.visible_to(request.user).select_related("owner").defer("search_title", "search_body")
    found: Challenge = get_object_or_404(rows, code=code[:12])
    return found


def own_challenge(request: HttpRequest, code: str) -> Challenge:
    """The visitor's own challenge with that code. Raises Http404, also for moderators: writing is the owner's."""
    user: Any = request.user
    found: Challenge = get_object_or_404(Challenge.objects.filter(owner=user).select_related("owner", "category"), code=code[:12])
    return found
