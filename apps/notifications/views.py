"""One's own list."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from apps.core.keyset import keyset_page

from . import services
from .models import Notification


@require_GET
def index(request: HttpRequest) -> HttpResponse:
    rows = Notification.objects.visible_to(request.user).select_related("actor")
    page = keyset_page(rows, "-created_at", size=30, after=request.GET.get("after", ""), before=request.GET.get("before", ""))
    context = {
        "page": page,
        "newer": page.newer and f"?before={page.newer}",
        "older": page.older and f"?after={page.older}",
        "here": request.get_full_path(),
        "discover": reverse("challenges:list"),
    }
    return render(request, "notifications/list.html", context)


@require_http_methods(["GET", "POST"])
def read(request: HttpRequest, pk: UUID) -> HttpResponse:
    """GET opens what the line is about; POST only marks it as read. Both mark, once."""
    notification = get_object_or_404(Notification.objects.visible_to(request.user), pk=pk)
    services.mark_read(notification)
    if request.method == "GET":
        return HttpResponseRedirect(local(notification.url))
    if not request.htmx:  # type: ignore[attr-defined]
        return HttpResponseRedirect(local(request.POST.get("next", "")))
    notification.refresh_from_db()
    return render(request, "notifications/_notification.html", {"notification": notification})


def local(url: str) -> str:
    """`url` if it stays on this site, else the list."""
    return url if url_has_allowed_host_and_scheme(url, allowed_hosts=None) else reverse("notifications:list")


@require_POST
def read_all(request: HttpRequest) -> HttpResponse:
    if services.mark_all_read(request.user):  # type: ignore[arg-type]
        messages.success(request, "Everything is marked as read.")
    return redirect("notifications:list")
