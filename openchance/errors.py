"""Error pages in the house's voice."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form's secret did not match: mostly a session that ended, or two tabs."""
    return render(request, "403_csrf.html", {"reason": reason}, status=403)
