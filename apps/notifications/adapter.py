"""allauth's letters in the house's layout, through the outbox, so that none is lost."""

from typing import Any
from urllib.parse import urlsplit

from django.http import HttpRequest
from django.urls import reverse

from apps.core.ids import uuid7
from apps.users.adapter import AccountAdapter
from apps.users.models import User

from . import services
from .account_letters import LETTERS
from .letters import write
from .push import this_device

LINKS = ("activate_url", "password_reset_url", "signup_url")  # in the order of what the letter is about


class PostingAccountAdapter(AccountAdapter):
    def logout(self, request: HttpRequest) -> None:
        """Signed out; this device hears of nothing any more."""
        this_device.forget(request)
        super().logout(request)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Put the letter that allauth calls `template_prefix` into the outbox. An unknown one is a KeyError: every letter has words of ours."""
        kind = LETTERS[template_prefix.removeprefix("account/email/")]
        recipient = context.get("user") or User.objects.filter(email=email).first()
        link = next((context[name] for name in LINKS if context.get(name)), reverse("settings:account"))
        parts = urlsplit(str(link))  # our own address is put before the path: the request's host may be anybody's
        letter = write(kind, recipient, parts.path, {"recipient": recipient, **context, "email": email})
        services.post(email, letter, kind=kind.name, key=f"{kind.name}:{uuid7()}", recipient=recipient)
