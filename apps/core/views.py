"""Doors that belong to every page: the theme, and for developers the parts of the house."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.templatetags.static import static
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from apps.core.faces import showcase

THEMES = ("light", "dark")
YEAR = 365 * 24 * 60 * 60


@csrf_exempt  # the worst that a stranger can do is to turn the light on
@login_not_required
@require_POST
def theme(request: HttpRequest) -> HttpResponse:
    """Remember light or dark, or with anything else follow the system again; back to the page it came from."""
    origin = request.META.get("HTTP_REFERER", "")
    safe = url_has_allowed_host_and_scheme(origin, allowed_hosts={request.get_host()}, require_https=request.is_secure())
    response = HttpResponseRedirect(origin if safe else "/")
    choice = request.POST.get("theme", "")
    if choice in THEMES:
        response.set_cookie("theme", choice, max_age=YEAR, secure=request.is_secure(), samesite="Lax")
    else:
        response.delete_cookie("theme", samesite="Lax")
    return response


@login_not_required
@require_safe
def favicon(request: HttpRequest) -> HttpResponse:
    """Where browsers look by themselves, on pages that are not ours to dress."""
    return HttpResponseRedirect(static("mark.svg"))


@login_not_required
@require_safe
def components(request: HttpRequest) -> HttpResponse:
    """The style guide: every part in every state. With DEBUG only."""
    return render(request, "dev/components.html", showcase.samples())
