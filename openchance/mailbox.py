"""The messages that would have left, readable on a developer's machine; 404 anywhere else."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from csp.constants import SELF, UNSAFE_INLINE
from csp.decorators import csp_replace, csp_update
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import path
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_safe

from apps.core.keyset import keyset_page
from apps.notifications.models import Email


def developers_only(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    @wraps(view)
    def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not settings.DEBUG:
            raise Http404("Only with DEBUG.")
        return view(request, *args, **kwargs)

    return login_not_required(require_safe(checked))


@developers_only
def index(request: HttpRequest) -> HttpResponse:
    """Newest first; `?to=` shows one address alone."""
    address = request.GET.get("to", "").strip().lower()
    rows = Email.objects.filter(address=address) if address else Email.objects.all()
    page = keyset_page(rows.defer("text", "html"), "-created_at", size=30, after=request.GET.get("after", ""), before=request.GET.get("before", ""))
    more = f"&to={address}" if address else ""
    context = {
        "page": page,
        "address": address,
        "newer": page.newer and f"?before={page.newer}{more}",
        "older": page.older and f"?after={page.older}{more}",
    }
    return render(request, "dev/mail.html", context)


@csp_update({"frame-src": [SELF]})
@developers_only
def message(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One message, as its reader sees it; `?as=text` the plain twin."""
    email = get_object_or_404(Email, pk=pk)
    return render(request, "dev/mail_message.html", {"email": email, "as_text": request.GET.get("as") == "text"})


@xframe_options_sameorigin
@csp_replace({"style-src": [UNSAFE_INLINE], "frame-ancestors": [SELF]})
@developers_only
def html(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The HTML alone, for a sandboxed frame: it may show itself and do nothing."""
    return HttpResponse(get_object_or_404(Email, pk=pk).html)


urlpatterns = [
    path("", index, name="dev_mail"),
    path("<uuid:pk>/", message, name="dev_mail_message"),
    path("<uuid:pk>/html/", html, name="dev_mail_html"),
]
