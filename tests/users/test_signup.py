"""Registration, and the link that proves the address."""

import re
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.test import Client

from apps.notifications.models import Email
from apps.users.models import User
from openchance.demo import cast
from tests.races import run_parallel

pytestmark = pytest.mark.django_db
URL = "/accounts/signup/"
GOOD = {"name": "Ida Berg", "username": "ida", "email": "ida@example.org", "password1": "a long quiet evening", "timezone": "Europe/Oslo"}


def register(client: Client, **changes: str) -> Any:
    return client.post(URL, GOOD | changes)


def link() -> str:
    found = re.search(r"http://testserver(/accounts/confirm-email/\S+)", Email.objects.latest("created_at").text)
    assert found
    return found[1]


def test_from_registration_to_the_dashboard(client: Client) -> None:
    response = register(client, next="/challenges/new/")
    assert response["Location"] == "/accounts/confirm-email/"
    ida = User.objects.get(handle="ida")
    assert (ida.name, ida.email, ida.timezone, ida.email_verified_at) == ("Ida Berg", "ida@example.org", "Europe/Oslo", None)
    assert "_auth_user_id" not in client.session
    assert b"Verify the address" in client.get(link()).content
    ida.refresh_from_db()
    assert ida.email_verified_at is None, "opening the link alone, as mail scanners do, verifies nothing"
    response = client.post(link())
    assert response["Location"] == "/challenges/new/"
    ida.refresh_from_db()
    assert ida.email_verified_at is not None
    assert EmailAddress.objects.get(user=ida).verified
    assert client.session["_auth_user_id"] == str(ida.pk)


def test_the_link_in_another_browser_verifies_but_signs_nobody_in(client: Client) -> None:
    register(client)
    other = Client()
    assert other.post(link())["Location"] == "/accounts/login/"
    assert User.objects.get(handle="ida").email_verified_at is not None
    assert "_auth_user_id" not in other.session


def test_a_used_or_forged_link_says_so(client: Client) -> None:
    register(client)
    url = link()
    client.post(url)
    assert b"This link does not work" in Client().get(url).content
    assert b"This link does not work" in Client().get("/accounts/confirm-email/forged:key/").content
    assert Client().post("/accounts/confirm-email/forged:key/").status_code == 404


def test_upper_case_becomes_lower(client: Client) -> None:
    register(client, username="IdaB", email="Ida@Example.ORG")
    assert User.objects.get(handle="idab").email == "ida@example.org"


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("username", "ida berg", "3 to 30 letters"),
        ("username", "id", "3 to 30 letters"),
        ("username", "-ida", "3 to 30 letters"),
        ("username", "i" * 31, "30 characters"),
        ("username", "ida/../x", "3 to 30 letters"),
        ("username", "оlga", "3 to 30 letters"),  # Cyrillic о
        ("username", "ida\u200b", "3 to 30 letters"),
        ("username", "admin", "reserved"),
        ("username", "adm1n", "reserved"),
        ("username", "open-chance", "reserved"),
        ("username", "", "required"),
        ("email", "ida", "valid email"),
        ("email", "a" * 250 + "@example.org", "254 characters"),
        ("email", "ida@example.org\nBcc: x@example.org", "valid email"),
        ("password1", "short", "at least 10"),
        ("password1", "password123", "too common"),
        ("password1", "1234567890", "too common"),
        ("name", "", "required"),
        ("name", "  \u200b ", "required"),
        ("name", "n" * 81, "80 characters"),
    ],
)
def test_bad_input_is_named_at_its_field_and_nobody_is_made(client: Client, field: str, value: str, words: str) -> None:
    response = register(client, **{field: value})
    assert response.status_code == 200
    assert words in " ".join(response.context["form"].errors[field])
    assert b'role="alert"' in response.content
    assert not User.objects.exists() and not Email.objects.exists()


def test_a_password_like_the_handle_is_refused(client: Client) -> None:
    response = register(client, username="longhandle99", password1="longhandle99")
    assert "password1" in response.context["form"].errors


@pytest.mark.parametrize("handle", ["olga", "OLGA", "o1ga", "0lga", "ol-ga", "oiga"])
def test_taken_handles_and_their_look_alikes_are_refused(client: Client, olga: User, handle: str) -> None:
    response = register(client, username=handle)
    assert "taken" in " ".join(response.context["form"].errors["username"])
    assert User.objects.count() == 1


def test_a_time_zone_that_we_do_not_know_is_utc(client: Client) -> None:
    register(client, timezone="Mars/Olympus")
    assert User.objects.get(handle="ida").timezone == "UTC"


def test_an_address_with_an_account_looks_like_any_other(client: Client, olga: User) -> None:
    """Nothing that a stranger sees tells that Olga has an account; she is told."""
    new = register(client)
    after_new = client.get(new["Location"])
    other = Client()
    known = register(other, username="ida2", email=olga.email)
    after_known = other.get(known["Location"])
    assert (known.status_code, known["Location"]) == (new.status_code, new["Location"])
    assert without_tokens(after_known.content) == without_tokens(after_new.content)
    assert User.objects.count() == 2
    letter = Email.objects.get(address=olga.email)
    assert letter.kind == "account.account_already_exists" and "/accounts/password/reset/" in letter.text


def without_tokens(page: bytes) -> bytes:
    return re.sub(rb'(value|nonce)="[^"]+"|x-csrftoken[^}]+', b"", page)


def test_another_message(client: Client, settings: Any) -> None:
    register(client)
    response = client.post("/accounts/confirm-email/resend/", follow=True)
    assert b"on its way" in response.content
    assert Email.objects.filter(kind="account.email_confirmation_signup").count() == 2, "no limit with ACCOUNT_RATE_LIMITS off"
    assert b"Sign in with your address" in Client().post("/accounts/confirm-email/resend/", follow=True).content
    assert client.get("/accounts/confirm-email/resend/").status_code == 405


def test_another_message_within_three_minutes_is_not_sent(client: Client, settings: Any) -> None:
    settings.ACCOUNT_RATE_LIMITS = {}
    register(client)
    client.post("/accounts/confirm-email/resend/")
    assert Email.objects.count() == 1


def test_signing_in_before_verifying_asks_for_it(client: Client) -> None:
    register(client)
    other = Client()
    response = other.post("/accounts/login/", {"login": GOOD["email"], "password": GOOD["password1"]})
    assert response["Location"] == "/accounts/confirm-email/"
    assert "_auth_user_id" not in other.session


@pytest.mark.race
def test_of_two_who_take_a_handle_at_once_one_is_told(db: None) -> None:
    def press(number: int) -> Any:
        return register(Client(), email=f"ida{number}@example.org")

    outcomes = run_parallel(6, press)
    assert not [one for one in outcomes if isinstance(one, Exception)]
    assert sorted(one.status_code for one in outcomes if not isinstance(one, Exception)) == [200] * 5 + [302]
    assert User.objects.filter(handle="ida").count() == 1
    assert EmailAddress.objects.count() == 1


def test_a_signed_in_person_is_sent_on(client: Client) -> None:
    client.force_login(cast.person("olga", "Olga Lindqvist"))
    assert client.get(URL).status_code == 302


def test_next_never_leads_away(client: Client) -> None:
    register(client, next="https://evil.example/")
    assert client.post(link())["Location"] == "/dashboard/"
