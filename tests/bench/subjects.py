"""What `make bench` asks for: run inside the site, prints one line of JSON."""

import json
from datetime import timedelta
from typing import Any

from django.test import Client
from django.utils import timezone

from apps.challenges.models import Challenge
from apps.contracts.models import Contract
from apps.notifications.kinds import registry
from apps.notifications.models import Notification
from apps.users.models import User
from openchance.demo.words import COMMON_WORD, ORDINARY_WORDS, RARE_WORD

from . import messages


def cookies(user: User) -> str:
    """What the browser of somebody sends who has signed in and seen a page."""
    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(user)
    assert client.get("/dashboard/").status_code == 200
    return "; ".join(f"{name}={one.value}" for name, one in client.cookies.items())


NOTICES = 8_000


def notices() -> list[dict[str, Any]]:
    """The pages of somebody who was told 8,000 things: rita, in the bench's own database."""
    rita = User.objects.get(handle="rita")
    missing = NOTICES - Notification.objects.filter(recipient=rita).count()
    kinds, now = list(registry.values()), timezone.now()
    for start in range(0, max(missing, 0), 1000):
        Notification.objects.bulk_create(
            Notification(
                recipient=rita,
                kind=(kind := kinds[number % len(kinds)]).name,
                topic=kind.topic,
                key=f"bench:{now:%s}:{number}",
                text=f"Line {number} of a person who was told very much",
                url="/dashboard/",
                told_at=now - timedelta(minutes=number),
                read_at=None if number % 3 else now,
            )
            for number in range(start, min(start + 1000, missing))
        )
    User.objects.filter(pk=rita.pk).update(unread_count=Notification.objects.filter(recipient=rita, read_at=None).count())
    paths = {
        "list": ["/notifications/"],
        "unread": ["/notifications/?show=unread", "/notifications/?show=unread&topic=money"],
        "topic": ["/notifications/?topic=money", "/notifications/?topic=reviews"],
        "bell": ["/notifications/latest/"],
        "settings": ["/settings/notifications/"],
    }
    return [{"name": f"notices, {name}", "paths": found, "who": "rita"} for name, found in paths.items()]


def show() -> None:
    olga = User.objects.get(handle="olga")
    challenges = [row.get_absolute_url() for row in Challenge.objects.filter(is_listed=True, status="open").order_by("-published_at")[:50]]
    contracts = [row.get_absolute_url() for row in Contract.objects.filter(owner=olga, status="active").order_by("-changed_at")]
    discover = "/challenges/"
    subjects: list[dict[str, Any]] = [
        {"name": "home", "paths": ["/"]},
        {"name": "discover", "paths": [discover]},
        {"name": "discover, rare word", "paths": [f"{discover}?q={RARE_WORD}"]},
        {"name": "discover, ordinary words", "paths": [f"{discover}?q={word}" for word in ORDINARY_WORDS[:4]]},
        {"name": "discover, common word", "paths": [f"{discover}?q={COMMON_WORD}"]},
        {"name": "discover, category", "paths": [f"{discover}?category=design", f"{discover}?category=music"]},
        {"name": "discover, difficulty", "paths": [f"{discover}?difficulty=4"]},
        {"name": "discover, reward", "paths": [f"{discover}?currency=EUR&min=500&max=2000"]},
        {"name": "discover, deadline", "paths": [f"{discover}?deadline=7"]},
        {"name": "discover, skill", "paths": [f"{discover}?skill=statistics"]},
        {"name": "discover, status", "paths": [f"{discover}?status=completed"]},
        {"name": "discover, ending soon", "paths": [f"{discover}?sort=ending"]},
        {"name": "discover, reward first", "paths": [f"{discover}?sort=reward"]},
        {"name": "discover, word and filters", "paths": [f"{discover}?q={COMMON_WORD}&category=design&difficulty=2"]},
        {"name": "challenge", "paths": challenges},
        {"name": "contracts", "paths": contracts, "who": "olga"},
        {"name": "dashboard", "paths": ["/dashboard/"], "who": "olga"},
    ]
    subjects += notices() + messages.subjects()
    print(json.dumps({"subjects": subjects, "cookies": {"olga": cookies(olga), "rita": cookies(User.objects.get(handle="rita"))}}))
