"""Apps of others, whose models and migrations run unmodified, on either database: accounts, sessions, the admin."""

import re
from collections.abc import Callable

import pytest
from allauth.account.models import EmailAddress
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.core import mail
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from apps.users.models import User

pytestmark = pytest.mark.django_db

SIGNUP = {"email": "New+Person@example.org", "username": "newperson", "password1": "a-very-long-pass-phrase", "name": "New Person"}


def link_in_last_letter(containing: str) -> str:
    found = re.search(rf"http://testserver(\S*{containing}\S*)", str(mail.outbox[-1].body))
    assert found, mail.outbox[-1].body
    return found.group(1)


def is_signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def test_an_account_lives(client: Client) -> None:
    client.post(reverse("account_signup"), SIGNUP)
    person = User.objects.get()
    assert (person.handle, person.name) == ("newperson", "New Person")

    client.post(link_in_last_letter("confirm-email"))
    assert EmailAddress.objects.get(user=person).verified
    assert is_signed_in(client)

    client.post(reverse("account_logout"))
    assert not is_signed_in(client)

    client.post(reverse("account_reset_password"), {"email": SIGNUP["email"].upper()})
    form = client.get(link_in_last_letter("password/reset"), follow=True)
    client.post(form.request["PATH_INFO"], {"password1": "another-long-pass-phrase", "password2": "another-long-pass-phrase"})

    client.post(reverse("account_logout"))
    client.post(reverse("account_login"), {"login": SIGNUP["email"], "password": SIGNUP["password1"]})
    assert not is_signed_in(client)
    client.post(reverse("account_login"), {"login": SIGNUP["email"].lower(), "password": "another-long-pass-phrase"})
    assert is_signed_in(client)


def test_an_address_is_taken_once(client: Client) -> None:
    client.post(reverse("account_signup"), SIGNUP)
    Client().post(reverse("account_signup"), SIGNUP | {"username": "second", "email": SIGNUP["email"].lower()})
    assert User.objects.count() == 1
    assert EmailAddress.objects.count() == 1


def test_a_person_with_addresses_and_sessions_can_be_deleted(sam: User, signed_in: Callable[[User], Client]) -> None:
    signed_in(sam)
    assert Session.objects.count() == 1
    assert sam.delete()[0] >= 2
    assert not EmailAddress.objects.filter(email=sam.email).exists()


def test_sessions_end(sam: User, signed_in: Callable[[User], Client]) -> None:
    browser = signed_in(sam)
    browser.session.set_expiry(-1)
    Session.objects.update(expire_date="2020-01-01T00:00:00Z")
    call_command("clearsessions")
    assert Session.objects.count() == 0


def test_the_admin_keeps_a_log_of_numbered_rows(max_: User, signed_in: Callable[[User], Client]) -> None:
    group = Group.objects.create(name="helpers")
    group.permissions.set(Permission.objects.all()[:3])
    LogEntry.objects.log_actions(max_.pk, [group], 2, "changed", single_object=True)
    entry = LogEntry.objects.select_related("content_type", "user").get()
    assert entry.get_edited_object() == group
    assert entry.content_type == ContentType.objects.get_for_model(Group)
    assert signed_in(max_).get(reverse("admin:index")).status_code in {200, 302}
