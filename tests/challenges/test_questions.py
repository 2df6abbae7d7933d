"""Public questions: asked, answered, taken back, left alone, mended; and who sees which."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from apps.applications.services import answer_question
from apps.challenges import services
from apps.challenges.models import Challenge, Question
from apps.core.errors import NotAllowed, Refused, Stale
from apps.core.models import Event
from apps.notifications.models import Notification
from apps.users.models import User
from apps.users.services import block
from openchance.demo.cast import application, challenge_fields
from tests.races import run_parallel

SignIn = Callable[[User], Client]
TEXT = "Is MuseScore <b>acceptable</b>?"


def counts(challenge: Challenge) -> tuple[int, int]:
    """(answered, waiting)."""
    found = Challenge.objects.get(pk=challenge.pk)
    return found.question_count, found.unanswered_count


def told(user: User) -> list[str]:
    kinds = Notification.objects.filter(recipient=user).order_by("created_at", "id").values_list("kind", flat=True)
    return [kind for kind in kinds if kind.startswith("question.")]


def url(name: str, question: Question) -> str:
    return reverse(name, args=[question.pk])


@pytest.fixture
def asked(challenge: Challenge, rita: User) -> Question:
    return services.ask(challenge, by=rita, text=TEXT)


def test_a_question_is_its_peoples_until_it_is_answered(
    signed_in: SignIn, client: Client, challenge: Challenge, olga: User, sam: User, rita: User, eve: User, max_: User
) -> None:
    application(challenge, sam)
    address = challenge.get_absolute_url()
    assert "Ask a question" in client.get(address).content.decode()
    response = signed_in(rita).post(f"{address}ask/", {"text": TEXT})
    assert response.status_code == 302 and response["Location"] == f"{address}#questions"
    assert counts(challenge) == (0, 1) and told(olga) == ["question.asked"]
    shown = {who: "MuseScore" in signed_in(who).get(address).content.decode() for who in (olga, rita, max_, eve, sam)}
    assert shown == {olga: True, rita: True, max_: True, eve: False, sam: False}
    assert "MuseScore" not in client.get(address).content.decode()
    question = Question.objects.get()
    assert signed_in(olga).post(url("applications:answer_question", question), {"text": "Yes, with <i>clean</i> MusicXML."}).status_code == 302
    page = client.get(address).content.decode()  # at once, though visitors' pages are kept for a moment
    assert "Is MuseScore &lt;b&gt;acceptable&lt;/b&gt;?" in page and "&lt;i&gt;clean&lt;/i&gt;" in page and "after the first application" in page
    assert counts(challenge) == (1, 0)
    assert told(rita) == told(sam) == ["question.answered"] and told(eve) == []
    assert "Yes, with" in signed_in(eve).get(f"{address}questions/").content.decode() and client.get(f"{address}questions/").status_code == 200
    assert '"@type": "Question"' not in page


def test_the_answer_pressed_twice_is_one(asked: Question, olga: User, challenge: Challenge) -> None:
    for _ in range(2):
        answer_question(asked, "Yes.", by=olga)
    assert counts(challenge) == (1, 0) and Event.objects.of(asked).filter(verb="answer").count() == 1
    with pytest.raises(Stale):
        answer_question(asked, "No.", by=olga)
    with pytest.raises(Stale):
        services.decline_question(asked, by=olga)
    assert Question.objects.get().answer == "Yes." and counts(challenge) == (1, 0)


def test_the_same_question_pressed_twice_is_one(signed_in: SignIn, challenge: Challenge, rita: User) -> None:
    for _ in range(2):
        assert signed_in(rita).post(f"{challenge.get_absolute_url()}ask/", {"text": TEXT}).status_code == 302
    assert Question.objects.count() == 1 and counts(challenge) == (0, 1)


@pytest.mark.parametrize(("text", "status"), [("", 422), ("  \n ", 422), ("x" * 1001, 422)])
def test_bad_input_is_said_at_the_field(signed_in: SignIn, challenge: Challenge, rita: User, text: str, status: int) -> None:
    response = signed_in(rita).post(f"{challenge.get_absolute_url()}ask/", {"text": text})
    assert response.status_code == status and "aria-invalid" in response.content.decode()
    assert not Question.objects.exists() and counts(challenge) == (0, 0)


def test_who_cannot_ask(signed_in: SignIn, client: Client, challenge: Challenge, olga: User, rita: User, eve: User) -> None:
    address = f"{challenge.get_absolute_url()}ask/"
    User.objects.filter(pk=eve.pk).update(email_verified_at=None)
    block(olga, by=rita)
    for who, words in ((olga, "your own challenge"), (eve, "Confirm your e-mail"), (rita, "blocked")):
        page = signed_in(who).get(address)
        assert words in page.content.decode() and "<textarea" not in page.content.decode()
        assert signed_in(who).post(address, {"text": TEXT}).status_code == 409
    assert client.get(address)["Location"].startswith("/accounts/login/")
    assert not Question.objects.exists() and counts(challenge) == (0, 0)


def test_nothing_is_asked_or_answered_once_it_is_closed(signed_in: SignIn, asked: Question, challenge: Challenge, olga: User, eve: User) -> None:
    services.close(challenge, by=olga)
    with pytest.raises(Stale, match="takes applications"):
        answer_question(asked, "Too late.", by=olga)
    with pytest.raises(Refused):
        services.ask(challenge, by=eve, text="And now?")
    assert Question.objects.get().status == "waiting" and counts(challenge) == (0, 1)
    page = signed_in(olga).get(challenge.get_absolute_url()).content.decode()
    assert "MuseScore" in page and "Answer in public" not in page and "Ask a question" not in page


def test_one_person_does_not_flood_it(challenge: Challenge, rita: User, eve: User) -> None:
    for number in range(5):
        services.ask(challenge, by=rita, text=f"Question {number}")
    with pytest.raises(Refused, match="5 of your questions"):
        services.ask(challenge, by=rita, text="Question 6")
    services.withdraw_question(Question.objects.first(), by=rita)  # type: ignore[arg-type]
    services.ask(challenge, by=rita, text="Question 6")
    services.ask(challenge, by=eve, text="Question 0")
    assert counts(challenge) == (0, 6)


def test_it_is_left_alone_or_taken_back(signed_in: SignIn, challenge: Challenge, olga: User, rita: User, eve: User, asked: Question) -> None:
    assert signed_in(eve).post(url("challenges:withdraw_question", asked)).status_code == 404
    assert signed_in(rita).post(url("challenges:decline_question", asked)).status_code == 403
    assert signed_in(olga).post(url("challenges:decline_question", asked)).status_code == 302
    assert told(rita) == ["question.declined"] and counts(challenge) == (0, 0)
    assert "Left without an answer" in signed_in(rita).get(f"{challenge.get_absolute_url()}questions/").content.decode()
    again = services.ask(challenge, by=rita, text=TEXT)
    assert signed_in(rita).post(url("challenges:withdraw_question", again)).status_code == 302
    assert counts(challenge) == (0, 0)
    with pytest.raises(Stale):
        answer_question(again, "Yes.", by=olga)


def test_an_answer_is_mended_for_a_quarter_of_an_hour(signed_in: SignIn, client: Client, asked: Question, challenge: Challenge, olga: User) -> None:
    answer_question(asked, "Yes.", by=olga)
    page = client.get(challenge.get_absolute_url()).content.decode()
    with pytest.raises(NotAllowed):
        services.mend_answer(asked, "No.", by=asked.asker)
    assert signed_in(olga).post(url("challenges:mend_answer", asked), {"text": ""}).status_code == 422
    assert signed_in(olga).post(url("challenges:mend_answer", asked), {"text": "Yes, from version 4 on."}).status_code == 302
    page = client.get(challenge.get_absolute_url()).content.decode()
    assert "from version 4 on" in page and "changed" in page
    assert Event.objects.of(asked).get(verb="mend").note == "Yes."
    with time_machine.travel(timezone.now() + timedelta(minutes=16)):
        assert signed_in(olga).post(url("challenges:mend_answer", asked), {"text": "No."}).status_code == 409
    assert Question.objects.get().answer == "Yes, from version 4 on."


def test_a_report_reaches_the_moderators_and_they_hide_it(
    signed_in: SignIn, client: Client, asked: Question, challenge: Challenge, olga: User, eve: User, max_: User, rita: User
) -> None:
    report = url("challenges:report_question", asked)
    assert signed_in(eve).post(report, {"reason": "Rude"}).status_code == 404  # nobody else sees it yet
    answer_question(asked, "Yes.", by=olga)
    assert signed_in(eve).post(report, {"reason": ""}).status_code == 422
    for _ in range(2):
        assert signed_in(eve).post(report, {"reason": "Advertising"}).status_code == 302
    assert Event.objects.of(asked).filter(verb="report").count() == 1
    queue = signed_in(max_).get("/admin/challenges/question/")
    assert "MuseScore" in queue.content.decode()
    for who in (olga, eve):
        with pytest.raises(NotAllowed):
            services.hide_question(asked, by=who, reason="x")
    moderate = {"action": "hide", "_selected_action": [str(asked.pk)], "reason": "Advertising"}
    signed_in(max_).post("/admin/challenges/question/?queue=all", moderate)
    assert counts(challenge) == (0, 0) and told(rita)[-1] == told(olga)[-1] == "question.hidden"
    assert "MuseScore" not in client.get(challenge.get_absolute_url()).content.decode()
    assert signed_in(eve).post(report, {"reason": "Again"}).status_code == 404
    with pytest.raises(Stale):
        services.hide_question(asked, by=max_, reason="Twice")
    signed_in(max_).post("/admin/challenges/question/?queue=all", moderate | {"action": "restore", "reason": "It was fine"})
    assert counts(challenge) == (1, 0) and "MuseScore" in client.get(challenge.get_absolute_url()).content.decode()


def test_an_invite_only_challenge_keeps_its_questions(signed_in: SignIn, olga: User, sam: User, eve: User) -> None:
    draft = services.create_draft(olga, invited=[sam], **challenge_fields(visibility="invited"))
    challenge = services.publish(draft, by=olga)
    question = services.ask(challenge, by=sam, text=TEXT)
    answer_question(question, "Yes.", by=olga)
    for address in (f"{challenge.get_absolute_url()}questions/", url("challenges:report_question", question), f"{challenge.get_absolute_url()}ask/"):
        assert signed_in(eve).get(address).status_code == 404 and signed_in(sam).get(address).status_code == 200


def test_suspended_people_ask_nothing_and_hear_nothing(signed_in: SignIn, asked: Question, challenge: Challenge, olga: User, rita: User) -> None:
    browser = signed_in(rita)
    User.objects.filter(pk=rita.pk).update(is_active=False)
    assert browser.post(f"{challenge.get_absolute_url()}ask/", {"text": "More"})["Location"].startswith("/accounts/login/")
    answer_question(asked, "Yes.", by=olga)
    assert told(rita) == []
    assert "/people/rita/" not in signed_in(olga).get(challenge.get_absolute_url()).content.decode()


def test_all_questions_are_paged_and_ask_few_questions(signed_in: SignIn, client: Client, challenge: Challenge, olga: User, rita: User) -> None:
    now = timezone.now()
    columns = {"challenge": challenge, "asker": rita, "owner": olga, "status": "answered", "answer": "Yes."}
    Question.objects.bulk_create([Question(text=f"Number {n}.", answered_at=now - timedelta(minutes=n), **columns) for n in range(45)])
    Question.objects.bulk_create([Question(text=f"Waiting {n}.", challenge=challenge, asker=rita, owner=olga) for n in range(15)])
    Challenge.objects.filter(pk=challenge.pk).update(question_count=45, unanswered_count=15)
    browser, address = signed_in(olga), challenge.get_absolute_url()
    browser.get(address)
    with CaptureQueriesContext(connection) as queries:
        page = browser.get(address).content.decode()
    assert len(queries) <= 10, [query["sql"] for query in queries]
    assert "All 45" in page and "All 15 that wait" in page and "Number 4." in page and "Number 5." not in page
    with CaptureQueriesContext(connection) as queries:
        page = browser.get(f"{address}questions/").content.decode()
    assert len(queries) <= 10 and "Waiting 14." in page and "Number 19." in page and "Number 20." not in page
    second = page.split('rel="next"')[0].rsplit('href="', 1)[1].split('"')[0]
    page = client.get(f"{address}questions/{second}").content.decode()
    assert "Number 20." in page and "Number 19." not in page and "Waiting" not in page


@pytest.mark.race
def test_two_answers_at_once_are_one(asked: Question, olga: User, challenge: Challenge) -> None:
    outcomes = run_parallel(6, lambda number: answer_question(asked, f"Answer {number}", by=olga))
    assert sum(isinstance(one, Question) for one in outcomes) == 1
    assert counts(challenge) == (1, 0) and told(asked.asker) == ["question.answered"]


@pytest.mark.race
def test_many_questions_at_once_stay_within_the_limit(challenge: Challenge, rita: User) -> None:
    outcomes = run_parallel(8, lambda number: services.ask(challenge, by=rita, text=f"Question {number}"))
    assert sum(isinstance(one, Question) for one in outcomes) == 5 == Question.objects.count() and counts(challenge) == (0, 5)
