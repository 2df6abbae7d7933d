from collections.abc import Callable

import pytest
from django.test import Client

from apps.challenges import services
from apps.challenges.models import Category, Challenge
from apps.core.errors import NotAllowed, Refused, Stale
from apps.core.models import Event
from apps.notifications.models import Notification
from apps.users.models import User

SignIn = Callable[[User], Client]
LIST = "/admin/challenges/challenge/"


def test_taken_down_it_is_seen_by_its_owner_and_moderators_only(
    signed_in: SignIn, client: Client, olga: User, eve: User, max_: User, challenge: Challenge
) -> None:
    services.remove(challenge, by=max_, reason="It asks for exam answers.")
    url = challenge.get_absolute_url()
    assert client.get(url).status_code == 404 and signed_in(eve).get(url).status_code == 404
    page = signed_in(olga).get(url).content.decode()
    assert "Taken down by a moderator" in page and "It asks for exam answers." in page
    assert signed_in(max_).get(url).status_code == 200
    assert challenge.title not in client.get("/challenges/").content.decode()
    assert Notification.objects.get(kind="challenge.removed").recipient == olga


def test_brought_back_it_is_where_it_was(client: Client, max_: User, challenge: Challenge) -> None:
    services.remove(challenge, by=max_, reason="A mistake.")
    services.restore(challenge, by=max_)
    assert client.get(challenge.get_absolute_url()).status_code == 200
    assert challenge.title in client.get("/challenges/?q=nordholm").content.decode().replace("<mark>", "").replace("</mark>", "")
    assert [event.verb for event in Event.objects.of(challenge)][-2:] == ["remove", "restore"]
    with pytest.raises(Stale):
        services.restore(challenge, by=max_)


def test_only_moderators_and_only_with_a_reason(olga: User, eve: User, max_: User, challenge: Challenge, draft: Challenge) -> None:
    for somebody in (olga, eve):
        for verb in (services.mark_reviewed, services.restore):
            with pytest.raises(NotAllowed):
                verb(challenge, by=somebody)
        with pytest.raises(NotAllowed):
            services.remove(challenge, by=somebody, reason="I do not like it.")
    with pytest.raises(Refused):
        services.remove(challenge, by=max_, reason="  ")
    with pytest.raises(Refused):
        services.remove(draft, by=max_, reason="Nobody sees it.")
    challenge.refresh_from_db()
    assert challenge.is_listed and challenge.removed_at is None


def test_the_queue_shows_what_nobody_has_looked_at(signed_in: SignIn, max_: User, challenge: Challenge, draft: Challenge) -> None:
    browser = signed_in(max_)
    page = browser.get(LIST).content.decode()
    assert str(challenge.pk) in page and str(draft.pk) not in page
    browser.post(LIST, {"action": "mark_reviewed", "_selected_action": [str(challenge.pk)]})
    challenge.refresh_from_db()
    assert challenge.reviewed_at and Event.objects.of(challenge).filter(verb="review", actor=max_).count() == 1
    assert str(challenge.pk) not in browser.get(LIST).content.decode()
    assert str(challenge.pk) in browser.get(LIST, {"review": "done"}).content.decode()


def test_taking_down_asks_for_the_reason_on_a_page_between(signed_in: SignIn, max_: User, challenge: Challenge) -> None:
    browser = signed_in(max_)
    step = browser.post(LIST, {"action": "take_down", "_selected_action": [str(challenge.pk)]})["Location"]
    assert challenge.title in browser.get(step).content.decode()
    assert "This field is required" in browser.post(step, {"reason": ""}).content.decode()
    browser.post(step, {"reason": "It is an advertisement."})
    challenge.refresh_from_db()
    assert challenge.removal_reason == "It is an advertisement."
    browser.post(LIST, {"action": "bring_back", "_selected_action": [str(challenge.pk)]}, query_params={"review": "removed"})
    challenge.refresh_from_db()
    assert challenge.removed_at is None and challenge.is_listed


def test_a_row_is_seen_but_never_typed_over(signed_in: SignIn, max_: User, challenge: Challenge) -> None:
    browser = signed_in(max_)
    page = browser.get(f"{LIST}{challenge.pk}/change/").content.decode()
    assert "Take it down" in page and 'name="title"' not in page
    assert browser.post(f"{LIST}{challenge.pk}/change/", {"title": "Typed over"}).status_code == 403
    assert browser.get(f"{LIST}add/").status_code == 403


def test_strangers_see_no_admin(signed_in: SignIn, eve: User, challenge: Challenge) -> None:
    for url in (LIST, f"{LIST}take-down/?ids={challenge.pk}", f"{LIST}{challenge.pk}/change/"):
        assert signed_in(eve).get(url).status_code in (302, 403, 404)
        assert signed_in(eve).post(url, {"reason": "Because."}).status_code in (302, 403, 404)
    challenge.refresh_from_db()
    assert challenge.removed_at is None


def test_fields_of_work_are_managed_in_the_admin(signed_in: SignIn, client: Client, max_: User) -> None:
    assert Category.objects.count() >= 8
    signed_in(max_).post(
        "/admin/challenges/category/add/", {"name": "Textiles", "slug": "textiles", "position": "13", "is_active": "on", "description": ""}
    )
    assert "Textiles" in client.get("/challenges/").content.decode()
