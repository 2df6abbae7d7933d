"""Signing in and out, and the passwords for it."""

import re
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from apps.core.models import Event
from apps.notifications.models import Email
from apps.users import services
from apps.users.models import User
from openchance.demo import cast

from .conftest import PASSWORD, sign_in

pytestmark = pytest.mark.django_db
NEW = "a walk along the river"
RESET = "/accounts/password/reset/"


def signed_in(client: Client) -> bool:
    return client.get("/settings/account/").status_code == 200


def test_signing_in_by_email(client: Client, olga: User) -> None:
    assert sign_in(client, "OLGA@example.org")["Location"] == "/dashboard/"
    assert signed_in(client)


def test_a_sign_in_is_on_record_and_an_attempt_is_not(client: Client, olga: User) -> None:
    sign_in(client, olga.email, "wrong password")
    assert not Event.objects.of(olga).filter(verb="sign_in").exists()
    sign_in(client, olga.email)
    assert Event.objects.of(olga).get(verb="sign_in").actor == olga


@pytest.mark.parametrize(("email", "password"), [("olga@example.org", "wrong password"), ("nobody@example.org", PASSWORD), ("olga", PASSWORD)])
def test_what_is_wrong_is_not_told(client: Client, olga: User, email: str, password: str) -> None:
    response = sign_in(client, email, password)
    assert response.status_code == 200
    assert not signed_in(client)
    if "@" in email:
        assert response.context["form"].non_field_errors() == ["The e-mail address or the password is not right."]


def test_a_pattern_is_no_address(client: Client, olga: User) -> None:
    sign_in(client, ".*@example.org")
    assert not signed_in(client)


@pytest.mark.parametrize("next_", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)"])
def test_next_never_leads_away(client: Client, olga: User, next_: str) -> None:
    assert sign_in(client, olga.email, next=next_)["Location"] == "/dashboard/"
    assert client.post("/accounts/logout/", {"next": next_})["Location"] == "/"


def test_next_leads_back_to_the_page(client: Client, olga: User) -> None:
    page = client.get("/settings/profile/")
    assert page["Location"] == "/accounts/login/?next=/settings/profile/"
    assert b'name="next" value="/settings/profile/"' in client.get(page["Location"]).content
    assert sign_in(client, olga.email, next="/settings/profile/")["Location"] == "/settings/profile/"


def test_attempts_that_fail_are_limited(client: Client, olga: User, settings: Any) -> None:
    settings.ACCOUNT_RATE_LIMITS = {}
    cache.clear()
    for _ in range(5):
        sign_in(client, olga.email, "wrong password")
    response = sign_in(client, olga.email)
    assert "Too many attempts" in response.context["form"].non_field_errors()[0]
    assert not signed_in(client)


def test_signing_out_is_a_post(as_olga: Client) -> None:
    assert b"Sign out of OpenChance?" in as_olga.get("/accounts/logout/").content
    assert signed_in(as_olga)
    assert as_olga.post("/accounts/logout/")["Location"] == "/"
    assert not signed_in(as_olga)


def reset_link() -> str:
    found = re.search(r"http://testserver(/accounts/password/reset/key/\S+)", Email.objects.latest("created_at").text)
    assert found
    return found[1]


def test_a_forgotten_password_is_set_anew_once(client: Client, olga: User) -> None:
    elsewhere = Client()
    sign_in(elsewhere, olga.email)
    assert client.post(RESET, {"email": olga.email})["Location"] == "/accounts/password/reset/done/"
    url = reset_link()
    form = client.get(url)["Location"]
    assert "set-password" in form, "the key leaves the address"
    assert client.post(form, {"password1": "short"}).context["form"].errors["password1"]
    assert client.post(form, {"password1": NEW})["Location"] == "/accounts/password/reset/key/done/"
    assert not signed_in(elsewhere), "signed out everywhere"
    assert sign_in(client, olga.email).status_code == 200
    sign_in(client, olga.email, NEW)
    assert signed_in(client)
    assert b"This link does not work" in Client().get(url).content
    assert Email.objects.filter(kind="account.password_reset").exists(), "she is told"


def test_a_reset_does_not_tell_who_has_an_account(client: Client, olga: User) -> None:
    known = client.post(RESET, {"email": olga.email})
    unknown = client.post(RESET, {"email": "nobody@example.org"})
    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])
    assert Email.objects.get(address="nobody@example.org").kind == "account.unknown_account"


