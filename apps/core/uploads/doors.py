"""Doors for a browser's script: small answers in JSON. Without a script the form itself carries its files."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_POST

from apps.core.errors import Refused
from apps.core.limits import limit

from . import direct, shelves
from .row import Upload

RATE = "300/h"
OFTEN = "You have sent very many files in a short time. Please wait an hour, then go on."


class Announced(forms.Form):
    name = forms.CharField(max_length=255)
    size = forms.IntegerField(min_value=1, max_value=2**40)


def spoken(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A refusal is its sentence."""

    @wraps(view)
    def door(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except Refused as refusal:
            return JsonResponse({"problem": refusal.sentence}, status=refusal.status_code)

    return require_POST(door)


@spoken
def announce(request: HttpRequest) -> HttpResponse:
    """Where to post the bytes, with which fields; and what to call when they are there, or not wanted any more."""
    limit(request, "upload", RATE, OFTEN)
    form = Announced(request.POST)
    if not form.is_valid():
        raise direct.NotTaken("Say the file’s name and size.")
    upload = direct.announce(request.user, **form.cleaned_data)
    if shelves.is_bucket():
        target = shelves.signed_post(upload)
    else:
        target = {"url": reverse("uploads:receive", args=[upload.pk]), "fields": {"csrfmiddlewaretoken": get_token(request)}}
    links = {name: reverse(f"uploads:{name}", args=[upload.pk]) for name in ("done", "remove")}
    return JsonResponse({"id": str(upload.pk), "post": target, **links}, status=201)


@spoken
def receive(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The bytes, where there is no bucket."""
    upload = find(request, pk)
    content = request.FILES.get("file")
    if shelves.is_bucket() or content is None:
        raise direct.NotTaken("Send the file as announced.")
    direct.receive_bytes(upload, content)
    return HttpResponse(status=204)


@spoken
def done(request: HttpRequest, pk: UUID) -> HttpResponse:
    upload = direct.finish(find(request, pk), by=request.user)
    return JsonResponse({"id": str(upload.pk), "name": upload.name, "size": upload.size})


@spoken
def remove(request: HttpRequest, pk: UUID) -> HttpResponse:
    direct.remove(find(request, pk), by=request.user)
    return HttpResponse(status=204)


def find(request: HttpRequest, pk: UUID) -> Upload:
    upload: Upload = get_object_or_404(Upload.objects.visible_to(request.user), pk=pk)
    return upload
