"""Reading: the count and the marks never drift apart."""

from typing import Any

import pytest
from django.test import Client

from apps.core.db import atomic
from apps.notifications.kinds import Kind
from apps.notifications.models import Notification
from apps.notifications.services import mark_all_read, mark_read, notify
from apps.users.models import User
from openchance.demo import cast
from tests.races import run_parallel

pytestmark = pytest.mark.django_db
KIND = Kind(name="test.read", line="Line {{ number }}", email=False)
LIST = "/notifications/"


@pytest.fixture
def olga() -> User:
    return cast.person("olga", "Olga Lindqvist")


@pytest.fixture
def as_olga(olga: User, client: Client) -> Client:
    client.force_login(olga)
    return client


def tell(user: User, count: int = 1, url: str = "/contracts/1/") -> list[Notification]:
    with atomic():
        told = [notify(user, KIND, key=str(number), url=url, number=number) for number in range(count)]
    return [row for row in told if row]


def unread(user: User) -> tuple[int, int]:
    """(the column, the rows)"""
    user.refresh_from_db()
    return user.unread_count, Notification.objects.visible_to(user).unread().count()


def test_marking_twice_counts_once(olga: User) -> None:
    first, _ = tell(olga, 2)
    assert mark_read(first)
    assert not mark_read(first)
    assert unread(olga) == (1, 1)


def test_marking_all(olga: User) -> None:
    tell(olga, 3)
    other = cast.person("sam", "Sam Okafor")
    tell(other)
    assert mark_all_read(olga) == 3
    assert mark_all_read(olga) == 0
    assert unread(olga) == (0, 0)
    assert unread(other) == (1, 1)


@pytest.mark.race
def test_marking_at_once_never_drifts(olga: User) -> None:
    rows = tell(olga, 12)

    def press(number: int) -> object:
        if number % 4 == 3:
            return mark_all_read(User.objects.get(pk=olga.pk))
        return mark_read(Notification.objects.get(pk=rows[number % 3].pk))

    outcomes = run_parallel(16, press)
    assert not [one for one in outcomes if isinstance(one, Exception)]
    assert unread(olga) == (0, 0)


@pytest.mark.race
def test_telling_while_marking_never_drifts(olga: User) -> None:
    from apps.core.db import run_atomic

    @run_atomic
    def tell_one(number: int) -> None:
        notify(olga, KIND, key=f"late-{number}", url="/", number=number)

    tell(olga, 5)
    outcomes = run_parallel(16, lambda n: tell_one(n // 4) if n % 2 else mark_all_read(olga))
    assert not [one for one in outcomes if isinstance(one, Exception)]
    column, rows = unread(olga)
    assert column == rows
    assert Notification.objects.filter(recipient=olga).count() == 5 + 4


def test_opening_marks_and_leads_there(as_olga: Client, olga: User) -> None:
    (row,) = tell(olga)
    response = as_olga.get(f"/notifications/{row.pk}/")
    assert (response.status_code, response["Location"]) == (302, "/contracts/1/")
    assert unread(olga) == (0, 0)


@pytest.mark.parametrize("url", ["https://evil.example/", "//evil.example", "javascript:alert(1)", ""])
def test_opening_never_leaves_the_site(as_olga: Client, olga: User, url: str) -> None:
    (row,) = tell(olga, url=url)
    assert as_olga.get(f"/notifications/{row.pk}/")["Location"] == LIST


@pytest.mark.parametrize(("wanted", "goes"), [("/notifications/?after=x", "/notifications/?after=x"), ("https://evil.example/", LIST), ("", LIST)])
def test_marking_goes_back_to_the_page(as_olga: Client, olga: User, wanted: str, goes: str) -> None:
    (row,) = tell(olga)
    assert as_olga.post(f"/notifications/{row.pk}/", {"next": wanted})["Location"] == goes
    assert unread(olga) == (0, 0)


def test_marking_with_htmx_answers_the_line(as_olga: Client, olga: User) -> None:
    (row,) = tell(olga)
    response = as_olga.post(f"/notifications/{row.pk}/", headers={"hx-request": "true"})
    assert response.status_code == 200
    assert b"Mark as read" not in response.content and b"Line 0" in response.content


def test_stranger_gets_404_and_nothing_changes(olga: User, client: Client) -> None:
    (row,) = tell(olga)
    client.force_login(cast.person("eve", "Eve Laurent"))
    assert client.get(f"/notifications/{row.pk}/").status_code == 404
    assert client.post(f"/notifications/{row.pk}/").status_code == 404
    client.post("/notifications/read/")
    assert unread(olga) == (1, 1)
    assert b"Line 0" not in client.get(LIST).content


def test_wrong_method(as_olga: Client, olga: User) -> None:
    (row,) = tell(olga)
    assert as_olga.get("/notifications/read/").status_code == 405
    assert as_olga.post(LIST).status_code == 405
    assert as_olga.delete(f"/notifications/{row.pk}/").status_code == 405
    assert unread(olga) == (1, 1)


@pytest.mark.parametrize("path", [LIST, "/notifications/read/"])
def test_anonymous_is_asked_to_sign_in(client: Client, path: str) -> None:
    assert "/accounts/login/" in client.get(path)["Location"]


def test_an_empty_list_says_what_will_be_here(as_olga: Client) -> None:
    assert b"Nothing here yet" in as_olga.get(LIST).content


def test_the_count_is_on_every_page_without_a_query(as_olga: Client, olga: User, django_assert_max_num_queries: Any) -> None:
    tell(olga, 3)
    as_olga.get(LIST)
    with django_assert_max_num_queries(3):  # session, user, lines
        page = as_olga.get(LIST).content.decode()
    assert "<title>(3) " in page and "3 unread" in page


def test_pages_by_key_cost_the_same(as_olga: Client, olga: User, django_assert_max_num_queries: Any) -> None:
    tell(olga, 65)
    first = as_olga.get(LIST)
    older = first.context["older"]
    with django_assert_max_num_queries(3):
        second = as_olga.get(LIST + older)
    assert len(first.context["page"].rows) == len(second.context["page"].rows) == 30
    third = as_olga.get(LIST + second.context["older"])
    assert len(third.context["page"].rows) == 5 and not third.context["older"]
    back = as_olga.get(LIST + third.context["newer"])
    assert back.context["page"].rows == second.context["page"].rows
    assert as_olga.get(LIST + "?after=nonsense").status_code == 404


def test_mark_all_read_page(as_olga: Client, olga: User) -> None:
    tell(olga, 2)
    page = as_olga.post("/notifications/read/", follow=True)
    assert b"Everything is marked as read." in page.content
    assert unread(olga) == (0, 0)
