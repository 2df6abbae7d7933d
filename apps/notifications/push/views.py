"""Settings → devices, and the script that shows what a push says."""

import json
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.staticfiles import finders
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST, require_safe

from apps.core.limits import limit
from apps.notifications.models import PushSubscription
from apps.notifications.transport import Gone, Undelivered

from . import devices, this_device, vapid
from .forms import SubscriptionForm, flat
from .sending import send

A_MINUTE = 60
TEST = {"title": "OpenChance", "body": "This is how we tell you of things on this device.", "tag": "test", "badge": 0}


@require_GET
def index(request: HttpRequest) -> HttpResponse:
    rows = list(PushSubscription.objects.visible_to(request.user))
    for row in rows:
        row.user = request.user  # type: ignore[assignment]  # whose they are; each is asked whether its sign-in still holds
    here = next((row for row in rows if str(row.pk) == this_device.key_of(request) and row.is_current), None)
    context = {"devices": rows, "here": here, "key": settings.VAPID_PUBLIC_KEY, "is_on": vapid.is_on()}
    return render(request, "settings/devices.html", context)


@require_POST
def subscribe(request: HttpRequest) -> JsonResponse:
    """Form fields or the browser's own JSON; answers {"device": key}. 422 with the reason for what is no subscription that we can use."""
    user: Any = request.user
    words = flat(said(request)) if request.content_type == "application/json" else request.POST.dict()
    form = SubscriptionForm(words)
    if not form.is_valid():
        return JsonResponse({"reason": next(iter(form.errors.values()))[0]}, status=422)
    name = devices.name_of(request.headers.get("User-Agent", ""))
    device = devices.subscribe(user, form.cleaned_data, name=name, by_itself=words.get("by_itself") == "1")
    this_device.remember(request, device)
    if device and words.get("by_itself") != "1":
        messages.success(request, "Notifications are on on this device.")
    return JsonResponse({"device": str(device.pk) if device else None})


def said(request: HttpRequest) -> Any:
    try:
        return json.loads(request.body)
    except (ValueError, RecursionError):
        return None


@csrf_exempt  # a service worker has no page, and so no token: the old endpoint is the secret that only the device knows
@login_not_required
@require_POST
def renew(request: HttpRequest) -> HttpResponse:
    """The browser's push service gave the device another endpoint."""
    limit(request, "push", "60/h")
    words = flat(said(request))
    form = SubscriptionForm(words)
    if not form.is_valid():
        return HttpResponse(status=422)
    return HttpResponse(status=204 if devices.replace(words.get("old", ""), form.cleaned_data) else 404)


@require_POST
def remove(request: HttpRequest, pk: UUID) -> HttpResponse:
    device = get_object_or_404(PushSubscription.objects.visible_to(request.user), pk=pk)
    devices.remove(device)
    messages.success(request, f"{device} is removed.")
    return redirect("devices:list")


@require_POST
def test(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One message to one's own device, now."""
    device = get_object_or_404(PushSubscription.objects.visible_to(request.user).select_related("user"), pk=pk)
    limit(request, "push-test", "20/h")
    try:
        send(device, TEST | {"url": reverse("devices:list")}, urgent=True, topic="test", ttl=A_MINUTE)
    except Gone:
        devices.remove(device)
        messages.error(request, f"{device} does not listen any more, and is removed. Turn it on there again.")
    except Undelivered:
        messages.error(request, f"The push service of {device} did not take it. Try again in a while.")
    else:
        messages.success(request, f"Sent to {device}. It shows there within seconds, if the device is on.")
    return redirect("devices:list")


@login_not_required
@require_safe
def service_worker(request: HttpRequest) -> HttpResponse:
    """static/sw.js, from the root: a worker serves what is below its own address. It is asked for anew each time, so that a mended one arrives."""
    site = {
        "icon": static("icons/push.png"),
        "badge": static("icons/badge.png"),
        "renew": reverse("devices:renew"),
        "key": settings.VAPID_PUBLIC_KEY,
    }
    return HttpResponse(
        f"const site = {json.dumps(site)};\n{script()}", content_type="text/javascript; charset=utf-8", headers={"Cache-Control": "no-cache"}
    )


def script() -> str:
    return read() if settings.DEBUG else remembered()


def read() -> str:
    return Path(str(finders.find("sw.js"))).read_text(encoding="utf-8")


remembered = cache(read)
