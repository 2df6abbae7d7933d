"""Two people who talk, and others who only watch: made inside the site, printed as one line of JSON."""

import json
import uuid

from django.conf import settings
from django.test import Client

from apps.applications.models import Application
from apps.messages import services
from apps.users.models import User


def cookie(user: User) -> str:
    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(user)
    return f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"


def show(watchers: int) -> None:
    """A conversation of the demo world's Olga, in which both sides have written."""
    olga = User.objects.get(handle="olga")
    application = Application.objects.filter(owner=olga, status__in=["submitted", "shortlisted", "accepted"]).order_by("-id").first()
    assert application is not None
    talk = services.find_or_open(application, by=application.solver)
    for user in (application.solver, olga):
        services.send(talk, by=user, text="Hello", client_key=uuid.uuid4())
    others = User.objects.filter(is_active=True).order_by("id")[:watchers]
    cookies = [cookie(olga), cookie(application.solver)]
    print(json.dumps({"conversation": str(talk.pk), "cookies": cookies, "idle": [cookie(one) for one in others]}))
