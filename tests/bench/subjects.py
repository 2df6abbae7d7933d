"""What `make bench` asks for: run inside the site, prints one line of JSON."""

import json

from django.test import Client

from apps.challenges.models import Challenge
from apps.contracts.models import Contract
from apps.users.models import User
from openchance.demo.words import COMMON_WORD, ORDINARY_WORDS, RARE_WORD


def cookies(user: User) -> str:
    """What the browser of somebody sends who has signed in and seen a page."""
    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(user)
    assert client.get("/dashboard/").status_code == 200
    return "; ".join(f"{name}={one.value}" for name, one in client.cookies.items())


def show() -> None:
    olga = User.objects.get(handle="olga")
    challenges = [row.get_absolute_url() for row in Challenge.objects.filter(is_listed=True, status="open").order_by("-published_at")[:50]]
    contracts = [row.get_absolute_url() for row in Contract.objects.filter(owner=olga, status="active").order_by("-changed_at")]
    discover = "/challenges/"
    subjects = [
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
    print(json.dumps({"subjects": subjects, "cookies": {"olga": cookies(olga)}}))
