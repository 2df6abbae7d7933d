"""The public page of a person: as challenger and as solver, with what others say."""

from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from apps.challenges.models import Challenge
from apps.core.money import Money
from apps.reviews.models import Review
from apps.users.models import User
from apps.users.places import countries

SHOWN = 6


@require_safe
@login_not_required
def detail(request: HttpRequest, handle: str) -> HttpResponse:
    if handle != handle.lower():
        return redirect("people:detail", handle.lower(), permanent=True)
    person = get_object_or_404(User.objects.visible_to(request.user), handle=handle)
    reviews = list(Review.objects.published().filter(subject=person).select_related("author").order_by("-published_at", "-id")[:SHOWN])
    challenges = Challenge.objects.listed().filter(owner=person, status="open").order_by("-changed_at", "-id")
    for one in reviews:
        one.subject = person
    context = {
        "person": person,
        "rate": Money(person.rate_minor, person.rate_currency) if person.rate_minor and person.rate_currency else None,
        "country": countries().get(person.country, ""),
        "links": [(link, shown(link)) for link in person.links],
        "reviews": reviews,
        "review_count": person.solver_reviews + person.challenger_reviews,
        "challenges": [one for one in challenges[:SHOWN] if one.is_open],
        "address": settings.SITE_URL + person.get_absolute_url(),
    }
    return render(request, "pages/profile.html", context)


def shown(link: str) -> str:
    """A web address as people read it: without its scheme."""
    parts = urlsplit(link)
    words = parts.netloc.removeprefix("www.") + parts.path.rstrip("/")
    return words if len(words) <= 48 else words[:47] + "…"
