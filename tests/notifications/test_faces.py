"""The lines of the list are strings: what somebody wrote stays words."""

from collections.abc import Callable

from django.test import Client

from apps.notifications.models import Notification
from apps.users.models import User

SignIn = Callable[[User], Client]
HOSTILE = "\"'><script>alert(1)</script><img src=x onerror=alert(2)>{{ 7 }}"
ESCAPED = "&quot;&#x27;&gt;&lt;script&gt;alert(1)&lt;/script&gt;&lt;img src=x onerror=alert(2)&gt;{{ 7 }}"


def test_hostile_words_stay_words(olga: User, sam: User, signed_in: SignIn) -> None:
    User.objects.filter(pk=sam.pk).update(name=HOSTILE[:80])
    User.objects.filter(pk=olga.pk).update(unread_count=1)
    line = Notification.objects.create(recipient=olga, actor=sam, kind="x", key="hostile", text=HOSTILE, url=HOSTILE)
    reader = signed_in(olga)
    page = reader.get("/notifications/", {"topic": HOSTILE, "show": "unread"}).content.decode()
    fragment = reader.post(f"/notifications/{line.pk}/", {"next": HOSTILE}, headers={"HX-Request": "true"}).content.decode()
    for drawn in (page, fragment):
        assert "<script>alert" not in drawn and "<img" not in drawn and drawn.count(ESCAPED) >= 2
    assert f'name="next" value="{ESCAPED}"' in fragment and "csrfmiddlewaretoken" in fragment
