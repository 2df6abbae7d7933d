"""For load balancers and crawlers: alive, ready, and what may be read."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.views.decorators.cache import never_cache
from redis import RedisError

from apps.challenges.models import Category

CLOSED = ("/accounts/", "/admin/", "/applications/", "/contracts/", "/dashboard/", "/notifications/", "/payments/", "/settings/", "/sandbox/")


@login_not_required
@never_cache
def healthz(request: HttpRequest) -> HttpResponse:
    """200 as long as the process answers."""
    return HttpResponse("ok\n", content_type="text/plain")


@login_not_required
@never_cache
def readyz(request: HttpRequest) -> HttpResponse:
    """200 when the database and the cache answer, else 503 naming which does not."""
    states = {"database": answers(lambda: Category.objects.exists()), "cache": answers(lambda: cache.set("readyz", 1, 5))}
    return JsonResponse(states, status=200 if all(states.values()) else 503)


def answers(question: object) -> bool:
    try:
        question()  # type: ignore[operator]
    except (DatabaseError, OSError, RedisError, ValueError):
        return False
    return True


@login_not_required
def robots(request: HttpRequest) -> HttpResponse:
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in CLOSED), f"Sitemap: {settings.SITE_URL}{reverse('sitemap')}"]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain")
