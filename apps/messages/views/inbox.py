"""The list of conversations, and what a search finds in them."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from apps.messages import services
from apps.messages.inbox import Inbox, address

from .doors import SignedIn


@require_safe
def inbox(request: SignedIn) -> HttpResponse:
    """One's conversations, the last one first; or, with `q`, the messages that say it."""
    sought = request.GET.get("q", "").strip()[:100]
    if sought:
        return results(request, sought)
    found = Inbox.of(request.user, request.GET)
    return render(request, "messages/inbox.html", {"inbox": found, "places": found.drawn(), "sought": ""})


def results(request: SignedIn, sought: str) -> HttpResponse:
    found, on = services.search(request.user, sought, place(request.GET.get("from", "")))
    more = address(q=sought, **{"from": str(on)}) if on else ""
    return render(request, "messages/inbox.html", {"found": found, "more": more, "sought": sought})


def place(text: str) -> services.Place:
    try:
        return services.Place.of(text)
    except ValueError:
        raise Http404("No such place.") from None
