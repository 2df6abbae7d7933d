from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from apps.applications import services
from apps.applications.comparison import PAGE, compare
from apps.applications.models import Application
from apps.challenges.models import Challenge
from apps.users.models import User

from .world import application, fresh, of_challenge, open_challenge, people, url

SignIn = Callable[[User], Client]


def names(page: str, solvers: list[User]) -> list[str]:
    """Which solvers the page names in its table, in order."""
    table = page.split("<tbody", 1)[1].split("</tbody>", 1)[0]
    return sorted((solver.name for solver in solvers if f">{solver.name}<" in table), key=lambda name: table.index(f">{name}<"))


def test_only_the_owner_and_moderators_compare(
    offer: Application, challenge: Challenge, olga: User, sam: User, eve: User, max_: User, signed_in: SignIn
) -> None:
    assert [signed_in(reader).get(url("compare", challenge)).status_code for reader in (olga, max_, sam, eve)] == [200, 200, 404, 404]
    assert signed_in(olga).post(url("compare", challenge)).status_code == 405
    assert "Accept for" in signed_in(olga).get(url("compare", challenge)).content.decode()
    assert "Accept for" not in signed_in(max_).get(url("compare", challenge)).content.decode()


def test_the_accept_button_names_what_will_happen(challenge: Challenge, olga: User, sam: User, rita: User, eve: User, signed_in: SignIn) -> None:
    mine = application(challenge, sam)
    for solver in (rita, eve):
        application(challenge, solver)
    page = signed_in(olga).get(url("compare", challenge)).content.decode()
    assert "Accept Sam Okafor for €1,800?" in page and "The other 2 applications will be declined" in page
    assert f'action="{reverse("contracts:accept", args=[mine.pk])}"' in page


def test_sorted_by_price_time_and_rating(olga: User, signed_in: SignIn) -> None:
    challenge = open_challenge(olga, reward_kind="range", reward_min_minor=100000, reward_max_minor=200000)
    solvers = people(3)
    for solver, price, days in zip(solvers, (150000, 120000, 180000), (10, 30, 20), strict=True):
        application(challenge, solver, price_minor=price, days=days, plan=[{"title": "All", "amount_minor": price, "days": days}])
    User.objects.filter(pk=solvers[1].pk).update(solver_stars=9, solver_reviews=2)
    User.objects.filter(pk=solvers[2].pk).update(solver_stars=5, solver_reviews=1)
    browser = signed_in(olga)

    def order(sort: str) -> list[str]:
        return names(browser.get(url("compare", challenge), {"sort": sort}).content.decode(), solvers)

    assert order("newest") == ["Solver 2", "Solver 1", "Solver 0"]
    assert order("price") == ["Solver 1", "Solver 0", "Solver 2"]
    assert order("time") == ["Solver 0", "Solver 2", "Solver 1"]
    assert order("rating") == ["Solver 2", "Solver 1", "Solver 0"]
    assert order("nonsense") == order("newest")


def test_tabs_show_the_shortlist_first_then_everybody(challenge: Challenge, olga: User, sam: User, rita: User, eve: User, signed_in: SignIn) -> None:
    for solver in (sam, rita, eve):
        application(challenge, solver)
    browser, solvers = signed_in(olga), [sam, rita, eve]
    assert len(names(browser.get(url("compare", challenge)).content.decode(), solvers)) == 3
    services.shortlist(Application.objects.get(solver=sam), by=olga)
    services.decline([Application.objects.get(solver=rita)], by=olga, reason="price")
    assert names(browser.get(url("compare", challenge)).content.decode(), solvers) == ["Sam Okafor"]
    assert names(browser.get(url("compare", challenge), {"show": "declined"}).content.decode(), solvers) == ["Rita Mendes"]
    assert names(browser.get(url("compare", challenge), {"show": "all"}).content.decode(), solvers)[-1] == "Rita Mendes"


def test_pages_hold_every_application_once(challenge: Challenge) -> None:
    made = {application(challenge, solver).pk for solver in people(2 * PAGE + 5)}
    seen: list[Any] = []
    page = compare(challenge)
    while True:
        seen += [row.pk for row in page.rows]
        if page.older is None:
            break
        page = compare(challenge, after=page.older)
    assert len(seen) == len(made) and set(seen) == made
    assert page.newer == str(seen[PAGE - 1]) and compare(challenge, after=page.newer).newer == ""
    assert compare(challenge, after="gone").first == 1


def many(challenge: Challenge, sample: Application, number: int) -> None:
    """`number` more applications, without asking the services a thousand times."""
    solvers = [User(email=f"s{n}@example.org", handle=f"many{n}", handle_skeleton=f"many{n}", name=f"Many {n}") for n in range(number)]
    User.objects.bulk_create(solvers)
    columns = {field: getattr(sample, field) for field in ("currency", "price_minor", "days", "plan", "answers", "links", "letter", "letter_html")}
    Application.objects.bulk_create([Application(challenge=challenge, owner_id=challenge.owner_id, solver=solver, **columns) for solver in solvers])


