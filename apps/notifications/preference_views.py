"""Settings, Notifications; and the end of a topic's e-mails by a link."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.signing import BadSignature, TimestampSigner
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from apps.users.models import User

from . import choices, services, unsubscribing
from .models import PushSubscription, Suppression, phone_of, preferences_of
from .preference_forms import PreferencesForm

UNDO = TimestampSigner(salt="notifications.unsubscribe.undo")
UNDO_SECONDS = 60 * 60  # who holds a forwarded letter should not set old choices again much later


@require_http_methods(["GET", "POST"])
def preferences(request: HttpRequest) -> HttpResponse:
    user: Any = request.user
    own = preferences_of(user)
    form = PreferencesForm(request.POST or None, preferences=own)
    if form.is_bound and form.is_valid():
        services.save_preferences(user, **form.words)
        messages.success(request, "Your choices are saved.")
        return redirect("preferences")
    context = {
        "form": form,
        "topics": choices.rows(own, request.POST if form.is_bound else None),
        "devices": PushSubscription.objects.of(user).count(),
        "phone": phone_of(user),
        "stopped": Suppression.objects.stops(user.email),
    }
    return render(request, "notifications/preferences.html", context, status=422 if form.errors else 200)


def person_and_topic(token: str) -> tuple[User, str]:
    """Raises Http404 for a link that is not ours, or whose person is no more."""
    said = unsubscribing.read(token)
    user = User.objects.filter(pk=said[0]).first() if said else None
    if said is None or user is None:
        raise Http404("No such link.")
    return user, said[1]


@csrf_exempt
@login_not_required
@require_http_methods(["GET", "POST"])
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """GET asks, since mail scanners open links; POST ends these e-mails, for a mail program's one click (RFC 8058) as for the page's button."""
    user, topic = person_and_topic(token)
    context: dict[str, Any] = {"topic": unsubscribing.TITLES[topic], "token": token, "digest": topic == unsubscribing.DIGEST}
    if request.method == "POST":
        before = services.unsubscribe(user, topic)
        context |= {"done": True, "undo": UNDO.sign_object([str(user.pk), before]) if before is not None else ""}
    return render(request, "notifications/unsubscribe.html", context)


@csrf_exempt
@login_not_required
@require_POST
def resubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """Takes back what `unsubscribe` did, as its page said."""
    user, topic = person_and_topic(token)
    try:
        key, before = UNDO.unsign_object(request.POST.get("undo", ""), max_age=UNDO_SECONDS)
    except (BadSignature, ValueError, TypeError):
        raise Http404("No such link.") from None
    if key != str(user.pk):
        raise Http404("No such link.")
    services.undo_unsubscribe(user, before)
    context = {"topic": unsubscribing.TITLES[topic], "token": token, "undone": True, "digest": topic == unsubscribing.DIGEST}
    return render(request, "notifications/unsubscribe.html", context)


@require_POST
def lift(request: HttpRequest) -> HttpResponse:
    """Mail goes to the reader's address again, since they wish it."""
    services.lift(request.user)  # type: ignore[arg-type]
    messages.success(request, "We send mail to your address again.")
    return redirect("settings:account")
