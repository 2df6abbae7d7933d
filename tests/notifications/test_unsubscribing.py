"""Ending a topic's e-mails by the link in them (RFC 8058)."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from apps.notifications.models import Preferences, preferences_of
from apps.notifications.services import save_preferences
from apps.notifications.unsubscribing import link
from apps.users.models import User

pytestmark = pytest.mark.django_db


@pytest.fixture
def browser() -> Client:
    """As strict about forgeries as a real one's site."""
    return Client(enforce_csrf_checks=True)


def path(user: User, kind: str = "contract.delivered") -> str:
    return link(user, kind).removeprefix("http://testserver")


def test_opening_the_link_changes_nothing(browser: Client, olga: User) -> None:
    shown = browser.get(path(olga))
    assert shown.status_code == 200 and b"No more e-mails about contracts?" in shown.content
    assert not Preferences.objects.exists()


def test_one_click_ends_it_without_signing_in(browser: Client, olga: User) -> None:
    save_preferences(olga, choices={"contract.delivered": {"email": "daily", "push": False}})
    for _ in range(2):
        answer = browser.post(path(olga), {"List-Unsubscribe": "One-Click"})
        assert answer.status_code == 200 and b"You get no more e-mails about contracts" in answer.content
    assert preferences_of(olga).choices == {"contracts": {"email": "off"}, "contract.delivered": {"push": False}}


def test_it_can_be_undone(browser: Client, olga: User, sam: User) -> None:
    before = {"contract.delivered": {"email": "daily"}}
    save_preferences(olga, choices=before)
    page = browser.post(path(olga)).content.decode()
    found = re.search(r'name="undo" value="([^"]+)"', page)
    assert found is not None
    assert browser.post(path(sam) + "undo/", {"undo": found[1]}).status_code == 404, "not with another's link"
    assert browser.post(path(olga) + "undo/", {"undo": found[1]}).status_code == 200
    assert preferences_of(olga).choices == before


def test_undoing_lapses_after_an_hour(browser: Client, olga: User) -> None:
    save_preferences(olga, choices={"contract.delivered": {"email": "daily"}})
    with time_machine.travel(timezone.now() - timedelta(hours=1, seconds=1)):
        found = re.search(r'name="undo" value="([^"]+)"', browser.post(path(olga)).content.decode())
    assert found is not None
    assert browser.post(path(olga) + "undo/", {"undo": found[1]}).status_code == 404
    assert preferences_of(olga).choices["contracts"] == {"email": "off"}


def test_digests_end_together(browser: Client, olga: User) -> None:
    save_preferences(olga, choices={"contracts": {"email": "daily"}, "reviews": {"email": "weekly"}, "messages": {"email": "now"}})
    browser.post(path(olga, "digest.daily"))
    assert preferences_of(olga).choices == {"contracts": {"email": "off"}, "reviews": {"email": "off"}, "messages": {"email": "now"}}


@pytest.mark.parametrize("kind", ["payment.receipt", "account.password_reset"])
def test_security_and_money_have_no_such_link(olga: User, kind: str) -> None:
    assert link(olga, kind) == ""


@pytest.mark.parametrize("token", ["nonsense", "WyJ4IiwgImNvbnRyYWN0cyJd:forged"])
def test_links_that_we_did_not_sign_are_404(browser: Client, token: str) -> None:
    for method in (browser.get, browser.post):
        assert method(f"/notifications/unsubscribe/{token}/").status_code == 404
