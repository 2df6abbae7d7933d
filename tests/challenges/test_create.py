from collections.abc import Callable
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from apps.challenges.models import Challenge, ChallengeFile
from apps.core.models import Event
from apps.users.models import User

from .form_data import typed

SignIn = Callable[[User], Client]
NEW = "/challenges/new/"


def test_visitor_is_sent_to_sign_in(client: Client, db: None) -> None:
    assert client.get(NEW).status_code == 302
    assert client.post(NEW, typed()).status_code == 302
    assert not Challenge.objects.exists()


def test_owner_keeps_a_draft(signed_in: SignIn, olga: User) -> None:
    response = signed_in(olga).post(NEW, typed())
    draft = Challenge.objects.get()
    assert response.status_code == 302 and response["Location"] == f"/challenges/redraw-the-tide-clock-of-nordholm-{draft.code}/edit/"
    assert (draft.owner, draft.status, draft.is_listed, draft.search_serial) == (olga, "draft", False, None)
    assert draft.criteria == ["Every tick matches the photograph within 0.5 mm", "Prints in two colours"]
    assert draft.questions == ["Which drawing of yours comes closest?"]
    assert draft.skills == ["Vector drawing", "Typography"]
    assert (draft.reward_min_minor, draft.reward_max_minor, draft.currency, draft.difficulty) == (185000, 185000, "EUR", 3)
    assert "<strong>new drawing</strong>" in draft.brief_html
    assert Event.objects.of(draft).get().verb == "create"


def test_the_deadline_is_meant_in_the_owners_zone(signed_in: SignIn, olga: User) -> None:
    signed_in(olga).post(NEW, typed())
    deadline = Challenge.objects.get().deadline_at
    assert deadline is not None
    local = deadline.astimezone(ZoneInfo(olga.timezone))
    assert (local.hour, local.minute) == (18, 30) and olga.timezone == "Europe/Berlin"


def test_an_empty_draft_can_be_kept(signed_in: SignIn, olga: User) -> None:
    blank = {"title": "", "category": "", "skills": "", "brief": "", "criteria": [""], "questions": [""], "reward_min": "", "deadline": ""}
    assert signed_in(olga).post(NEW, typed(**blank)).status_code == 302
    draft = Challenge.objects.get()
    assert str(draft) == "Untitled draft" and draft.reward_min is None and draft.deadline_at is None


def test_publishing_at_once_makes_it_public(signed_in: SignIn, olga: User) -> None:
    response = signed_in(olga).post(NEW, typed(action="publish"))
    challenge = Challenge.objects.get()
    assert response["Location"] == challenge.get_absolute_url()
    assert challenge.status == "open" and challenge.is_listed and challenge.search_serial


def test_publishing_an_incomplete_one_keeps_the_draft_and_says_everything_at_once(signed_in: SignIn, olga: User) -> None:
    browser = signed_in(olga)
    response = browser.post(NEW, typed(action="publish", title="Clock", criteria=[""], deadline="", category="", reward_min=""), follow=True)
    assert Challenge.objects.get().status == "draft"
    page = response.content.decode()
    for field in ("id_title", "id_category", "id_criteria", "id_reward_min", "id_deadline"):
        assert f'<a href="#{field}">' in page
        assert f'id="{field}"' in page


def test_unverified_owner_keeps_the_draft_and_is_told_why_it_is_not_public(signed_in: SignIn, olga: User) -> None:
    User.objects.filter(pk=olga.pk).update(email_verified_at=None)
    response = signed_in(olga).post(NEW, typed(action="publish"))
    assert response.status_code == 409 and "Verify your e-mail address" in response.content.decode()
    assert Challenge.objects.get().status == "draft"
    assert "verify your e-mail address" in signed_in(olga).get(NEW).content.decode()


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"reward_min": "-5"}, "must be more than zero"),
        ({"reward_min": "0"}, "must be more than zero"),
        ({"reward_min": "a lot"}, "Say an amount in figures"),
        ({"reward_min": "10.555"}, "2 decimals at most"),
        ({"reward_min": "10.5", "currency": "JPY"}, "JPY has no decimals"),
        ({"reward_min": "1.005", "currency": "KWD"}, "last decimal of KWD must be 0"),
        ({"reward_min": "99999999999"}, "At most 10,000,000 EUR"),
        ({"reward_min": "500", "reward_max": "400", "reward_kind": "range"}, "has to be more than €500"),
        ({"currency": "XXX"}, "Select a valid choice"),
        ({"category": "00000000-0000-7000-8000-000000000000"}, "Select a valid choice"),
        ({"difficulty": "9"}, "Select a valid choice"),
        ({"visibility": "friends"}, "Select a valid choice"),
        ({"title": "x" * 121}, "at most 120 characters"),
        ({"brief": "x" * 20001}, "at most 20000 characters"),
        ({"criteria": ["x" * 301]}, "Criterion 1 has 301 characters"),
        ({"criteria": [f"Number {n}" for n in range(21)]}, "20 at most"),
        ({"skills": ",".join(f"skill {n}" for n in range(11))}, "Ten skills at most"),
        ({"deadline": "0001-01-01"}, "Choose a day within the next two years"),
        ({"deadline": "9999-12-31"}, "Choose a day within the next two years"),
        ({"deadline": "soon"}, "Enter a valid date"),
        ({"invited": "@nobody-here"}, "Nobody here is called @nobody-here"),
        (
            {"reward_kind": "milestones", "milestone_title": ["A", "B"], "milestone_amount": ["x", "5"], "milestone_days": ["3", "0"]},
            "Milestone 2: say how many days",
        ),
    ],
)  # fmt: skip
def test_bad_input_is_said_at_its_field_and_nothing_is_lost(signed_in: SignIn, olga: User, changes: dict[str, Any], words: str) -> None:
    response = signed_in(olga).post(NEW, typed(**changes))
    page = response.content.decode()
    assert response.status_code == 422 and words in page
    assert "Redraw the tide clock" in page or "title" in changes
    assert "Prints in two colours" in page or "criteria" in changes
    assert not Challenge.objects.exists()


