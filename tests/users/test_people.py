"""The public page of a person."""

from typing import Any

import pytest
from django.test import Client

from apps.challenges.services import create_draft
from apps.users import services
from apps.users.models import User
from openchance.demo import cast

pytestmark = pytest.mark.django_db
URL = "/people/olga/"


@pytest.fixture
def known(olga: User) -> User:
    services.save_profile(
        olga,
        headline="Keeper of clocks",
        bio="I keep **clocks**.",
        country="SE",
        skills=["Horology"],
        links=["https://www.olga.example.org/clocks/"],
        rate_minor=9000,
        rate_currency="EUR",
    )
    User.objects.filter(pk=olga.pk).update(
        posted_count=4, awarded_count=3, decision_count=2, decision_hours=100, won_count=1, solver_stars=9, solver_reviews=2
    )
    olga.refresh_from_db()
    return olga


def test_what_everybody_sees(client: Client, known: User) -> None:
    page = client.get(URL).content.decode()
    for words in (
        "Olga Lindqvist",
        "@olga",
        "Sweden",
        "Keeper of clocks",
        "<strong>clocks</strong>",
        "Horology",
        "€90.00",
        "4.5",
        "75",
        "olga.example.org/clocks",
    ):
        assert words in page
    assert 'rel="nofollow noopener noreferrer ugc"' in page
    assert known.email not in page


def test_a_newcomer_has_a_page_too(client: Client, eve: User) -> None:
    page = client.get("/people/eve/")
    assert page.status_code == 200 and b"No reviews yet" in page.content
    assert b"As challenger" not in page.content and b"As solver" not in page.content


def test_upper_case_leads_to_the_page(client: Client, olga: User) -> None:
    response = client.get("/people/OLGA/")
    assert (response.status_code, response["Location"]) == (301, URL)


@pytest.mark.parametrize("handle", ["nobody", "o1ga", "olga%2f..", ".*"])
def test_nobody_there(client: Client, olga: User, handle: str) -> None:
    assert client.get(f"/people/{handle}/").status_code == 404


def test_the_suspended_are_gone_but_for_moderators(client: Client, olga: User, eve: User, moderator: User) -> None:
    services.suspend(olga, by=moderator, reason="Copied a drawing.")
    assert client.get(URL).status_code == 404
    client.force_login(eve)
    assert client.get(URL).status_code == 404
    client.force_login(moderator)
    assert b"Copied a drawing." in client.get(URL).content


def test_only_the_owner_is_offered_to_edit(client: Client, olga: User, eve: User) -> None:
    client.force_login(eve)
    assert b"Edit your profile" not in client.get(URL).content
    client.force_login(olga)
    assert b"Edit your profile" in client.get(URL).content


def test_it_is_read_only(client: Client, olga: User) -> None:
    assert client.post(URL).status_code == 405
    assert client.head(URL).status_code == 200


def test_open_challenges_that_are_listed(client: Client, olga: User) -> None:
    cast.open_challenge(olga, title="Redraw the tide clock")
    create_draft(olga, **cast.challenge_fields(title="Not published yet"))
    cast.open_challenge(olga, title="For those with the link", visibility="unlisted")
    page = client.get(URL).content.decode()
    assert "Redraw the tide clock" in page and "€1,800" in page
    assert "Not published yet" not in page and "For those with the link" not in page


def test_it_costs_the_same_for_few_and_many(client: Client, olga: User, eve: User, django_assert_max_num_queries: Any) -> None:
    for number in range(8):
        cast.open_challenge(olga, title=f"Challenge {number}")
    client.force_login(eve)
    with django_assert_max_num_queries(6):
        client.get(URL)
