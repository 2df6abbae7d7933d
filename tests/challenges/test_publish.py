from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from apps.challenges import services
from apps.challenges.models import Challenge, Invitation
from apps.core.errors import NotAllowed, Refused, Stale
from apps.core.models import Event
from apps.notifications.models import Notification
from apps.users.models import User
from openchance.demo.cast import challenge_fields
from tests.races import run_parallel

SignIn = Callable[[User], Client]


def address(challenge: Challenge, verb: str) -> str:
    return f"/challenges/{challenge.slug}-{challenge.code}/{verb}/"


def test_owner_publishes(signed_in: SignIn, olga: User, draft: Challenge) -> None:
    response = signed_in(olga).post(address(draft, "publish"))
    draft.refresh_from_db()
    olga.refresh_from_db()
    assert response["Location"] == draft.get_absolute_url()
    assert draft.status == "open" and draft.is_listed and draft.published_at and olga.posted_count == 1
    assert [event.verb for event in Event.objects.of(draft)] == ["create", "publish"]


def test_get_publishes_nothing(signed_in: SignIn, olga: User, draft: Challenge) -> None:
    assert signed_in(olga).get(address(draft, "publish")).status_code == 405
    draft.refresh_from_db()
    assert draft.is_draft


def test_an_incomplete_draft_leads_to_what_is_missing(signed_in: SignIn, olga: User) -> None:
    draft = services.create_draft(olga, title="Only a title so far")
    response = signed_in(olga).post(address(draft, "publish"), follow=True)
    page = response.content.decode()
    assert "What is missing" in page and '<a href="#id_brief">' in page
    draft.refresh_from_db()
    assert draft.is_draft


def test_everything_missing_is_listed_at_once(olga: User) -> None:
    draft = services.create_draft(olga, visibility="invited")
    with pytest.raises(services.Incomplete) as refusal:
        services.publish(draft, by=olga)
    fields = [field for field, _ in refusal.value.problems]
    assert fields == ["title", "category", "brief", "criteria", "reward_min", "deadline", "invited"]


def test_publishing_twice_is_refused(olga: User, draft: Challenge) -> None:
    services.publish(Challenge.objects.get(pk=draft.pk), by=olga)
    with pytest.raises(Stale):
        services.publish(draft, by=olga)
    olga.refresh_from_db()
    assert olga.posted_count == 1


@pytest.mark.race
def test_pressed_by_many_at_once_it_is_published_once(olga: User, draft: Challenge) -> None:
    outcomes = run_parallel(10, lambda number: services.publish(Challenge.objects.get(pk=draft.pk), by=olga))
    assert sum(isinstance(one, Challenge) for one in outcomes) == 1, outcomes
    olga.refresh_from_db()
    assert olga.posted_count == 1


def test_only_the_owner_publishes(eve: User, max_: User, draft: Challenge) -> None:
    for somebody in (eve, max_):
        with pytest.raises(NotAllowed):
            services.publish(draft, by=somebody)


def test_unlisted_and_invite_only_ones_are_not_listed(olga: User, sam: User, eve: User) -> None:
    unlisted = services.publish(services.create_draft(olga, **challenge_fields(visibility="unlisted")), by=olga)
    invited = services.publish(services.create_draft(olga, invited=[sam], **challenge_fields(visibility="invited")), by=olga)
    assert not unlisted.is_listed and not invited.is_listed
    assert set(Challenge.objects.visible_to(sam)) == {unlisted, invited}
    assert set(Challenge.objects.visible_to(eve)) == {unlisted}


def test_the_invited_are_told_once_it_is_public(olga: User, sam: User, rita: User) -> None:
    draft = services.create_draft(olga, invited=[sam], **challenge_fields(visibility="invited"))
    assert not Notification.objects.exists()
    services.publish(draft, by=olga)
    services.invite(draft, [sam, rita, olga], by=olga)
    told = Notification.objects.filter(kind="challenge.invited")
    assert sorted(one.recipient.handle for one in told) == ["rita", "sam"]
    assert all(one.url == draft.get_absolute_url() for one in told)
    assert Invitation.objects.count() == 2


def test_only_the_owner_invites(sam: User, eve: User, draft: Challenge) -> None:
    with pytest.raises(NotAllowed):
        services.invite(draft, [eve], by=sam)
    assert not Invitation.objects.exists()


def test_draft_is_deleted_after_asking(signed_in: SignIn, olga: User, draft: Challenge) -> None:
    browser = signed_in(olga)
    assert "gone for good" in browser.get(address(draft, "delete")).content.decode()
    assert Challenge.objects.exists()
    assert browser.post(address(draft, "delete"))["Location"] == "/challenges/mine/"
    assert not Challenge.objects.exists()
    assert browser.post(address(draft, "delete")).status_code == 404


def test_what_is_public_is_not_deleted(signed_in: SignIn, olga: User, challenge: Challenge) -> None:
    assert signed_in(olga).post(address(challenge, "delete")).status_code == 409
    assert Challenge.objects.filter(pk=challenge.pk).exists()


def test_a_copy_is_a_draft_that_says_the_same(signed_in: SignIn, olga: User, challenge: Challenge) -> None:
    services.count_application(challenge)
    response = signed_in(olga).post(address(challenge, "duplicate"))
    copy = Challenge.objects.exclude(pk=challenge.pk).get()
    assert response["Location"] == address(copy, "edit")
    assert (copy.title, copy.criteria, copy.reward_min_minor, copy.category_id) == (
        challenge.title,
        challenge.criteria,
        challenge.reward_min_minor,
        challenge.category_id,
    )
    assert copy.is_draft and copy.deadline_at is None and copy.application_count == 0 and copy.code != challenge.code


def test_owner_closes_and_opens_again(signed_in: SignIn, olga: User, challenge: Challenge) -> None:
    browser = signed_in(olga)
    assert browser.get(address(challenge, "close")).status_code == 200
    browser.post(address(challenge, "close"))
    challenge.refresh_from_db()
    assert challenge.status == "closed" and challenge.closed_at
    with pytest.raises(Refused):
        services.count_application(challenge)
    assert browser.post(address(challenge, "reopen"), {"deadline": "2020-01-01"}).status_code == 422
    day = timezone.now() + timedelta(days=9)
    browser.post(address(challenge, "reopen"), {"deadline": f"{day:%Y-%m-%d}", "deadline_time": "12:00"})
    challenge.refresh_from_db()
    assert challenge.status == "open" and challenge.closed_at is None and challenge.deadline_at and challenge.deadline_at > timezone.now()


def test_closing_twice_says_how_it_stands(signed_in: SignIn, olga: User, challenge: Challenge) -> None:
    browser = signed_in(olga)
    browser.post(address(challenge, "close"))
    response = browser.post(address(challenge, "close"))
    assert response.status_code == 409 and "closed now" in response.content.decode()


def test_the_deadline_moves_only_to_a_later_day_once_published(olga: User, eve: User, challenge: Challenge) -> None:
    services.count_application(challenge)
    assert challenge.deadline_at is not None
    later = challenge.deadline_at + timedelta(days=3)
    with pytest.raises(NotAllowed):
        services.extend(challenge, by=eve, deadline_at=later)
    with pytest.raises(Refused, match="only move to a later day"):
        services.extend(challenge, by=olga, deadline_at=challenge.deadline_at - timedelta(days=1))
    services.extend(challenge, by=olga, deadline_at=later)
    challenge.refresh_from_db()
    assert abs((challenge.deadline_at - later).total_seconds()) < 0.01
