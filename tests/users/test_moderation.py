"""What moderators do to accounts, and what nobody can."""

from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.models import AnonymousUser
from django.test import Client

from apps.core.errors import NotAllowed, Refused
from apps.core.models import Event
from apps.notifications.models import Email
from apps.users import services
from apps.users.models import User
from apps.users.permissions import is_finance
from openchance.demo import cast

pytestmark = pytest.mark.django_db
LIST = "/admin/users/user/"


def verbs(user: User) -> list[str]:
    return [event.verb for event in Event.objects.of(user)]


def press(client: Client, action: str, *users: User, **words: str) -> Any:
    return client.post(LIST, {"action": action, "_selected_action": [str(user.pk) for user in users], **words}, follow=True)


@pytest.fixture
def as_moderator(moderator: User, client: Client) -> Client:
    client.force_login(moderator)
    return client


def test_suspending_and_restoring_are_events(olga: User, moderator: User) -> None:
    services.suspend(olga, by=moderator, reason="  Copied a\ndrawing. ")
    assert (olga.is_active, olga.suspension_reason) == (False, "Copied a drawing.") and olga.suspended_at
    services.restore(olga, by=moderator)
    assert olga.is_active and olga.suspension_reason == "" and olga.suspended_at is None
    assert verbs(olga) == ["suspend", "restore"]


def test_twice_is_refused(olga: User, moderator: User) -> None:
    with pytest.raises(Refused, match="not suspended"):
        services.restore(olga, by=moderator)
    services.suspend(olga, by=moderator, reason="One.")
    with pytest.raises(Refused, match="already"):
        services.suspend(olga, by=moderator, reason="Two.")
    assert verbs(olga) == ["suspend"]


@pytest.mark.parametrize("reason", ["", "  ", "r" * 201])
def test_a_reason_is_needed(olga: User, moderator: User, reason: str) -> None:
    with pytest.raises(Refused):
        services.suspend(olga, by=moderator, reason=reason)
    olga.refresh_from_db()
    assert olga.is_active


def test_who_may_not(olga: User, eve: User, moderator: User) -> None:
    helper = cast.person("mona", "Mona Reis", is_staff=True)
    for user, by in ((olga, eve), (moderator, moderator), (moderator, helper), (helper, eve)):
        with pytest.raises(NotAllowed):
            services.suspend(user, by=by, reason="No.")
        with pytest.raises(NotAllowed):
            services.restore(user, by=by)
        with pytest.raises(NotAllowed):
            services.verify(user, by=by)
        assert verbs(user) == []
    with pytest.raises(NotAllowed):
        services.set_moderator(eve, True, by=helper)
    services.set_moderator(eve, True, by=moderator)
    assert eve.is_staff


def test_verifying_keeps_both_tables_alike(moderator: User) -> None:
    ida = cast.person("ida", "Ida Berg", email_verified_at=None)
    services.verify(ida, by=moderator)
    assert ida.email_verified_at and EmailAddress.objects.get(user=ida).verified
    with pytest.raises(Refused, match="already"):
        services.verify(ida, by=moderator)


def test_the_list_finds_by_the_beginning(as_moderator: Client, olga: User, eve: User) -> None:
    for term in ("olg", "OLGA@ex", ""):
        assert b"olga@example.org" in as_moderator.get(LIST, {"q": term}).content
    assert b"olga@example.org" not in as_moderator.get(LIST, {"q": "eve"}).content
    assert b"olga@example.org" not in as_moderator.get(LIST, {"q": ".*"}).content


def test_actions_of_the_list(as_moderator: Client, olga: User, eve: User) -> None:
    assert "Say why" in press(as_moderator, "suspend", olga).content.decode()
    page = press(as_moderator, "suspend", olga, eve, reason="Spam.").content.decode()
    assert "Suspended: 2." in page
    assert "suspended already" in press(as_moderator, "suspend", olga, reason="Spam.").content.decode()
    press(as_moderator, "restore", olga)
    olga.refresh_from_db()
    eve.refresh_from_db()
    assert (olga.is_active, eve.is_active) == (True, False)
    assert Event.objects.of(olga)[0].actor == User.objects.get(handle="max")