def test_links_in_letters_never_point_to_another_host(olga: User) -> None:
    Client(HTTP_HOST="localhost").post(RESET, {"email": olga.email})
    letter = Email.objects.get()
    assert "http://testserver/accounts/password/reset/key/" in letter.text
    assert "localhost" not in letter.text + letter.html


@pytest.mark.parametrize("key", ["x-y", "3e-aaaa-bbbb", "0-x"])
def test_a_forged_reset_link(client: Client, key: str) -> None:
    assert b"This link does not work" in client.get(f"/accounts/password/reset/key/{key}/").content


def test_changing_the_password(as_olga: Client, olga: User) -> None:
    url = "/accounts/password/change/"
    elsewhere = Client()
    sign_in(elsewhere, olga.email)
    assert "oldpassword" in as_olga.post(url, {"oldpassword": "wrong", "password1": NEW}).context["form"].errors
    assert "password1" in as_olga.post(url, {"oldpassword": PASSWORD, "password1": "1234567890"}).context["form"].errors
    assert as_olga.post(url, {"oldpassword": PASSWORD, "password1": NEW})["Location"] == "/settings/account/"
    assert signed_in(as_olga) and not signed_in(elsewhere)
    assert Email.objects.filter(kind="account.password_changed").exists()


def test_a_suspended_person_is_out_with_the_next_request(as_olga: Client, olga: User, moderator: User) -> None:
    services.suspend(olga, by=moderator, reason="Copied somebody’s drawing.")
    response = as_olga.get("/settings/account/", follow=True)
    assert response.redirect_chain[-1][0].startswith("/accounts/login/")
    assert "Copied somebody’s drawing." in response.content.decode()
    services.restore(olga, by=moderator)
    assert not signed_in(as_olga)


def test_restoring_revives_no_old_session(as_olga: Client, olga: User, moderator: User) -> None:
    services.suspend(olga, by=moderator, reason="Mistake.")
    services.restore(olga, by=moderator)
    assert not signed_in(as_olga)
    sign_in(as_olga, olga.email)
    assert signed_in(as_olga)


def test_a_suspended_person_who_signs_in_reads_why(client: Client, olga: User, moderator: User) -> None:
    services.suspend(olga, by=moderator, reason="Copied somebody’s drawing.")
    response = sign_in(client, olga.email)
    assert response.status_code == 403 and "Copied somebody’s drawing." in response.content.decode()
    assert not signed_in(client)
    wrong = sign_in(client, olga.email, "wrong password")
    assert "Copied" not in wrong.content.decode(), "only who knows the password reads it"
    assert client.get("/accounts/inactive/").status_code == 200


def test_a_suspended_person_gets_no_reset_link(client: Client, olga: User, moderator: User) -> None:
    services.suspend(olga, by=moderator, reason="Mistake.")
    client.post(RESET, {"email": olga.email})
    assert not Email.objects.filter(kind="account.password_reset_key").exists()


@pytest.mark.parametrize(
    "path", ["login/", "signup/", "logout/", "password/reset/", "password/reset/done/", "password/reset/key/done/", "inactive/", "confirm-email/"]
)
def test_every_page_is_in_the_houses_clothes(client: Client, path: str) -> None:
    page = client.get(f"/accounts/{path}", follow=True)
    assert page.status_code == 200
    if path != "logout/":  # leads home, which is another room
        assert b'class="site-head"' in page.content


def test_pages_of_methods_that_are_off_lead_to_sign_in(client: Client) -> None:
    assert client.get("/accounts/login/code/confirm/")["Location"].startswith("/accounts/login/")


def test_too_many_at_once(client: Client, settings: Any) -> None:
    settings.ACCOUNT_RATE_LIMITS = {"login": "1/m/ip"}
    sign_in(client, "x@example.org")
    response = sign_in(client, "x@example.org")
    assert response.status_code == 429 and b'class="site-head"' in response.content


def test_unverified_people_cannot_be_told_from_unknown_ones_without_the_password(client: Client) -> None:
    cast.person("ida", "Ida Berg", email_verified_at=None)
    assert sign_in(client, "ida@example.org", "wrong password").context["form"].non_field_errors() == [
        "The e-mail address or the password is not right."
    ]