@pytest.mark.parametrize("sort", ["newest", "rating"])
def test_a_thousand_applications_cost_no_more_queries_than_ten(
    challenge: Challenge, offer: Application, olga: User, signed_in: SignIn, sort: str
) -> None:
    browser = signed_in(olga)

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert browser.get(url("compare", challenge), {"sort": sort}).status_code == 200
        return len(captured)

    many(challenge, offer, 9)
    few = queries()
    Application.objects.filter(challenge=challenge).exclude(pk=offer.pk).delete()
    User.objects.filter(handle__startswith="many").delete()
    many(challenge, offer, 999)
    assert queries() == few <= 10


def test_an_empty_comparison_says_what_will_be_here(challenge: Challenge, olga: User, signed_in: SignIn) -> None:
    assert "No applications yet" in signed_in(olga).get(url("compare", challenge)).content.decode()


def test_both_sides_and_moderators_read_an_application(
    offer: Application, olga: User, sam: User, max_: User, eve: User, rita: User, signed_in: SignIn
) -> None:
    answers = [signed_in(reader).get(offer.get_absolute_url()) for reader in (olga, sam, max_, eve, rita)]
    assert [answer.status_code for answer in answers] == [200, 200, 200, 404, 404]
    owner, solver, moderator = (answer.content.decode() for answer in answers[:3])
    assert url("decline", offer) in owner and url("withdraw", offer) not in owner
    assert url("withdraw", offer) in solver and url("decline", offer) not in solver and url("note", offer) not in solver
    assert not any(url(name, offer) in moderator for name in ("decline", "withdraw", "note", "shortlist", "edit"))


def test_an_application_costs_few_queries_however_long_its_history(offer: Application, olga: User, sam: User, signed_in: SignIn) -> None:
    browser = signed_in(olga)

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            browser.get(offer.get_absolute_url())
        return len(captured)

    short = queries()
    for _ in range(5):
        services.shortlist(offer, by=olga)
        services.unshortlist(offer, by=olga)
    assert queries() == short <= 10


def test_a_decided_application_has_no_buttons(offer: Application, olga: User, sam: User, signed_in: SignIn) -> None:
    services.decline([offer], by=olga, reason="time")
    for reader in (olga, sam):
        page = signed_in(reader).get(offer.get_absolute_url()).content.decode()
        assert not any(f'"{url(name, offer)}"' in page for name in ("decline", "withdraw", "shortlist", "edit"))


def test_my_applications_in_groups_and_pages(olga: User, sam: User, signed_in: SignIn) -> None:
    made = [application(open_challenge(olga, title=f"Challenge number {n}"), sam) for n in range(23)]
    services.withdraw(made[0], by=sam)
    services.decline([made[1]], by=olga, reason="price")
    browser = signed_in(sam)
    first = browser.get(reverse("applications:list")).content.decode()
    assert "Challenge number 22" in first and "Challenge number 2<" not in first and ">Older" in first
    older = first.split("after=")[1].split('"')[0]
    second = browser.get(reverse("applications:list"), {"show": "open", "after": older}).content.decode()
    assert "Challenge number 2<" in second and "Challenge number 22" not in second
    ended = browser.get(reverse("applications:list"), {"show": "ended"}).content.decode()
    assert "Challenge number 0<" in ended and "The price is too high" in ended
    assert "Nothing accepted yet" in browser.get(reverse("applications:list"), {"show": "accepted"}).content.decode()
    assert browser.get(reverse("applications:list"), {"after": "%%%"}).status_code == 404
    assert "No application waits" in signed_in(olga).get(reverse("applications:list")).content.decode()


def test_my_applications_cost_the_same_for_one_and_twenty(olga: User, sam: User, signed_in: SignIn) -> None:
    browser = signed_in(sam)

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            browser.get(reverse("applications:list"))
        return len(captured)

    application(open_challenge(olga), sam)
    one = queries()
    for _ in range(19):
        application(open_challenge(olga), sam)
    assert queries() == one <= 10


def test_what_people_wrote_is_shown_as_words(challenge: Challenge, olga: User, sam: User, signed_in: SignIn) -> None:
    bad = "<script>alert(1)</script>"
    offer = application(challenge, sam, letter=bad, answers=[bad], links=["https://example.org/?q=%3Cscript%3E"])
    services.save_note(offer, by=olga, note=bad)
    for address in (offer.get_absolute_url(), url("compare", challenge)):
        assert bad not in signed_in(olga).get(address).content.decode()
    assert of_challenge(challenge) == ["submitted"] and fresh(offer).letter == bad
