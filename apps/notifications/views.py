"""One's own list."""

from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from apps.core.keyset import keyset_page

from . import faces, services
from .kinds import topics
from .models import Notification
from .topics import TOPICS
from .wording import key_of

LATEST = 8  # in the bell's panel
SHOWN = ("text", "told_at", "read_at", "actor__name", "actor__handle", "actor__avatar")


@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """Newest first; `?show=unread` and `?topic=` narrow it."""
    rows = Notification.objects.visible_to(request.user).select_related("actor").only(*SHOWN)
    chosen = {"show": "unread" if request.GET.get("show") == "unread" else "", "topic": request.GET.get("topic", "")}
    if chosen["topic"] not in TOPICS:
        chosen["topic"] = ""
    if chosen["topic"]:
        rows = rows.filter(topic=chosen["topic"])
    if chosen["show"]:
        rows = rows.unread()
    page = keyset_page(rows, "-told_at", size=30, after=request.GET.get("after", ""), before=request.GET.get("before", ""))
    narrowed = urlencode({name: value for name, value in chosen.items() if value})
    context = {
        "page": page,
        "newer": page.newer and f"?{narrowed}{'&' if narrowed else ''}before={page.newer}",
        "older": page.older and f"?{narrowed}{'&' if narrowed else ''}after={page.older}",
        "lines": faces.lines(request, page.rows, request.get_full_path()),
        "chosen": chosen,
        "topics": topics(),
        "discover": reverse("challenges:list"),
    }
    return render(request, "notifications/list.html", context)


@require_GET
def latest(request: HttpRequest) -> HttpResponse:
    """The panel of the bell: the latest lines, and the way to all of them."""
    return render_latest(request)


def render_latest(request: HttpRequest) -> HttpResponse:
    lines = Notification.objects.visible_to(request.user).select_related("actor").only(*SHOWN).order_by("-told_at", "-id")[:LATEST]
    return render(request, "notifications/_latest.html", {"lines": lines})


@require_http_methods(["GET", "POST"])
def read(request: HttpRequest, pk: UUID) -> HttpResponse:
    """GET opens what the line is about; POST only marks it as read. Both mark, once."""
    notification = get_object_or_404(Notification.objects.visible_to(request.user), pk=pk)
    services.mark_read(notification)
    if request.method == "GET":
        return HttpResponseRedirect(local(notification.url))
    return marked(request, notification)


@require_POST
def unread(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The line waits to be read again."""
    notification = get_object_or_404(Notification.objects.visible_to(request.user), pk=pk)
    services.mark_unread(notification)
    return marked(request, notification)


def marked(request: HttpRequest, notification: Notification) -> HttpResponse:
    """The line as it is now, for HTMX; else back to the page."""
    if not request.htmx:  # type: ignore[attr-defined]
        return HttpResponseRedirect(local(request.POST.get("next", "")))
    notification = Notification.objects.select_related("actor").get(pk=notification.pk)
    return HttpResponse(faces.lines(request, [notification], request.POST.get("next", "")))


@require_GET
def notice(request: HttpRequest, code: str) -> HttpResponse:
    """The short address of a line, as it stands in an SMS."""
    notification = get_object_or_404(Notification.objects.visible_to(request.user), pk=key_of(code))
    return redirect("notifications:read", notification.pk)


def local(url: str) -> str:
    """`url` if it stays on this site, else the list."""
    return url if url_has_allowed_host_and_scheme(url, allowed_hosts=None) else reverse("notifications:list")


@require_POST
def read_all(request: HttpRequest) -> HttpResponse:
    """Every line; from the bell's panel, which stays open, and from the list."""
    count = services.mark_all_read(request.user)  # type: ignore[arg-type]
    if request.htmx:  # type: ignore[attr-defined]
        return render_latest(request)
    if count:
        messages.success(request, "Everything is marked as read.")
    return redirect("notifications:list")
