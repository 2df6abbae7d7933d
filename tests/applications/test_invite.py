"""Invitations: asked once, seen, accepted by applying, declined with one press, taken back."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from apps.applications.services import invite_people
from apps.challenges import services
from apps.challenges.models import Challenge, Invitation
from apps.challenges.services import inviting
from apps.core.errors import NotAllowed, Refused, Stale
from apps.notifications.models import Email, Notification
from apps.users.models import User
from apps.users.services import block
from openchance.demo.cast import application, challenge_fields, open_challenge, person
from tests.races import run_parallel

SignIn = Callable[[User], Client]


@pytest.fixture
def challenge(olga: User) -> Challenge:
    made: Challenge = open_challenge(olga)
    return made


def invited(challenge: Challenge) -> dict[str, str]:
    return {one.user.handle: one.status for one in Invitation.objects.filter(challenge=challenge).select_related("user")}


def told(user: User) -> list[str]:
    return list(Notification.objects.filter(recipient=user, kind__startswith="challenge.").order_by("id").values_list("kind", flat=True))


def page_of(challenge: Challenge) -> str:
    return f"{challenge.get_absolute_url()}invited/"


def test_an_owner_invites_and_sees_the_answer(signed_in: SignIn, challenge: Challenge, olga: User, sam: User, rita: User, eve: User) -> None:
    owner = signed_in(olga)
    response = owner.post(page_of(challenge), {"people": "@sam, rita", "note": "Your <b>star map</b> is why."})
    assert response.status_code == 302 and invited(challenge) == {"sam": "waiting", "rita": "waiting"}
    assert "Your <b>star map</b> is why." in Email.objects.get(recipient=sam, kind="challenge.invited").text
    page = signed_in(sam).get(challenge.get_absolute_url()).content.decode()
    assert "Olga Lindqvist invited you" in page and "Your &lt;b&gt;star map&lt;/b&gt; is why." in page and "Decline the invitation" in page
    assert "invited you" not in signed_in(eve).get(challenge.get_absolute_url()).content.decode()
    page = signed_in(sam).get("/challenges/invitations/").content.decode()
    assert challenge.title in page and f'href="{challenge.get_absolute_url()}apply/"' in page
    application(challenge, sam)
    assert invited(challenge)["sam"] == "applied"
    rita_s = Invitation.objects.get(user=rita)
    for _ in range(2):
        assert signed_in(rita).post(reverse("challenges:decline_invitation", args=[rita_s.pk])).status_code == 302
    assert invited(challenge)["rita"] == "declined" and told(olga).count("challenge.invitation_declined") == 1
    assert not Email.objects.filter(kind="challenge.invitation_declined").exists()
    page = owner.get(page_of(challenge)).content.decode()
    assert "Applied" in page and "Declined" in page
    assert application(challenge, rita).status == "submitted" and invited(challenge)["rita"] == "applied"  # a change of mind


def test_who_blocks_the_owner_is_not_told_when_a_draft_is_published(olga: User, sam: User, rita: User) -> None:
    draft = services.create_draft(olga, **challenge_fields(), invited=[sam, rita])
    block(olga, by=rita)
    services.publish(draft, by=olga)
    assert told(sam) == ["challenge.invited"] and told(rita) == []


def test_nobody_is_invited_twice(signed_in: SignIn, challenge: Challenge, olga: User, sam: User) -> None:
    for _ in range(2):
        assert signed_in(olga).post(page_of(challenge), {"people": "sam"}).status_code == 302
    assert told(sam) == ["challenge.invited"] and Challenge.objects.get().invited_count == 1
    services.withdraw_invitation(Invitation.objects.get(), by=olga)
    services.withdraw_invitation(Invitation.objects.get(), by=olga)
    assert invited(challenge) == {"sam": "withdrawn"}
    invite_people(challenge, [sam], by=olga)
    assert invited(challenge) == {"sam": "waiting"} and told(sam) == ["challenge.invited"] and Challenge.objects.get().invited_count == 1


def test_who_cannot_be_invited(signed_in: SignIn, challenge: Challenge, olga: User, sam: User, rita: User, eve: User) -> None:
    application(challenge, sam)
    block(olga, by=rita)
    invite_people(challenge, [eve], by=olga)
    services.decline_invitation(Invitation.objects.get(), by=eve)
    for people, words in (
        ("sam", "has applied already"), ("rita", "blocked"), ("eve", "has declined"), ("nobody-here", "Nobody here"), ("", "at least one"),
    ):  # fmt: skip
        response = signed_in(olga).post(page_of(challenge), {"people": people})
        assert response.status_code in (409, 422) and words in response.content.decode()
    assert invited(challenge) == {"eve": "declined"}
    with pytest.raises(NotAllowed):
        services.invite(challenge, [sam], by=eve)
    services.close(Challenge.objects.get(pk=challenge.pk), by=olga)
    with pytest.raises(Refused, match="no applications"):
        invite_people(challenge, [rita], by=olga)


def test_strangers_see_no_invitation(signed_in: SignIn, challenge: Challenge, olga: User, sam: User, eve: User) -> None:
    invite_people(challenge, [sam], by=olga)
    one = Invitation.objects.get()
    for verb in ("decline", "withdraw"):
        assert signed_in(eve).post(reverse(f"challenges:{verb}_invitation", args=[one.pk])).status_code == 404
    assert signed_in(sam).post(reverse("challenges:withdraw_invitation", args=[one.pk])).status_code == 403
    assert signed_in(eve).get(page_of(challenge)).status_code == 404
    assert invited(challenge) == {"sam": "waiting"}


def test_from_a_profile(signed_in: SignIn, challenge: Challenge, olga: User, sam: User, eve: User) -> None:
    owner = signed_in(olga)
    assert "Invite to a challenge" in owner.get("/people/sam/").content.decode()
    assert "Invite to a challenge" not in signed_in(eve).get("/people/sam/").content.decode()
    assert "None of your challenges is open" in signed_in(eve).get("/people/sam/invite/").content.decode()
    assert challenge.title in owner.get("/people/sam/invite/").content.decode()
    for choice in ("", "not-mine"):
        assert owner.post("/people/sam/invite/", {"challenge": choice}).status_code == 422
    assert owner.get("/people/olga/invite/").status_code == 404
    response = owner.post("/people/sam/invite/", {"challenge": challenge.code, "note": "Please."})
    assert response["Location"] == page_of(challenge) and invited(challenge) == {"sam": "waiting"}


def test_an_invite_only_challenge_follows_the_invitation(signed_in: SignIn, olga: User, sam: User, rita: User) -> None:
    draft = services.create_draft(olga, invited=[sam, rita], **challenge_fields(visibility="invited"))
    assert "tide clock" not in signed_in(sam).get("/challenges/invitations/").content.decode()  # not sent yet
    challenge = services.publish(draft, by=olga)
    one = Invitation.objects.get(user=sam)
    services.decline_invitation(one, by=sam)
    assert signed_in(sam).get(challenge.get_absolute_url()).status_code == 200
    services.withdraw_invitation(one, by=olga)
    assert signed_in(sam).get(challenge.get_absolute_url()).status_code == 404
    with pytest.raises(Refused, match="taken back"):
        application(challenge, sam)
    assert Challenge.objects.get(pk=challenge.pk).application_count == 0
    application(challenge, rita)
    with pytest.raises(Stale):
        services.withdraw_invitation(Invitation.objects.get(user=rita), by=olga)


def test_the_limits(challenge: Challenge, olga: User, monkeypatch: pytest.MonkeyPatch) -> None:
    people = [person(f"solver{number}", f"Solver {number}") for number in range(5)]
    monkeypatch.setattr(inviting, "MOST_A_DAY", 3)
    with pytest.raises(Refused, match="a day"):
        invite_people(challenge, people[:4], by=olga)
    assert invited(challenge) == {} and Challenge.objects.get().invited_count == 0
    invite_people(challenge, people[:3], by=olga)
    with pytest.raises(Refused, match="a day"):
        invite_people(challenge, people[3:4], by=olga)
    Invitation.objects.update(created_at=Invitation.objects.first().created_at - timedelta(days=2))  # type: ignore[union-attr]
    monkeypatch.setattr(inviting, "MOST", 4)
    with pytest.raises(Refused, match="4 people at most"):
        invite_people(challenge, people[3:5], by=olga)
    invite_people(challenge, people[3:4], by=olga)


def test_the_list_asks_few_questions(signed_in: SignIn, olga: User, sam: User) -> None:
    for number in range(4):
        invite_people(open_challenge(olga, title=f"Challenge number {number}"), [sam], by=olga)
    browser = signed_in(sam)
    browser.get("/challenges/invitations/")
    with CaptureQueriesContext(connection) as queries:
        page = browser.get("/challenges/invitations/").content.decode()
    assert page.count("Waits for you") == 4 and len(queries) <= 6, [query["sql"] for query in queries]


@pytest.mark.race
def test_two_at_once_do_not_pass_the_limit(challenge: Challenge, olga: User, monkeypatch: pytest.MonkeyPatch) -> None:
    people = [person(f"solver{number}", f"Solver {number}") for number in range(6)]
    monkeypatch.setattr(inviting, "MOST", 3)
    run_parallel(6, lambda number: invite_people(challenge, [people[number]], by=olga))
    assert len(invited(challenge)) == 3 == Challenge.objects.get().invited_count
