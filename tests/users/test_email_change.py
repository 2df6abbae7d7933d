"""One address, and how another takes its place."""

import re
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.test import Client

from apps.notifications.models import Email
from apps.users.models import User
from openchance.demo import cast

from .conftest import PASSWORD

pytestmark = pytest.mark.django_db
URL = "/accounts/email/"


@pytest.fixture
def as_olga(as_olga: Client) -> Client:
    """Signed in, and she has just said her password again."""
    as_olga.post("/accounts/reauthenticate/", {"password": PASSWORD})
    return as_olga


def change(client: Client, email: str) -> Any:
    return client.post(URL, {"email": email, "action_add": ""})


def link(address: str) -> str:
    found = re.search(r"http://testserver(/accounts/confirm-email/\S+)", Email.objects.filter(address=address).latest("created_at").text)
    assert found
    return found[1]


def test_the_address_changes_when_the_new_one_is_verified(as_olga: Client, olga: User) -> None:
    assert change(as_olga, "new@example.org")["Location"] == URL
    olga.refresh_from_db()
    assert olga.email == "olga@example.org"
    assert b"new@example.org waits to be verified" in as_olga.get("/settings/account/").content
    assert as_olga.post(link("new@example.org"))["Location"] == "/settings/account/"
    before = olga.email_verified_at
    olga.refresh_from_db()
    assert olga.email == "new@example.org" and olga.email_verified_at != before
    assert list(EmailAddress.objects.filter(user=olga).values_list("email", "verified", "primary")) == [("new@example.org", True, True)]
    told = Email.objects.get(kind="account.email_changed")
    assert told.address == "olga@example.org" and "new@example.org" in told.text


def test_the_password_is_asked_again(client: Client, olga: User) -> None:
    client.force_login(olga)
    response = change(client, "new@example.org")
    assert response["Location"].startswith("/accounts/reauthenticate/")
    assert not EmailAddress.objects.filter(email="new@example.org").exists()
    assert b"Is it you?" in client.get(response["Location"]).content
    wrong = client.post(response["Location"], {"password": "wrong password"})
    assert wrong.context["form"].errors["password"] == ["The password is not right."]
    assert client.post(response["Location"], {"password": PASSWORD}).status_code == 302
    assert EmailAddress.objects.filter(email="new@example.org").exists(), "what was asked for is done then"


@pytest.mark.parametrize("address", ["olga@example.org", "nonsense", "", "a" * 250 + "@example.org"])
def test_bad_addresses(as_olga: Client, address: str) -> None:
    response = change(as_olga, address)
    assert response.status_code == 200 and response.context["form"].errors["email"]
    assert EmailAddress.objects.count() == 1


def test_somebody_elses_address_is_not_told_and_not_taken(as_olga: Client, olga: User, eve: User) -> None:
    assert change(as_olga, eve.email).status_code == 302
    page = as_olga.get(link(eve.email))
    assert b"belongs to another account" in page.content
    as_olga.post(link(eve.email))
    olga.refresh_from_db()
    eve.refresh_from_db()
    assert (olga.email, eve.email) == ("olga@example.org", "eve@example.org")


def test_an_address_that_waits_in_another_account_is_not_taken(as_olga: Client, olga: User) -> None:
    """Both say it is theirs; neither loses what they have, and nobody sees an error page."""
    ida = cast.person("ida", "Ida Berg", email_verified_at=None)
    change(as_olga, ida.email)
    response = as_olga.post(link(ida.email), follow=True)
    assert response.status_code == 200
    assert "belongs to another account" in response.content.decode()
    olga.refresh_from_db()
    assert olga.email == "olga@example.org"
    assert not EmailAddress.objects.filter(email=ida.email, verified=True).exists()


def test_keeping_the_old_address(as_olga: Client, olga: User) -> None:
    change(as_olga, "new@example.org")
    as_olga.post(URL, {"email": "new@example.org", "action_remove": ""})
    assert not EmailAddress.objects.filter(email="new@example.org").exists()
    olga.refresh_from_db()
    assert olga.email == "olga@example.org"


def test_sending_the_link_again(as_olga: Client) -> None:
    change(as_olga, "new@example.org")
    as_olga.post(URL, {"email": "new@example.org", "action_send": ""})
    assert Email.objects.filter(address="new@example.org").count() == 2


def test_the_only_address_cannot_be_removed(as_olga: Client, olga: User) -> None:
    as_olga.post(URL, {"email": olga.email, "action_remove": ""})
    olga.refresh_from_db()
    assert olga.email == "olga@example.org" and EmailAddress.objects.filter(user=olga).exists()


def test_a_link_opened_by_somebody_else_changes_its_owner_only(as_olga: Client, olga: User, eve: User) -> None:
    change(as_olga, "new@example.org")
    other = Client()
    other.force_login(eve)
    other.post(link("new@example.org"))
    olga.refresh_from_db()
    eve.refresh_from_db()
    assert (olga.email, eve.email) == ("new@example.org", "eve@example.org")
