"""The operator sees what did not leave, and tries again."""

import pytest
from django.test import Client

from apps.notifications.models import Email
from openchance.demo import cast

pytestmark = pytest.mark.django_db
LIST = "/admin/notifications/email/"


@pytest.fixture
def as_moderator(client: Client) -> Client:
    client.force_login(cast.person("max", "Max Adler", is_staff=True, is_superuser=True))
    return client


def letter(key: str, status: str) -> Email:
    return Email.objects.create(
        key=key, address="olga@example.org", kind="test", subject=f"Letter {key}", text="Secret link", html="Secret link", status=status, attempts=8
    )


def test_given_up_letters_are_tried_again(as_moderator: Client) -> None:
    failed, done = letter("1", "failed"), letter("2", "done")
    page = as_moderator.post(LIST, {"action": "try_again", "_selected_action": [str(failed.pk), str(done.pk)]}, follow=True)
    assert b"1 waiting to be sent again." in page.content
    failed.refresh_from_db()
    done.refresh_from_db()
    assert (failed.status, failed.attempts, done.attempts) == ("done", 1, 8)


def test_what_a_letter_says_is_not_shown(as_moderator: Client) -> None:
    email = letter("1", "failed")
    page = as_moderator.get(f"{LIST}{email.pk}/change/")
    assert page.status_code == 200 and b"Letter 1" in page.content and b"Secret link" not in page.content


def test_filter_and_search(as_moderator: Client) -> None:
    letter("1", "failed")
    letter("2", "done")
    assert b"Letter 2" not in as_moderator.get(LIST, {"status": "failed"}).content
    assert b"Letter 2" in as_moderator.get(LIST, {"q": "olga@"}).content
    assert as_moderator.get("/admin/notifications/notification/").status_code == 200
