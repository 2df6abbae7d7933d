"""Head, foot and bar are drawn once for a reader, and say what they would say if they were drawn each time."""

import re

import pytest
from django.template.context import RequestContext
from django.template.loader import get_template
from django.test import Client, RequestFactory
from django.urls import reverse

from apps.core.faces import frame
from apps.notifications.context_processors import unread
from apps.users.models import User

PARTS = ("components/site_head.html", "components/site_foot.html", "components/tabbar.html")
PATHS = (
    *map(reverse, ("home", "dashboard", "challenges:list", "challenges:create", "challenges:mine", "applications:list", "contracts:list")),
    *map(reverse, ("payments:list", "notifications:list", "settings:profile", "settings:account", "account_login", "account_signup")),
    "/challenges/a-title-a1b2c3/", "/challenges/a-title-a1b2c3/apply/", "/contracts/0190f5fe/", "/people/olga/", "/", "/nowhere", "/nowhere/at/all/",
)  # fmt: skip


def plain(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r'value="[^"]{64}"', "", html))


@pytest.mark.django_db
@pytest.mark.parametrize("theme", ["", "dark", "nonsense"])
@pytest.mark.parametrize("handle", ["olga", "max", ""])
def test_a_remembered_frame_is_the_frame(handle: str, theme: str, olga: User, max_: User) -> None:
    frame.draw.cache_clear()
    user = {"olga": olga, "max": max_}.get(handle)
    for _ in range(2):
        for path in PATHS:
            request = RequestFactory().get(path)
            request.COOKIES["theme"] = theme
            if user:
                request.user = user
            context = RequestContext(request, {"user": user, **unread(request)} if user else {})
            for part in PARTS:
                framed = get_template("base.html").template.engine.from_string(f'{{% frame "{part}" %}}').render(context)  # type: ignore[attr-defined]
                with context.push():
                    direct = get_template(part).template.render(context)  # type: ignore[attr-defined]
                if theme == "nonsense":  # nothing is chosen then; the frame says what happens
                    continue
                assert plain(framed) == plain(direct), (path, part)


@pytest.mark.django_db
def test_what_changes_about_a_reader_is_seen_at_once(client: Client, olga: User, sam: User) -> None:
    client.force_login(olga)
    before = client.get("/contracts/").content.decode()
    assert "Olga Lindqvist" in before and '<span class="count" hidden>' in before
    User.objects.filter(pk=olga.pk).update(name="Olga Renamed", unread_count=7)
    after = client.get("/contracts/").content.decode()
    assert "Olga Renamed" in after and '<span class="count">7</span>' in after and "Olga Lindqvist" not in after.partition("<main")[0]
    client.force_login(sam)
    assert "Olga" not in client.get("/contracts/").content.decode().partition("<main")[0]
    client.logout()
    assert "Sam" not in client.get("/challenges/").content.decode().partition("<main")[0]


@pytest.mark.django_db
def test_every_answer_has_a_token_of_its_own(olga: User) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(olga)
    pages = [client.get("/contracts/").content.decode() for _ in range(2)]
    tokens = [set(re.findall(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)) for page in pages]
    assert all(len(one) == 1 for one in tokens) and tokens[0] != tokens[1] and frame.TOKEN not in pages[0]
    token = tokens[1].pop()
    assert client.post(reverse("account_logout"), {"csrfmiddlewaretoken": token}).status_code == 302
    assert client.post(reverse("account_logout"), {"csrfmiddlewaretoken": frame.TOKEN}).status_code == 403
