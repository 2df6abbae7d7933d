"""Suspended people are out at once."""

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth import SESSION_KEY, logout
from django.contrib.auth.middleware import get_user
from django.http import HttpRequest, HttpResponse

from .models import User


class SuspendedAreOut:
    """A session of somebody who was suspended ends with the next request, and the page says why."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        key = request.session.get(SESSION_KEY)
        request.user = get_user(request)  # the person, not the stand-in that looks again at every question
        if key is not None and not request.user.is_authenticated:
            user = User.objects.filter(pk=key, is_active=False).first()
            logout(request)
            if user:
                messages.error(request, f"Your account is suspended: {user.suspension_reason or 'answer to any of our messages to learn why.'}")
        return self.get_response(request)
