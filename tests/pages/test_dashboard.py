"""The dashboard."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from apps.applications.services import answer_question
from apps.challenges import services as challenges
from apps.challenges.models import Question
from apps.contracts import services
from apps.contracts.models import Contract
from apps.notifications.models import Notification
from apps.users.models import User
from openchance.demo.cast import application, open_challenge, person
from openchance.pages.dashboard import heading, sums
from tests.contracts.test_list import many
from tests.contracts.world import delivered, funded, released, signed_in

URL = reverse("dashboard")


def page(user: User, **query: str) -> str:
    response = signed_in(user).get(URL, query)
    assert response.status_code == 200
    return str(response.content.decode())


def needs(user: User) -> list[str]:
    return re.findall(r'<span class="move">([^<]+)', page(user))


def test_newcomers_learn_what_to_do(eve: User) -> None:
    text = page(eve)
    assert "Welcome, Eve" in text and reverse("challenges:create") in text and reverse("challenges:list") in text


def test_who_has_not_verified_is_asked_first(db: None) -> None:
    newcomer = person("nora", "Nora Vik", email_verified_at=None)
    assert needs(newcomer) == ["Verify your e-mail"]


def test_the_contract_goes_from_one_desk_to_the_other(agreement: Contract, olga: User, sam: User) -> None:
    assert (needs(olga), needs(sam)) == (["Fund a milestone"], [])
    assert agreement.title in page(sam)  # it waits there
    funded(agreement)
    assert (needs(olga), needs(sam)) == ([], ["Deliver"])
    delivered(agreement)
    assert (needs(olga), needs(sam)) == (["Review a delivery"], [])
    assert "If you do nothing, €600.00 is released automatically on" in page(olga)
    services.propose_cancel(agreement, by=sam, reason="Flooded.")
    assert needs(olga) == ["Answer a proposal"]


def test_applications_drafts_and_reviews_stand_on_the_desk(agreement: Contract, olga: User, sam: User, rita: User) -> None:
    from openchance.demo.cast import challenge_fields

    released(agreement, 1)
    released(agreement, 2)
    application(open_challenge(olga, title="The second challenge"), rita)
    open_challenge(olga, title="The third challenge")
    challenges.create_draft(olga, **challenge_fields(title="Only a draft"))
    assert needs(olga) == ["Choose a solver", "Write a review", "Finish a draft"]
    text = page(olga)
    assert "1 person applied to The second challenge" in text and "The third challenge" in text and "Only a draft" in text
    assert needs(sam) == ["Write a review"]
    assert "Olga Lindqvist decides" in page(rita)
    with time_machine.travel(timezone.now() + timedelta(days=15)):
        assert "Write a review" not in needs(sam)


def test_the_most_pressing_comes_first(another: Callable[..., Any], olga: User) -> None:
    later, sooner = another(title="The later delivery"), another(title="The sooner delivery")
    delivered(sooner)
    with time_machine.travel(timezone.now() + timedelta(days=2)):
        delivered(later)
        text = page(olga)
    assert text.index("of The sooner delivery") < text.index("of The later delivery")


def test_figures_are_counted_per_currency(another: Callable[..., Any], olga: User, sam: User) -> None:
    euro = another()
    released(euro, 1)
    delivered(euro, 2)
    found = {one.currency: (one.held, one.in_review, one.released) for one in sums(olga, "challenger")}
    assert found == {"EUR": (120000, 120000, 60000)}
    assert {one.currency: (one.held, one.released) for one in sums(sam, "solver")} == {"EUR": (120000, 55200)}
    assert sums(sam, "challenger") == []
    assert "€1,200" in page(olga)
    with time_machine.travel(timezone.now() + timedelta(days=40)):
        assert sums(olga, "challenger")[0].released == 0


def test_heading_counts_in_words() -> None:
    assert [heading(n) for n in (0, 1, 4, 12, 13)] == [
        "Nothing needs you", "One thing needs you", "Four things need you", "Twelve things need you", "13 things need you",
    ]  # fmt: skip


def test_only_ones_own(agreement: Contract, eve: User, max_: User) -> None:
    for visitor in (eve, max_):
        assert agreement.title not in page(visitor)
    assert signed_in(eve).post(URL).status_code == 405


@pytest.mark.parametrize("number", [10, 1000])
def test_at_most_ten_queries(agreement: Contract, olga: User, number: int) -> None:
    delivered(agreement)
    agreement.refresh_from_db()
    many(agreement, number)
    client = signed_in(olga)
    with CaptureQueriesContext(connection) as asked:
        text = client.get(URL).content.decode()
    assert len(asked) <= 10, [one["sql"][:150] for one in asked]
    assert text.count("Review delivery") <= 40
    assert ("all that needs you" in text) is (number == 1000)


def test_questions_and_invitations_need_somebody(olga: User, sam: User, rita: User) -> None:
    challenge = open_challenge(olga)
    challenges.invite(challenge, [sam], by=olga, note="Your star map is why.")
    for number in range(2):
        challenges.ask(challenge, by=rita, text=f"How high is it, {number}?")
    assert (needs(olga), needs(sam)) == (["Answer in public"], ["You are invited"])
    assert "2 questions about Redraw the tide clock" in page(olga) and f"{challenge.get_absolute_url()}#questions" in page(olga)
    assert "Your star map is why." in page(sam)
    challenges.close(challenge, by=olga)
    assert (needs(olga), needs(sam)) == ([], [])


def test_several_questions_are_one_line(olga: User, rita: User) -> None:
    challenge = open_challenge(olga)
    for number in range(3):
        challenges.ask(challenge, by=rita, text=f"How high is it, {number}?")
    lines = Notification.objects.filter(recipient=olga, kind="question.asked").values_list("text", flat=True)
    assert list(lines) == ["3 questions on “Redraw the tide clock of Nordholm”"]
    waiting = list(Question.objects.all())
    for number, question in enumerate(waiting):
        assert Notification.objects.filter(recipient=olga, kind="question.asked", read_at=None).exists()
        challenges.decline_question(question, by=olga) if number else answer_question(question, "Two metres.", by=olga)
    assert not Notification.objects.filter(recipient=olga, kind="question.asked", read_at=None).exists()