def test_resending_and_verifying_from_the_list(as_moderator: Client) -> None:
    ida = cast.person("ida", "Ida Berg", email_verified_at=None)
    press(as_moderator, "resend", ida)
    assert Email.objects.get(address=ida.email).kind == "account.email_confirmation"
    press(as_moderator, "verify", ida)
    ida.refresh_from_db()
    assert ida.email_verified_at


def test_nothing_is_edited_by_hand(as_moderator: Client, olga: User) -> None:
    page = f"{LIST}{olga.pk}/change/"
    assert as_moderator.get(page).status_code == 200
    assert as_moderator.post(page, {"handle": "queen", "is_superuser": "on"}).status_code == 403
    assert as_moderator.get(f"{LIST}add/").status_code == 403
    assert as_moderator.post(f"{LIST}{olga.pk}/delete/", {"post": "yes"}).status_code == 403
    olga.refresh_from_db()
    assert (olga.handle, olga.is_superuser) == ("olga", False)
    assert as_moderator.get("/admin/account/emailaddress/").status_code == 404


def test_a_moderator_who_is_no_administrator(client: Client, olga: User, eve: User) -> None:
    client.force_login(cast.person("mona", "Mona Reis", is_staff=True))
    assert client.get(LIST).status_code == 200
    press(client, "suspend", olga, reason="Spam.")
    press(client, "make_moderator", eve)
    olga.refresh_from_db()
    eve.refresh_from_db()
    assert (olga.is_active, eve.is_staff) == (False, False)


def test_strangers_stay_outside(client: Client, olga: User, eve: User) -> None:
    client.force_login(eve)
    assert client.get(LIST).status_code == 302
    press(client, "suspend", olga, reason="No.")
    olga.refresh_from_db()
    assert olga.is_active


def test_the_finance_role_is_for_moderators_and_ends_with_moderating(olga: User, eve: User, moderator: User) -> None:
    helper = cast.person("mona", "Mona Reis", is_staff=True)
    assert (is_finance(helper), is_finance(moderator), is_finance(AnonymousUser())) == (False, True, False)
    with pytest.raises(Refused, match="no moderator"):
        services.set_finance(olga, True, by=moderator)
    services.set_finance(helper, True, by=moderator)
    assert is_finance(helper)
    with pytest.raises(Refused, match="already"):
        services.set_finance(helper, True, by=moderator)
    services.set_moderator(helper, False, by=moderator)
    assert not is_finance(helper)
    services.set_moderator(helper, True, by=moderator)
    assert not is_finance(helper)  # it does not come back by itself
    assert verbs(helper) == ["make_finance", "unmake_moderator", "unmake_finance", "make_moderator"]
    assert verbs(olga) == []


def test_only_an_administrator_decides_who_moves_money(client: Client, olga: User, moderator: User) -> None:
    helper, other = (cast.person(handle, name, is_staff=True) for handle, name in (("mona", "Mona Reis"), ("fay", "Fay Ito")))
    services.set_finance(helper, True, by=None)
    for by in (helper, olga, moderator):
        with pytest.raises(NotAllowed):
            services.set_finance(moderator if by is moderator else other, True, by=by)
    client.force_login(helper)
    press(client, "make_finance", other)
    other.refresh_from_db()
    assert not other.is_finance
    client.force_login(moderator)
    assert "Have the finance role now: 1." in press(client, "make_finance", other).content.decode()
    assert "No longer have the finance role: 2." in press(client, "unmake_finance", other, helper).content.decode()
    other.refresh_from_db()
    assert not other.is_finance


def test_a_suspended_person_moves_no_money(moderator: User) -> None:
    helper = cast.person("mona", "Mona Reis", is_staff=True, is_finance=True)
    services.suspend(helper, by=moderator, reason="On leave.")
    assert not is_finance(helper)