def test_a_deadline_past_or_too_far_is_refused_on_publishing(signed_in: SignIn, olga: User) -> None:
    for day, words in (("2020-01-01", "has passed"), ("2060-01-01", "more than two years away")):
        page = signed_in(olga).post(NEW, typed(action="publish", deadline=day), follow=True).content.decode()
        assert words in page
    assert not Challenge.objects.exclude(status="draft").exists()


def test_milestones_are_the_reward(signed_in: SignIn, olga: User) -> None:
    plan = {"milestone_title": ["Sketch", "Drawing"], "milestone_amount": ["600", "1,200.50"], "milestone_days": ["5", "9"]}
    signed_in(olga).post(NEW, typed(action="publish", reward_kind="milestones", reward_min="7", **plan))
    challenge = Challenge.objects.get()
    assert challenge.milestones == [{"title": "Sketch", "amount_minor": 60000, "days": 5}, {"title": "Drawing", "amount_minor": 120050, "days": 9}]
    assert challenge.reward_min_minor == challenge.reward_max_minor == 180050


def test_one_milestone_is_too_few(signed_in: SignIn, olga: User) -> None:
    plan = {"milestone_title": ["Sketch"], "milestone_amount": ["600"], "milestone_days": ["5"]}
    page = signed_in(olga).post(NEW, typed(action="publish", reward_kind="milestones", **plan), follow=True).content.decode()
    assert "Plan two to ten milestones" in page


@pytest.mark.parametrize(
    ("action", "needle"), [("add_criterion", 'id="criterion-4"'), ("add_question", 'id="question-2"'), ("add_milestone", 'id="milestone-title-3"')]
)
def test_a_list_grows_without_javascript_and_keeps_everything_typed(signed_in: SignIn, olga: User, action: str, needle: str) -> None:
    questions = {"questions": ["Which drawing of yours comes closest?"]}
    plan = {"milestone_title": ["Sketch", "Drawing"], "milestone_amount": ["6", "abc"], "milestone_days": ["1", "2"]}
    response = signed_in(olga).post(NEW, typed(action=action, title="Half a tit", reward_min="-7", **questions, **plan))
    page = response.content.decode()
    assert response.status_code == 200 and needle in page
    for kept in ("Half a tit", "Prints in two colours", "comes closest?", 'value="-7"', 'value="abc"'):
        assert kept in page
    assert not Challenge.objects.exists()


def test_preview_shows_the_brief_and_keeps_everything(signed_in: SignIn, olga: User) -> None:
    page = signed_in(olga).post(NEW, typed(action="preview")).content.decode()
    assert "<strong>new drawing</strong>" in page and "Prints in two colours" in page
    fragment = signed_in(olga).post("/challenges/preview/", {"brief": "<script>alert(1)</script> *so*"}).content.decode()
    assert "<em>so</em>" in fragment and "<script>" not in fragment and "<html" not in fragment


def test_files_are_kept_and_checked_by_content(signed_in: SignIn, olga: User) -> None:
    browser = signed_in(olga)
    lie = SimpleUploadedFile("photo.png", b"MZ this is no picture", content_type="image/png")
    response = browser.post(NEW, typed(uploads=[lie]))
    assert response.status_code == 422 and "its content is not" in response.content.decode()
    good = SimpleUploadedFile("levels.csv", "høur,level\n1,2\n".encode(), content_type="text/csv")
    browser.post(NEW, typed(uploads=[good]))
    assert ChallengeFile.objects.get().name == "levels.csv"
